// Whether the charger followed each command, as far as its reports show.

import type { CommandLog } from "../../index.ts";
import { indexFrom } from "./curve.ts";
import type { Command, Outcome, Pace, Report } from "./model.ts";
import { isGap, timestampMs } from "./reports.ts";

/** A command that is not followed within this time is reported. */
export const FOLLOW_WITHIN_MS = 10 * 60_000;

type CommandTarget = Omit<Command, "outcome">;

/** Returns the commands with their outcomes, oldest first. */
export function evaluateCommands(
  logs: Iterable<CommandLog>,
  reports: readonly Report[],
  pace: Pace,
): readonly Command[] {
  const commands = Array.from(logs, readCommand).sort((a, b) => a.atMs - b.atMs);
  return commands.map((command, index) => {
    const goal = goalOf(command);
    if (!goal) return { ...command, outcome: { kind: "not_applicable" } };
    const contrary = commands.slice(index + 1).find((later) => contradicts(goalOf(later), goal));
    const order = { ...goal, atMs: command.atMs, endMs: contrary?.atMs ?? Infinity };
    return { ...command, outcome: findOutcome(order, reports, pace) };
  });
}

/** Whether the charger did not follow a command in time. */
export function isNotFollowed({ outcome }: Command): boolean {
  return outcome.kind === "late" || outcome.kind === "not_followed";
}

function readCommand(log: CommandLog): CommandTarget {
  return {
    atMs: timestampMs(log.logged_at),
    loggedAt: log.logged_at,
    id: log.internal_command_id ?? undefined,
    reason: log.reason ?? undefined,
    milliamps: log.max_load_target_milliamps ?? undefined,
    isEnabled: log.is_enabled_target ?? undefined,
  };
}

/** What a charger reports if it follows a command. */
interface Goal {
  readonly state: "isCharging" | "isEnabled";
  readonly value: boolean;
}

/** A goal, in force from a command until a contrary one. */
interface Order extends Goal {
  readonly atMs: number;
  readonly endMs: number;
}

/**
 * A charger follows a current by charging, and none by not charging. The rate is not compared: the car decides how much
 * it draws, and the number of phases is unknown.
 */
export function goalOf({ milliamps, isEnabled }: CommandTarget): Goal | undefined {
  if (milliamps !== undefined) return { state: "isCharging", value: milliamps > 0 };
  return isEnabled === undefined ? undefined : { state: "isEnabled", value: isEnabled };
}

function contradicts(later: Goal | undefined, goal: Goal): boolean {
  return later?.state === goal.state && later.value !== goal.value;
}

/** Reads the reports after the command until one determines the outcome. */
function findOutcome(order: Order, reports: readonly Report[], pace: Pace): Outcome {
  const next = indexFrom(reports, order.atMs);
  let instead: Report | undefined;
  const otherwise = (kind: "no_car" | "superseded" | "unknown"): Outcome =>
    instead ? { kind: "not_followed", instead } : { kind };

  let previousMs = order.atMs;
  for (let index = next; index < reports.length; index++) {
    const report = reports[index] as Report;
    if (report[order.state] === undefined) continue;
    if (report.atMs > order.endMs) return otherwise("superseded");
    if (isGap({ fromMs: previousMs, untilMs: report.atMs }, pace, reports[index - 1], report))
      return otherwise("unknown");
    const afterMs = report.atMs - order.atMs;
    if (report[order.state] === order.value) {
      if (instead) return { kind: "late", afterMs, instead };
      const isFirst = previousMs === order.atMs;
      return isFirst && wasSoBefore(order, reports, next, pace) ? { kind: "already" } : { kind: "followed", afterMs };
    }
    if (order.state === "isCharging" && report.isPluggedIn === false) return otherwise("no_car");
    if (afterMs >= FOLLOW_WITHIN_MS) instead ??= report;
    previousMs = report.atMs;
  }
  return otherwise("unknown");
}

function wasSoBefore(order: Order, reports: readonly Report[], next: number, pace: Pace): boolean {
  for (let index = next - 1; index >= 0; index--) {
    const report = reports[index] as Report;
    if (isGap({ fromMs: report.atMs, untilMs: order.atMs }, pace, report)) return false;
    if (report[order.state] !== undefined) return report[order.state] === order.value;
  }
  return false;
}
