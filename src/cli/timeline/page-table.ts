// All rows as a table. The roles keep it one where the style lays it out differently for a phone.

import { type Content, Markup, tag } from "./markup.ts";
import type { Row } from "./rows.ts";
import type { View } from "./view.ts";
import { moment, untilText } from "./when.ts";
import { NOTHING } from "./words.ts";
import type { Zone } from "./zone.ts";

/** Leads from a mark to its row. */
export function rowId(place: number): string {
  return `r${place}`;
}

export function pageTable({ rows, zone }: View): Markup {
  const alerts = rows.filter(({ isAlert }) => isAlert).length;
  return tag(
    "section",
    { class: "card" },
    tag("h2", {}, "What happened"),
    alerts > 0 ? filter(alerts) : [],
    rows.length > 0 ? table(rows, zone) : tag("p", {}, NOTHING),
  );
}

function filter(alerts: number): Markup {
  return tag("label", { class: "only" }, tag("input", { type: "checkbox" }), `Only what stands out (${alerts})`);
}

function table(rows: readonly Row[], zone: Zone): Markup {
  const head = ["When", "What", "How much", "Details"].map((name) =>
    tag("th", { role: "columnheader", scope: "col" }, name),
  );
  return tag(
    "table",
    { role: "table" },
    tag("thead", { role: "rowgroup" }, tag("tr", { role: "row" }, ...head)),
    tag("tbody", { role: "rowgroup" }, ...rows.map((row, place) => tableRow(row, rowId(place), zone))),
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
    cell("value", value),
    cell("note", details(row, zone)),
  );
}

/** A long reason may go on in the next line after each of its words. */
function breakable(what: string): Content {
  return what.split(/(?<=_)/).flatMap((word) => [word, new Markup("<wbr>")]);
}

function details(row: Row, zone: Zone): Content {
  const { atMs, untilMs, note } = row;
  if (untilMs === undefined) return note;
  return [untilText(row, untilMs), moment(untilMs, zone, "end", atMs), note && `; ${note}`];
}
