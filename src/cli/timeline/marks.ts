// The marks of the picture: what happened, drawn where it happened.

import { symbol, symbolCircle, symbolSquare, symbolTriangle } from "d3-shape";
import { type Content, type Markup, tag } from "./markup.ts";
import type { Span } from "./model.ts";
import type { Row } from "./rows.ts";

/** Left of the time axis there is room for the measure of the rate. */
export const GUTTER = 44;
/** From top to bottom, in pixels. */
export const RATE = { label: 14, top: 36, height: 184 };
export const CAR = { label: 246, top: 254, height: 24 };
export const COMMANDS = { label: 302, alerts: 322, others: 346 };
export const AXIS = { top: 362, label: 378 };
export const CHART_HEIGHT = 386;

/** The more there is to tell of the car, the higher its band: absent, plugged in, charging. */
const CAR_MIDDLE = CAR.top + CAR.height / 2;
const STAY_HEIGHT = 10;
/** Room for a finger around a command. */
const TARGET_SIZE = 24;
/** In square pixels. */
const SYMBOL_AREA = { start: 76, stop: 76, other: 44 };
const ALERT_AREA = 200;
const SYMBOLS = { start: symbolTriangle, stop: symbolSquare, other: symbolCircle };
/** How far a triangle is to be moved down so that half of its height is in the middle. */
const TRIANGLE_SHIFT = { plain: 1.5, alert: 3 };
/** An exclamation mark; the middle of a triangle is lower than that of a square. */
const BANGS = {
  start: "M-1.2,-6h2.4v6h-2.4zM-1.2,1.6h2.4v2.4h-2.4z",
  stop: "M-1.2,-5h2.4v6h-2.4zM-1.2,2.6h2.4v2.4h-2.4z",
};

export type CommandKind = keyof typeof SYMBOLS;

/** Where a moment is along the time axis. */
export type Place = (atMs: number) => number;

/** Places are per cent of the window. */
export function placesIn({ fromMs, untilMs }: Span): Place {
  return (atMs) => (100 * (atMs - fromMs)) / (untilMs - fromMs);
}

/** A length or place in per cent. A year is some 30 million seconds. */
export function percent(share: number): string {
  return `${Number(share.toFixed(5))}%`;
}

/** Draws the mark of a row. */
export function drawMark(row: Row, place: Place): Content {
  switch (row.kind) {
    case "session":
      return sessionMark(row, place);
    case "charge":
      return band(row, place, { class: "band", ...carBand(CAR.height), rx: 3 });
    case "unknown":
      return band(row, place, { class: "outline", ...carBand(row.isWithin ? CAR.height : STAY_HEIGHT), rx: 3 });
    case "gap":
      return band(row, place, { class: "hatch", y: RATE.top, height: CAR.top + CAR.height + 6 - RATE.top });
    default:
      return commandMark(row, row.kind, place);
  }
}

/** No car is but a line. */
export function drawAbsence({ fromMs, untilMs }: Span, place: Place): Markup {
  const line = { x1: percent(place(fromMs)), x2: percent(place(untilMs)), y1: CAR_MIDDLE, y2: CAR_MIDDLE };
  return tag("line", { class: "absence", ...line });
}

/** The sign of a command about the origin. */
export function drawSymbol(kind: CommandKind, isAlert = false): Content {
  const shift = kind === "start" ? TRIANGLE_SHIFT[isAlert ? "alert" : "plain"] : 0;
  const transform = shift > 0 ? `translate(0 ${shift})` : undefined;
  const sign = (area: number) =>
    tag("path", { class: "symbol", d: symbol(SYMBOLS[kind], area)() as string, transform });
  if (!isAlert || kind === "other") return sign(SYMBOL_AREA[kind]);
  return [sign(ALERT_AREA), tag("path", { class: "bang", d: BANGS[kind], transform })];
}

function sessionMark(row: Row, place: Place): Content {
  return [
    band(row, place, { class: "shade", y: RATE.top, height: RATE.height }),
    band(row, place, { class: "room", y: CAR.top, height: CAR.height }),
    band(row, place, { class: "band", ...carBand(STAY_HEIGHT), rx: 3 }),
  ];
}

function carBand(height: number): { y: number; height: number } {
  return { y: CAR_MIDDLE - height / 2, height };
}

function band(
  { atMs, untilMs = atMs }: Row,
  place: Place,
  attributes: Readonly<Record<string, string | number>>,
): Markup {
  const from = place(atMs);
  return tag("rect", { x: percent(from), width: percent(place(untilMs) - from), ...attributes });
}

/** What was not followed has a row of its own, and a stem that leads to the car. */
function commandMark({ atMs, isAlert }: Row, kind: CommandKind, place: Place): Markup {
  const y = isAlert ? COMMANDS.alerts : COMMANDS.others;
  const stem = (name: string) => tag("line", { class: name, y1: CAR.top - 5 - y, y2: -8 });
  const half = TARGET_SIZE / 2;
  return tag(
    "svg",
    { x: percent(place(atMs)), y, overflow: "visible" },
    isAlert ? [stem("casing"), stem("stem")] : [],
    tag("rect", { class: "room", x: -half, y: -half, width: TARGET_SIZE, height: TARGET_SIZE, rx: 6 }),
    drawSymbol(kind, isAlert),
  );
}
