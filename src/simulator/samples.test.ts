import { describe, expect, test } from "vitest";
import { createPlanner, type Plan } from "./plan.ts";
import { sampleSlots } from "./samples.ts";
import { parseStamp } from "./stamps.ts";
import { createTraits } from "./traits.ts";

const SECOND = 1_000_000;
const HOUR = 3600 * SECOND;
const DAY = 24 * HOUR;
const us = (text: string) => parseStamp(text) as number;
const noon = us("2024-04-17T12:00:00Z");
const PERIOD = 19_830;

const traits = { ...createTraits(1, "evse01HSH04KDEWF6Z4DB2J77J74K5"), phase: 0 };
const planOf = createPlanner(traits);
const emptyPlan = (period: number): Plan => ({
  period,
  fromUs: noon + (period - PERIOD) * DAY,
  untilUs: noon + (period - PERIOD + 1) * DAY,
  readingWh: period,
  visit: undefined,
  gap: undefined,
  pair: undefined,
});
/** Nothing happens but what a test says of the period from that noon on. */
const slotsWith = (intervalUs: number, change: Partial<Plan>) =>
  sampleSlots(traits, (period) => ({ ...emptyPlan(period), ...(period === PERIOD ? change : {}) }), intervalUs);

const INTERVALS = [SECOND, 7 * SECOND, 60 * SECOND, 300 * SECOND, HOUR, DAY];

describe("the slots of a charger", () => {
  test.each(INTERVALS)("have samples that never leave them, logged before the next slot (%d µs)", (intervalUs) => {
    const slots = sampleSlots(traits, planOf, intervalUs);
    const start = slots.numberOf(noon);
    for (let slot = start; slot < start + 3000; slot++) {
      const entries = slots.entries(slot);
      expect(entries.length).toBeLessThanOrEqual(5);
      for (const { stampUs, loggedUs } of entries) {
        expect(slots.numberOf(stampUs)).toBe(slot);
        expect(slots.numberOf(loggedUs)).toBe(slot);
        expect(loggedUs).toBeGreaterThan(stampUs);
        expect(Number.isInteger(stampUs) && Number.isInteger(loggedUs)).toBe(true);
      }
    }
  });

  test("vary by up to 20 seconds, and are logged some tenths of a second to 8 seconds later", () => {
    const slots = slotsWith(300 * SECOND, {});
    const start = slots.numberOf(noon);
    const entries = Array.from({ length: 3000 }, (_, index) => slots.entries(start + index)).flat();
    const jitters = entries.map(({ stampUs }) => (stampUs % (300 * SECOND)) / SECOND);
    const lags = entries.map(({ stampUs, loggedUs }) => (loggedUs - stampUs) / SECOND).sort((a, b) => a - b);
    expect(Math.max(...jitters)).toBeLessThan(20);
    expect(Math.max(...jitters)).toBeGreaterThan(19);
    expect([lags[0] as number, lags.at(-1) as number].map((lag) => lag >= 0.3 && lag < 8)).toEqual([true, true]);
    expect(lags[1500]).toBeGreaterThan(1);
    expect(lags[1500]).toBeLessThan(3);
  });

  test("lie where the charger's phase puts them", () => {
    const shifted = sampleSlots({ ...traits, phase: 0.5 }, emptyPlan, 300 * SECOND);
    const [entry] = shifted.entries(shifted.numberOf(noon));
    expect(((entry?.stampUs as number) % (300 * SECOND)) / SECOND).toBeGreaterThanOrEqual(150);
    expect(((entry?.stampUs as number) % (300 * SECOND)) / SECOND).toBeLessThan(170);
  });
});

