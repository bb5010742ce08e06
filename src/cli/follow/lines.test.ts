import { describe, expect, it } from "vitest";
import { jsonLine, textLine } from "./lines.ts";

const stamp = "2026-01-31T12:00:05.984584Z";

describe("a line for programs", () => {
  it("holds the log as it came, and what kind it is of", () => {
    const log = { sampled_at: stamp, is_charging: null, unheard_of: [1] };
    expect(jsonLine({ kind: "status", stamp, log })).toBe(
      '{"kind":"status","log":{"sampled_at":"2026-01-31T12:00:05.984584Z","is_charging":null,"unheard_of":[1]}}\n',
    );
  });
});

describe("a line for people", () => {
  it.each([
    [
      {
        is_plugged_in: true,
        is_charging: true,
        charge_rate_watts: 7260,
        meter_reading_watt_hours: 1_234_560,
        mode: "Charge",
      },
      "plugged in, charging, 7.3 kW, meter 1,234.56 kWh, mode Charge",
    ],
    [
      { is_plugged_in: false, is_charging: false, charge_rate_watts: 0, mode: "Idle" },
      "unplugged, not charging, 0 W, mode Idle",
    ],
    [{ is_plugged_in: null, is_charging: true, charge_rate_watts: null, mode: null }, "charging"],
    [{ is_plugged_in: null }, "nothing known"],
  ])("tells what is known of the state: %#", (log, text) => {
    expect(textLine({ kind: "status", stamp, log }, false)).toBe(`2026-01-31 12:00:05Z  status   ${text}\n`);
  });

  it.each([
    [
      { reason: "SCHEDULED_CHARGING", max_load_target_milliamps: 16_000, is_enabled_target: true },
      "SCHEDULED_CHARGING, at most 16 A, free vend on",
    ],
    [
      { reason: null, max_load_target_milliamps: 0, is_enabled_target: false, always_enabled: false },
      "at most 0 A, free vend off",
    ],
    [{ always_enabled: true }, "always in free vend"],
    [{}, "nothing known"],
  ])("tells what a command asks for: %#", (log, text) => {
    expect(textLine({ kind: "command", stamp, log }, false)).toBe(`2026-01-31 12:00:05Z  command  ${text}\n`);
  });

  it("keeps what could steer the terminal away from it", () => {
    const log = { reason: "\u001b[2J\nSTOP" };
    expect(textLine({ kind: "command", stamp: "\u0007soon", log }, false)).toBe(
      "\ufffdsoon  command  \ufffd[2J\ufffdSTOP\n",
    );
  });

  it("has colours where they are wanted", () => {
    expect(textLine({ kind: "status", stamp, log: { mode: "Idle" } }, true)).toBe(
      "\u001b[2m2026-01-31 12:00:05Z\u001b[22m  status   mode Idle\n",
    );
  });
});
