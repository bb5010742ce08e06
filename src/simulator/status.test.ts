import { describe, expect, test } from "vitest";
import type { StatusLog } from "../types.ts";
import { createCharger } from "./charger.ts";
import { parseStamp } from "./stamps.ts";
import { createTraits } from "./traits.ts";

const MINUTE = 60_000_000;
const us = (text: string) => parseStamp(text) as number;
const window = { fromUs: us("2024-01-01T12:00:00Z"), toUs: us("2024-03-01T12:00:00Z"), intervalUs: 5 * MINUTE };

interface Sample {
  readonly us: number;
  readonly log: StatusLog;
}

const evseIds = ["1", "2", "3", "4", "5", "6"].map((digit) => `evse01HSH04KDEWF6Z4DB2J77J74K${digit}`);
/** Two months of six chargers. */
const chargers = evseIds.map((evseId): readonly Sample[] => {
  const { status } = createCharger({ seed: 1, evseId, ...window });
  return [...status.ascending(window.fromUs)].map(({ stampUs, fields }) => ({ us: stampUs, log: fields as StatusLog }));
});
const samples = chargers.flat();
/** Those of which all the given readings are known. */
const known = (list: readonly Sample[], ...readings: (keyof StatusLog)[]) =>
  list.filter(({ log }) => readings.every((reading) => log[reading] !== null));
const told = (reading: keyof StatusLog, list: readonly Sample[]) =>
  new Set(known(list, reading).map(({ log }) => log[reading]));
const extremes = (numbers: readonly number[]) => {
  const sorted = numbers.toSorted((a, b) => a - b);
  return [sorted[0] as number, sorted.at(-1) as number] as const;
};
const pairs = (list: readonly Sample[]) => list.slice(1).map((next, index) => [list[index] as Sample, next] as const);

