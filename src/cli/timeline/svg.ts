// The picture alone, as an SVG file.

import { drawChart, drawLabels } from "./chart.ts";
import { CHART_STYLE } from "./colors.ts";
import { BREADTHS, badgeText, drawBadge, groupNear } from "./groups.ts";
import { type LegendItem, legendOf } from "./legend.ts";
import { CHART_HEIGHT, COMMANDS, GUTTER } from "./marks.ts";
import { type Content, Markup, render, tag } from "./markup.ts";
import type { Span } from "./model.ts";
import type { Row } from "./rows.ts";
import type { View } from "./view.ts";
import { rowText, spanText, timeText, zoneText } from "./when.ts";
import { count } from "./words.ts";
import type { Zone } from "./zone.ts";

const WIDTH = 1200;
const MARGIN = 24;
const HEADER = 62;
const PLOT_WIDTH = WIDTH - 2 * MARGIN - GUTTER;
const LEGEND_LINE = 24;
const TICKS = 9;
/** About that of a letter of the legend. */
const LETTER_WIDTH = 6.6;
/** Between mark and text, and between text and the next mark. */
const LEGEND_SPACE = { mark: 6, text: 20 };

/** Draws the picture. Each mark says what it is when it is pointed at. */
export function renderSvg(view: View): string {
  const { evseId, zone, timeline } = view;
  const heading = `${spanText(timeline.window, zone)} (${zoneText(timeline.window, zone)})`;
  const chart = drawChart(view, {
    ticks: TICKS,
    commands: (rows, draw) => groupCommands(rows, draw, timeline.window, zone),
    wrap: (row, className, mark) =>
      tag("g", { class: className }, tag("title", {}, `${timeText(row.atMs, zone)}: ${rowText(row, zone)}`), mark),
  });
  const hasGroups = render(chart).includes('class="several"');
  const legend = legendLines(legendOf(view).filter(({ isAboutGroups }) => hasGroups || !isAboutGroups));
  const height = HEADER + CHART_HEIGHT + MARGIN + legend.length * LEGEND_LINE + MARGIN / 2;
  const svg = tag(
    "svg",
    {
      xmlns: "http://www.w3.org/2000/svg",
      class: "chart",
      width: WIDTH,
      height,
      viewBox: `0 0 ${WIDTH} ${height}`,
    },
    tag("title", {}, `${evseId}: ${heading}`),
    tag("style", {}, new Markup(CHART_STYLE)),
    tag("rect", { class: "ground", width: "100%", height: "100%" }),
    tag("text", { class: "title", x: MARGIN, y: 34 }, evseId),
    tag("text", { x: MARGIN, y: 54 }, heading),
    tag("svg", { x: MARGIN + GUTTER, y: HEADER, width: PLOT_WIDTH, height: CHART_HEIGHT, overflow: "visible" }, chart),
    tag("svg", { x: MARGIN, y: HEADER, width: WIDTH, height: CHART_HEIGHT }, drawLabels(view)),
    ...legend.map((line, place) =>
      tag("g", { transform: `translate(${MARGIN} ${HEADER + CHART_HEIGHT + MARGIN + place * LEGEND_LINE})` }, line),
    ),
  );
  return `${render(svg)}\n`;
}

/** Those that would lie on each other are one badge, which tells of all of them. */
function groupCommands(
  rows: readonly Row[],
  draw: (row: Row) => Markup,
  { fromMs, untilMs }: Span,
  zone: Zone,
): Content {
  const isAlert = rows.some((row) => row.isAlert);
  const places = rows.map(({ atMs }) => (PLOT_WIDTH * (atMs - fromMs)) / (untilMs - fromMs));
  const groups = groupNear(places, isAlert ? BREADTHS.alerts : BREADTHS.others, BREADTHS.badge);
  return groups.map(({ first, last, at }) => {
    const [row, ...more] = rows.slice(first, last + 1) as [Row, ...Row[]];
    if (more.length === 0) return draw(row);
    const texts = [row, ...more].map((each) => `${timeText(each.atMs, zone)}: ${rowText(each, zone)}`);
    const title = [`${count(texts.length, "command")}`, ...texts].join("\n");
    const y = isAlert ? COMMANDS.alerts : COMMANDS.others;
    return tag(
      "g",
      { class: "several", transform: `translate(${at.toFixed(1)} ${y})` },
      tag("title", {}, title),
      drawBadge(badgeText(texts.length), isAlert),
    );
  });
}

/** As many items to a line as there is room for. */
function legendLines(items: readonly LegendItem[]): readonly (readonly Markup[])[] {
  const lines: Markup[][] = [];
  let x = Infinity;
  for (const { mark, width, text } of items) {
    const breadth = width + LEGEND_SPACE.mark + text.length * LETTER_WIDTH;
    if (x + breadth > WIDTH - 2 * MARGIN) {
      lines.push([]);
      x = 0;
    }
    const label = tag("text", { x: width + LEGEND_SPACE.mark, y: 4 }, text);
    lines.at(-1)?.push(tag("g", { transform: `translate(${Math.round(x)})` }, mark, label));
    x += breadth + LEGEND_SPACE.text;
  }
  return lines;
}
