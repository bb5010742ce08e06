// The marks of the picture: what happened, drawn where it happened.

import { symbol, symbolCircle, symbolSquare, symbolTriangle } from "d3-shape";
import { type Content, type Markup, tag } from "./markup.ts";
import type { Span } from "./model.ts";
import type { Row } from "./rows.ts";

/** From top to bottom, in pixels. */
export const RATE = { label: 14, top: 36, height: 184 };
export const CAR = { label: 246, top: 254, height: 24 };
export const COMMANDS = { label: 302, middle: 320 };
export const AXIS = { top: 338, label: 354 };
export const CHART_HEIGHT = 362;

/** Room for a finger around a command. */
const TARGET_SIZE = 24;
/** In square pixels. */
const SYMBOL_AREA = 72;

const SYMBOLS = { start: symbolTriangle, stop: symbolSquare, other: symbolCircle };

/** Where a moment is along the time axis. */
export type Place = (atMs: number) => number;

/** Places are per cent of the window. What lies outside of it is put at its edge. */
export function placesIn({ fromMs, untilMs }: Span): Place {
  return (atMs) => Math.min(Math.max((100 * (atMs - fromMs)) / (untilMs - fromMs), 0), 100);
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
      return band(row, place, { class: "band", y: CAR.top + 5, height: CAR.height - 10, rx: 3 });
    case "gap":
      return band(row, place, { class: "hatch", y: RATE.top, height: AXIS.top - RATE.top });
    default:
      return commandMark(row, row.kind, place);
  }
}

/** The same for a legend. */
export function drawSymbol(kind: keyof typeof SYMBOLS): Markup {
  const area = kind === "other" ? SYMBOL_AREA / 2 : SYMBOL_AREA;
  return tag("path", { class: "symbol", d: symbol(SYMBOLS[kind], area)() as string });
}

function sessionMark(row: Row, place: Place): Content {
  return [
    band(row, place, { class: "shade", y: RATE.top, height: RATE.height }),
    band(row, place, { class: "band", y: CAR.top, height: CAR.height, rx: 5 }),
  ];
}

function band(
  { atMs, untilMs = atMs }: Row,
  place: Place,
  attributes: Readonly<Record<string, string | number>>,
): Markup {
  const from = place(atMs);
  return tag("rect", { x: percent(from), width: percent(place(untilMs) - from), ...attributes });
}

function commandMark({ atMs, isAlert }: Row, kind: keyof typeof SYMBOLS, place: Place): Markup {
  const stemTop = isAlert ? CAR.top : CAR.top + CAR.height;
  return tag(
    "svg",
    { x: percent(place(atMs)), y: COMMANDS.middle, overflow: "visible" },
    tag("rect", { class: "room", x: -TARGET_SIZE / 2, y: -TARGET_SIZE / 2, width: TARGET_SIZE, height: TARGET_SIZE }),
    kind === "other" ? [] : tag("line", { class: "stem", y1: stemTop - COMMANDS.middle, y2: -4 }),
    drawSymbol(kind),
  );
}
