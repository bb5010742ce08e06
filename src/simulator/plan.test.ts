import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { getsFull } from "./charge.ts";
import { readingAtStart } from "./meter.ts";
import { createPlan, createPlanner, isIn, periodOf, type Visit } from "./plan.ts";
import { parseStamp } from "./stamps.ts";
import { createTraits } from "./traits.ts";

const seed = 20240417;
const MINUTE = 60_000_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const PERIOD_OF_2024 = 19_723;

const traitsOf = (number: number) => createTraits(number, "evse01HSH04KDEWF6Z4DB2J77J74K5");
const range = (count: number) => Array.from({ length: count }, (_, index) => index);
/** Ten years of twenty chargers, two weeks of one and then of the next. */
const plans = range(3652).map((day) => createPlan(traitsOf(Math.floor(day / 14) % 20), PERIOD_OF_2024 - day));
const visits = plans.flatMap(({ visit }) => visit ?? []);
const nights = visits.filter(({ windows }) => windows.length > 0);
const share = <T>(list: readonly T[], isOne: (item: T) => unknown) => list.filter(isOne).length / list.length;
const hourOf = (us: number) => (us % DAY) / HOUR;
const isDeaf = ({ windows }: Visit) => windows.every(({ charge }) => !charge);
const isLate = ({ windows }: Visit) =>
  windows.some(({ startUs, openUs, charge }) => charge && openUs > startUs + MINUTE);

const anyTraits = fc.integer().map(traitsOf);
const anyPeriod = fc.integer({ min: -20_000, max: 60_000 });

describe("periodOf", () => {
  test.each([
    ["1970-01-01T12:00:00Z", 0],
    ["1970-01-02T11:59:59.999999Z", 0],
    ["1970-01-01T11:59:59.999999Z", -1],
    ["2024-01-01T12:00:00Z", 19_723],
    ["2024-01-01T11:59:59.999999Z", 19_722],
  ])("counts from noon to noon: %s is in %d", (text, period) => {
    expect(periodOf(parseStamp(text) as number)).toBe(period);
  });
});

describe("isIn", () => {
  test("takes the start of a gap, but not its end", () => {
    const gap = { fromUs: 10, untilUs: 20 };
    expect([9, 10, 19, 20].map((us) => isIn(gap, us))).toEqual([false, true, true, false]);
  });
});

describe("a plan", () => {
  test("is the same whatever was asked before", () => {
    const traits = traitsOf(1);
    const asked = createPlanner(traits);
    const order = [...range(40), ...range(40).reverse(), 3, 11, 3, -5, 3];
    for (const period of order) expect(asked(period)).toEqual(createPlan(traits, period));
  });

  test("is computed once if asked for again", () => {
    const asked = createPlanner(traitsOf(1));
    expect(asked(5)).toBe(asked(5));
  });

  test("has everything in its order, between two noons", () => {
    fc.assert(
      fc.property(anyTraits, anyPeriod, (traits, period) => {
        const { fromUs, untilUs, visit, pair, gap } = createPlan(traits, period);
        const windows = visit?.windows ?? [];
        const ofWindows = windows.flatMap(({ startUs, openUs, charge, shutUs }) => {
          return [startUs, openUs, openUs + (charge?.lastsUs ?? 0), shutUs];
        });
        const moments = visit ? [visit.pluggedUs, visit.holdUs, visit.heldUs, ...ofWindows, visit.unpluggedUs] : [];
        expect([fromUs, ...moments, untilUs]).toEqual([fromUs, ...moments, untilUs].toSorted((a, b) => a - b));
        expect(moments.filter((us) => !Number.isInteger(us))).toEqual([]);
        for (const { startUs, stopUs, shutUs } of windows) {
          expect(stopUs).toBeGreaterThan(startUs);
          expect(shutUs).toBeGreaterThanOrEqual(stopUs);
        }
        if (gap) expect([gap.fromUs >= fromUs, gap.untilUs > gap.fromUs, gap.untilUs <= untilUs]).not.toContain(false);
        if (pair) expect(pair[1] - pair[0]).toBeLessThan(1000);
      }),
      { seed, numRuns: 2000 },
    );
  });

  test("charges exactly what the meter gains", () => {
    fc.assert(
      fc.property(anyTraits, anyPeriod, (traits, period) => {
        const { visit, readingWh } = createPlan(traits, period);
        const chargedWh = (visit?.windows ?? []).reduce((sum, { charge }) => sum + (charge?.wh ?? 0), 0);
        expect(readingWh + chargedWh).toBe(readingAtStart(traits, period + 1));
      }),
      { seed, numRuns: 2000 },
    );
  });

  test("never wants more than a battery holds", () => {
    fc.assert(
      fc.property(anyTraits, anyPeriod, (traits, period) => {
        const { wantedWh, endPercent } = createPlan(traits, period).visit ?? { wantedWh: 0, endPercent: 90 };
        expect(endPercent).toBeLessThanOrEqual(100);
        expect(endPercent - (100 * wantedWh) / traits.batteryWh).toBeGreaterThan(5);
      }),
      { seed, numRuns: 2000 },
    );
  });

  test("fills the battery as far as its driver wants, or ends somewhat before", () => {
    fc.assert(
      fc.property(anyTraits, anyPeriod, (traits, period) => {
        const { windows, endPercent } = createPlan(traits, period).visit ?? { windows: [], endPercent: 90 };
        const last = windows.at(-1)?.charge;
        fc.pre(last !== undefined);
        const lacking = traits.fullPercent - endPercent;
        if (getsFull(last)) expect(lacking).toBe(0);
        else expect([lacking >= 2, lacking <= 10]).toEqual([true, true]);
      }),
      { seed, numRuns: 500 },
    );
  });
});

