import { describe, expect, it } from "vitest";
import type { Outcome, Command, Report } from "../analysis/model.ts";
import * as say from "./wording.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

it.for([
  [0, "0 s"],
  [59_499, "59 s"],
  [MINUTE_MS, "1 min"],
  [59 * MINUTE_MS, "59 min"],
  [HOUR_MS, "1 h"],
  [HOUR_MS + 90_000, "1 h 2 min"],
  [47 * HOUR_MS + 59 * MINUTE_MS, "47 h 59 min"],
  [48 * HOUR_MS, "2 d"],
  [100 * HOUR_MS, "4 d 4 h"],
] as const)("a duration of %d ms is %s", ([ms, expected]) => {
  expect(say.formatDuration(ms)).toBe(expected);
});

it.for([
  [undefined, "energy unknown", undefined],
  [{ wattHours: 1_234_567, source: "meter", isComplete: true, hasExport: false }, "1,234.57 kWh", undefined],
  [{ wattHours: 0, source: "meter", isComplete: true, hasExport: false }, "0.00 kWh", undefined],
  [
    { wattHours: 7149.6, source: "rate", isComplete: true, hasExport: false },
    "≈ 7.1 kWh",
    "estimated from the charge rate",
  ],
  [
    { wattHours: 7149.6, source: "rate", isComplete: false, hasExport: false },
    "≥ 7.1 kWh",
    "at least that much, as far as is known",
  ],
  [
    { wattHours: 7149.6, source: "meter", isComplete: false, hasExport: false },
    "≥ 7.15 kWh",
    "at least that much, as far as is known",
  ],
  [
    { wattHours: -2900, source: "rate", isComplete: false, hasExport: true },
    "≈ -2.9 kWh",
    "of what is known, less what was exported",
  ],
  [
    { wattHours: -40, source: "rate", isComplete: true, hasExport: true },
    "≈ 0.0 kWh",
    "estimated from the charge rate",
  ],
] as const)("energy of %j is %s", ([energy, amount, source]) => {
  expect([say.formatEnergy(energy), say.energySource(energy)]).toEqual([amount, source]);
});

it.for([
  [0, "0 W"],
  [999, "999 W"],
  [7263, "7.3 kW"],
  [-3500, "-3.5 kW"],
] as const)("a power of %d W is %s", ([watts, expected]) => {
  expect(say.formatPower(watts)).toBe(expected);
});

it.for([
  ["charging for 5 h 15 min", "charging for 5_h_15_min"],
  ["1 gap of 3 d 4 h", "1 gap of 3_d_4_h"],
  ["≈ 12.3 kWh, up to 7.2 kW", "≈_12.3_kWh, up to 7.2_kW"],
  ["5 hours, 3 days, 2 gaps, 12 30", "5 hours, 3 days, 2 gaps, 12 30"],
] as const)("%s is broken between words alone", ([text, expected]) => {
  expect(say.keepTogether(text).replaceAll("\u00a0", "_")).toBe(expected);
});

it("counts", () => {
  expect([say.formatCount(0, "gap"), say.formatCount(1, "gap"), say.formatCount(1234, "gap")]).toEqual(["0 gaps", "1 gap", "1,234 gaps"]);
});

it("leaves out what could steer a terminal, break a document or turn the writing around", () => {
  expect(say.plain("A\u001b[31m\u0000\u202eB\ud800C")).toBe("A\ufffd[31m\ufffd\ufffdB\ufffdC");
});

describe("commands", () => {
  const report: Report = {
    atMs: 0,
    isPluggedIn: true,
    isCharging: false,
    isEnabled: undefined,
    chargeRateWatts: 0,
    meterWh: undefined,
    pilot: "B",
    mode: "Delay",
  };

  function placed(answer: Outcome, milliamps?: number, isEnabled?: boolean): Command {
    return { atMs: 0, reason: "START_CHARGE", milliamps, isEnabled, answer };
  }

  it.for([
    [32_000, true, "32 A"],
    [6500, false, "6.5 A"],
    [0, undefined, "0 A"],
    [undefined, true, "free vend on"],
    [undefined, false, "free vend off"],
    [undefined, undefined, "no target"],
  ] as const)("of %s mA and free vend %s have the target %s", ([milliamps, isEnabled, expected]) => {
    expect(say.target(placed({ kind: "none" }, milliamps, isEnabled))).toBe(expected);
  });

  it.for([
    [{ kind: "none" }, undefined, ""],
    [{ kind: "followed", afterMs: 90_000 }, 0, "followed, seen after 2 min"],
    [{ kind: "already" }, 0, "was not charging anyway"],
    [{ kind: "already" }, 6000, "was charging already"],
    [{ kind: "already" }, undefined, "it was so already"],
    [{ kind: "ignored", instead: report }, 0, "not followed within 10 min (reported control pilot B, mode Delay)"],
    [
      { kind: "ignored", instead: { ...report, pilot: undefined } },
      0,
      "not followed within 10 min (reported mode Delay)",
    ],
    [{ kind: "ignored", instead: { ...report, pilot: undefined, mode: undefined } }, 0, "not followed within 10 min"],
    [
      { kind: "late", afterMs: 3_600_000, instead: { ...report, mode: "\u001b" } },
      0,
      "followed late, after 1 h (control pilot B, mode \ufffd, until then)",
    ],
    [
      { kind: "late", afterMs: 11_220_000, instead: { ...report, pilot: undefined, mode: undefined } },
      0,
      "followed late, after 3 h 7 min",
    ],
    [{ kind: "no-car" }, 0, "no car was plugged in"],
    [{ kind: "superseded" }, 0, "overtaken by the next command"],
    [{ kind: "unknown" }, 0, "the reports don't tell whether it was followed"],
  ] as const)("with the answer %j and a target of %s mA are told", ([answer, milliamps, expected]) => {
    expect(say.answer(placed(answer, milliamps))).toBe(expected);
  });
});