describe("a gap", () => {
  const gap = { fromUs: noon + 2 * HOUR + 30 * SECOND, untilUs: noon + 5 * HOUR + 130 * SECOND };
  const slots = slotsWith(60 * SECOND, { gap });
  const first = slots.numberOf(noon + 2 * HOUR);
  const last = slots.numberOf(noon + 5 * HOUR + 120 * SECOND);

  test("has no samples, but those right before and after it are there", () => {
    // Samples lie in the first 20 of the 60 seconds.
    expect(slots.entries(first).length).toBe(1);
    expect(slots.entries(first + 1)).toEqual([]);
    expect(slots.entries(last - 1)).toEqual([]);
    expect(slots.entries(last + 1).length).toBe(1);
  });

  test("is jumped over in one step, both ways", () => {
    expect([slots.next(first - 1, 1), slots.next(first, 1)]).toEqual([first, last]);
    expect([slots.next(last + 1, -1), slots.next(last, -1)]).toEqual([last, first]);
  });

  test("that is shorter than a slot is walked past", () => {
    const hours = slotsWith(HOUR, { gap: { fromUs: noon, untilUs: noon + 60 * SECOND } });
    const slot = hours.numberOf(noon);
    expect(hours.entries(slot)).toEqual([]);
    expect([hours.next(slot - 1, 1), hours.next(slot + 1, -1)]).toEqual([slot, slot]);
  });

  test("of a whole day is jumped over too", () => {
    const day = slotsWith(SECOND, { gap: { fromUs: noon, untilUs: noon + DAY } });
    const slot = day.numberOf(noon);
    expect(day.next(slot - 1, 1)).toBe(slot + 86_400);
    expect(day.next(slot + 86_400, -1)).toBe(slot);
  });
});

describe("a change of state", () => {
  const ownUs = slotsWith(300 * SECOND, {}).entries(noon / (300 * SECOND))[0]?.stampUs as number;
  const slotWith = (pair: readonly [number, number], intervalUs = 300 * SECOND) => {
    const slots = slotsWith(intervalUs, { pair });
    return slots.entries(slots.numberOf(noon));
  };
  const stampsWith = (pair: readonly [number, number]) => slotWith(pair).map(({ stampUs }) => stampUs);

  test("may have two samples within a millisecond, beside the slot's own", () => {
    const late = [noon + 100 * SECOND + 3, noon + 100 * SECOND + 403] as const;
    expect(stampsWith(late)).toEqual([ownUs, ...late]);
    const early = [noon + 3, noon + 403] as const;
    expect(stampsWith(early)).toEqual([...early, ownUs]);
    expect(slotWith(early, SECOND).length).toBe(3);
  });

  test("has them logged in the same order", () => {
    const [own, before, after] = slotWith([noon + 100 * SECOND, noon + 100 * SECOND + 400]);
    expect((before?.loggedUs as number) - (own?.loggedUs as number)).toBe(noon + 100 * SECOND - ownUs);
    expect((after?.loggedUs as number) - (before?.loggedUs as number)).toBe(400);
  });

  test("has no second sample at the same microsecond", () => {
    expect(stampsWith([ownUs - 400, ownUs])).toEqual([ownUs - 400, ownUs]);
  });

  test("has none late in a slot, where there is no time to log them", () => {
    expect(stampsWith([noon + 256 * SECOND, noon + 256 * SECOND + 400])).toEqual([ownUs]);
    expect(stampsWith([noon + 254 * SECOND, noon + 254 * SECOND + 400]).length).toBe(3);
  });

  test("has no sample in another slot", () => {
    expect(stampsWith([noon - 1, noon + 300 * SECOND])).toEqual([ownUs]);
  });

  test("is found, with its state, in a slot of a day that begins before the noon", () => {
    const evening = [noon + 6 * HOUR, noon + 6 * HOUR + 400] as const;
    const [own, ...pair] = slotWith(evening, DAY);
    expect(own?.fields["meter_reading_watt_hours"]).toBe(PERIOD - 1);
    expect(pair.map(({ stampUs }) => stampUs)).toEqual(evening);
    expect(pair.map(({ fields }) => fields["meter_reading_watt_hours"])).toEqual([PERIOD, PERIOD]);
  });
});