describe("a status log", () => {
  test("has every field of the contract but url and evse", () => {
    const fields = new Set(samples.map(({ log }) => Object.keys(log).join(" ")));
    expect([...fields]).toEqual([
      "sampled_at logged_at is_plugged_in is_charging is_enabled charge_rate_watts export_power_watts " +
        "inlet_power_watts meter_reading_watt_hours voltage_millivolts cable_current_rating_milliamps " +
        "max_current_rating_milliamps signal_strength_rssi_dbm state_of_charge_percentage control_pilot_status mode",
    ]);
  });

  test("of an empty charger tells no charge", () => {
    const empty = samples.filter(({ log }) => log.is_plugged_in === false);
    expect(empty.length).toBeGreaterThan(25_000);
    expect(told("is_charging", empty)).toEqual(new Set([false]));
    expect(told("is_enabled", empty)).toEqual(new Set([false]));
    expect(told("charge_rate_watts", empty)).toEqual(new Set([0]));
    expect(told("state_of_charge_percentage", empty)).toEqual(new Set());
    expect(told("control_pilot_status", empty)).toEqual(new Set(["A"]));
    expect(told("mode", empty)).toEqual(new Set(["Idle"]));
  });

  test("of a charging car tells its power and that it is enabled", () => {
    const charging = samples.filter(({ log }) => log.is_charging === true);
    expect(charging.length).toBeGreaterThan(2_500);
    expect(told("is_plugged_in", charging)).toEqual(new Set([true]));
    expect(told("is_enabled", charging)).toEqual(new Set([true]));
    expect(told("control_pilot_status", charging)).toEqual(new Set(["C"]));
    expect(told("mode", charging)).toEqual(new Set(["Charge"]));
    const rates = known(charging, "charge_rate_watts").map(({ log }) => log.charge_rate_watts as number);
    expect(extremes(rates)[0]).toBeGreaterThan(700);
    expect(extremes(rates)[1]).toBeLessThan(7800);
    expect(rates.filter((rate) => rate > 7000).length / rates.length).toBeGreaterThan(0.4);
  });

  test("of a waiting car tells that it is delayed or has nothing to wait for", () => {
    const waiting = samples.filter(({ log }) => log.is_plugged_in && log.is_charging === false);
    expect(told("charge_rate_watts", waiting)).toEqual(new Set([0]));
    expect(told("control_pilot_status", waiting)).toEqual(new Set(["B"]));
    expect(told("mode", waiting)).toEqual(new Set(["Delay", "Idle"]));
  });

  test("has readings within the bounds of a home", () => {
    const range = (reading: keyof StatusLog) => {
      const numbers = known(samples, reading).map(({ log }) => log[reading] as number);
      expect(numbers.filter((number) => !Number.isInteger(number))).toEqual([]);
      return extremes(numbers);
    };
    expect(range("voltage_millivolts")[0]).toBeGreaterThan(230_000);
    expect(range("voltage_millivolts")[1]).toBeLessThan(250_000);
    expect(range("signal_strength_rssi_dbm")[0]).toBeGreaterThanOrEqual(-77);
    expect(range("signal_strength_rssi_dbm")[1]).toBeLessThanOrEqual(-51);
    expect(range("state_of_charge_percentage")[0]).toBeGreaterThan(5);
    expect(range("state_of_charge_percentage")[1]).toBe(100);
    expect(range("export_power_watts")).toEqual([0, 0]);
    expect(range("cable_current_rating_milliamps")).toEqual([32_000, 32_000]);
    expect(range("max_current_rating_milliamps")).toEqual([32_000, 32_000]);
    expect(range("inlet_power_watts")[0]).toBeGreaterThan(100);
    const home = known(samples, "inlet_power_watts", "charge_rate_watts").map(({ log }) => {
      return (log.inlet_power_watts as number) - (log.charge_rate_watts as number);
    });
    expect(extremes(home)[0]).toBeGreaterThan(100);
    expect(extremes(home)[1]).toBeLessThan(5000);
  });

  test("tells what the home draws besides: most in the evening, least at night", () => {
    const watts = Array.from({ length: 24 }, (): number[] => []);
    for (const { log } of known(samples, "inlet_power_watts", "charge_rate_watts")) {
      const homeWatts = (log.inlet_power_watts as number) - (log.charge_rate_watts as number);
      watts[Number(log.sampled_at.slice(11, 13))]?.push(homeWatts);
    }
    const home = watts.map((list) => list.reduce((sum, one) => sum + one) / list.length);
    const sorted = home.toSorted((a, b) => a - b);
    expect(home.indexOf(sorted.at(-1) as number)).toBe(18);
    expect([2, 3]).toContain(home.indexOf(sorted[0] as number));
  });

  test("loses a single reading now and then", () => {
    const lost = chargers.flatMap((list, index) => {
      const { unknown } = createTraits(1, evseIds[index] as string);
      return list.map(({ log }) => {
        const missing = Object.entries(log).filter(([reading, value]) => {
          const isEmpty = reading === "state_of_charge_percentage" && !log.is_plugged_in;
          return value === null && !isEmpty && !(unknown as string[]).includes(reading);
        });
        return missing.length;
      });
    });
    expect(extremes(lost)).toEqual([0, 1]);
    const share = lost.filter((count) => count === 1).length / lost.length;
    expect(share).toBeGreaterThan(1 / 400);
    expect(share).toBeLessThan(1 / 200);
  });
});

