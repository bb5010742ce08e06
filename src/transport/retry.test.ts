import { expect, test } from "vitest";
import { FakeClock } from "../../tests/support/test-clock.ts";
import { backoffMs } from "./retry.ts";

const ALMOST_ONE = 1 - Number.EPSILON / 2;

function clockAt(chance: number) {
  const clock = new FakeClock();
  clock.chance = chance;
  return clock;
}

test.for([
  [0, 60_000, 500],
  [1, 60_000, 1_000],
  [4, 60_000, 8_000],
  [2_000, 60_000, 8_000],
  [1, 700, 700],
  [5, 0, 0],
] as const)(
  "after %i retries and at most %i ms, the back-off is between 0 and %i ms",
  ([retries, maxWaitMs, ceilingMs]) => {
    expect(backoffMs(retries, maxWaitMs, clockAt(0))).toBe(0);
    expect(backoffMs(retries, maxWaitMs, clockAt(0.5))).toBe(ceilingMs / 2);
    expect(backoffMs(retries, maxWaitMs, clockAt(ALMOST_ONE))).toBe(ceilingMs);
  },
);
