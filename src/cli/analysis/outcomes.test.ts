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

/** What became of a command at 20:02; reports come at full five minutes from 18:00 to 23:00. */
function answerOf(fields: Partial<CommandLog>, logs: readonly StatusLog[], ...later: readonly CommandLog[]): Outcome {
  const { commands } = analyseEvening(logs, [...later, command("20:02:00", fields)]);
  return commands.find(({ atMs }) => atMs === at("20:02"))?.answer as Outcome;
}

/** Before 20:05, from then to a time, and after it. */
function course(before: Partial<StatusLog>, after: Partial<StatusLog>, changes = "20:05"): StatusLog[] {
  return [...stretch("18:00", changes, before), ...stretch(changes, "23:00", after)];
}

/** The kind of the answer, and its delay in minutes. */
function shortly(answer: Outcome) {
  return "afterMs" in answer ? [answer.kind, answer.afterMs / MINUTE_MS] : [answer.kind];
}

describe("a command to charge", () => {
  it.for([
    ["is followed if the next report has it", course(WAITING, CHARGING), ["followed", 3]],
    ["is followed if a later one within the time has it", course(WAITING, CHARGING, "20:10"), ["followed", 8]],
    ["is followed if the first report past the time has it", course(WAITING, CHARGING, "20:15"), ["followed", 13]],
    ["is late if that one does not, but another", course(WAITING, CHARGING, "20:20"), ["late", 18]],
    ["is late even by hours", course(WAITING, CHARGING, "22:55"), ["late", 173]],
    ["is ignored if none has it", course(WAITING, WAITING), ["ignored"]],
    ["is ignored if the car leaves afterwards", course(WAITING, AWAY, "20:20"), ["ignored"]],
    ["is no news if it charged already", course(CHARGING, CHARGING), ["already"]],
    ["is not judged without a car", course(AWAY, AWAY), ["no-car"]],
    ["is not judged if the car leaves in time", course(WAITING, AWAY, "20:15"), ["no-car"]],
    ["is not judged if no report knows", course(WAITING, UNKNOWN), ["unknown"]],
    ["is not judged if the window ends", stretch("18:00", "20:10", WAITING), ["unknown"]],
    [
      "is not judged by a report after a silence",
      [...stretch("18:00", "20:05", WAITING), ...stretch("20:20", "23:00", WAITING)],
      ["unknown"],
    ],
    [
      "is ignored if the silence comes past the time",
      [...stretch("18:00", "20:20", WAITING), ...stretch("22:00", "23:00", CHARGING)],
      ["ignored"],
    ],
    [
      "passes over a report that does not know",
      [...stretch("18:00", "20:05", WAITING), status("20:05:00", UNKNOWN), ...stretch("20:10", "23:00", CHARGING)],
      ["followed", 8],
    ],
  ] as const)("%s", ([, logs, expected]) => {
    expect(shortly(answerOf(START, logs))).toEqual(expected);
  });

  it("tells what the charger reported instead when the time was over", () => {
    const delayed = { ...WAITING, mode: "Delay", control_pilot_status: "B" } as const;
    const answer = answerOf(START, course(delayed, { ...WAITING, mode: "Idle" }, "20:20"));
    expect(answer).toMatchObject({ kind: "ignored", instead: { atMs: at("20:15"), mode: "Delay", pilot: "B" } });
  });

  it("is superseded by one not to charge that comes in time", () => {
    expect(shortly(answerOf(START, course(WAITING, WAITING), command("20:12:00", STOP)))).toEqual(["superseded"]);
    expect(shortly(answerOf(START, course(WAITING, WAITING), command("20:16:00", STOP)))).toEqual(["ignored"]);
    expect(shortly(answerOf(START, course(WAITING, CHARGING, "21:00"), command("20:59:00", STOP)))).toEqual([
      "ignored",
    ]);
  });

  it("is not superseded by one that wants the same or nothing", () => {
    const again = [command("20:12:00", START), command("20:13:00"), command("20:14:00", { is_enabled_target: false })];
    expect(shortly(answerOf(START, course(WAITING, WAITING), ...again))).toEqual(["ignored"]);
  });

  it("whatever the current", () => {
    expect(shortly(answerOf({ max_load_target_milliamps: 6000 }, course(WAITING, CHARGING)))).toEqual(["followed", 3]);
  });
});

