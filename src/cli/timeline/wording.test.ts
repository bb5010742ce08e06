import { expect, it } from "vitest";
import type { Command, Outcome, Report } from "../analysis/model.ts";
import * as wording from "./wording.ts";

const HOUR_MS = 3_600_000;

it("numbers stay on one line with their units", () => {
  const together = wording.keepTogether("charging for 5 h 15 min, ≈ 12.3 kWh, up to 7.2 kW; 5 hours, 12 30");
  expect(together.replaceAll("\u00a0", "_")).toBe("charging for 5_h_15_min, ≈_12.3_kWh, up to 7.2_kW; 5 hours, 12 30");
});

function command(outcome: Outcome, milliamps?: number, isEnabled?: boolean): Command {
  return { atMs: 0, loggedAt: "", id: undefined, reason: "START_CHARGE", milliamps, isEnabled, outcome };
}

it("a command has its current as target, else free vend, else none", () => {
  const targetOf = (milliamps?: number, isEnabled?: boolean) =>
    wording.describeTarget(command({ kind: "unknown" }, milliamps, isEnabled));
  expect([targetOf(6500, false), targetOf(0), targetOf(undefined, false), targetOf()]).toEqual([
    ...["6.5 A", "0 A", "free vend off", "no target"],
  ]);
});

const delayed = { pilot: "B", mode: "Delay" } as Report;
it.for([
  [{ kind: "not_applicable" }, undefined, ""],
  [{ kind: "followed", afterMs: 90_000 }, 0, "followed after 2 min"],
  [{ kind: "already" }, 0, "already not charging"],
  [{ kind: "already" }, 6000, "already charging"],
  [{ kind: "already" }, undefined, "already in this state"],
  [{ kind: "not_followed", instead: delayed }, 0, "not followed within 10 min (reported control pilot B, mode Delay)"],
  [{ kind: "not_followed", instead: {} as Report }, 0, "not followed within 10 min"],
  [
    { kind: "late", afterMs: HOUR_MS, instead: { mode: "\u001b" } as Report },
    0,
    "followed late, after 1 h (until then mode \ufffd)",
  ],
  [{ kind: "no_car" }, 0, "no car was plugged in"],
  [{ kind: "superseded" }, 0, "superseded by the next command"],
  [{ kind: "unknown" }, 0, "the reports do not show whether it was followed"],
] as const)("the outcome %j of a command for %s mA is put into words", ([outcome, milliamps, expected]) => {
  expect(wording.describeOutcome(command(outcome, milliamps))).toBe(expected);
});