describe("the days of a charger", () => {
  test("bring the car home in the evening, mostly between 17 and 20 h, but not every day", () => {
    const hours = visits.map(({ pluggedUs }) => hourOf(pluggedUs));
    expect(Math.min(...hours)).toBeGreaterThan(16);
    expect(Math.max(...hours)).toBeLessThan(21);
    expect(share(hours, (hour) => hour > 17 && hour < 20)).toBeGreaterThan(0.8);
    expect(share(plans, ({ visit }) => visit)).toBeGreaterThan(0.6);
    expect(share(plans, ({ visit }) => visit)).toBeLessThan(0.85);
  });

  test("let it go in the morning, later at weekends", () => {
    const isWeekend = ({ unpluggedUs }: Visit) => [0, 6].includes(new Date(unpluggedUs / 1000).getUTCDay());
    const hours = (list: readonly Visit[]) => list.map(({ unpluggedUs }) => hourOf(unpluggedUs));
    const weekend = hours(visits.filter(isWeekend));
    const workdays = hours(visits.filter((visit) => !isWeekend(visit)));
    expect([Math.min(...weekend) > 8, Math.max(...weekend) < 11.5, Math.max(...weekend) > 11]).not.toContain(false);
    expect([Math.min(...workdays) > 6.5, Math.max(...workdays) < 9]).not.toContain(false);
  });

  test("mostly obey their commands within seconds; about one night in thirty does not", () => {
    const odd = share(nights, (visit) => isDeaf(visit) || isLate(visit));
    expect(odd).toBeGreaterThan(1 / 45);
    expect(odd).toBeLessThan(1 / 20);
    expect(nights.some(isDeaf)).toBe(true);
    expect(nights.some(isLate)).toBe(true);
    const delays = nights.filter(isLate).flatMap(({ windows }) => windows.map((w) => (w.openUs - w.startUs) / MINUTE));
    expect(delays.filter((minutes) => minutes > 0.25 && minutes < 30)).toEqual([]);
  });

  test("charge in one to three windows, at full or at half the current, now and then at once", () => {
    const scheduled = nights.map(({ windows }) => windows.filter(({ reason }) => reason === "SCHEDULED_CHARGING"));
    expect(new Set(scheduled.map(({ length }) => length))).toEqual(new Set([1, 2, 3]));
    expect(new Set(nights.flatMap(({ windows }) => windows.map(({ milliamps }) => milliamps)))).toEqual(
      new Set([32_000, 16_000]),
    );
    const hours = scheduled.flatMap((windows) => windows.map(({ startUs }) => hourOf(startUs)));
    expect(hours.filter((hour) => hour > 6.25 && hour < 22)).toEqual([]);
    const boosts = nights.flatMap(({ windows }) => windows.filter(({ reason }) => reason === "API_TRIGGERED_COMMAND"));
    expect(boosts.length).toBeGreaterThan(20);
    expect(boosts.filter(({ stopUs }) => hourOf(stopUs) > 22)).toEqual([]);
  });

  test("are offline for some hours now and then, seldom for a whole day", () => {
    const gaps = plans.flatMap(({ gap }) => gap ?? []);
    expect(gaps.length / plans.length).toBeGreaterThan(0.06);
    expect(gaps.length / plans.length).toBeLessThan(0.11);
    expect(gaps.some(({ fromUs, untilUs }) => untilUs - fromUs === DAY)).toBe(true);
    expect(share(gaps, ({ fromUs, untilUs }) => untilUs - fromUs <= 9 * HOUR)).toBeGreaterThan(0.8);
  });

  test("have two samples within a millisecond now and then, at a change of state, never while offline", () => {
    const seen = plans.filter(({ pair }) => pair);
    expect(seen.length / visits.length).toBeGreaterThan(0.4);
    expect(seen.length / visits.length).toBeLessThan(0.55);
    for (const { pair, visit, gap } of seen) {
      const [beforeUs, afterUs] = pair as readonly [number, number];
      const charges = visit?.windows.flatMap(({ openUs, charge }) => [openUs, openUs + (charge?.lastsUs ?? 0)]) ?? [];
      const changes = [visit?.pluggedUs as number, ...charges, visit?.unpluggedUs as number];
      expect(changes.filter((us) => us > beforeUs && us <= afterUs).length).toBe(1);
      if (gap) expect(afterUs < gap.fromUs || beforeUs >= gap.untilUs).toBe(true);
    }
  });
});
