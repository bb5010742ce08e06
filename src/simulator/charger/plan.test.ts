import fc from "fast-check";
import { expect, test } from "vitest";
import { readDisorder } from "../disorder.ts";
import { fillsBattery } from "./charge.ts";
import { readingAtStart } from "./meter.ts";
import { createPlan, createPlanner } from "./plan.ts";
import { createTraits } from "./traits.ts";

const disorder = readDisorder(false);
const traitsOf = (number: number) => createTraits(number, "evse01HSH04KDEWF6Z4DB2J77J74K5", disorder);
const range = (count: number) => Array.from({ length: count }, (_, index) => index);

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