describe("a charger", () => {
  test("never tells what its integration does not know, and tells all else", () => {
    for (const [index, list] of chargers.entries()) {
      const fields = Object.keys(list[0]?.log ?? {}) as (keyof StatusLog)[];
      const neverTold = fields.filter((field) => known(list, field).length === 0);
      expect(neverTold.toSorted()).toEqual(createTraits(1, evseIds[index] as string).unknown.toSorted());
    }
    expect(new Set(chargers.map((list) => known(list, "voltage_millivolts").length > 0))).toEqual(
      new Set([true, false]),
    );
  });

  test("has a meter that never goes back, and stands still without a charge", () => {
    const gain = ([one, next]: readonly [Sample, Sample]) =>
      (next.log.meter_reading_watt_hours as number) - (one.log.meter_reading_watt_hours as number);
    for (const list of chargers) {
      const steps = pairs(known(list, "meter_reading_watt_hours", "is_plugged_in"));
      const empty = steps.filter(([one, next]) => {
        return !one.log.is_plugged_in && !next.log.is_plugged_in && next.us - one.us < 20 * MINUTE;
      });
      expect(empty.length).toBeGreaterThan(5_000);
      expect(steps.filter((step) => gain(step) < 0)).toEqual([]);
      expect(empty.filter((step) => gain(step) > 0)).toEqual([]);
    }
  });

  test("has rates that add up to what its meter gains", () => {
    for (const list of chargers) {
      const steps = pairs(known(list, "meter_reading_watt_hours", "charge_rate_watts"));
      let ratedWh = 0;
      let meteredWh = 0;
      for (const [one, next] of steps.filter(([{ us: oneUs }, { us: nextUs }]) => nextUs - oneUs < 20 * MINUTE)) {
        const watts = ((one.log.charge_rate_watts as number) + (next.log.charge_rate_watts as number)) / 2;
        ratedWh += (watts * (next.us - one.us)) / MINUTE / 60;
        meteredWh += (next.log.meter_reading_watt_hours as number) - (one.log.meter_reading_watt_hours as number);
      }
      expect(meteredWh).toBeGreaterThan(100_000);
      expect(ratedWh / meteredWh).toBeGreaterThan(0.98);
      expect(ratedWh / meteredWh).toBeLessThan(1.02);
    }
  });

  test("charges at a steady rate that tapers when the battery gets full", () => {
    for (const list of chargers) {
      const rates = known(list, "charge_rate_watts").map(({ log }) => log.charge_rate_watts as number);
      const falls = rates.filter((rate, index) => {
        const [before = 0, after = 0] = [rates[index - 1], rates[index + 1]];
        return before > rate * 1.05 && rate > after * 1.05 && after > 0;
      });
      const rises = rates.filter(
        (rate, index) => index > 0 && (rates[index - 1] as number) > 0 && rate > (rates[index - 1] as number) * 1.03,
      );
      expect(falls.length).toBeGreaterThan(30);
      expect(rises.length).toBeLessThan(3);
    }
  });

  test("fills the car's battery as far as its meter tells", () => {
    const list = chargers.find((one) => known(one, "state_of_charge_percentage").length > 0) as readonly Sample[];
    const { batteryWh } = createTraits(1, evseIds[chargers.indexOf(list)] as string);
    const there = known(list, "state_of_charge_percentage", "meter_reading_watt_hours", "is_plugged_in");
    // Over two hours, since the percentage has no decimals.
    const spans = there.slice(24).map((next, index) => [there[index] as Sample, next] as const);
    const steps = spans.filter(([one, next]) => next.us - one.us < 150 * MINUTE);
    expect(steps.length).toBeGreaterThan(2_500);
    const wrong = steps.filter(([one, next]) => {
      const gained = (next.log.state_of_charge_percentage as number) - (one.log.state_of_charge_percentage as number);
      const gainedWh = (next.log.meter_reading_watt_hours as number) - (one.log.meter_reading_watt_hours as number);
      return Math.abs(gained - (100 * gainedWh) / batteryWh) > 1.01;
    });
    expect(wrong).toEqual([]);
  });

  test("has two samples within a millisecond now and then, which differ in the charger's state", () => {
    const close = chargers.map((list) => pairs(list).filter(([one, next]) => next.us - one.us < 1000));
    expect(Math.min(...close.map(({ length }) => length))).toBeGreaterThan(5);
    const kept = close.flat().filter(([{ log: one }, { log: next }]) => {
      const isKnown = [one, next].every((log) => log.is_charging !== null && log.is_plugged_in !== null);
      return isKnown && one.is_charging === next.is_charging && one.is_plugged_in === next.is_plugged_in;
    });
    expect(kept).toEqual([]);
  });

  test("is offline for hours now and then", () => {
    const lengths = chargers.map((list) => pairs(list).map(([one, next]) => (next.us - one.us) / MINUTE));
    for (const minutes of lengths) {
      expect(minutes.filter((length) => length > 60).length).toBeGreaterThan(1);
      expect(minutes.filter((length) => length > 60).length).toBeLessThan(12);
      expect(minutes.filter((length) => length > 10.4 && length < 55)).toEqual([]);
    }
  });
});
