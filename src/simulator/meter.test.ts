import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readingAtStart, weekOf } from "./meter.ts";
import { createTraits } from "./traits.ts";

const seed = 20240417;
const PERIOD_OF_2010_01_04 = 14_613;
const YEAR = 365.25;

const traitsOf = (number: number) => createTraits(number, "evse01HSH04KDEWF6Z4DB2J77J74K5");
const anyTraits = fc.integer().map(traitsOf);
const anyPeriod = fc.integer({ min: -20_000, max: 60_000 });
const energyOf = (number: number, period: number) =>
  readingAtStart(traitsOf(number), period + 1) - readingAtStart(traitsOf(number), period);

describe("readingAtStart", () => {
  test("is fixed for a charger", () => {
    const readings = [19_800, 19_801, 19_802, 19_803].map((period) => readingAtStart(traitsOf(1), period));
    expect(readings).toEqual([25_362_579, 25_369_796, 25_375_410, 25_380_401]);
  });

  test("never falls, and takes at most what a night can deliver", () => {
    fc.assert(
      fc.property(anyTraits, anyPeriod, (traits, period) => {
        const energyWh = readingAtStart(traits, period + 1) - readingAtStart(traits, period);
        expect(Number.isInteger(energyWh)).toBe(true);
        expect(energyWh).toBeGreaterThanOrEqual(0);
        expect(energyWh).toBeLessThanOrEqual(36_000);
      }),
      { seed, numRuns: 2000 },
    );
  });

  test("has from three to seven days with energy in every week, each of them worth a charge", () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: -3000, max: 9000 }), (number, week) => {
        const days = Array.from({ length: 7 }, (_, day) => energyOf(number, week * 7 - 3 + day));
        expect(days.filter((wh) => wh > 700).length).toBeGreaterThanOrEqual(3);
        expect(days.filter((wh) => wh > 0 && wh <= 700)).toEqual([]);
      }),
      { seed },
    );
  });

  test("comes to the charger's weekly energy over the years", () => {
    fc.assert(
      fc.property(anyTraits, fc.integer({ min: 1, max: 10 }), (traits, years) => {
        const days = Math.round(years * 52) * 7;
        const energyWh = readingAtStart(traits, 19_000 + days) - readingAtStart(traits, 19_000);
        const weeks = energyWh / traits.weeklyWh;
        expect(Math.abs(weeks - days / 7)).toBeLessThan(1.5);
      }),
      { seed },
    );
  });

  test("counts from the first week of 2010", () => {
    const traits = traitsOf(1);
    const countedWh = readingAtStart(traits, PERIOD_OF_2010_01_04) - traits.firstReadingWh;
    expect(Math.abs(countedWh)).toBeLessThan(0.5 * traits.weeklyWh);
  });

  test("takes more in winter than in summer", () => {
    const january = Array.from({ length: 20 }, (_, year) => Math.round(YEAR * (40 + year)));
    const months = (offset: number) =>
      january.map(
        (start) => readingAtStart(traitsOf(1), start + offset + 31) - readingAtStart(traitsOf(1), start + offset),
      );
    const sum = (list: number[]) => list.reduce((total, wh) => total + wh);
    expect(sum(months(0)) / sum(months(182))).toBeGreaterThan(1.3);
    expect(sum(months(0)) / sum(months(182))).toBeLessThan(1.7);
  });
});

describe("weekOf", () => {
  test.each([
    [0, 0, 3],
    [-3, 0, 0],
    [-4, -1, 6],
    [PERIOD_OF_2010_01_04, 2088, 0],
    [PERIOD_OF_2010_01_04 + 6, 2088, 6],
    [PERIOD_OF_2010_01_04 + 7, 2089, 0],
  ])("puts period %d into week %d, day %d", (period, week, day) => {
    expect(weekOf(period)).toEqual({ week, day });
  });
});
