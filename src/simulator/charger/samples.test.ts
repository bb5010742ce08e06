import { describe, expect, test } from "vitest";
import { readDisorder } from "../disorder.ts";
import { createPlanner, type Plan } from "./plan.ts";
import { sampleSlots } from "./samples.ts";
import { createTraits } from "./traits.ts";

const disorder = readDisorder(false);
const SECOND = 1_000_000;
const HOUR = 3600 * SECOND;
const DAY = 24 * HOUR;
const noon = Date.UTC(2024, 3, 17, 12) * 1000;
const PERIOD = 19_830;

const traits = { ...createTraits(1, "evse01HSH04KDEWF6Z4DB2J77J74K5", disorder), phase: 0 };
const emptyPlan = (period: number): Plan => ({
  period,
  fromUs: noon + (period - PERIOD) * DAY,
  untilUs: noon + (period - PERIOD + 1) * DAY,
  readingWh: period,
  session: undefined,
  gap: undefined,
  pair: undefined,
});
/** The slots of empty days, except for these members of the plan that starts at `noon`. */
const slotsWith = (intervalUs: number, change: Partial<Plan>) =>
  sampleSlots(
    traits,
    (period) => ({ ...emptyPlan(period), ...(period === PERIOD ? change : {}) }),
    intervalUs,
    disorder,
  );

test.for([1, 7, 300, 3600, 86_400])("samples every %d s are taken and logged within their slot", (seconds) => {
  const slots = sampleSlots(traits, createPlanner(traits, disorder), seconds * SECOND, disorder);
  const start = slots.numberOf(noon);

  for (let slot = start; slot < start + 3000; slot++) {
    for (const { us, loggedUs } of slots.entries(slot, 0)) {
      expect([slots.numberOf(us), slots.numberOf(loggedUs)]).toEqual([slot, slot]);
      expect(loggedUs).toBeGreaterThan(us);
      expect(Number.isInteger(us) && Number.isInteger(loggedUs)).toBe(true);
    }
  }
});

describe("a gap", () => {
  test("has no samples and is skipped in one step in both directions", () => {
    const gap = { fromUs: noon + 2 * HOUR + 30 * SECOND, untilUs: noon + 5 * HOUR + 130 * SECOND };
    const slots = slotsWith(60 * SECOND, { gap });
    const first = slots.numberOf(gap.fromUs);
    const last = slots.numberOf(gap.untilUs);

    // Samples are taken in the first 20 of the 60 seconds.
    const counts = [first, first + 1, last - 1, last + 1].map((slot) => slots.entries(slot, 0).length);
    expect(counts).toEqual([1, 0, 0, 1]);
    expect([slots.next(first, 1, Infinity), slots.next(last, -1, Infinity)]).toEqual([last, first]);
  });
});

describe("a change of state", () => {
  const entriesWith = (pair: readonly [number, number], intervalUs = 300 * SECOND) => {
    const slots = slotsWith(intervalUs, { pair });
    return slots.entries(slots.numberOf(noon), 0);
  };
  const timesWith = (pair: readonly [number, number]) => entriesWith(pair).map(({ us }) => us);
  const [ownUs = 0] = timesWith([0, 0]);

  test("can have two samples within a millisecond, in order with the one of the slot", () => {
    const later = [noon + 100 * SECOND + 3, noon + 100 * SECOND + 403] as const;

    expect(timesWith(later)).toEqual([ownUs, ...later]);
    expect(timesWith([noon + 3, noon + 403])).toEqual([noon + 3, noon + 403, ownUs]);
    expect(timesWith([ownUs - 400, ownUs])).toEqual([ownUs - 400, ownUs]);
  });

  test("is found, with its state, in a slot of a day that begins before the noon", () => {
    const evening = [noon + 6 * HOUR, noon + 6 * HOUR + 400] as const;
    const [own, ...pair] = entriesWith(evening, DAY);

    expect(own?.fields["meter_reading_watt_hours"]).toBe(PERIOD - 1);
    expect(pair.map(({ us }) => us)).toEqual(evening);
    expect(pair.map(({ fields }) => fields["meter_reading_watt_hours"])).toEqual([PERIOD, PERIOD]);
  });
});
