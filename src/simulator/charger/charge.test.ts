import fc from "fast-check";
import { expect, test } from "vitest";
import { createCharge, fillsBattery, wattsAt, whAt } from "./charge.ts";

const HOUR = 3_600_000_000;
const MINUTE = 60_000_000;

test("a charge without a taper keeps full power for as long as its energy takes", () => {
  const charge = createCharge(14_400, 7200, 0);

  expect([charge.durationUs, fillsBattery(charge)]).toEqual([2 * HOUR, false]);
  expect([0, HOUR, 2 * HOUR - 1].map((us) => wattsAt(charge, us))).toEqual([7200, 7200, 7200]);
  expect([-1, 0, HOUR, 2 * HOUR, 9 * HOUR].map((us) => whAt(charge, us))).toEqual([0, 0, 7200, 14_400, 14_400]);
});

test("a charge with a taper falls to a fifth of its power and delivers the same energy in a longer time", () => {
  const charge = createCharge(14_400, 7200, 45 * MINUTE);
  const { durationUs } = charge;

  expect([durationUs, fillsBattery(charge), whAt(charge, durationUs)]).toEqual([2.4 * HOUR, true, 14_400]);
  const tapering = [45, 30, 15, 0].map((minutes) => Math.round(wattsAt(charge, durationUs - minutes * MINUTE)));
  expect(tapering).toEqual([7200, 4000, 2080, 1440]);
});

test("the power of any charge is the slope of its energy", () => {
  const anyCharge = fc.record({
    wh: fc.integer({ min: 500, max: 40_000 }),
    watts: fc.double({ min: 3000, max: 8000, noNaN: true }),
    taperUs: fc.oneof(fc.constant(0), fc.integer({ min: MINUTE, max: HOUR })),
  });
  fc.assert(
    fc.property(anyCharge, fc.double({ min: 0, max: 1, noNaN: true }), ({ wh, watts, taperUs }, share) => {
      const charge = createCharge(wh, watts, taperUs);
      const us = Math.floor(share * (charge.durationUs - MINUTE));
      const power = (whAt(charge, us + MINUTE) - whAt(charge, us)) * 60;
      expect(power).toBeGreaterThanOrEqual(wattsAt(charge, us + MINUTE - 1) * 0.999);
      expect(power).toBeLessThanOrEqual(wattsAt(charge, us) * 1.001);
      expect(whAt(charge, charge.durationUs)).toBe(wh);
    }),
    { seed: 20240417 },
  );
});
