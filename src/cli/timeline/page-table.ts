// All rows as tables, one for each day, which can be folded. The roles keep them tables where the style lays them out
// differently for a phone.

import { type Content, Markup, tag } from "./markup.ts";
import type { Row } from "./rows.ts";
import type { View } from "./view.ts";
import { moment, untilText } from "./when.ts";
import { count, NOTHING, number, unbroken } from "./words.ts";
import type { Zone } from "./zone.ts";

/** If there are more rows than that, the days are folded at first. */
const MOST_OPEN = 30;

/** Leads from a mark to its row. */
export function rowId(place: number): string {
  return `r${place}`;
}

export function pageTable({ rows, zone }: View): Markup {
  const alerts = countAlerts(rows);
  return tag(
    "section",
    { class: "card" },
    tag("h2", {}, "What happened"),
    alerts > 0 ? filter(alerts) : [],
    rows.length > 0 ? days(rows, zone) : tag("p", {}, NOTHING),
  );
}

function countAlerts(rows: readonly Row[]): number {
  return rows.filter(({ isAlert }) => isAlert).length;
}

function filter(alerts: number): Markup {
  return tag(
    "label",
    { class: "only" },
    tag("input", { type: "checkbox" }),
    `Only what stands out (${number(alerts)})`,
  );
}

function days(rows: readonly Row[], zone: Zone): Content {
  const ids = new Map(rows.map((row, place) => [row, rowId(place)]));
  const byDay = Map.groupBy(rows, ({ atMs }) => `${zone.day(atMs)} ${zone.year(atMs)}`);
  return [...byDay.values()].map((those) =>
    tag(
      "details",
      { class: "day", open: rows.length <= MOST_OPEN },
      summary(those, zone),
      table(those.map((row) => tableRow(row, ids.get(row) as string, zone))),
    ),
  );
}

function summary(rows: readonly Row[], zone: Zone): Markup {
  const alerts = countAlerts(rows);
  return tag(
    "summary",
    {},
    tag("b", {}, zone.day((rows[0] as Row).atMs)),
    tag("span", {}, count(rows.length, "event")),
    tag("span", { class: "alert" }, alerts > 0 ? `${number(alerts)} to look at` : ""),
  );
}

function table(rows: Content): Markup {
  const head = ["When", "What", "How much", "Details"].map((name) =>
    tag("th", { role: "columnheader", scope: "col" }, name),
  );
  return tag(
    "table",
    { role: "table" },
    tag("thead", { role: "rowgroup" }, tag("tr", { role: "row" }, head)),
    tag("tbody", { role: "rowgroup" }, rows),
  );
}

function tableRow(row: Row, id: string, zone: Zone): Markup {
  const { kind, isWithin, isAlert, atMs, what, value } = row;
  const name = [kind, isWithin && "within", isAlert && "alert"].filter(Boolean).join(" ");
  const cell = (className: string, ...content: readonly Content[]) =>
    tag("td", { role: "cell", class: className }, ...content);
  return tag(
    "tr",
    { role: "row", id, class: name },
    cell("when", moment(atMs, zone, "row")),
    cell("what", breakable(what)),
    cell("value", unbroken(value)),
    cell("note", details(row, zone)),
  );
}

/** A long reason may go on in the next line after each of its words. */
function breakable(what: string): Content {
  return what.split(/(?<=_)/).flatMap((word) => [word, new Markup("<wbr>")]);
}

function details(row: Row, zone: Zone): Content {
  const { atMs, untilMs, note } = row;
  if (untilMs === undefined) return unbroken(note);
  return [unbroken(untilText(row, untilMs)), moment(untilMs, zone, "end", atMs), unbroken(note && `; ${note}`)];
}
