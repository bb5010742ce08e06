// The picture as SVG. Places along the time axis are shares of its width, so that it fits any screen and any zoom without
// being drawn again; the line has a coordinate system of its own, in seconds and watts.

import { type ScaleLinear, scaleLinear } from "d3-scale";
import { area, line } from "d3-shape";
import { type TimeTick, timeTicks } from "./axis.ts";
import { AXIS, CAR, COMMANDS, drawAbsence, drawMark, GUTTER, percent, placesIn, RATE } from "./marks.ts";
import { type Content, type Markup, tag } from "./markup.ts";
import type { Span } from "./model.ts";
import type { RateLines, RatePoint } from "./rate.ts";
import type { Row } from "./rows.ts";
import { spanOf } from "./spans.ts";
import type { View } from "./view.ts";

/** What the axis of the rate reaches at least. */
const LEAST_WATTS = 4000;
const RATE_TICKS = 4;
/** In per cent of the width, generously. */
const LETTER_WIDTH = 1;
/** Between the measure of the rate and the time axis. */
const GUTTER_GAP = 12;

export interface ChartOptions {
  /** About how many times to write at the axis. */
  readonly ticks: number;
  /** Puts the mark of a row into an element that tells what it is. */
  readonly wrap: (row: Row, className: string, mark: Content) => Markup;
  /** Draws the commands of one row, which may be closer to each other than their signs are wide. */
  readonly commands: (rows: readonly Row[], draw: (row: Row) => Markup) => Content;
}

/** Everything that has a place in time. What is small lies on top of what is large, what stands out on top of all. */
export function drawChart({ timeline, rows, rate, zone }: View, { ticks, wrap, commands }: ChartOptions): Content {
  const { window, absences } = timeline;
  const place = placesIn(window);
  const draw = (row: Row) => wrap(row, `mark ${row.kind}${row.isAlert ? " alert" : ""}`, drawMark(row, place));
  const marks = (kind: Row["kind"]) => rows.filter((row) => row.kind === kind).map(draw);
  const told = rows.filter(({ kind }) => kind === "start" || kind === "stop" || kind === "other");
  const scale = rateScale(rate);
  return [
    hatching(),
    tag("g", { class: "axis" }, ...timeTicks(window, zone, ticks).map((tick) => timeGrid(tick, place(tick.atMs)))),
    absences.map((absence) => drawAbsence(spanOf(absence), place)),
    marks("session"),
    marks("gap"),
    rateTicks(rate, scale).map((watts) => rateGrid(scale(watts), watts === 0)),
    rateDrawing(rate, window, scale),
    marks("charge"),
    marks("unknown"),
    commands(
      told.filter(({ isAlert }) => !isAlert),
      draw,
    ),
    commands(
      told.filter(({ isAlert }) => isAlert),
      draw,
    ),
  ];
}

/** What stays where it is when the time axis moves. */
export function drawLabels({ rate }: View): Content {
  const scale = rateScale(rate);
  const label = (y: number, text: string) => tag("text", { class: "label", y }, text);
  const tick = (watts: number) => {
    const text = `${watts / 1000}`.replace("-", "\u2212");
    return tag("text", { class: "tick", x: GUTTER - GUTTER_GAP, y: scale(watts) + 4, "text-anchor": "end" }, text);
  };
  return [
    label(RATE.label, rateLabel(rate, scale)),
    rateTicks(rate, scale).map(tick),
    label(CAR.label, "Car"),
    label(COMMANDS.label, "Commands"),
  ];
}

function rateLabel({ lines }: RateLines, scale: ScaleLinear<number, number>): string {
  if (lines.length === 0) return "Charge rate: not known";
  return (scale.domain()[0] as number) < 0 ? "Charge rate, kW (below 0: exported)" : "Charge rate, kW";
}

function rateScale({ lines }: RateLines): ScaleLinear<number, number> {
  const rates = lines.flatMap((points) => points.map(({ watts }) => watts));
  const least = rates.reduce((a, b) => Math.min(a, b), 0);
  const greatest = rates.reduce((a, b) => Math.max(a, b), LEAST_WATTS);
  return scaleLinear([least, greatest], [RATE.top + RATE.height, RATE.top]).nice(RATE_TICKS);
}

/** What is not known has no measure. */
function rateTicks({ lines }: RateLines, scale: ScaleLinear<number, number>): readonly number[] {
  return lines.length > 0 ? scale.ticks(RATE_TICKS) : [];
}

function rateDrawing({ lines }: RateLines, { fromMs, untilMs }: Span, scale: ScaleLinear<number, number>): Markup {
  const [least = 0, greatest = 0] = scale.domain();
  const x = ({ atMs }: RatePoint) => Math.round((atMs - fromMs) / 1000);
  const y = ({ watts }: RatePoint) => greatest - watts;
  const filled = area<RatePoint>(x, greatest, y);
  const stroked = line<RatePoint>(x, y);
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
      viewBox: `0 0 ${(untilMs - fromMs) / 1000} ${greatest - least}`,
      preserveAspectRatio: "none",
      // The page's script reads the rates back from the line.
      "data-top-watts": greatest,
    },
    path("area", filled),
    path("line", stroked),
  );
}

function rateGrid(y: number, isZero: boolean): Markup {
  return tag("line", { class: isZero ? "grid zero" : "grid", x2: "100%", y1: y, y2: y });
}

function timeGrid({ label, isMidnight }: TimeTick, share: number): Markup {
  const x = percent(share);
  return tag(
    "g",
    { class: isMidnight ? "midnight" : "hour" },
    tag("line", { x1: x, x2: x, y1: RATE.top, y2: AXIS.top }),
    // One that would be cut off is left out.
    share < 100 - LETTER_WIDTH * label.length ? tag("text", { x, y: AXIS.label, dx: 4 }, label) : [],
  );
}

/** What fills the gaps. */
function hatching(): Markup {
  const size = 7;
  return tag(
    "pattern",
    { id: "hatching", width: size, height: size, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" },
    tag("rect", { class: "hatch-ground", width: size, height: size }),
    tag("line", { class: "hatch-line", y2: size }),
  );
}
