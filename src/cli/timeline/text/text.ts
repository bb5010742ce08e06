// The timeline for a terminal: a summary, a row of blocks for each day, and all events.

import { styleText } from "node:util";
import type { EventKind, TimelineEvent } from "../events.ts";
import { summarize } from "../summary.ts";
import type { Timeline } from "../timeline.ts";
import { describeEvent, formatRange, formatZone } from "../timestamps.ts";
import { FOLLOW_WITHIN, NO_EVENTS } from "../wording.ts";
import { type Cell, cellsPerHour, type DayLine, drawDays } from "./days.ts";

export interface TextOptions {
  /** Width of the terminal, in characters. */
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
/** Narrower terminals wrap the lines themselves. */
const LEAST_COLUMNS = 40;
/** Hours between the labels above the blocks; the second is for cells of an hour. */
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

/** A session is the head of a rail along the events within it. */
const SIGNS: Readonly<Record<EventKind, string>> = {
  session: "┌── ",
  charge: "█",
  start: "▲",
  stop: "■",
  other: "•",
  gap: "░",
  unknown: "?",
};

/** The signs of blocks and events, and what they mean. */
const LEGEND = [
  ["▁▂▃▄▅▆▇█", "▁▄█ charging"],
  ["≈", "≈ charging, rate unknown"],
  ["↓", "↓ exporting"],
  ["─", "─ plugged in"],
  ["·", "· no car"],
  ["?", "? unknown"],
  ["░", "░ no reports"],
  ["▲", "▲ told to charge"],
  ["■", "■ told not to charge"],
  ["•", "• told something else"],
  ["!", `! not followed within ${FOLLOW_WITHIN}`],
] as const;

export function renderText(timeline: Timeline, { columns: available, color }: TextOptions): string {
  const columns = Math.max(available, LEAST_COLUMNS);
  const paint: Paint = (style, text) => (color && style ? styleText(style, text, { validateStream: false }) : text);
  const blocks = [heading, summary, days, events].map((renderBlock) => renderBlock(timeline, columns, paint));
  return blocks.map((lines) => lines.map((line) => `${line.trimEnd()}\n`).join("")).join("\n");
}

function heading({ evseId, analysis: { window }, zone }: Timeline, columns: number, paint: Paint): readonly string[] {
  const zoneLines = wrap(formatZone(window, zone), columns).map((line) => paint("dim", line));
  return [paint("bold", evseId), ...wrap(formatRange(window, zone), columns), ...zoneLines];
}

function summary({ analysis }: Timeline, columns: number, paint: Paint): readonly string[] {
  const items = summarize(analysis);
  const nameWidth = Math.max(...items.map(({ name }) => name.length)) + 2;
  const valueWidth = Math.max(...items.map(({ value }) => value.length)) + 2;
  return items.flatMap(({ name, value, note, isAlert }) => {
    const start = `${name.padEnd(nameWidth)}${paint("bold", value)}${" ".repeat(valueWidth - value.length)}`;
    const notes = wrap(note, columns - nameWidth - valueWidth).map((line) => paint(isAlert ? "red" : "dim", line));
    return prefix(start, " ".repeat(nameWidth + valueWidth), notes);
  });
}

function days(timeline: Timeline, columns: number, paint: Paint): readonly string[] {
  const perHour = cellsPerHour(columns - LABEL_WIDTH);
  const lines = drawDays(timeline, perHour);
  const drawn = new Set([
    ...lines.flatMap(({ cells }) => cells.map(({ text }) => text)),
    ...timeline.events.map(signOf),
  ]);
  const legend = LEGEND.flatMap(([signs, text]) => (Array.from(signs).some((sign) => drawn.has(sign)) ? [text] : []));
  return [
    paint("dim", ruler(perHour)),
    ...lines.map((line) => dayLine(line, paint)),
    ...wrapParts(legend, columns, "  ").map((line) => paint("dim", line)),
  ];
}

function ruler(perHour: number): string {
  const step = perHour === 1 ? NARROW_RULER_HOURS : RULER_HOURS;
  const hours = Array.from({ length: 24 / step }, (_, index) => String(index * step).padStart(2, "0"));
  return (
    " ".repeat(LABEL_WIDTH) +
    hours
      .map((hour) => hour.padEnd(step * perHour))
      .join("")
      .trimEnd()
  );
}

/** Paints neighbours of the same kind together. */
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

/** Lists the events below the day on which they happened. */
function events({ events, zone }: Timeline, columns: number, paint: Paint): readonly string[] {
  if (events.length === 0) return [NO_EVENTS];
  let day: string | undefined;
  return events.flatMap((event) => {
    const previousDay = day;
    day = zone.formatDay(event.atMs);
    const text = wrap(describeEvent(event, zone), columns - EVENT_WIDTH).map((line) => paint(styleOf(event), line));
    const [first, rest] = railOf(event, paint);
    const lines = prefix(`${zone.formatTime(event.atMs)} ${first}`, " ".repeat(TIME_WIDTH) + rest, text);
    return day === previousDay ? lines : [paint("bold", day), ...lines];
  });
}

/** Returns what precedes the first line of an event, and its other lines. */
function railOf(event: TimelineEvent, paint: Paint): readonly [string, string] {
  if (event.kind === "session") return [SIGNS.session, "│   "];
  const sign = signOf(event);
  const painted = sign === "!" ? paint("red", sign) : sign;
  return event.isInSession ? [`│ ${painted} `, "│   "] : [`  ${painted} `, "    "];
}

function signOf({ kind, isAlert }: TimelineEvent): string {
  return isAlert && kind !== "gap" ? "!" : SIGNS[kind];
}

function styleOf({ kind, isAlert }: TimelineEvent): Style | undefined {
  if (isAlert) return "red";
  return kind === "session" ? "bold" : undefined;
}

function prefix(first: string, rest: string, lines: readonly string[]): readonly string[] {
  return lines.map((line, index) => (index === 0 ? first : rest) + line);
}

/** Breaks lines between words, but not between a number and its unit. */
function wrap(text: string, columns: number): readonly string[] {
  return wrapParts(text.split(/(?<!\d) /), columns, " ");
}

/** Puts as many parts on a line as fit. A part that is too long for a line is split. */
function wrapParts(parts: readonly string[], columns: number, separator: string): readonly string[] {
  const lines: string[] = [];
  for (const part of parts) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + separator.length + part.length <= columns) {
      lines[lines.length - 1] = last + separator + part;
    } else {
      for (let at = 0; at === 0 || at < part.length; at += columns) lines.push(part.slice(at, at + columns));
    }
  }
  return lines;
}
