import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readDisorder } from "../disorder.ts";
import { fillsBattery } from "./charge.ts";
import { readingAtStart } from "./meter.ts";
import { createPlan, createPlanner, type Session } from "./plan.ts";
import { createTraits } from "./traits.ts";

const disorder = readDisorder(false);
const MINUTE = 60_000_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const PERIOD_OF_2024 = 19_723;

const traitsOf = (number: number) => createTraits(number, "evse01HSH04KDEWF6Z4DB2J77J74K5", disorder);
const range = (count: number) => Array.from({ length: count }, (_, index) => index);
/** Ten years of twenty chargers, two weeks of each in turn. */
const plans = range(3652).map((day) => createPlan(traitsOf(Math.floor(day / 14) % 20), PERIOD_OF_2024 - day, disorder));
const sessions = plans.flatMap(({ session }) => session ?? []);
const nights = sessions.filter(({ windows }) => windows.length > 0);
const share = <T>(list: readonly T[], isOne: (item: T) => unknown) => list.filter(isOne).length / list.length;
const hourOf = (us: number) => (us % DAY) / HOUR;
const isIgnored = ({ windows }: Session) => windows.every(({ charge }) => !charge);
const isLate = ({ windows }: Session) =>
  windows.some(({ startUs, enabledUs, charge }) => charge && enabledUs > startUs + MINUTE);

test("a plan does not depend on what was read before", () => {
  const traits = traitsOf(1);
  const planOf = createPlanner(traits, disorder);

  for (const period of [...range(40), ...range(40).reverse(), 3, 11, 3, -5, 3]) {
    expect(planOf(period)).toEqual(createPlan(traits, period, disorder));
  }
});

test("the events of a plan are in order, and its charges deliver what the meter gains", () => {
  fc.assert(
    fc.property(fc.integer(), fc.integer({ min: -20_000, max: 60_000 }), (number, period) => {
      const traits = traitsOf(number);
      const { fromUs, untilUs, session, pair, gap, readingWh } = createPlan(traits, period, disorder);
      const windows = session?.windows ?? [];
      const times = [fromUs, session ? [session.pluggedUs, session.holdUs, session.heldUs] : []].flat();
      for (const { startUs, stopUs, enabledUs, charge, disabledUs } of windows) {
        expect([stopUs > startUs, disabledUs >= stopUs]).toEqual([true, true]);
        times.push(startUs, enabledUs, enabledUs + (charge?.durationUs ?? 0), disabledUs);
      }
      times.push(session?.unpluggedUs ?? fromUs, untilUs);
      expect(times).toEqual(times.toSorted((a, b) => a - b));
      expect(times.filter((us) => !Number.isInteger(us))).toEqual([]);
      if (gap) expect([gap.fromUs >= fromUs, gap.untilUs > gap.fromUs, gap.untilUs <= untilUs]).not.toContain(false);
      if (pair) expect(pair[1] - pair[0]).toBeLessThan(1000);

      const chargedWh = windows.reduce((sum, { charge }) => sum + (charge?.wh ?? 0), 0);
      expect(readingWh + chargedWh).toBe(readingAtStart(traits, period + 1));
      if (!session) return;
      const { endPercent, wantedWh } = session;
      expect(endPercent - (100 * wantedWh) / traits.batteryWh).toBeGreaterThan(5);
      const last = windows.at(-1)?.charge;
      if (last && fillsBattery(last)) expect(endPercent).toBe(traits.fullPercent);
      else expect(endPercent).toBeLessThan(traits.fullPercent);
    }),
    { seed: 20240417, numRuns: 2000 },
  );
});

describe("the days of a charger", () => {
  test("have a car from the evening to the morning, longer at weekends, but not every day", () => {
    const isWeekend = ({ unpluggedUs }: Session) => [0, 6].includes(new Date(unpluggedUs / 1000).getUTCDay());
    const plugged = sessions.map(({ pluggedUs }) => hourOf(pluggedUs));
    const weekend = sessions.filter(isWeekend).map(({ unpluggedUs }) => hourOf(unpluggedUs));
    const workdays = sessions.filter((each) => !isWeekend(each)).map(({ unpluggedUs }) => hourOf(unpluggedUs));

    expect(share(plugged, (hour) => hour > 16 && hour < 21)).toBe(1);
    expect(share(plugged, (hour) => hour > 17 && hour < 20)).toBeGreaterThan(0.8);
    expect(share(weekend, (hour) => hour > 8 && hour < 11.5)).toBe(1);
    expect(share(workdays, (hour) => hour > 6.5 && hour < 9)).toBe(1);
    expect(share(plans, ({ session }) => session)).toBeGreaterThan(0.6);
    expect(share(plans, ({ session }) => session)).toBeLessThan(0.85);
  });

  test("follow their commands within seconds, except in about one night in thirty", () => {
    const odd = share(nights, (session) => isIgnored(session) || isLate(session));
    const delays = nights.filter(isLate).flatMap(({ windows }) => windows.map((w) => w.enabledUs - w.startUs));

    expect([nights.some(isIgnored), nights.some(isLate)]).toEqual([true, true]);
    expect(odd).toBeGreaterThan(1 / 45);
    expect(odd).toBeLessThan(1 / 20);
    expect(delays.filter((us) => us > 0.25 * MINUTE && us < 30 * MINUTE)).toEqual([]);
  });

  test("charge at night in one to three windows, at full or half current, and sometimes at once", () => {
    const scheduled = nights.map(({ windows }) => windows.filter(({ reason }) => reason === "SCHEDULED_CHARGING"));
    const boosts = nights.flatMap(({ windows }) => windows.filter(({ reason }) => reason === "API_TRIGGERED_COMMAND"));
    const currents = nights.flatMap(({ windows }) => windows.map(({ milliamps }) => milliamps));

    expect(new Set(scheduled.map(({ length }) => length))).toEqual(new Set([1, 2, 3]));
    expect(new Set(currents)).toEqual(new Set([32_000, 16_000]));
    expect(share(scheduled.flat(), ({ startUs }) => hourOf(startUs) <= 6.25 || hourOf(startUs) >= 22)).toBe(1);
    expect(boosts.length).toBeGreaterThan(20);
    expect(share(boosts, ({ stopUs }) => hourOf(stopUs) < 22)).toBe(1);
  });

  test("have gaps of some hours, or seldom of a whole day, and two samples at some changes of state", () => {
    const gaps = plans.flatMap(({ gap }) => gap ?? []);
    const pairs = plans.filter(({ pair }) => pair);

    expect(gaps.length / plans.length).toBeGreaterThan(0.06);
    expect(gaps.length / plans.length).toBeLessThan(0.11);
    expect(gaps.some(({ fromUs, untilUs }) => untilUs - fromUs === DAY)).toBe(true);
    expect(share(gaps, ({ fromUs, untilUs }) => untilUs - fromUs <= 9 * HOUR)).toBeGreaterThan(0.8);
    expect(pairs.length / sessions.length).toBeGreaterThan(0.4);
    expect(pairs.length / sessions.length).toBeLessThan(0.55);
    const isSampled = ({ pair, gap }: (typeof plans)[0]) =>
      !gap || pair?.every((us) => us < gap.fromUs || us >= gap.untilUs);
    expect(share(pairs, isSampled)).toBe(1);
  });
});
