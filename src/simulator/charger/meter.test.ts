import fc from "fast-check";
import { expect, test } from "vitest";
import { readDisorder } from "../disorder.ts";
import { readingAtStart } from "./meter.ts";
import { createTraits } from "./traits.ts";

const seed = 20240417;
const traitsOf = (number: number) => createTraits(number, "evse01HSH04KDEWF6Z4DB2J77J74K5", readDisorder(false));
const energyOf = (number: number, period: number, days = 1) =>
  readingAtStart(traitsOf(number), period + days) - readingAtStart(traitsOf(number), period);

test("a reading is fixed for a charger", () => {
  const readings = [19_800, 19_801, 19_802, 19_803].map((period) => readingAtStart(traitsOf(1), period));

  expect(readings).toEqual([25_362_579, 25_369_796, 25_375_410, 25_380_401]);
});

test("every week has three to seven days with energy, none more than a night can deliver", () => {
  fc.assert(
    fc.property(fc.integer(), fc.integer({ min: -3000, max: 9000 }), (number, week) => {
      const days = Array.from({ length: 7 }, (_, day) => energyOf(number, week * 7 - 3 + day));
      expect(days.filter((wh) => wh !== 0 && !(Number.isInteger(wh) && wh > 700 && wh <= 36_000))).toEqual([]);
      expect(days.filter((wh) => wh > 0).length).toBeGreaterThanOrEqual(3);
    }),
    { seed },
  );
});

test("years have the charger's weekly energy on average, and more in winter than in summer", () => {
  fc.assert(
    fc.property(fc.integer(), fc.integer({ min: 1, max: 10 }), (number, years) => {
      const weeks = energyOf(number, 19_000, years * 364) / traitsOf(number).weeklyWh;
      expect(Math.abs(weeks - years * 52)).toBeLessThan(1.5);
    }),
    { seed },
  );
  const months = (offset: number) =>
    Array.from({ length: 20 }, (_, year) => energyOf(1, Math.round(365.25 * (40 + year)) + offset, 31));
  const sum = (list: readonly number[]) => list.reduce((total, wh) => total + wh);
  expect(sum(months(0)) / sum(months(182))).toBeGreaterThan(1.3);
  expect(sum(months(0)) / sum(months(182))).toBeLessThan(1.7);
});
