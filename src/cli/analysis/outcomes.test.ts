import { describe, expect, it } from "vitest";
import {
  AWAY,
  analyseEvening,
  at,
  CHARGING,
  command,
  status,
  stretch,
  WAITING,
} from "../../../tests/support/evening.ts";
import type { CommandLog, StatusLog } from "../../index.ts";
import type { Outcome } from "./model.ts";

const MINUTE_MS = 60_000;
const START = { max_load_target_milliamps: 32_000 };
const STOP = { max_load_target_milliamps: 0 };
const UNKNOWN = { is_plugged_in: true, is_charging: null };

/** Returns the kind of the outcome of a command at 20:02, and its delay in minutes. Reports come every five minutes. */
function outcomeOf(fields: Partial<CommandLog>, logs: readonly StatusLog[], ...others: readonly CommandLog[]) {
  const outcome = fullOutcomeOf(fields, logs, ...others);
  return "afterMs" in outcome ? [outcome.kind, outcome.afterMs / MINUTE_MS] : [outcome.kind];
}

function fullOutcomeOf(
  fields: Partial<CommandLog>,
  logs: readonly StatusLog[],
  ...others: readonly CommandLog[]
): Outcome {
  const { commands } = analyseEvening(logs, [...others, command("20:02:00", fields)]);
  return commands.find(({ atMs }) => atMs === at("20:02"))?.outcome as Outcome;
}

/** Returns logs that change at a time. */
function changing(before: Partial<StatusLog>, after: Partial<StatusLog>, changes = "20:05"): StatusLog[] {
  return [...stretch("18:00", changes, before), ...stretch(changes, "23:00", after)];
}

describe("a command to charge", () => {
  it.for([
    ["is followed if the next report shows it", changing(WAITING, CHARGING), ["followed", 3]],
    ["is followed if a later one in time shows it", changing(WAITING, CHARGING, "20:10"), ["followed", 8]],
    ["is followed if the first one after the time shows it", changing(WAITING, CHARGING, "20:15"), ["followed", 13]],
    ["is late if that one does not, but another", changing(WAITING, CHARGING, "20:20"), ["late", 18]],
    ["is late even by hours", changing(WAITING, CHARGING, "22:55"), ["late", 173]],
    ["is not followed if none shows it", changing(WAITING, WAITING), ["not_followed"]],
    ["is not followed if the car leaves afterwards", changing(WAITING, AWAY, "20:20"), ["not_followed"]],
    ["had no effect if it charged already", changing(CHARGING, CHARGING), ["already"]],
    ["cannot be followed without a car", changing(AWAY, AWAY), ["no_car"]],
    ["cannot be followed if the car leaves in time", changing(WAITING, AWAY, "20:15"), ["no_car"]],
    ["has an unknown outcome if no report knows", changing(WAITING, UNKNOWN), ["unknown"]],
    ["has an unknown outcome if the window ends", stretch("18:00", "20:10", WAITING), ["unknown"]],
    [
      "has an unknown outcome if reports are missing",
      [...stretch("18:00", "20:05", WAITING), ...stretch("20:20", "23:00", WAITING)],
      ["unknown"],
    ],
    [
      "is not followed if reports are missing only after the time",
      [...stretch("18:00", "20:20", WAITING), ...stretch("22:00", "23:00", CHARGING)],
      ["not_followed"],
    ],
    [
      "is followed although a report in between does not know",
      [...stretch("18:00", "20:05", WAITING), status("20:05:00", UNKNOWN), ...stretch("20:10", "23:00", CHARGING)],
      ["followed", 8],
    ],
  ] as const)("%s", ([, logs, expected]) => {
    expect(outcomeOf(START, logs)).toEqual(expected);
  });

  it("has the state in which the charger was instead when the time was over", () => {
    const delayed = { ...WAITING, mode: "Delay", control_pilot_status: "B" } as const;
    const outcome = fullOutcomeOf(START, changing(delayed, { ...WAITING, mode: "Idle" }, "20:20"));
    expect(outcome).toMatchObject({ kind: "not_followed", instead: { atMs: at("20:15"), mode: "Delay", pilot: "B" } });
  });

  it("is superseded by a contrary one in time, but not by a later, equal or other one", () => {
    const outcomeWith = (...others: readonly CommandLog[]) => outcomeOf(START, changing(WAITING, WAITING), ...others);
    expect(outcomeWith(command("20:12:00", STOP))).toEqual(["superseded"]);
    expect(outcomeWith(command("20:16:00", STOP))).toEqual(["not_followed"]);
    const others = [command("20:12:00", START), command("20:13:00"), command("20:14:00", { is_enabled_target: false })];
    expect(outcomeWith(...others)).toEqual(["not_followed"]);
  });
});

