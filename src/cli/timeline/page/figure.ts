// The picture within the page, with its zoom buttons and legend.

import { formatDuration } from "../../shared/units.ts";
import { type Markup, render, tag } from "../markup.ts";
import { BADGE_WIDTH, drawBadge, SIGN_WIDTHS } from "../svg/badge.ts";
import { drawChart, drawLabels } from "../svg/chart.ts";
import { type LegendItem, legendItems } from "../svg/legend.ts";
import { AXIS, CAR, CHART_HEIGHT, COMMANDS, GUTTER, RATE } from "../svg/marks.ts";
import type { Timeline } from "../timeline.ts";
import { keepTogether } from "../wording.ts";
import { eventId } from "./table.ts";

/** Until the script draws the axis anew, its labels fit a phone. */
const NARROW_WIDTH = 320;
const SIZE = { width: "100%", height: CHART_HEIGHT };
/** In pixels beside the plot, so that a mark at its edge is not cut off. The style sheet has the same. */
const PADDING = 10;

export function figure(timeline: Timeline): Markup {
  const legend = legendItems(timeline).map(legendItem);
  return tag(
    "figure",
    { class: "card" },
    tools(),
    tag(
      "div",
      { class: "view" },
      tag("div", { class: "scroll" }, plot(timeline)),
      tag("svg", { class: "chart labels", ...SIZE, "aria-hidden": "true" }, drawLabels(timeline)),
      tag("div", { class: "cursor", hidden: true }),
      tag("div", { class: "tip", "aria-hidden": "true", hidden: true }),
    ),
    tag("figcaption", {}, tag("ul", { class: "legend" }, ...legend), hint(timeline)),
  );
}

/** The script needs the settings, and draws badges into the group of that name, below the marks. */
function plot(timeline: Timeline): Markup {
  const ids = new Map(timeline.events.map((event, index) => [event, eventId(index)]));
  return tag(
    "svg",
    {
      class: "chart plot",
      ...SIZE,
      role: "group",
      "aria-label": "Charge rate, car and commands over time",
      "data-settings": JSON.stringify(settings(timeline)),
    },
    drawChart(timeline, {
      width: NARROW_WIDTH,
      wrap(event, className, mark) {
        const id = ids.get(event) as string;
        return tag("a", { class: className, href: `#${id}`, "aria-labelledby": id }, mark);
      },
      drawCommands: (commands, draw) => commands.map(draw),
    }),
  );
}

/** What the script needs to know: times, and pixels. */
function settings({ analysis: { window } }: Timeline): object {
  const lane = (isAlert: boolean) => ({
    isAlert,
    y: isAlert ? COMMANDS.alerts : COMMANDS.others,
    signWidth: isAlert ? SIGN_WIDTHS.alerts : SIGN_WIDTHS.others,
    badgeWidth: BADGE_WIDTH,
    badge: render(drawBadge("#", isAlert)),
  });
  return {
    ...window,
    left: GUTTER,
    right: PADDING,
    rateTop: RATE.top,
    carTop: CAR.label - 20,
    axisTop: AXIS.top,
    axisLabelY: AXIS.label,
    lanes: [lane(false), lane(true)],
    tipTops: {
      session: CAR.top,
      charge: CAR.top,
      unknown: CAR.top,
      gap: RATE.top + 60,
      other: COMMANDS.others - 8,
      alert: COMMANDS.alerts - 8,
    },
  };
}

/** Hidden without the script. */
function tools(): Markup {
  const button = (name: string, label: string, text: string) =>
    tag("button", { type: "button", class: name, "aria-label": label }, text);
  return tag(
    "div",
    { class: "tools", hidden: true },
    tag("output", {}, ""),
    button("out", "Zoom out", "−"),
    button("reset", "Reset zoom", "Reset"),
    button("in", "Zoom in", "+"),
  );
}

/** The script shows the item about badges if it draws any. */
function legendItem({ mark, width, text, isAboutBadges }: LegendItem): Markup {
  const size = { width, height: 22, viewBox: `0 -11 ${width} 22` };
  const icon = tag("svg", { class: "chart", ...size, "aria-hidden": "true" }, mark);
  return tag("li", isAboutBadges ? { class: "about-badges", hidden: true } : {}, icon, text);
}

function hint({ rate: { columnMs } }: Timeline): Markup {
  const thinned =
    columnMs === undefined
      ? ""
      : ` The line shows the lowest and the highest rate of every ${keepTogether(formatDuration(columnMs))}.`;
  const keys =
    " Point at the picture for details, or move through it with the arrow keys; press Enter to go to the row below.";
  return tag(
    "p",
    {},
    `A state begins and ends with the first report that shows it.${thinned}`,
    tag("span", { class: "keys" }, keys),
  );
}
