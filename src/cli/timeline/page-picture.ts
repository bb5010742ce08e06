// The picture within the page, with its tools and legend.

import { drawChart, drawLabels } from "./chart.ts";
import { type LegendItem, legendOf } from "./legend.ts";
import { CHART_HEIGHT } from "./marks.ts";
import { type Content, type Markup, tag } from "./markup.ts";
import { rowId } from "./page-table.ts";
import type { Row } from "./rows.ts";
import type { View } from "./view.ts";
import { duration, unbroken } from "./words.ts";

/** As many as a phone has room for; the script sees how many fit. */
const TICKS = 4;
const SIZE = { width: "100%", height: CHART_HEIGHT };

export function pagePicture(view: View): Markup {
  return tag(
    "figure",
    { class: "card" },
    tools(),
    tag(
      "div",
      { class: "view" },
      tag("div", { class: "scroll" }, plot(view)),
      tag("svg", { class: "chart labels", ...SIZE, "aria-hidden": "true" }, drawLabels(view)),
      tag("div", { class: "cursor", hidden: true }),
      tag("div", { class: "tip", "aria-hidden": "true", hidden: true }),
    ),
    tag("figcaption", {}, tag("ul", { class: "legend" }, ...legendOf(view).map(legendItem)), hint(view)),
  );
}

/** The window is there for the script, and so are the last two groups, which it fills. */
function plot(view: View): Markup {
  const {
    timeline: { window },
    rows,
  } = view;
  const ids = new Map(rows.map((row, place) => [row, rowId(place)]));
  const wrap = (row: Row, className: string, mark: Content) => {
    const id = ids.get(row) as string;
    return tag("a", { class: className, href: `#${id}`, "aria-labelledby": id }, mark);
  };
  return tag(
    "svg",
    {
      class: "chart plot",
      ...SIZE,
      role: "group",
      "aria-label": "Charge rate, car and commands over time",
      "data-from": window.fromMs,
      "data-until": window.untilMs,
    },
    drawChart(view, { ticks: TICKS, wrap, commands: (told, draw) => told.map(draw) }),
    tag("g", { class: "groups" }),
    tag("g", { class: "raised" }),
  );
}

/** Shown by the script, which they need. */
function tools(): Markup {
  const button = (name: string, label: string, text: string) =>
    tag("button", { type: "button", class: name, "aria-label": label }, text);
  return tag(
    "div",
    { class: "tools", hidden: true },
    tag("output", {}, ""),
    button("out", "Zoom out", "−"),
    button("whole", "Show the whole window", "Whole"),
    button("in", "Zoom in", "+"),
  );
}

/** Whether there are groups is for the script to see. */
function legendItem({ mark, width, text, isAboutGroups }: LegendItem): Markup {
  const size = { width, height: 22, viewBox: `0 -11 ${width} 22` };
  const icon = tag("svg", { class: "chart", ...size, "aria-hidden": "true" }, mark);
  return tag("li", isAboutGroups ? { class: "about-groups", hidden: true } : {}, icon, text);
}

function hint({ rate: { thinnedMs } }: View): Markup {
  const thinned =
    thinnedMs === undefined
      ? ""
      : ` The line shows the least and the greatest rate of every ${unbroken(duration(thinnedMs))}.`;
  return tag(
    "p",
    {},
    `A state begins and ends with the first report that says so.${thinned}`,
    tag(
      "span",
      { class: "keys" },
      " Point at the picture, or go through it with the arrow keys; Enter leads to the row below.",
    ),
  );
}
