// The picture alone, as an SVG file.

import type { TimeRange } from "../../analysis/model.ts";
import type { Zone } from "../../shared/time-zones.ts";
import { formatCount } from "../../shared/units.ts";
import type { TimelineEvent } from "../events.ts";
import { type Content, Markup, render, tag } from "../markup.ts";
import { badgeText, groupOverlapping } from "../page/client.js";
import type { Timeline } from "../timeline.ts";
import { describeEvent, formatRange, formatTimestamp, formatZone } from "../timestamps.ts";
import { BADGE_WIDTH, drawBadge, SIGN_WIDTHS } from "./badge.ts";
import { drawChart, drawLabels } from "./chart.ts";
import { CHART_STYLE } from "./colors.ts";
import { type LegendItem, legendItems } from "./legend.ts";
import { CHART_HEIGHT, COMMANDS, GUTTER } from "./marks.ts";

const WIDTH = 1200;
const MARGIN = 24;
const HEADER_HEIGHT = 62;
const PLOT_WIDTH = WIDTH - 2 * MARGIN - GUTTER;
const LEGEND_LINE_HEIGHT = 24;
/** About that of a letter of the legend. */
const LETTER_WIDTH = 6.6;
/** Right of a mark, and right of a text. */
const LEGEND_SPACE = { mark: 6, text: 20 };

/** Draws the picture. Pointing at a mark shows its description. */
export function renderSvg(timeline: Timeline): string {
  const { evseId, zone, analysis } = timeline;
  const heading = `${formatRange(analysis.window, zone)} (${formatZone(analysis.window, zone)})`;
  const chart = drawChart(timeline, {
    width: PLOT_WIDTH,
    drawCommands: (commands, draw) => drawCommands(commands, draw, analysis.window, zone),
    wrap: (event, className, mark) => tag("g", { class: className }, tag("title", {}, titleOf(event, zone)), mark),
  });
  const hasBadges = render(chart).includes('class="several"');
  const legend = legendLines(legendItems(timeline).filter(({ isAboutBadges }) => hasBadges || !isAboutBadges));
  const height = HEADER_HEIGHT + CHART_HEIGHT + MARGIN + legend.length * LEGEND_LINE_HEIGHT + MARGIN / 2;
  const plot = { x: MARGIN + GUTTER, y: HEADER_HEIGHT, width: PLOT_WIDTH, height: CHART_HEIGHT, overflow: "visible" };
  const svg = tag(
    "svg",
    { xmlns: "http://www.w3.org/2000/svg", class: "chart", width: WIDTH, height, viewBox: `0 0 ${WIDTH} ${height}` },
    tag("title", {}, `${evseId}: ${heading}`),
    tag("style", {}, new Markup(CHART_STYLE)),
    tag("rect", { class: "ground", width: "100%", height: "100%" }),
    tag("text", { class: "title", x: MARGIN, y: 34 }, evseId),
    tag("text", { x: MARGIN, y: 54 }, heading),
    tag("svg", plot, chart),
    tag("svg", { x: MARGIN, y: HEADER_HEIGHT, width: WIDTH, height: CHART_HEIGHT }, drawLabels(timeline)),
    ...legend.map((line, index) => {
      const y = HEADER_HEIGHT + CHART_HEIGHT + MARGIN + index * LEGEND_LINE_HEIGHT;
      return tag("g", { transform: `translate(${MARGIN} ${y})` }, line);
    }),
  );
  return `${render(svg)}\n`;
}

function titleOf(event: TimelineEvent, zone: Zone): string {
  return `${formatTimestamp(event.atMs, zone)}: ${describeEvent(event, zone)}`;
}

/** Draws commands that would overlap as one badge, whose title describes each of them. */
function drawCommands(
  commands: readonly TimelineEvent[],
  draw: (event: TimelineEvent) => Markup,
  { fromMs, untilMs }: TimeRange,
  zone: Zone,
): Content {
  const isAlert = commands.some((command) => command.isAlert);
  const positions = commands.map(({ atMs }) => (PLOT_WIDTH * (atMs - fromMs)) / (untilMs - fromMs));
  const groups = groupOverlapping(positions, isAlert ? SIGN_WIDTHS.alerts : SIGN_WIDTHS.others, BADGE_WIDTH);
  return groups.map(({ first, last, at }) => {
    if (first === last) return draw(commands[first] as TimelineEvent);
    const titles = commands.slice(first, last + 1).map((command) => titleOf(command, zone));
    return tag(
      "g",
      {
        class: "several",
        transform: `translate(${at.toFixed(1)} ${isAlert ? COMMANDS.alerts : COMMANDS.others})`,
      },
      tag("title", {}, [formatCount(titles.length, "command"), ...titles].join("\n")),
      drawBadge(badgeText(titles.length), isAlert),
    );
  });
}

/** Puts as many items on a line as there is room for. */
function legendLines(items: readonly LegendItem[]): readonly (readonly Markup[])[] {
  const lines: Markup[][] = [];
  let x = Infinity;
  for (const { mark, width, text } of items) {
    const itemWidth = width + LEGEND_SPACE.mark + text.length * LETTER_WIDTH;
    if (x + itemWidth > WIDTH - 2 * MARGIN) {
      lines.push([]);
      x = 0;
    }
    const label = tag("text", { x: width + LEGEND_SPACE.mark, y: 4 }, text);
    lines.at(-1)?.push(tag("g", { transform: `translate(${Math.round(x)})` }, mark, label));
    x += itemWidth + LEGEND_SPACE.text;
  }
  return lines;
}
