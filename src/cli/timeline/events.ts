// The timeline as a list of events, oldest first: the text prints them, the page has a table row and a mark for each.

import type { Analysis, Charge, Command, Edge, Period, Session, TimeRange, Unknown } from "../analysis/model.ts";
import { goalOf, isNotFollowed } from "../analysis/outcomes.ts";
import { toPlainText } from "../shared/io.ts";
import { formatCount, formatDuration, formatPower } from "../shared/units.ts";
import { describeEnergySource, describeOutcome, describeTarget, formatEnergy, formatWattHours } from "./wording.ts";

/** Commands are `start` (to charge), `stop` (not to charge), or `other` (without a target). */
export type EventKind = "session" | "charge" | "start" | "stop" | "other" | "gap" | "unknown";

export interface TimelineEvent {
  readonly kind: EventKind;
  readonly atMs: number;
  /** Undefined for commands. */
  readonly untilMs: number | undefined;
  /** Whether it happened during a session. */
  readonly isInSession: boolean;
  /** Whether it needs attention. */
  readonly isAlert: boolean;
  readonly title: string;
  /** Energy, target or duration. */
  readonly value: string;
  readonly details: string;
}

export function listEvents({ sessions, commands, gaps, unknowns }: Analysis): readonly TimelineEvent[] {
  const isInSession = (atMs: number) => sessions.some(({ start, end }) => start.atMs <= atMs && atMs < end.atMs);
  return [
    ...sessions.flatMap((session) => [sessionEvent(session, commands), ...session.charges.map(chargeEvent)]),
    ...commands.map((command) => commandEvent(command, isInSession(command.atMs))),
    ...unknowns.map(unknownEvent),
    ...gaps.map((gap) => gapEvent(gap, isInSession(gap.fromMs))),
  ].sort((a, b) => a.atMs - b.atMs);
}

function sessionEvent(
  { start, end, energy, exportedWattHours = 0, silentMs }: Session,
  commands: readonly Command[],
): TimelineEvent {
  const notFollowed = commands.filter(({ atMs }) => atMs >= start.atMs && atMs < end.atMs).filter(isNotFollowed).length;
  return {
    kind: "session",
    ...timesOf({ start, end }),
    isInSession: false,
    isAlert: false,
    title: "Plugged in",
    value: formatEnergy(energy),
    details: join(
      notFollowed > 0 && `${formatCount(notFollowed, "command")} not followed in time`,
      exportedWattHours > 0 && `exported ≈ ${formatWattHours(exportedWattHours, 1)}`,
      describeStart(start),
      describeEnd(end),
      silentMs > 0 && `no reports for ${formatDuration(silentMs)} of it`,
      describeEnergySource(energy),
    ),
  };
}

function chargeEvent({ start, end, energy, peakWatts }: Charge): TimelineEvent {
  return {
    kind: "charge",
    ...timesOf({ start, end }),
    isInSession: true,
    isAlert: false,
    title: "Charging",
    value: formatEnergy(energy),
    details: join(
      peakWatts !== undefined && `up to ${formatPower(peakWatts)}`,
      describeStart(start),
      describeEnd(end),
      describeEnergySource(energy),
    ),
  };
}

function commandEvent(command: Command, isInSession: boolean): TimelineEvent {
  return {
    kind: commandKind(command),
    atMs: command.atMs,
    untilMs: undefined,
    isInSession,
    isAlert: isNotFollowed(command),
    title: toPlainText(command.reason ?? "reason unknown"),
    value: describeTarget(command),
    details: describeOutcome(command),
  };
}

function commandKind(command: Command): EventKind {
  const goal = goalOf(command);
  if (!goal) return "other";
  return goal.value ? "start" : "stop";
}

function unknownEvent({ fromMs, untilMs, of }: Unknown): TimelineEvent {
  return {
    kind: "unknown",
    atMs: fromMs,
    untilMs,
    isInSession: of === "charging",
    isAlert: false,
    title: of === "car" ? "Car unknown" : "Charging unknown",
    value: formatDuration(untilMs - fromMs),
    details: `no report shows whether ${of === "car" ? "a car was plugged in" : "it charged"}`,
  };
}

function gapEvent({ fromMs, untilMs }: TimeRange, isInSession: boolean): TimelineEvent {
  return {
    kind: "gap",
    atMs: fromMs,
    untilMs,
    isInSession,
    isAlert: true,
    title: "No reports",
    value: formatDuration(untilMs - fromMs),
    details: "",
  };
}

function timesOf({ start, end }: Period): Pick<TimelineEvent, "atMs" | "untilMs"> {
  return { atMs: start.atMs, untilMs: end.atMs };
}

function describeStart({ kind }: Edge): string | undefined {
  if (kind === "window") return "began before the window";
  return kind === "unreported" ? "its start was not reported" : undefined;
}

function describeEnd({ kind }: Edge): string | undefined {
  if (kind === "window") return "continues after the window";
  return kind === "unreported" ? "its end was not reported" : undefined;
}

function join(...parts: readonly (string | false | undefined)[]): string {
  return parts.filter(Boolean).join("; ");
}
