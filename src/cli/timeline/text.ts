// The timeline for a terminal: numbers, a row of blocks for each day, and all that happened.

import { styleText } from "node:util";
import { type Cell, cellsAnHour, type DayLine, drawDays } from "./days.ts";
import { factsOf } from "./facts.ts";
import type { Row, RowKind } from "./rows.ts";
import type { View } from "./view.ts";
import { rowText, spanText, zoneText } from "./when.ts";
import { FOLLOW_WITHIN, NOTHING } from "./words.ts";

export interface TextOptions {
  /** Breadth of the terminal, in characters. */
  readonly columns: number;
  readonly color: boolean;
}

type Style = "bold" | "dim" | "red" | "green" | "blue";
type Paint = (style: Style | undefined, text: string) => string;

/** `Mon 16 Feb  ` */
const LABEL_WIDTH = 12;
/** `00:02:14 │ ! ` */
const EVENT_WIDTH = 13;
const TIME_WIDTH = 9;
/** Narrower than that, and the terminal wraps by itself. */
const LEAST_COLUMNS = 40;
/** The ruler above the blocks says every so many hours; fewer where an hour is but a character wide. */
const RULER_HOURS = 3;
const NARROW_RULER_HOURS = 6;

const CELL_STYLES: Readonly<Record<Cell["kind"], Style | undefined>> = {
  charging: "green",
  session: "blue",
  absence: "dim",
  unknown: "dim",
  gap: "dim",
  alert: "red",
  command: undefined,
  nothing: undefined,
};

/** A session is the head of a rail that goes along what happens in it. */
const SIGNS: Readonly<Record<RowKind, string>> = {
  session: "┌── ",
  charge: "█",
  start: "▲",
  stop: "■",
  other: "•",
  gap: "░",
  unknown: "?",
};

/** The signs of the blocks and the events, and what they mean. */
const LEGEND = [
  ["▁▂▃▄▅▆▇█", "▁▄█ charging"],
  ["≈", "≈ charging, rate not known"],
  ["↓", "↓ exporting"],
  ["─", "─ plugged in"],
  ["·", "· no car"],
  ["?", "? not known"],
  ["░", "░ no reports"],
  ["▲", "▲ told to charge"],
  ["■", "■ told not to charge"],
  ["•", "• told something else"],
  ["!", `! not followed within ${FOLLOW_WITHIN}`],
] as const;

/** Writes lines, each ended by a line feed. */
export function renderText(view: View, { columns: available, color }: TextOptions): string {
  const columns = Math.max(available, LEAST_COLUMNS);
  const paint: Paint = (style, text) => (color && style ? styleText(style, text, { validateStream: false }) : text);
  const blocks = [
    heading(view, columns, paint),
    facts(view, columns, paint),
    days(view, columns, paint),
    events(view, columns, paint),
  ];
  return blocks.map((lines) => lines.map((line) => `${line.trimEnd()}\n`).join("")).join("\n");
}

function heading({ evseId, timeline: { window }, zone }: View, columns: number, paint: Paint): readonly string[] {
  const zoneLines = wrap(zoneText(window, zone), columns).map((line) => paint("dim", line));
  return [paint("bold", evseId), ...wrap(spanText(window, zone), columns), ...zoneLines];
}

function facts({ timeline }: View, columns: number, paint: Paint): readonly string[] {
  const all = factsOf(timeline);
  const nameWidth = Math.max(...all.map(({ name }) => name.length)) + 2;
  const valueWidth = Math.max(...all.map(({ value }) => value.length)) + 2;
  return all.flatMap(({ name, value, note, isAlert }) => {
    const start = `${name.padEnd(nameWidth)}${paint("bold", value)}${" ".repeat(valueWidth - value.length)}`;
    const notes = wrap(note, columns - nameWidth - valueWidth).map((line) => paint(isAlert ? "red" : "dim", line));
    return hang(start, " ".repeat(nameWidth + valueWidth), notes);
  });
}

function days(view: View, columns: number, paint: Paint): readonly string[] {
  const perHour = cellsAnHour(columns - LABEL_WIDTH);
  const lines = drawDays(view, perHour);
  const drawn = new Set([...lines.flatMap(({ cells }) => cells.map(({ text }) => text)), ...view.rows.map(signOf)]);
  const legend = LEGEND.flatMap(([signs, text]) => (Array.from(signs).some((sign) => drawn.has(sign)) ? [text] : []));
  return [
    paint("dim", ruler(perHour)),
    ...lines.map((line) => dayLine(line, paint)),
    ...wrapParts(legend, columns, "  ").map((line) => paint("dim", line)),
  ];
}

function ruler(perHour: number): string {
  const step = perHour === 1 ? NARROW_RULER_HOURS : RULER_HOURS;
  const hours = Array.from({ length: 24 / step }, (_, place) => String(place * step).padStart(2, "0"));
  return (
    " ".repeat(LABEL_WIDTH) +
    hours
      .map((hour) => hour.padEnd(step * perHour))
      .join("")
      .trimEnd()
  );
}

/** Neighbours of the same kind are painted in one go. */
function dayLine({ label, cells }: DayLine, paint: Paint): string {
  let line = label.padEnd(LABEL_WIDTH);
  for (let start = 0, end = 0; start < cells.length; start = end) {
    const { kind } = cells[start] as Cell;
    while (cells[end]?.kind === kind) end++;
    const text = cells.slice(start, end).map((cell) => cell.text);
    line += paint(CELL_STYLES[kind], text.join(""));
  }
  return line;
}

/** A day stands above what happened on it. */
function events({ rows, zone }: View, columns: number, paint: Paint): readonly string[] {
  if (rows.length === 0) return [NOTHING];
  let day: string | undefined;
  return rows.flatMap((row) => {
    const before = day;
    day = zone.day(row.atMs);
    const text = wrap(rowText(row, zone), columns - EVENT_WIDTH).map((line) => paint(styleOf(row), line));
    const [start, rest] = railOf(row, paint);
    const lines = hang(`${zone.time(row.atMs)} ${start}`, " ".repeat(TIME_WIDTH) + rest, text);
    return day === before ? lines : [paint("bold", day), ...lines];
  });
}

/** What stands before the first line of an event, and before the others. */
function railOf(row: Row, paint: Paint): readonly [string, string] {
  if (row.kind === "session") return [SIGNS.session, "│   "];
  const sign = signOf(row);
  const painted = sign === "!" ? paint("red", sign) : sign;
  return row.isWithin ? [`│ ${painted} `, "│   "] : [`  ${painted} `, "    "];
}

function signOf({ kind, isAlert }: Row): string {
  return isAlert && kind !== "gap" ? "!" : SIGNS[kind];
}

function styleOf({ kind, isAlert }: Row): Style | undefined {
  if (isAlert) return "red";
  return kind === "session" ? "bold" : undefined;
}

function hang(start: string, rest: string, lines: readonly string[]): readonly string[] {
  return lines.map((line, place) => (place === 0 ? start : rest) + line);
}

/** Breaks lines between words, but not between a number and its unit. */
function wrap(text: string, columns: number): readonly string[] {
  return wrapParts(text.split(/(?<!\d) /), columns, " ");
}

/** Puts as many parts into a line as fit. One that is too long for a line is cut into several. */
function wrapParts(parts: readonly string[], columns: number, between: string): readonly string[] {
  const lines: string[] = [];
  for (const part of parts) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + between.length + part.length <= columns) {
      lines[lines.length - 1] = last + between + part;
    } else {
      for (let at = 0; at === 0 || at < part.length; at += columns) lines.push(part.slice(at, at + columns));
    }
  }
  return lines;
}
