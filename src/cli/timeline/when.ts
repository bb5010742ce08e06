// Says when something was, on the clock of a zone.

import { type Markup, tag } from "./markup.ts";
import type { Span } from "./model.ts";
import type { Row } from "./rows.ts";
import { duration } from "./words.ts";
import type { Zone } from "./zone.ts";

/** `Mon 2 Mar 2026 09:00 – Mon 9 Mar 2026 09:00` */
export function spanText({ fromMs, untilMs }: Span, zone: Zone): string {
  return `${longText(fromMs, zone)} – ${longText(untilMs, zone)}`;
}

function longText(atMs: number, zone: Zone): string {
  return `${zone.day(atMs)} ${zone.year(atMs)} ${zone.time(atMs).slice(0, 5)}`;
}

/** `Europe/Berlin, UTC+01:00`, with both offsets if it changes between them; UTC has none to tell. */
export function zoneText({ fromMs, untilMs }: Span, zone: Zone): string {
  if (/^(Etc\/)?UTC$/.test(zone.name)) return "UTC";
  const [from, until] = [zone.offset(fromMs), zone.offset(untilMs)];
  return `${zone.name}, ${from === until ? from : `${from}, at the end ${until}`}`;
}

/** `Mon 2 Mar 18:49:06`, without the day if that is the day of another moment. */
export function timeText(atMs: number, zone: Zone, otherMs?: number): string {
  const day = zone.day(atMs);
  return otherMs !== undefined && zone.day(otherMs) === day ? zone.time(atMs) : `${day} ${zone.time(atMs)}`;
}

/** `for 12 h 51 min, until `; what is not known tells how long it is elsewhere. */
export function untilText({ kind, atMs }: Row, untilMs: number): string {
  return kind === "gap" || kind === "unknown" ? "until " : `for ${duration(untilMs - atMs)}, until `;
}

/** What is to be said about a row beside its start, `; ` between the parts. */
export function rowText(row: Row, zone: Zone): string {
  const { atMs, untilMs, what, value, note } = row;
  const until = untilMs === undefined ? "" : `${untilText(row, untilMs)}${timeText(untilMs, zone, atMs)}`;
  return [`${what}, ${value}`, until, note].filter(Boolean).join("; ");
}

/**
 * A moment that the page's script can write anew in the reader's zone, since its form is told: `long` with the year,
 * `row` with seconds, and its day out of sight since that stands above; `end` without the day if that is the day of the
 * start.
 */
export function moment(atMs: number, zone: Zone, form: "long" | "row" | "end", startMs?: number): Markup {
  const attributes = { datetime: new Date(atMs).toISOString(), "data-form": form };
  if (form === "row") return tag("time", attributes, tag("span", {}, `${zone.day(atMs)} `), zone.time(atMs));
  return tag("time", attributes, form === "long" ? longText(atMs, zone) : timeText(atMs, zone, startMs));
}
