import { describe, expect, test } from "vitest";
import type { StatusLog } from "../../types.ts";
import { readDisorder } from "../disorder.ts";
import { createCharger } from "./charger.ts";

const disorder = readDisorder(false);
const MINUTE = 60_000_000;
const fromUs = Date.UTC(2024, 0, 1, 12) * 1000;
const toUs = Date.UTC(2024, 2, 1, 12) * 1000;

interface Sample {
  readonly us: number;
  readonly log: StatusLog;
}

const evseIds = ["1", "2", "3", "4", "5", "6"].map((digit) => `evse01HSH04KDEWF6Z4DB2J77J74K${digit}`);
/** Two months of six chargers. */
const chargers = evseIds.map((evseId): readonly Sample[] => {
  const { status } = createCharger(evseId, { seed: 1, fromUs, toUs, intervalUs: 5 * MINUTE, disorder });
  const entries = status.ascending({ fromUs, toUs, nowUs: toUs + MINUTE });
  return [...entries].map(({ us, fields }) => ({ us, log: fields as StatusLog }));
});
const samples = chargers.flat();
/** Returns the samples in which all these readings are known. */
const known = (list: readonly Sample[], ...readings: (keyof StatusLog)[]) =>
  list.filter(({ log }) => readings.every((reading) => log[reading] !== null));
/** Returns the known values of some readings, each value once. */
const valuesOf = (list: readonly Sample[], ...readings: (keyof StatusLog)[]) =>
  readings.map((reading) => [...new Set(known(list, reading).map(({ log }) => log[reading]))].sort());
const extremes = (numbers: readonly number[]) => {
  const sorted = numbers.toSorted((a, b) => a - b);
  return [sorted[0] as number, sorted.at(-1) as number] as const;
};
const steps = (list: readonly Sample[]) => list.slice(1).map((next, index) => [list[index] as Sample, next] as const);
const STATE = ["is_plugged_in", "is_enabled", "control_pilot_status", "mode"] as const;

describe("a status log", () => {
  test("without a car reports no charge", () => {
    const empty = samples.filter(({ log }) => log.is_plugged_in === false);

    expect(valuesOf(empty, "is_charging", ...STATE)).toEqual([[false], [false], [false], ["A"], ["Idle"]]);
    expect(valuesOf(empty, "charge_rate_watts", "state_of_charge_percentage")).toEqual([[0], []]);
  });

  test("of a waiting car reports whether a charge is still to come", () => {
    const waiting = samples.filter(({ log }) => log.is_plugged_in && log.is_charging === false);

    expect(valuesOf(waiting, "charge_rate_watts", "control_pilot_status", "mode")).toEqual([
      [0],
      ["B"],
      ["Delay", "Idle"],
    ]);
  });

  test("of a charging car reports its power", () => {
    const charging = samples.filter(({ log }) => log.is_charging === true);
    const rates = known(charging, "charge_rate_watts").map(({ log }) => log.charge_rate_watts as number);

    expect(valuesOf(charging, ...STATE)).toEqual([[true], [true], ["C"], ["Charge"]]);
    expect(extremes(rates)[0]).toBeGreaterThan(700);
    expect(extremes(rates)[1]).toBeLessThan(7800);
    expect(rates.filter((rate) => rate > 7000).length / rates.length).toBeGreaterThan(0.4);
  });
});

describe.for(chargers.map((list, index) => [index, list] as const))("charger %d", ([, list]) => {
  test("has a meter that never goes back, stands still without a car, and agrees with the charge rate", () => {
    let ratedWh = 0;
    let meteredWh = 0;
    for (const [one, next] of steps(known(list, "meter_reading_watt_hours", "charge_rate_watts", "is_plugged_in"))) {
      const gainedWh = (next.log.meter_reading_watt_hours as number) - (one.log.meter_reading_watt_hours as number);
      expect(gainedWh).toBeGreaterThanOrEqual(0);
      if (next.us - one.us >= 20 * MINUTE) continue;
      if (!one.log.is_plugged_in && !next.log.is_plugged_in) expect(gainedWh).toBe(0);
      const watts = ((one.log.charge_rate_watts as number) + (next.log.charge_rate_watts as number)) / 2;
      ratedWh += (watts * (next.us - one.us)) / MINUTE / 60;
      meteredWh += gainedWh;
    }
    expect(meteredWh).toBeGreaterThan(100_000);
    expect(ratedWh / meteredWh).toBeGreaterThan(0.98);
    expect(ratedWh / meteredWh).toBeLessThan(1.02);
  });

  test("has two samples within a millisecond at some changes of state, and gaps of hours", () => {
    const pairs = steps(list).filter(([one, next]) => next.us - one.us < 1000);
    const unchanged = pairs.filter(([{ log: one }, { log: next }]) => {
      const isKnown = [one, next].every((log) => log.is_charging !== null && log.is_plugged_in !== null);
      return isKnown && one.is_charging === next.is_charging && one.is_plugged_in === next.is_plugged_in;
    });
    const minutes = steps(list).map(([one, next]) => (next.us - one.us) / MINUTE);

    expect(pairs.length).toBeGreaterThan(5);
    expect(unchanged).toEqual([]);
    expect(minutes.filter((length) => length > 60).length).toBeGreaterThan(1);
    expect(minutes.filter((length) => length > 10.4 && length < 55)).toEqual([]);
  });
});
