import { describe, expect, test } from "vitest";
import type { CommandLog, StatusLog } from "../../types.ts";
import { readDisorder } from "../disorder.ts";
import { createCharger } from "./charger.ts";
import { commandEntries } from "./commands.ts";
import { createPlan, type Session } from "./plan.ts";
import { createTraits } from "./traits.ts";

const disorder = readDisorder(false);
const SECOND = 1_000_000;
const EVSE = "evse01HSH04KDEWF6Z4DB2J77J74K6";
const fromUs = Date.UTC(2023, 0, 1, 12) * 1000;
const toUs = Date.UTC(2024, 0, 1, 12) * 1000;

/** A year of one charger that reports what these tests need. */
const charger = createCharger(EVSE, { seed: 1, fromUs, toUs, intervalUs: 300 * SECOND, disorder });
const commands = [...charger.commands.ascending({ fromUs, toUs, nowUs: toUs })].map(({ us, fields }) => {
  return { us, log: fields as CommandLog };
});
const logs = commands.map(({ log }) => log);
const because = (reason: CommandLog["reason"]) => logs.filter((log) => log.reason === reason);

/** Returns each sample with the latest command that has a target. */
function commandedSamples() {
  const targets = commands.filter(({ log }) => log.max_load_target_milliamps !== null);
  let next = 0;
  const entries = charger.status.ascending({ fromUs: (targets[0]?.us as number) + 1, toUs, nowUs: toUs });
  return [...entries].map(({ us, fields }) => {
    while ((targets[next]?.us ?? Infinity) <= us) next++;
    const { us: sinceUs, log } = targets[next - 1] as (typeof targets)[number];
    return { us, log: fields as StatusLog, milliamps: log.max_load_target_milliamps as number, forUs: us - sinceUs };
  });
}
const samples = commandedSamples();

describe("a command log", () => {
  test("has a reason that matches its target", () => {
    const targets = new Set(
      logs.map((log) => `${log.reason} ${log.max_load_target_milliamps} ${log.is_enabled_target}`),
    );
    expect([...targets].sort()).toEqual([
      "API_TRIGGERED_COMMAND 32000 true",
      "MAINTAIN_EVSE_STATE 0 false",
      "REFRESH_SCHEDULES null null",
      "SCHEDULED_CHARGING 0 false",
      "SCHEDULED_CHARGING 16000 true",
      "SCHEDULED_CHARGING 32000 true",
      "SMART_CHARGE_ENABLED_CHANGED null null",
      "START_CHARGE 32000 true",
      "STOP_CHARGE 0 false",
    ]);
  });

  test("has a unique id, or sometimes none", () => {
    const ids = logs.flatMap(({ internal_command_id }) => internal_command_id ?? []);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.length / logs.length).toBeGreaterThan(0.9);
    expect(ids.length).toBeLessThan(logs.length);
  });
});

test("commands sent at the same time have distinct timestamps", () => {
  const traits = createTraits(1, EVSE, disorder);
  const plan = createPlan(traits, 19_724, disorder);
  const session = plan.session as Session;
  const windows = session.windows.map((window) => ({ ...window, startUs: session.holdUs, stopUs: session.holdUs }));
  const times = commandEntries(traits, { ...plan, session: { ...session, windows } }).map(({ us }) => us);
  const expected = Array.from({ length: 1 + 2 * windows.length }, (_, index) => session.holdUs + index);

  expect(windows.length).toBeGreaterThan(0);
  expect(times.filter((us) => Math.abs(us - session.holdUs) < 10)).toEqual(expected);
});

describe("the commands of a year", () => {
  test("refresh the schedules every day, and stop every charge that they start", () => {
    expect(because("REFRESH_SCHEDULES").length).toBeGreaterThan(365);
    const started = [...because("SCHEDULED_CHARGING"), ...because("API_TRIGGERED_COMMAND")].filter(
      (log) => log.is_enabled_target,
    );
    expect(because("STOP_CHARGE").length).toBe(started.length);
  });

  test("are followed within seconds, except in some nights", () => {
    const settled = samples.filter(({ forUs, log }) => forUs > 16 * SECOND && log.is_enabled !== null);
    const odd = settled.filter(({ log, milliamps }) => log.is_enabled !== milliamps > 0);
    expect(settled.length).toBeGreaterThan(90_000);
    expect(odd.length / settled.length).toBeGreaterThan(0.0005);
    expect(odd.length / settled.length).toBeLessThan(0.02);
    // A charger may fail to start, but it never fails to stop.
    expect(new Set(odd.map(({ log }) => log.is_enabled))).toEqual(new Set([false]));
    const nights = new Set(odd.map(({ us: oddUs }) => Math.floor(oddUs / 86_400_000_000 - 0.5)));
    expect(nights.size).toBeGreaterThan(1);
    expect(nights.size).toBeLessThan(20);
  });
});
