import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readDisorder } from "../disorder.ts";
import { formatTimestamp } from "../microseconds.ts";
import { createCharger } from "./charger.ts";
import type { Entry, Series } from "./series.ts";

const SECOND = 1_000_000;
const DAY = 86_400 * SECOND;
const EVSE = "evse01HSH04KDEWF6Z4DB2J77J74K5";
const start = Date.UTC(2016, 0, 1) * 1000;
const disorder = readDisorder(false);
const nowUs = Date.UTC(2030, 0, 1) * 1000;
const settings = { seed: 1, fromUs: start, toUs: Infinity, intervalUs: 300 * SECOND, disorder };

function first(entries: Iterable<Entry>, count: number): Entry[] {
  const taken: Entry[] = [];
  for (const entry of entries) {
    if (taken.push(entry) === count) break;
  }
  return taken;
}
const up = (series: Series, fromUs: number, count: number) =>
  first(series.ascending({ fromUs, toUs: Infinity, nowUs }), count);
const down = (series: Series, toUs: number, count: number) =>
  first(series.descending({ fromUs: -Infinity, toUs, nowUs }), count);

test("a charger always has the same logs", () => {
  const { status, commands } = createCharger(EVSE, settings);

  const [log] = up(status, Date.UTC(2024, 3, 17, 2, 7) * 1000, 1);
  const [command] = up(commands, Date.UTC(2024, 3, 17, 0, 18) * 1000, 1);

  expect(log).toMatchObject({ us: 1_713_319_645_195_296, loggedUs: 1_713_319_647_291_158 });
  expect(log?.fields).toMatchObject({ charge_rate_watts: 7421, meter_reading_watt_hours: 25_504_385, mode: "Charge" });
  expect(command).toMatchObject({ us: 1_713_313_160_541_364, loggedUs: 1_713_313_160_541_364 });
  expect(command?.fields).toMatchObject({ internal_command_id: "0b179452-3412-430f-8a0e-b7112e68855f" });
});

test("another seed, and another id, make another charger", () => {
  const logs = (id: string, seed: number) => up(createCharger(id, { ...settings, seed }).commands, start, 20);

  expect(logs(EVSE, 1)).toEqual(logs(EVSE, 1));
  expect(logs(EVSE, 2)).not.toEqual(logs(EVSE, 1));
  expect(logs("evse01HSH04KDEWF6Z4DB2J77J74K6", 1)).not.toEqual(logs(EVSE, 1));
});

test("the interval changes when a charger is sampled, not what happens", () => {
  const [one, ...others] = [1, 60, 86_400].map((seconds) =>
    up(createCharger(EVSE, { ...settings, intervalUs: seconds * SECOND }).commands, start, 50),
  );

  expect(others).toEqual([one, one]);
});

describe.each(["status", "commands"] as const)("the %s series of any charger", (kind) => {
  const anySettings = fc.record({
    seed: fc.integer(),
    disorder: fc.constant(disorder),
    fromUs: fc.constant(start),
    toUs: fc.constantFrom(Infinity, Date.UTC(2028, 0, 1) * 1000),
    intervalUs: fc.constantFrom(1, 7, 60, 300, 3600, 86_400).map((seconds) => seconds * SECOND),
  });
  const anyUs = fc.integer({ min: start + 400 * DAY, max: Date.UTC(2027, 0, 1) * 1000 });

  test("is in the same strict order in both directions, whatever was read before", () => {
    fc.assert(
      fc.property(anySettings, anyUs, fc.array(anyUs), (given, us, others) => {
        const series = createCharger(EVSE, given)[kind];
        for (const other of others) down(series, other, 3);
        const older = down(series, us, 100);
        expect(older).toEqual(down(createCharger(EVSE, given)[kind], us, 100));
        expect(up(series, older.at(-1)?.us as number, 100)).toEqual(older.toReversed());
        expect(older[0]?.us).toBeLessThanOrEqual(us);
        const times = older.map((entry) => entry.us);
        expect(times).toEqual([...new Set(times)].sort((a, b) => b - a));
        for (const { us, loggedUs, fields } of older) {
          expect(fields["logged_at"]).toBe(formatTimestamp(loggedUs));
          expect(fields[kind === "status" ? "sampled_at" : "logged_at"]).toBe(formatTimestamp(us));
        }
      }),
      { seed: 20240417, numRuns: 50 },
    );
  });

  test("is only cut by the window, by the range and by what is logged so far", () => {
    fc.assert(
      fc.property(anySettings, anyUs, fc.nat(99), fc.nat(99), (given, aroundUs, one, other) => {
        const entries = up(createCharger(EVSE, given)[kind], aroundUs, 100);
        const [low, high] = [Math.min(one, other), Math.max(one, other)];
        const ends = { fromUs: entries[low]?.us as number, toUs: entries[high]?.us as number };
        const expected = entries.slice(low, high + 1);
        const all = { fromUs: aroundUs, toUs: Infinity, nowUs };
        const narrow = createCharger(EVSE, { ...given, ...ends })[kind];
        const whole = createCharger(EVSE, given)[kind];
        expect([...narrow.ascending(all)]).toEqual(expected);
        expect([...narrow.descending(all)]).toEqual(expected.toReversed());
        expect([...whole.ascending({ ...ends, nowUs })]).toEqual(expected);
        const loggedUs = entries[high]?.loggedUs as number;
        expect([...whole.ascending({ ...ends, nowUs: loggedUs - 1 })]).toEqual(expected.slice(0, -1));
        expect([...whole.descending({ ...ends, nowUs: loggedUs - 1 })]).toEqual(expected.slice(0, -1).reverse());
      }),
      { seed: 20240417, numRuns: 50 },
    );
  });
});
