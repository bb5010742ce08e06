// All events as tables, one for each day, which can be folded. The roles keep them tables where the style sheet lays them
// out differently for a phone.

import type { Zone } from "../../shared/time-zones.ts";
import { formatCount, formatNumber } from "../../shared/units.ts";
import type { TimelineEvent } from "../events.ts";
import { type Content, Markup, tag } from "../markup.ts";
import type { Timeline } from "../timeline.ts";
import { describeDuration } from "../timestamps.ts";
import { keepTogether, NO_EVENTS } from "../wording.ts";
import { timeElement } from "./time-element.ts";

/** With more events than this, the days are folded at first. */
const MOST_UNFOLDED = 30;

/** Returns the id of an event's row, to which its mark links. */
export function eventId(index: number): string {
  return `r${index}`;
}

export function table({ events, zone }: Timeline): Markup {
  const alerts = countAlerts(events);
  return tag(
    "section",
    { class: "card" },
    tag("h2", {}, "What happened"),
    alerts > 0 ? filter(alerts) : [],
    events.length > 0 ? days(events, zone) : tag("p", {}, NO_EVENTS),
  );
}

function countAlerts(events: readonly TimelineEvent[]): number {
  return events.filter(({ isAlert }) => isAlert).length;
}

function filter(alerts: number): Markup {
  return tag(
    "label",
    { class: "only" },
    tag("input", { type: "checkbox" }),
    `Show only what to look at (${formatNumber(alerts)})`,
  );
}

function days(events: readonly TimelineEvent[], zone: Zone): Content {
  const rows = events.map((event, index) => ({ event, row: tableRow(event, eventId(index), zone) }));
  const byDay = Map.groupBy(rows, ({ event: { atMs } }) => `${zone.formatDay(atMs)} ${zone.year(atMs)}`);
  return Array.from(byDay.values(), (day) =>
    tag(
      "details",
      { class: "day", open: events.length <= MOST_UNFOLDED },
      daySummary(
        day.map(({ event }) => event),
        zone,
      ),
      dayTable(day.map(({ row }) => row)),
    ),
  );
}

function daySummary(events: readonly TimelineEvent[], zone: Zone): Markup {
  const alerts = countAlerts(events);
  return tag(
    "summary",
    {},
    tag("b", {}, zone.formatDay((events[0] as TimelineEvent).atMs)),
    tag("span", {}, formatCount(events.length, "event")),
    tag("span", { class: "alert" }, alerts > 0 ? `${formatNumber(alerts)} to look at` : ""),
  );
}

function dayTable(rows: Content): Markup {
  const headers = ["When", "What", "How much", "Details"].map((name) =>
    tag("th", { role: "columnheader", scope: "col" }, name),
  );
  return tag(
    "table",
    { role: "table" },
    tag("thead", { role: "rowgroup" }, tag("tr", { role: "row" }, headers)),
    tag("tbody", { role: "rowgroup" }, rows),
  );
}

function tableRow(event: TimelineEvent, id: string, zone: Zone): Markup {
  const { kind, isInSession, isAlert, atMs, title, value } = event;
  const classes = [kind, isInSession && "in-session", isAlert && "alert"].filter(Boolean).join(" ");
  const cell = (className: string, ...content: readonly Content[]) =>
    tag("td", { role: "cell", class: className }, ...content);
  return tag(
    "tr",
    { role: "row", id, class: classes },
    cell("when", timeElement(atMs, zone, "row")),
    cell("what", breakable(title)),
    cell("value", keepTogether(value)),
    cell("note", detailsOf(event, zone)),
  );
}

/** Allows a line break after each word of a long reason such as `SCHEDULED_CHARGING`. */
function breakable(text: string): Content {
  return text.split(/(?<=_)/).flatMap((word) => [word, new Markup("<wbr>")]);
}

function detailsOf(event: TimelineEvent, zone: Zone): Content {
  const { atMs, untilMs, details } = event;
  if (untilMs === undefined) return keepTogether(details);
  return [
    keepTogether(describeDuration(event, untilMs)),
    timeElement(untilMs, zone, "end", atMs),
    keepTogether(details && `; ${details}`),
  ];
}