describe("a command not to charge", () => {
  it.for([
    ["is followed", changing(CHARGING, WAITING), ["followed", 3]],
    ["is followed by unplugging", changing(CHARGING, AWAY), ["followed", 3]],
    ["is late", changing(CHARGING, WAITING, "20:20"), ["late", 18]],
    ["is not followed", changing(CHARGING, CHARGING), ["not_followed"]],
    ["had no effect if it did not charge", changing(WAITING, WAITING), ["already"]],
    ["had no effect without a car", changing(AWAY, AWAY), ["already"]],
    ["is followed if the state before is unknown", changing(UNKNOWN, WAITING), ["followed", 3]],
    ["is followed if no report came before", stretch("20:05", "23:00", WAITING), ["followed", 3]],
    [
      "is followed if it charged in between",
      [...stretch("18:00", "20:05", WAITING), status("20:05:00", CHARGING), ...stretch("20:10", "23:00", WAITING)],
      ["followed", 8],
    ],
    [
      "is followed if the state before is long ago",
      [...stretch("18:00", "19:45", WAITING), ...stretch("20:05", "23:00", WAITING)],
      ["followed", 3],
    ],
  ] as const)("%s", ([, logs, expected]) => {
    expect(outcomeOf(STOP, logs)).toEqual(expected);
  });
});

it("a command for free vend is followed if the charger reports it, with or without a car", () => {
  const [enabled, disabled] = [true, false].map((is_enabled) => ({ ...AWAY, is_enabled })) as [object, object];
  const on = { is_enabled_target: true };
  expect(outcomeOf(on, changing(disabled, enabled))).toEqual(["followed", 3]);
  expect(outcomeOf(on, changing(disabled, disabled))).toEqual(["not_followed"]);
  expect(outcomeOf(on, changing(enabled, enabled))).toEqual(["already"]);
  expect(outcomeOf(on, changing(AWAY, AWAY))).toEqual(["unknown"]);
  expect(outcomeOf({ is_enabled_target: false }, changing(enabled, disabled))).toEqual(["followed", 3]);
});

it("a command without a target is not applicable", () => {
  expect(outcomeOf({ reason: "REFRESH_SCHEDULES" }, changing(WAITING, WAITING))).toEqual(["not_applicable"]);
  const nulls = { reason: null, max_load_target_milliamps: null, is_enabled_target: null };
  expect(outcomeOf(nulls, changing(WAITING, WAITING))).toEqual(["not_applicable"]);
});

it("commands are in order of time, with reason and target", () => {
  const logs = [
    command("21:00:00", { reason: null, max_load_target_milliamps: 16_000, is_enabled_target: true }),
    command("20:00:00", { reason: "FREE_VEND", is_enabled_target: false }),
  ];
  const targets = analyseEvening([], logs).commands.map(({ atMs, reason, milliamps, isEnabled, outcome }) => [
    ...[atMs, reason, milliamps, isEnabled, outcome.kind],
  ]);
  expect(targets).toEqual([
    [at("20:00"), "FREE_VEND", undefined, false, "unknown"],
    [at("21:00"), undefined, 16_000, true, "unknown"],
  ]);
});
