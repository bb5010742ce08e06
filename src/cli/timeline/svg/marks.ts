// The marks of the picture: what happened, drawn where it happened.

import { symbol, symbolCircle, symbolSquare, symbolTriangle } from "d3-shape";
import type { TimeRange } from "../../analysis/model.ts";
import type { TimelineEvent } from "../events.ts";
import { type Content, type Markup, tag } from "../markup.ts";

/** In pixels: the room for the labels of the charge rate, left of the plot. The style sheet of the page has the same. */
export const GUTTER = 44;
/** From top to bottom, in pixels. */
export const RATE = { label: 14, top: 36, height: 184 };
export const CAR = { label: 246, top: 254, height: 24 };
export const COMMANDS = { label: 302, alerts: 322, others: 346 };
export const AXIS = { top: 362, label: 378 };
export const CHART_HEIGHT = 386;

/** A line for no car, a low band for a car, a high one for charging. */
const CAR_MIDDLE = CAR.top + CAR.height / 2;
const SESSION_HEIGHT = 10;
/** The area around a command that reacts to a finger. */
const TARGET_SIZE = 24;
/** In square pixels. */
const SYMBOL_AREA = { start: 76, stop: 76, other: 44 };
const ALERT_AREA = 200;
const SYMBOLS = { start: symbolTriangle, stop: symbolSquare, other: symbolCircle };
/** Moves a triangle down, so that half of its height is in the middle. */
const TRIANGLE_SHIFT = { plain: 1.5, alert: 3 };
/** An exclamation mark; the middle of a triangle is lower than that of a square. */
const EXCLAMATION_MARKS = {
  start: "M-1.2,-6h2.4v6h-2.4zM-1.2,1.6h2.4v2.4h-2.4z",
  stop: "M-1.2,-5h2.4v6h-2.4zM-1.2,2.6h2.4v2.4h-2.4z",
};

export type CommandKind = keyof typeof SYMBOLS;

/** Returns the position of a timestamp along the time axis, as a percentage. */
export type Position = (atMs: number) => number;

export function positionsIn({ fromMs, untilMs }: TimeRange): Position {
  return (atMs) => (100 * (atMs - fromMs)) / (untilMs - fromMs);
}

/** Five decimals are enough for a second of a year. */
export function percent(share: number): string {
  return `${Number(share.toFixed(5))}%`;
}

export function drawMark(event: TimelineEvent, position: Position): Content {
  switch (event.kind) {
    case "session":
      return drawSession(event, position);
    case "charge":
      return drawBand(event, position, { class: "band", ...carBand(CAR.height), rx: 3 });
    case "unknown":
      return drawBand(event, position, {
        class: "outline",
        ...carBand(event.isInSession ? CAR.height : SESSION_HEIGHT),
        rx: 3,
      });
    case "gap":
      return drawBand(event, position, { class: "hatch", y: RATE.top, height: CAR.top + CAR.height + 6 - RATE.top });
    default:
      return drawCommand(event, event.kind, position);
  }
}

export function drawAbsence({ fromMs, untilMs }: TimeRange, position: Position): Markup {
  const line = { x1: percent(position(fromMs)), x2: percent(position(untilMs)), y1: CAR_MIDDLE, y2: CAR_MIDDLE };
  return tag("line", { class: "absence", ...line });
}

/** Draws the sign of a command around the origin. */
export function drawSymbol(kind: CommandKind, isAlert = false): Content {
  const shift = kind === "start" ? TRIANGLE_SHIFT[isAlert ? "alert" : "plain"] : 0;
  const transform = shift > 0 ? `translate(0 ${shift})` : undefined;
  const sign = (area: number) =>
    tag("path", { class: "symbol", d: symbol(SYMBOLS[kind], area)() as string, transform });
  if (!isAlert || kind === "other") return sign(SYMBOL_AREA[kind]);
  return [sign(ALERT_AREA), tag("path", { class: "bang", d: EXCLAMATION_MARKS[kind], transform })];
}

function drawSession(event: TimelineEvent, position: Position): Content {
  return [
    drawBand(event, position, { class: "shade", y: RATE.top, height: RATE.height }),
    drawBand(event, position, { class: "room", y: CAR.top, height: CAR.height }),
    drawBand(event, position, { class: "band", ...carBand(SESSION_HEIGHT), rx: 3 }),
  ];
}

function carBand(height: number): { y: number; height: number } {
  return { y: CAR_MIDDLE - height / 2, height };
}

function drawBand(
  { atMs, untilMs = atMs }: TimelineEvent,
  position: Position,
  attributes: Readonly<Record<string, string | number>>,
): Markup {
  const from = position(atMs);
  return tag("rect", { x: percent(from), width: percent(position(untilMs) - from), ...attributes });
}

/** A command that was not followed has a row of its own, and a stem up to the car. */
function drawCommand({ atMs, isAlert }: TimelineEvent, kind: CommandKind, position: Position): Markup {
  const y = isAlert ? COMMANDS.alerts : COMMANDS.others;
  const stem = (name: string) => tag("line", { class: name, y1: CAR.top - 5 - y, y2: -8 });
  const half = TARGET_SIZE / 2;
  return tag(
    "svg",
    { x: percent(position(atMs)), y, overflow: "visible" },
    isAlert ? [stem("casing"), stem("stem")] : [],
    tag("rect", { class: "room", x: -half, y: -half, width: TARGET_SIZE, height: TARGET_SIZE, rx: 6 }),
    drawSymbol(kind, isAlert),
  );
}
