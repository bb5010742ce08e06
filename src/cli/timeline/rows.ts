// The timeline as rows to read, oldest first: the text prints them, the page has them in its table and behind its marks.

import { goalOf } from "./answers.ts";
import type { Charge, Edge, Period, PlacedCommand, Session, Span, Timeline, Unknown } from "./model.ts";
import * as say from "./words.ts";

/** Commands are told apart by their target: to charge, not to charge, or none. */
export type RowKind = "session" | "charge" | "start" | "stop" | "other" | "gap" | "unknown";

/** One thing that happened. */
export interface Row {
  readonly kind: RowKind;
  readonly atMs: number;
  /** Of what lasted. */
  readonly untilMs: number | undefined;
  /** Whether it belongs to the session above it. */
  readonly isWithin: boolean;
  /** Whether someone should look at it. */
  readonly isAlert: boolean;
  readonly what: string;
  /** Energy, target or duration. */
  readonly value: string;
  readonly note: string;
}

/** Gives all rows of a timeline. */
export function rowsOf({ sessions, commands, gaps, unknowns }: Timeline): readonly Row[] {
  const isWithin = (atMs: number) => sessions.some(({ start, end }) => start.atMs <= atMs && atMs < end.atMs);
  return [
    ...sessions.flatMap((session) => [sessionRow(session, commands), ...session.charges.map(chargeRow)]),
    ...commands.map((command) => commandRow(command, isWithin(command.atMs))),
    ...unknowns.map(unknownRow),
    ...gaps.map((gap) => gapRow(gap, isWithin(gap.fromMs))),
  ].sort((a, b) => a.atMs - b.atMs);
}

/** A command that the charger did not follow in time. */
export function isUnfollowed({ answer }: PlacedCommand): boolean {
  return answer.kind === "late" || answer.kind === "ignored";
}

function sessionRow({ start, end, energy, silentMs }: Session, commands: readonly PlacedCommand[]): Row {
  const unfollowed = commands.filter(({ atMs }) => atMs >= start.atMs && atMs < end.atMs).filter(isUnfollowed).length;
  return {
    kind: "session",
    ...lasting({ start, end }),
    isWithin: false,
    isAlert: false,
    what: "Plugged in",
    value: say.energy(energy),
    note: notes(
      unfollowed > 0 && `${say.count(unfollowed, "command")} not followed in time`,
      startNote(start),
      endNote(end),
      silentMs > 0 && `no reports for ${say.duration(silentMs)} of it`,
      say.energySource(energy),
    ),
  };
}

function chargeRow({ start, end, energy, peakWatts, exportWatts }: Charge): Row {
  return {
    kind: "charge",
    ...lasting({ start, end }),
    isWithin: true,
    isAlert: false,
    what: "Charging",
    value: say.energy(energy),
    note: notes(
      peakWatts !== undefined && `up to ${say.power(peakWatts)}`,
      exportWatts !== undefined && `exported, up to ${say.power(exportWatts)}`,
      startNote(start),
      endNote(end),
      say.energySource(energy),
    ),
  };
}

function commandRow(command: PlacedCommand, isWithin: boolean): Row {
  return {
    kind: commandKind(command),
    atMs: command.atMs,
    untilMs: undefined,
    isWithin,
    isAlert: isUnfollowed(command),
    what: say.plain(command.reason ?? "reason unknown"),
    value: say.target(command),
    note: say.answer(command),
  };
}

function commandKind(command: PlacedCommand): RowKind {
  const goal = goalOf(command);
  if (!goal) return "other";
  return goal.value ? "start" : "stop";
}

function unknownRow({ fromMs, untilMs, of }: Unknown): Row {
  return {
    kind: "unknown",
    atMs: fromMs,
    untilMs,
    isWithin: of === "charging",
    isAlert: false,
    what: of === "car" ? "Car unknown" : "Charging unknown",
    value: say.duration(untilMs - fromMs),
    note: `no report tells whether ${of === "car" ? "a car was plugged in" : "it charged"}`,
  };
}

function gapRow({ fromMs, untilMs }: Span, isWithin: boolean): Row {
  return {
    kind: "gap",
    atMs: fromMs,
    untilMs,
    isWithin,
    isAlert: true,
    what: "No reports",
    value: say.duration(untilMs - fromMs),
    note: "",
  };
}

function lasting({ start, end }: Period): Pick<Row, "atMs" | "untilMs"> {
  return { atMs: start.atMs, untilMs: end.atMs };
}

function startNote({ kind }: Edge): string | undefined {
  if (kind === "window") return "began before the window";
  return kind === "unreported" ? "its start was not reported" : undefined;
}

function endNote({ kind }: Edge): string | undefined {
  if (kind === "window") return "goes on at the end of the window";
  return kind === "unreported" ? "its end was not reported" : undefined;
}

function notes(...parts: readonly (string | false | undefined)[]): string {
  return parts.filter(Boolean).join("; ");
}
