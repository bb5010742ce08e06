// The timeline as a row of blocks for each day, for a terminal.

import { indexFrom } from "../../analysis/curve.ts";
import type { Analysis, Report, TimeRange } from "../../analysis/model.ts";
import { overlaps, rangeOf } from "../../analysis/time-ranges.ts";
import type { Zone } from "../../shared/time-zones.ts";
import type { TimelineEvent } from "../events.ts";
import type { Timeline } from "../timeline.ts";

/** A character, and what determines its colour. */
export interface Cell {
  readonly text: string;
  readonly kind: "charging" | "session" | "absence" | "unknown" | "gap" | "alert" | "command" | "nothing";
}

export interface DayLine {
  /** Empty on the second line of a day. */
  readonly label: string;
  readonly cells: readonly Cell[];
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Possible resolutions, if the terminal has room for them. */
const CELLS_PER_HOUR = [6, 4, 3, 2];
const LEVELS = "▁▂▃▄▅▆▇█";
const NOTHING: Cell = { text: " ", kind: "nothing" };

export function cellsPerHour(columns: number): number {
  return CELLS_PER_HOUR.find((count) => 24 * count <= columns) ?? 1;
}

/** Draws one line for each day, and a second one for its commands, if it has any with a target. */
export function drawDays({ analysis, events, zone }: Timeline, perHour: number): readonly DayLine[] {
  const layers = layersOf(analysis);
  const peakWatts = analysis.sessions
    .flatMap(({ charges }) => charges)
    .reduce((peak, { peakWatts: watts = 0 }) => Math.max(peak, watts), 1);
  const commands = events.filter(({ kind }) => kind === "start" || kind === "stop");
  return midnightsOf(analysis.window, zone).flatMap((midnightMs) => {
    const day = { fromMs: zone.fromWall(midnightMs), untilMs: zone.fromWall(midnightMs + DAY_MS) };
    const cells = cellsOf(midnightMs, zone, perHour);
    const layersOfDay = layers.map((layer) => ({
      ...layer,
      ranges: layer.ranges.filter((range) => overlaps(range, day)),
    }));
    const drawState = (cell: TimeRange) => stateCell(cell, layersOfDay, analysis.reports, peakWatts);
    const line = { label: zone.formatDay(day.fromMs), cells: cells.map(drawState) };
    const commandsOfDay = commands.filter(({ atMs }) => contains(day, atMs));
    if (commandsOfDay.length === 0) return [line];
    return [line, { label: "", cells: cells.map((cell) => commandCell(cell, commandsOfDay)) }];
  });
}

/** A state and when it lasted. */
interface Layer {
  readonly kind: Cell["kind"];
  readonly text: string;
  readonly ranges: readonly TimeRange[];
}

/** Returns the states in order of precedence. */
function layersOf({ sessions, absences, unknowns, gaps }: Analysis): readonly Layer[] {
  return [
    { kind: "charging", text: "", ranges: sessions.flatMap(({ charges }) => charges.map(rangeOf)) },
    { kind: "gap", text: "░", ranges: gaps },
    { kind: "unknown", text: "?", ranges: unknowns },
    { kind: "session", text: "─", ranges: sessions.map(rangeOf) },
    { kind: "absence", text: "·", ranges: absences.map(rangeOf) },
  ];
}

/** Returns the wall times at which the days of the window begin. */
function midnightsOf({ fromMs, untilMs }: TimeRange, zone: Zone): readonly number[] {
  const dayOf = (atMs: number) => Math.floor((atMs + zone.offsetMs(atMs)) / DAY_MS);
  const first = dayOf(fromMs);
  // A window that ends at midnight contains nothing of the next day.
  return Array.from({ length: dayOf(untilMs - 1) - first + 1 }, (_, day) => (first + day) * DAY_MS);
}

/** The cells of an hour that the clock skips are empty ranges; those of an hour that it repeats are longer. */
function cellsOf(midnightMs: number, zone: Zone, perHour: number): readonly TimeRange[] {
  return Array.from({ length: 24 }, (_, hour) => {
    const fromMs = zone.fromWall(midnightMs + hour * HOUR_MS);
    const cellMs = (zone.fromWall(midnightMs + (hour + 1) * HOUR_MS) - fromMs) / perHour;
    return Array.from({ length: perHour }, (_, part) => ({
      fromMs: fromMs + part * cellMs,
      untilMs: fromMs + (part + 1) * cellMs,
    }));
  }).flat();
}

/** Shows a charge however short it is, and otherwise the state in the middle of the cell. */
function stateCell(cell: TimeRange, layers: readonly Layer[], reports: readonly Report[], peakWatts: number): Cell {
  if (cell.fromMs >= cell.untilMs) return NOTHING;
  const middleMs = (cell.fromMs + cell.untilMs) / 2;
  const layer = layers.find(({ kind, ranges }) =>
    ranges.some((range) => (kind === "charging" ? overlaps(range, cell) : contains(range, middleMs))),
  );
  const end = indexFrom(reports, cell.untilMs);
  // A cell without reports shows the one before it.
  const here = reports.slice(Math.min(indexFrom(reports, cell.fromMs), end - 1), end);
  if (layer?.kind === "charging") return { text: levelOf(here, peakWatts), kind: "charging" };
  if (layer?.kind === "session" && isExporting(here)) return { text: "↓", kind: "charging" };
  return layer ?? NOTHING;
}

function commandCell(cell: TimeRange, commands: readonly TimelineEvent[]): Cell {
  const here = commands.filter(({ atMs }) => contains(cell, atMs));
  if (here.some(({ isAlert }) => isAlert)) return { text: "!", kind: "alert" };
  if (here.some(({ kind }) => kind === "start")) return { text: "▲", kind: "command" };
  return here.length > 0 ? { text: "■", kind: "command" } : NOTHING;
}

/** Returns the block for the highest rate of some reports. */
function levelOf(reports: readonly Report[], peakWatts: number): string {
  const highest = reports.reduce((rate, { chargeRateWatts = -Infinity }) => Math.max(rate, chargeRateWatts), -Infinity);
  if (highest <= 0 && isExporting(reports)) return "↓";
  if (highest === -Infinity) return "≈";
  return LEVELS[Math.max(Math.ceil((highest / peakWatts) * LEVELS.length) - 1, 0)] as string;
}

function isExporting(reports: readonly Report[]): boolean {
  return reports.some(({ exportWatts = 0 }) => exportWatts > 0);
}

function contains({ fromMs, untilMs }: TimeRange, atMs: number): boolean {
  return fromMs <= atMs && atMs < untilMs;
}
