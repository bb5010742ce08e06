import { describe, expect, test } from "vitest";
import type { CommandLog, StatusLog } from "../types.ts";
import { createCharger } from "./charger.ts";
import { commandEntries } from "./commands.ts";
import { createPlan, type Visit } from "./plan.ts";
import { parseStamp } from "./stamps.ts";
import { createTraits } from "./traits.ts";

const SECOND = 1_000_000;
const MINUTE = 60 * SECOND;
const us = (text: string) => parseStamp(text) as number;
const window = { fromUs: us("2023-01-01T12:00:00Z"), toUs: us("2024-01-01T12:00:00Z"), intervalUs: 5 * MINUTE };

/** A year of one charger that tells what it needs to here. */
const charger = createCharger({ seed: 1, evseId: "evse01HSH04KDEWF6Z4DB2J77J74K6", ...window });
const commands = [...charger.commands.ascending(window.fromUs)].map(({ stampUs, fields }) => {
  return { us: stampUs, log: fields as CommandLog };
});
const logs = commands.map(({ log }) => log);
const because = (reason: CommandLog["reason"]) => logs.filter((log) => log.reason === reason);

/** Each sample, with the command that tells the target at that moment and for how long it has. */
function commandedSamples() {
  const targets = commands.filter(({ log }) => log.max_load_target_milliamps !== null);
  let next = 0;
  return [...charger.status.ascending((targets[0]?.us as number) + 1)].map(({ stampUs, fields }) => {
    while ((targets[next]?.us ?? Infinity) <= stampUs) next++;
    const { us: sinceUs, log } = targets[next - 1] as (typeof targets)[number];
    const milliamps = log.max_load_target_milliamps as number;
    return { us: stampUs, log: fields as StatusLog, milliamps, forUs: stampUs - sinceUs };
  });
}
const samples = commandedSamples();

describe("a command log", () => {
  test("has every field of the contract but url and evse", () => {
    const fields = new Set(logs.map((log) => Object.keys(log).join(" ")));
    expect([...fields]).toEqual([
      "logged_at max_load_target_milliamps is_enabled_target always_enabled reason internal_command_id",
    ]);
  });

  test("has a reason that fits what it wants", () => {
    const wants = new Set(logs.map((log) => `${log.reason} ${log.max_load_target_milliamps} ${log.is_enabled_target}`));
    expect([...wants].sort()).toEqual([
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

  test("never leaves the charger enabled for always", () => {
    expect(new Set(logs.map(({ always_enabled }) => always_enabled))).toEqual(new Set([false, null]));
  });

  test("has an id of its own, or now and then none", () => {
    const ids = logs.flatMap(({ internal_command_id }) => internal_command_id ?? []);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.length / logs.length).toBeGreaterThan(0.9);
    expect(ids.length).toBeLessThan(logs.length);
  });
});

test("commands that are sent at once have stamps of their own", () => {
  const traits = createTraits(1, "evse01HSH04KDEWF6Z4DB2J77J74K6");
  const plan = createPlan(traits, 19_724);
  const visit = plan.visit as Visit;
  const windows = visit.windows.map((window) => ({ ...window, startUs: visit.holdUs, stopUs: visit.holdUs }));
  const stamps = commandEntries(traits, { ...plan, visit: { ...visit, windows } }).map(({ stampUs }) => stampUs);
  const atOnce = Array.from({ length: 1 + 2 * windows.length }, (_, index) => visit.holdUs + index);
  expect(windows.length).toBeGreaterThan(0);
  expect(stamps.filter((stampUs) => Math.abs(stampUs - visit.holdUs) < 10)).toEqual(atOnce);
});

describe("the commands of a year", () => {
  test("refresh the schedules every day, and end every charge that they begin", () => {
    expect(because("REFRESH_SCHEDULES").length).toBeGreaterThan(365);
    const begun = [...because("SCHEDULED_CHARGING"), ...because("API_TRIGGERED_COMMAND")].filter(
      (log) => log.is_enabled_target,
    );
    expect(because("STOP_CHARGE").length).toBe(begun.length);
  });

  test("come within a millisecond of each other at times, but never at once", () => {
    const steps = commands.slice(1).map((command, index) => command.us - (commands[index]?.us as number));
    expect(Math.min(...steps)).toBeGreaterThan(0);
    expect(steps.filter((stepUs) => stepUs < 1000).length).toBeGreaterThan(30);
  });

  test("are followed within seconds: the state is the commanded one, but for some nights", () => {
    const settled = samples.filter(({ forUs, log }) => forUs > 16 * SECOND && log.is_enabled !== null);
    const odd = settled.filter(({ log, milliamps }) => log.is_enabled !== milliamps > 0);
    expect(settled.length).toBeGreaterThan(90_000);
    expect(odd.length / settled.length).toBeGreaterThan(0.0005);
    expect(odd.length / settled.length).toBeLessThan(0.02);
    // It may not begin as told, but it never goes on against its orders.
    expect(new Set(odd.map(({ log }) => log.is_enabled))).toEqual(new Set([false]));
    const nights = new Set(odd.map(({ us: oddUs }) => Math.floor(oddUs / 86_400_000_000 - 0.5)));
    expect(nights.size).toBeGreaterThan(1);
    expect(nights.size).toBeLessThan(20);
  });

  test("bound what the charger draws", () => {
    const charging = samples.filter(({ log, forUs }) => log.is_charging && forUs > 16 * SECOND);
    expect(new Set(charging.map(({ milliamps }) => milliamps))).toEqual(new Set([16_000, 32_000]));
    const excess = charging.filter(({ log, milliamps }) => (log.charge_rate_watts ?? 0) / 245 > milliamps / 1000);
    expect(excess).toEqual([]);
  });
});
