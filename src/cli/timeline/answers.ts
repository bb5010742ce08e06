// What the charger made of each command, as far as its reports tell.

import type { CommandLog } from "../../index.ts";
import type { Answer, PlacedCommand, Report } from "./model.ts";
import { placeFrom, stampMs } from "./reports.ts";

/** A command that is not followed within this time is pointed out. */
export const FOLLOW_WITHIN_MS = 10 * 60_000;

type Command = Omit<PlacedCommand, "answer">;

/** Gives the commands, oldest first, each with its answer. */
export function placeCommands(
  logs: Iterable<CommandLog>,
  reports: readonly Report[],
  silenceMs: number,
): readonly PlacedCommand[] {
  const commands = Array.from(logs, readCommand).sort((a, b) => a.atMs - b.atMs);
  return commands.map((command, index) => {
    const goal = goalOf(command);
    if (!goal) return { ...command, answer: { kind: "none" } };
    const contrary = commands.slice(index + 1).find((later) => contradicts(goalOf(later), goal));
    const order = { ...goal, atMs: command.atMs, endMs: contrary?.atMs ?? Infinity };
    return { ...command, answer: judge(order, reports, silenceMs) };
  });
}

function readCommand(log: CommandLog): Command {
  return {
    atMs: stampMs(log.logged_at),
    reason: log.reason ?? undefined,
    milliamps: log.max_load_target_milliamps ?? undefined,
    isEnabled: log.is_enabled_target ?? undefined,
  };
}

/** What a charger that follows reports. */
interface Goal {
  readonly state: "isCharging" | "isEnabled";
  readonly value: boolean;
}

/** What is to be reported from one moment on, until another command says the contrary. */
interface Order extends Goal {
  readonly atMs: number;
  readonly endMs: number;
}

/**
 * A current is followed by charging, none by not charging. How much of it the car draws is up to the car, and on how
 * many phases is not known, so the rate is not judged.
 */
export function goalOf({ milliamps, isEnabled }: Command): Goal | undefined {
  if (milliamps !== undefined) return { state: "isCharging", value: milliamps > 0 };
  return isEnabled === undefined ? undefined : { state: "isEnabled", value: isEnabled };
}

function contradicts(later: Goal | undefined, goal: Goal): boolean {
  return later?.state === goal.state && later.value !== goal.value;
}

/** Goes through the reports after the command, until one settles it. */
function judge(order: Order, reports: readonly Report[], silenceMs: number): Answer {
  const next = placeFrom(reports, order.atMs);
  let instead: Report | undefined;
  const unless = (kind: "no-car" | "superseded" | "unknown"): Answer =>
    instead ? { kind: "ignored", instead } : { kind };

  let beforeMs = order.atMs;
  for (let index = next; index < reports.length; index++) {
    const report = reports[index] as Report;
    if (report[order.state] === undefined) continue;
    if (report.atMs > order.endMs) return unless("superseded");
    if (report.atMs - beforeMs > silenceMs) return unless("unknown");
    const afterMs = report.atMs - order.atMs;
    if (report[order.state] === order.value) {
      if (instead) return { kind: "late", afterMs, instead };
      const wasSo = beforeMs === order.atMs && wasSoBefore(order, reports, next, silenceMs);
      return wasSo ? { kind: "already" } : { kind: "followed", afterMs };
    }
    if (order.state === "isCharging" && report.isPluggedIn === false) return unless("no-car");
    if (afterMs >= FOLLOW_WITHIN_MS) instead ??= report;
    beforeMs = report.atMs;
  }
  return unless("unknown");
}

function wasSoBefore(order: Order, reports: readonly Report[], next: number, silenceMs: number): boolean {
  for (let index = next - 1; index >= 0; index--) {
    const report = reports[index] as Report;
    if (order.atMs - report.atMs > silenceMs) return false;
    if (report[order.state] !== undefined) return report[order.state] === order.value;
  }
  return false;
}
