// The picture alone, as an SVG file.

import { drawChart, drawLabels } from "./chart.ts";
import { CHART_STYLE } from "./colors.ts";
import { LEGEND, type LegendItem } from "./legend.ts";
import { CHART_HEIGHT } from "./marks.ts";
import { Markup, render, tag } from "./markup.ts";
import type { View } from "./view.ts";
import { rowText, spanText, timeText, zoneText } from "./when.ts";

const WIDTH = 1200;
const MARGIN = 24;
const HEADER = 62;
const LEGEND_HEIGHT = 36;
const HEIGHT = HEADER + CHART_HEIGHT + LEGEND_HEIGHT + MARGIN;
const TICKS = 12;
/** About that of a letter of the legend. */
const LETTER_WIDTH = 6.3;

/** Draws the picture. Each mark says what it is when it is pointed at. */
export function renderSvg(view: View): string {
  const { evseId, zone, timeline } = view;
  const heading = `${spanText(timeline.window, zone)} (${zoneText(timeline.window, zone)})`;
  const chart = drawChart(view, {
    ticks: TICKS,
    wrap: (row, className, mark) =>
      tag("g", { class: className }, tag("title", {}, `${timeText(row.atMs, zone)}: ${rowText(row, zone)}`), mark),
  });
  const svg = tag(
    "svg",
    {
      xmlns: "http://www.w3.org/2000/svg",
      class: "chart",
      width: WIDTH,
      height: HEIGHT,
      viewBox: `0 0 ${WIDTH} ${HEIGHT}`,
    },
    tag("title", {}, `${evseId}: ${heading}`),
    tag("style", {}, new Markup(CHART_STYLE)),
    tag("rect", { class: "ground", width: "100%", height: "100%" }),
    tag("text", { class: "title", x: MARGIN, y: 34 }, evseId),
    tag("text", { x: MARGIN, y: 54 }, heading),
    tag(
      "svg",
      { x: MARGIN, y: HEADER, width: WIDTH - 2 * MARGIN, height: CHART_HEIGHT, overflow: "visible" },
      chart,
      drawLabels(view),
    ),
    tag("g", { transform: `translate(${MARGIN} ${HEADER + CHART_HEIGHT + LEGEND_HEIGHT / 2 + 6})` }, ...placeLegend()),
  );
  return `${render(svg)}\n`;
}

function placeLegend(): readonly Markup[] {
  let x = 0;
  return LEGEND.map(({ mark, text }: LegendItem) => {
    const item = tag("g", { transform: `translate(${x})` }, mark, tag("text", { x: 22, y: 4 }, text));
    x += 44 + Math.round(text.length * LETTER_WIDTH);
    return item;
  });
}
