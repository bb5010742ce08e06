// The picture as SVG. Positions along the time axis are percentages, so it fits any screen and any zoom without being
// drawn anew; the line has a coordinate system of its own, in seconds and watts.

import { type ScaleLinear, scaleLinear } from "d3-scale";
import { area, line } from "d3-shape";
import { rangeOf } from "../../analysis/time-ranges.ts";
import type { EventKind, TimelineEvent } from "../events.ts";
import { type Content, type Markup, tag } from "../markup.ts";
import { axisTicks } from "../page/client.js";
import type { Timeline } from "../timeline.ts";
import { AXIS, CAR, COMMANDS, drawAbsence, drawMark, GUTTER, percent, positionsIn, RATE } from "./marks.ts";
import type { RateLines, RatePoint } from "./rate-lines.ts";

/** The axis of the charge rate reaches at least this far. */
const LEAST_WATTS = 4000;
const RATE_TICKS = 4;
/** In pixels, between the labels of the charge rate and the plot. */
const LABEL_GAP = 12;

export interface ChartOptions {
  /** In pixels, for the labels of the time axis. */
  readonly width: number;
  /** Puts the mark of an event into an element that describes it. */
  readonly wrap: (event: TimelineEvent, className: string, mark: Content) => Markup;
  /** Draws one row of commands, whose signs may overlap. */
  readonly drawCommands: (commands: readonly TimelineEvent[], draw: (event: TimelineEvent) => Markup) => Content;
}

/** Draws everything that has a position in time, large things first, and what needs attention last. */
export function drawChart(timeline: Timeline, { width, wrap, drawCommands }: ChartOptions): Content {
  const { analysis, events, rate, zone } = timeline;
  const position = positionsIn(analysis.window);
  const draw = (event: TimelineEvent) =>
    wrap(event, `mark ${event.kind}${event.isAlert ? " alert" : ""}`, drawMark(event, position));
  const marks = (kind: EventKind) => events.filter((event) => event.kind === kind).map(draw);
  const commands = events.filter(({ kind }) => kind === "start" || kind === "stop" || kind === "other");
  const scale = rateScale(rate);
  return [
    hatchPattern(),
    tag(
      "g",
      { class: "axis" },
      ...axisTicks(analysis.window, width, zone).map((tick) => timeTick(tick, position(tick.atMs))),
    ),
    analysis.absences.map((absence) => drawAbsence(rangeOf(absence), position)),
    marks("session"),
    marks("gap"),
    rateTicks(rate, scale).map((watts) => rateGridLine(scale(watts), watts === 0)),
    drawRate(timeline, scale),
    marks("charge"),
    marks("unknown"),
    tag("g", { class: "badges" }),
    drawCommands(
      commands.filter(({ isAlert }) => !isAlert),
      draw,
    ),
    drawCommands(
      commands.filter(({ isAlert }) => isAlert),
      draw,
    ),
  ];
}

/** Draws what stays in place when the time axis moves. */
export function drawLabels({ rate }: Timeline): Content {
  const scale = rateScale(rate);
  const label = (y: number, text: string) => tag("text", { class: "label", y }, text);
  const tick = (watts: number) => {
    const text = `${watts / 1000}`.replace("-", "\u2212");
    return tag("text", { class: "tick", x: GUTTER - LABEL_GAP, y: scale(watts) + 4, "text-anchor": "end" }, text);
  };
  return [
    label(RATE.label, rateLabel(rate, scale)),
    rateTicks(rate, scale).map(tick),
    label(CAR.label, "Car"),
    label(COMMANDS.label, "Commands"),
  ];
}

function rateLabel({ lines }: RateLines, scale: ScaleLinear<number, number>): string {
  if (lines.length === 0) return "Charge rate: unknown";
  return (scale.domain()[0] as number) < 0 ? "Charge rate, kW (below 0: exported)" : "Charge rate, kW";
}

function rateScale({ lines }: RateLines): ScaleLinear<number, number> {
  const rates = lines.flatMap((points) => points.map(({ watts }) => watts));
  const lowest = rates.reduce((a, b) => Math.min(a, b), 0);
  const highest = rates.reduce((a, b) => Math.max(a, b), LEAST_WATTS);
  return scaleLinear([lowest, highest], [RATE.top + RATE.height, RATE.top]).nice(RATE_TICKS);
}

/** There are none if the rate is unknown. */
function rateTicks({ lines }: RateLines, scale: ScaleLinear<number, number>): readonly number[] {
  return lines.length > 0 ? scale.ticks(RATE_TICKS) : [];
}

function drawRate({ analysis, rate: { lines } }: Timeline, scale: ScaleLinear<number, number>): Markup {
  const { fromMs, untilMs } = analysis.window;
  const [lowest = 0, highest = 0] = scale.domain();
  const x = ({ atMs }: RatePoint) => Math.round((atMs - fromMs) / 1000);
  const y = ({ watts }: RatePoint) => highest - watts;
  const path = (name: string, draw: (points: RatePoint[]) => string | null) =>
    tag("path", {
      class: name,
      "vector-effect": "non-scaling-stroke",
      d: lines.map((points) => draw([...points])).join(""),
    });
  return tag(
    "svg",
    {
      class: "rate",
      y: RATE.top,
      width: "100%",
      height: RATE.height,
      viewBox: `0 0 ${(untilMs - fromMs) / 1000} ${highest - lowest}`,
      preserveAspectRatio: "none",
      // The page's script reads the rates from the line.
      "data-top-watts": highest,
    },
    path("area", area<RatePoint>(x, highest, y)),
    path("line", line<RatePoint>(x, y)),
  );
}

function rateGridLine(y: number, isZero: boolean): Markup {
  return tag("line", { class: isZero ? "grid zero" : "grid", x2: "100%", y1: y, y2: y });
}

function timeTick({ label, isMidnight, isLeftOfLine }: ReturnType<typeof axisTicks>[number], share: number): Markup {
  const x = percent(share);
  const anchor = isLeftOfLine ? { dx: -4, "text-anchor": "end" } : { dx: 4 };
  return tag(
    "g",
    { class: isMidnight ? "midnight" : "hour" },
    tag("line", { x1: x, x2: x, y1: RATE.top, y2: AXIS.top }),
    label ? tag("text", { x, y: AXIS.label, ...anchor }, label) : [],
  );
}

/** The pattern that fills gaps. */
function hatchPattern(): Markup {
  const size = 7;
  return tag(
    "pattern",
    { id: "hatching", width: size, height: size, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" },
    tag("rect", { class: "hatch-ground", width: size, height: size }),
    tag("line", { class: "hatch-line", y2: size }),
  );
}
