import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createCharge, getsFull, wattsAt, whAt } from "./charge.ts";

const seed = 20240417;
const HOUR = 3_600_000_000;
const MINUTE = 60_000_000;

describe("a charge that is cut off", () => {
  const charge = createCharge(14_400, 7200, 0);

  test("keeps full power for as long as its energy takes", () => {
    expect(charge.lastsUs).toBe(2 * HOUR);
    expect(getsFull(charge)).toBe(false);
    expect([0, HOUR, 2 * HOUR - 1].map((us) => wattsAt(charge, us))).toEqual([7200, 7200, 7200]);
  });

  test("delivers evenly, nothing before and nothing after", () => {
    expect([-1, 0, HOUR / 2, HOUR, 2 * HOUR, 9 * HOUR].map((us) => whAt(charge, us))).toEqual([
      0, 0, 3600, 7200, 14_400, 14_400,
    ]);
  });
});

describe("a charge that fills the battery", () => {
  const charge = createCharge(14_400, 7200, 45 * MINUTE);
  const endUs = charge.lastsUs;

  test("falls from full power to a fifth of it, slower and slower", () => {
    expect(getsFull(charge)).toBe(true);
    expect(wattsAt(charge, charge.steadyUs - 1)).toBe(7200);
    const tapering = [45, 30, 15, 0].map((minutes) => Math.round(wattsAt(charge, endUs - minutes * MINUTE)));
    expect(tapering).toEqual([7200, 4000, 2080, 1440]);
  });

  test("takes longer than full power would, and delivers just as much", () => {
    expect(endUs).toBe(2.4 * HOUR);
    expect(whAt(charge, endUs)).toBe(14_400);
    expect(whAt(charge, charge.steadyUs)).toBeCloseTo(14_400 - 2520, 3);
  });

  test("tapers for a part of it only, however short it is", () => {
    const short = createCharge(500, 7200, 60 * MINUTE);
    expect(whAt(short, short.steadyUs)).toBeCloseTo(200, 3);
  });
});

describe("any charge", () => {
  const anyCharge = fc.record({
    wh: fc.integer({ min: 500, max: 40_000 }),
    watts: fc.double({ min: 3000, max: 8000, noNaN: true }),
    taperUs: fc.oneof(fc.constant(0), fc.integer({ min: MINUTE, max: HOUR })),
  });

  test("has a power that is the slope of its energy, which never falls", () => {
    const places = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1 });
    fc.assert(
      fc.property(anyCharge, places, ({ wh, watts, taperUs }, shares) => {
        const charge = createCharge(wh, watts, taperUs);
        for (const share of shares) {
          const us = Math.floor(share * (charge.lastsUs - MINUTE));
          const power = (whAt(charge, us + MINUTE) - whAt(charge, us)) * 60;
          expect(power).toBeGreaterThanOrEqual(wattsAt(charge, us + MINUTE - 1) * 0.999);
          expect(power).toBeLessThanOrEqual(wattsAt(charge, us) * 1.001);
          expect(whAt(charge, us + 1)).toBeGreaterThanOrEqual(whAt(charge, us));
        }
        expect(whAt(charge, charge.lastsUs)).toBe(wh);
        expect(whAt(charge, charge.lastsUs - 1)).toBeCloseTo(wh, 3);
      }),
      { seed },
    );
  });
});