describe("a command not to charge", () => {
  it.for([
    ["is followed", course(CHARGING, WAITING), ["followed", 3]],
    ["is followed by unplugging", course(CHARGING, AWAY), ["followed", 3]],
    ["is late", course(CHARGING, WAITING, "20:20"), ["late", 18]],
    ["is ignored", course(CHARGING, CHARGING), ["ignored"]],
    ["is no news if it did not charge", course(WAITING, WAITING), ["already"]],
    ["is no news without a car", course(AWAY, AWAY), ["already"]],
    [
      "is followed if it charged again meanwhile",
      [...stretch("18:00", "20:05", WAITING), status("20:05:00", CHARGING), ...stretch("20:10", "23:00", WAITING)],
      ["followed", 8],
    ],
    ["is followed if it was not known whether it charged before", course(UNKNOWN, WAITING), ["followed", 3]],
    [
      "is followed if that was known long ago",
      course(WAITING, WAITING).filter(isNotFrom("19:45", "20:05")),
      ["followed", 3],
    ],
    ["is followed if nothing came before", stretch("20:05", "23:00", WAITING), ["followed", 3]],
  ] as const)("%s", ([, logs, expected]) => {
    expect(shortly(answerOf(STOP, logs))).toEqual(expected);
  });
});

describe("a command of free vend alone", () => {
  it("is followed by the charger's own word", () => {
    const enabled = { ...WAITING, is_enabled: true };
    const disabled = { ...WAITING, is_enabled: false };
    const on = { is_enabled_target: true };
    expect(shortly(answerOf(on, course(disabled, enabled)))).toEqual(["followed", 3]);
    expect(shortly(answerOf(on, course(disabled, disabled)))).toEqual(["ignored"]);
    expect(shortly(answerOf(on, course(enabled, enabled)))).toEqual(["already"]);
    expect(shortly(answerOf(on, course(AWAY, AWAY)))).toEqual(["unknown"]);
    // It needs no car.
    const alone = { ...AWAY, is_enabled: false };
    expect(shortly(answerOf(on, course(alone, alone)))).toEqual(["ignored"]);
    expect(shortly(answerOf({ is_enabled_target: false }, course(enabled, disabled)))).toEqual(["followed", 3]);
  });
});

describe("a command without a target", () => {
  it("can't be followed", () => {
    expect(answerOf({ reason: "REFRESH_SCHEDULES" }, course(WAITING, WAITING))).toEqual({ kind: "none" });
    const nulls = { reason: null, max_load_target_milliamps: null, is_enabled_target: null };
    expect(answerOf(nulls, course(WAITING, WAITING))).toEqual({ kind: "none" });
  });
});

describe("commands", () => {
  it("are placed in order, with reason and target", () => {
    const logs = [
      command("21:00:00", { reason: null, max_load_target_milliamps: 16_000, is_enabled_target: true }),
      command("20:00:00", { reason: "FREE_VEND", is_enabled_target: false }),
    ];
    const { commands } = analyseEvening([], logs);
    expect(commands).toEqual([
      { atMs: at("20:00"), reason: "FREE_VEND", milliamps: undefined, isEnabled: false, answer: { kind: "unknown" } },
      { atMs: at("21:00"), reason: undefined, milliamps: 16_000, isEnabled: true, answer: { kind: "unknown" } },
    ]);
  });
});

function isNotFrom(from: string, until: string) {
  return ({ sampled_at }: StatusLog) => Date.parse(sampled_at) < at(from) || Date.parse(sampled_at) >= at(until);
}
