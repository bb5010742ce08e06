import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type ChargerOptions, createCharger } from "./charger.ts";
import type { Entry } from "./series.ts";
import { formatStamp, parseStamp } from "./stamps.ts";

const seed = 20240417;
const SECOND = 1_000_000;
const DAY = 86_400 * SECOND;
const us = (text: string) => parseStamp(text) as number;
const start = us("2016-01-01T00:00:00Z");

const options: ChargerOptions = {
  seed: 1,
  evseId: "evse01HSH04KDEWF6Z4DB2J77J74K5",
  fromUs: start,
  toUs: Infinity,
  intervalUs: 300 * SECOND,
};

const first = (entries: Iterable<Entry>, count: number) => {
  const taken: Entry[] = [];
  for (const entry of entries) {
    if (taken.push(entry) === count) break;
  }
  return taken;
};

test("a charger always has the same logs", () => {
  const { status, commands } = createCharger(options);
  expect(first(status.ascending(us("2024-04-17T02:07:00Z")), 1)).toEqual([
    {
      stampUs: 1_713_319_645_195_296,
      loggedUs: 1_713_319_647_291_158,
      fields: {
        sampled_at: "2024-04-17T02:07:25.195296Z",
        logged_at: "2024-04-17T02:07:27.291158Z",
        is_plugged_in: true,
        is_charging: true,
        is_enabled: true,
        charge_rate_watts: 7421,
        export_power_watts: null,
        inlet_power_watts: null,
        meter_reading_watt_hours: 25_504_385,
        voltage_millivolts: null,
        cable_current_rating_milliamps: 32_000,
        max_current_rating_milliamps: null,
        signal_strength_rssi_dbm: -62,
        state_of_charge_percentage: 92,
        control_pilot_status: "C",
        mode: "Charge",
      },
    },
  ]);
  expect(first(commands.ascending(us("2024-04-17T00:18:00Z")), 1)).toEqual([
    {
      stampUs: 1_713_313_160_541_364,
      loggedUs: 1_713_313_160_541_364,
      fields: {
        logged_at: "2024-04-17T00:19:20.541364Z",
        max_load_target_milliamps: 32_000,
        is_enabled_target: true,
        always_enabled: false,
        reason: "SCHEDULED_CHARGING",
        internal_command_id: "0b179452-3412-430f-8a0e-b7112e68855f",
      },
    },
  ]);
});

test("another seed, and another id, make another charger", () => {
  const logs = (change: Partial<ChargerOptions>) => {
    return first(createCharger({ ...options, ...change }).commands.ascending(start), 20).map(({ fields }) => fields);
  };
  expect(logs({})).toEqual(logs({}));
  expect(logs({ seed: 2 })).not.toEqual(logs({}));
  expect(logs({ evseId: "evse01HSH04KDEWF6Z4DB2J77J74K6" })).not.toEqual(logs({}));
});

test("the interval changes when a charger is sampled, not what happens there", () => {
  const commands = [1, 60, 86_400].map((seconds) => {
    return first(createCharger({ ...options, intervalUs: seconds * SECOND }).commands.ascending(start), 50);
  });
  expect(commands[1]).toEqual(commands[0]);
  expect(commands[2]).toEqual(commands[0]);
});

describe.each(["status", "commands"] as const)("the %s series of any charger", (kind) => {
  const anyOptions = fc.record({
    seed: fc.integer(),
    evseId: fc.constantFrom("evse01HSH04KDEWF6Z4DB2J77J74K5", "evse00000000000000000000000001"),
    fromUs: fc.constant(start),
    toUs: fc.constantFrom(Infinity, us("2028-01-01T00:00:00Z")),
    intervalUs: fc.constantFrom(1, 7, 60, 300, 3600, 86_400).map((seconds) => seconds * SECOND),
  });
  const anyUs = fc.integer({ min: start + 400 * DAY, max: us("2027-01-01T00:00:00Z") });

  test("is in strict order, as is what is logged", () => {
    fc.assert(
      fc.property(anyOptions, anyUs, (given, fromUs) => {
        const entries = first(createCharger(given)[kind].descending(fromUs), 100);
        expect(entries.length).toBe(100);
        let aboveUs = fromUs + 1;
        let loggedAboveUs = Infinity;
        for (const { stampUs, loggedUs } of entries) {
          expect(stampUs).toBeLessThan(aboveUs);
          expect(loggedUs).toBeLessThan(loggedAboveUs);
          [aboveUs, loggedAboveUs] = [stampUs, loggedUs];
        }
      }),
      { seed },
    );
  });

  test("carries its stamps as they stand in the log", () => {
    fc.assert(
      fc.property(anyOptions, anyUs, (given, fromUs) => {
        const [entry] = first(createCharger(given)[kind].descending(fromUs), 1);
        const { stampUs, loggedUs, fields } = entry as Entry;
        if (kind === "commands") expect(stampUs).toBe(loggedUs);
        else expect(fields["sampled_at"]).toBe(formatStamp(stampUs));
        expect(fields["logged_at"]).toBe(formatStamp(loggedUs));
      }),
      { seed },
    );
  });

  test("ascends through the same logs as it descends", () => {
    fc.assert(
      fc.property(anyOptions, anyUs, (given, fromUs) => {
        const series = createCharger(given)[kind];
        const down = first(series.descending(fromUs), 100);
        const up = first(series.ascending(down.at(-1)?.stampUs as number), 100);
        expect(up).toEqual(down.toReversed());
      }),
      { seed },
    );
  });

  test("is only cut by the window", () => {
    fc.assert(
      fc.property(anyOptions, anyUs, fc.nat(99), fc.nat(99), (given, aroundUs, one, other) => {
        const entries = first(createCharger(given)[kind].ascending(aroundUs), 100);
        const [low, high] = [Math.min(one, other), Math.max(one, other)];
        const ends = { fromUs: entries[low]?.stampUs as number, toUs: entries[high]?.stampUs as number };
        const narrow = createCharger({ ...given, ...ends })[kind];
        expect([...narrow.ascending(aroundUs)]).toEqual(entries.slice(low, high + 1));
        expect([...narrow.descending(Infinity)]).toEqual(entries.slice(low, high + 1).toReversed());
      }),
      { seed },
    );
  });

  test("does not depend on what was asked before", () => {
    fc.assert(
      fc.property(anyOptions, anyUs, fc.array(anyUs), (given, fromUs, others) => {
        const asked = createCharger(given);
        for (const other of others) first(asked.status.descending(other), 3);
        expect(first(asked[kind].descending(fromUs), 10)).toEqual(
          first(createCharger(given)[kind].descending(fromUs), 10),
        );
      }),
      { seed },
    );
  });
});
