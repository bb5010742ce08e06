// Writes timestamps on the clock of a time zone.

import type { TimeRange } from "../analysis/model.ts";
import type { Zone } from "../shared/time-zones.ts";
import { formatDuration } from "../shared/units.ts";
import type { TimelineEvent } from "./events.ts";

/** `Mon 2 Mar 2026 09:00 – Mon 9 Mar 2026 09:00` */
export function formatRange({ fromMs, untilMs }: TimeRange, zone: Zone): string {
  return `${formatMinute(fromMs, zone)} – ${formatMinute(untilMs, zone)}`;
}

/** `Mon 2 Mar 2026 09:00` */
export function formatMinute(atMs: number, zone: Zone): string {
  return `${zone.formatDay(atMs)} ${zone.year(atMs)} ${zone.formatTime(atMs).slice(0, 5)}`;
}

/** `Europe/Berlin, UTC+01:00`, or with both offsets if the clock changes within the range; only `UTC` for UTC. */
export function formatZone({ fromMs, untilMs }: TimeRange, zone: Zone): string {
  if (/^(Etc\/)?UTC$/.test(zone.name)) return "UTC";
  const offsets = new Set([zone.formatOffset(fromMs), zone.formatOffset(untilMs)]);
  return `${zone.name}, ${[...offsets].join(", at the end ")}`;
}

/** `Mon 2 Mar 18:49:06`, without the day if that is the day of the other timestamp. */
export function formatTimestamp(atMs: number, zone: Zone, otherMs?: number): string {
  const day = zone.formatDay(atMs);
  const isSameDay = otherMs !== undefined && zone.formatDay(otherMs) === day;
  return isSameDay ? zone.formatTime(atMs) : `${day} ${zone.formatTime(atMs)}`;
}

/** Returns what precedes the end of an event: `for 12 h 51 min, until `. Gaps have their duration as value already. */
export function describeDuration({ kind, atMs }: TimelineEvent, untilMs: number): string {
  return kind === "gap" || kind === "unknown" ? "until " : `for ${formatDuration(untilMs - atMs)}, until `;
}

/** Describes an event in one line, without its start. */
export function describeEvent(event: TimelineEvent, zone: Zone): string {
  const { atMs, untilMs, title, value, details } = event;
  const end = untilMs === undefined ? "" : `${describeDuration(event, untilMs)}${formatTimestamp(untilMs, zone, atMs)}`;
  return [`${title}, ${value}`, end, details].filter(Boolean).join("; ");
}
