// The timeline as a row of blocks for each day, for a terminal.

import type { Report, Span, Timeline } from "./model.ts";
import { placeFrom } from "./reports.ts";
import type { Row } from "./rows.ts";
import { overlap, spanOf } from "./spans.ts";
import type { View } from "./view.ts";
import type { Zone } from "./zone.ts";

/** What a cell shows: its character, and what decides on its colour. */
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
/** How finely an hour is divided, where there is room for it. */
const CELLS_AN_HOUR = [6, 4, 3, 2];
const LEVELS = "▁▂▃▄▅▆▇█";
const NOTHING: Cell = { text: " ", kind: "nothing" };

/** As many cells an hour as there is room for. */
export function cellsAnHour(columns: number): number {
  return CELLS_AN_HOUR.find((count) => 24 * count <= columns) ?? 1;
}

/** One line a day, and a second one with its commands, if it has any that a charger could follow. */
export function drawDays({ timeline, rows, zone }: View, perHour: number): readonly DayLine[] {
  const scene = sceneOf(timeline, rows);
  return daysOf(timeline.window, zone).flatMap((midnightMs) => {
    const cells = cellsOf(midnightMs, zone, perHour);
    const here = sceneWithin(scene, { fromMs: zone.fromWall(midnightMs), untilMs: zone.fromWall(midnightMs + DAY_MS) });
    const label = zone.day(zone.fromWall(midnightMs));
    const line = { label, cells: cells.map((cell) => stateCell(cell, here)) };
    if (here.commands.length === 0) return [line];
    return [line, { label: "", cells: cells.map((cell) => commandCell(cell, here.commands)) }];
  });
}

/** What there is to see, as spans of time. */
interface Scene {
  readonly charges: readonly Span[];
  readonly gaps: readonly Span[];
  readonly sessions: readonly Span[];
  readonly absences: readonly Span[];
  readonly unknowns: readonly Span[];
  readonly commands: readonly Row[];
  readonly reports: readonly Report[];
  readonly peakWatts: number;
}

function sceneOf({ sessions, absences, unknowns, gaps, reports }: Timeline, rows: readonly Row[]): Scene {
  const charges = sessions.flatMap((session) => session.charges);
  return {
    charges: charges.map(spanOf),
    gaps,
    sessions: sessions.map(spanOf),
    absences: absences.map(spanOf),
    unknowns,
    commands: rows.filter(({ kind }) => kind === "start" || kind === "stop"),
    reports,
    peakWatts: charges.reduce((peak, { peakWatts = 0 }) => Math.max(peak, peakWatts), 0),
  };
}

/** Keeps what a day's cells need to look at. */
function sceneWithin(scene: Scene, day: Span): Scene {
  const here = (spans: readonly Span[]) => spans.filter((span) => overlap(span, day));
  return {
    ...scene,
    charges: here(scene.charges),
    gaps: here(scene.gaps),
    sessions: here(scene.sessions),
    absences: here(scene.absences),
    unknowns: here(scene.unknowns),
    commands: scene.commands.filter(({ atMs }) => holds(day, atMs)),
  };
}

/** The midnights at which the days of the window begin, on the clock on the wall. */
function daysOf({ fromMs, untilMs }: Span, zone: Zone): readonly number[] {
  const dayOf = (atMs: number) => Math.floor((atMs + zone.offsetMs(atMs)) / DAY_MS);
  const first = dayOf(fromMs);
  // What ends at midnight has nothing of the next day.
  return Array.from({ length: dayOf(untilMs - 1) - first + 1 }, (_, day) => (first + day) * DAY_MS);
}

/** An hour that the clock leaves out has cells of no length; where it repeats one, they are longer. */
function cellsOf(midnightMs: number, zone: Zone, perHour: number): readonly Span[] {
  return Array.from({ length: 24 }, (_, hour) => {
    const fromMs = zone.fromWall(midnightMs + hour * HOUR_MS);
    const cellMs = (zone.fromWall(midnightMs + (hour + 1) * HOUR_MS) - fromMs) / perHour;
    return Array.from({ length: perHour }, (_, part) => ({
      fromMs: fromMs + part * cellMs,
      untilMs: fromMs + (part + 1) * cellMs,
    }));
  }).flat();
}

/** A charge shows however short it is; of the rest, what is there in the middle of the cell. */
function stateCell(cell: Span, scene: Scene): Cell {
  const middleMs = (cell.fromMs + cell.untilMs) / 2;
  const isIn = (spans: readonly Span[]) => spans.some((span) => holds(span, middleMs));
  if (cell.fromMs === cell.untilMs) return NOTHING;
  if (scene.charges.some((charge) => overlap(charge, cell))) return { text: level(cell, scene), kind: "charging" };
  if (isIn(scene.gaps)) return { text: "░", kind: "gap" };
  if (isIn(scene.unknowns)) return { text: "?", kind: "unknown" };
  if (isIn(scene.sessions)) return { text: "─", kind: "session" };
  return isIn(scene.absences) ? { text: "·", kind: "absence" } : NOTHING;
}

function commandCell(cell: Span, commands: readonly Row[]): Cell {
  const here = commands.filter(({ atMs }) => holds(cell, atMs));
  if (here.some(({ isAlert }) => isAlert)) return { text: "!", kind: "alert" };
  if (here.some(({ kind }) => kind === "start")) return { text: "▲", kind: "command" };
  return here.length > 0 ? { text: "■", kind: "command" } : NOTHING;
}

/** The greatest rate within a cell. One that no report came in has the rate of the last report before it. */
function level({ fromMs, untilMs }: Span, { reports, peakWatts }: Scene): string {
  const end = placeFrom(reports, untilMs);
  const start = Math.min(placeFrom(reports, fromMs), end - 1);
  const greatest = reports
    .slice(start, end)
    .reduce((rate, { chargeRateWatts: watts }) => Math.max(rate, watts ?? -Infinity), -Infinity);
  if (greatest === -Infinity) return "≈";
  if (greatest < 0) return "↓";
  const share = greatest / Math.max(peakWatts, 1);
  return LEVELS[Math.max(Math.ceil(share * LEVELS.length) - 1, 0)] as string;
}

function holds({ fromMs, untilMs }: Span, atMs: number): boolean {
  return fromMs <= atMs && atMs < untilMs;
}
