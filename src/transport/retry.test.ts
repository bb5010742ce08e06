import { describe, expect, test } from "vitest";
import { FakeClock } from "../../tests/support/test-clock.ts";
import { backoffMs, retryDelayMs } from "./retry.ts";

const policy = { maxRetries: 10, maxRetryWaitMs: 60_000 };
const ALMOST_ONE = 1 - Number.EPSILON / 2;

function clockAt(chance: number) {
  const clock = new FakeClock();
  clock.chance = chance;
  return clock;
}

const answer = (status: number, headers: Record<string, string> = {}) => new Response(null, { status, headers });

describe("backoffMs", () => {
  test.for([
    [0, 500],
    [1, 1_000],
    [2, 2_000],
    [3, 4_000],
    [4, 8_000],
    [5, 8_000],
    [2_000, 8_000],
  ] as const)("after %i retries lies anywhere between 0 and %i ms", ([retriesDone, ceilingMs]) => {
    expect(backoffMs(retriesDone, policy, clockAt(0))).toBe(0);
    expect(backoffMs(retriesDone, policy, clockAt(0.5))).toBe(ceilingMs / 2);
    expect(backoffMs(retriesDone, policy, clockAt(ALMOST_ONE))).toBe(ceilingMs);
  });

  test("is never longer than maxRetryWaitMs", () => {
    const waits = [0, 1, 2, 9].map((done) => backoffMs(done, { ...policy, maxRetryWaitMs: 700 }, clockAt(ALMOST_ONE)));
    expect(waits).toEqual([500, 700, 700, 700]);
    expect(backoffMs(5, { ...policy, maxRetryWaitMs: 0 }, clockAt(ALMOST_ONE))).toBe(0);
  });
});

describe("retryDelayMs", () => {
  test("repeats the statuses that another attempt may cure, and no others", () => {
    const all = Array.from({ length: 400 }, (_, index) => 200 + index);
    const repeated = all.filter((status) => retryDelayMs(answer(status), 0, policy, clockAt(0)) !== undefined);
    expect(repeated).toEqual([408, 429, 500, 502, 503, 504]);
  });

  test("backs off as far as it would without a response", () => {
    expect(retryDelayMs(answer(503), 2, policy, clockAt(0.5))).toBe(1_000);
  });

  test.for([
    [0, 5_000],
    [0.5, 5_000],
    [ALMOST_ONE, 8_000],
  ] as const)("never undercuts Retry-After, with the chance %d", ([chance, delayMs]) => {
    expect(retryDelayMs(answer(429, { "Retry-After": "5" }), 4, policy, clockAt(chance))).toBe(delayMs);
  });

  test.for([
    ["60", 60_000],
    ["60.001", undefined],
    ["61", undefined],
    ["9".repeat(400), undefined],
    ["Wed, 17 Apr 2024 09:40:45 GMT", 60_000],
    ["Wed, 17 Apr 2024 09:40:46 GMT", undefined],
    ["soon", 0],
    ["-1", 0],
  ] as const)("sits out a Retry-After up to maxRetryWaitMs: %s", ([value, delayMs]) => {
    expect(retryDelayMs(answer(503, { "Retry-After": value }), 0, policy, clockAt(0))).toBe(delayMs);
  });

  test("gives up after maxRetries", () => {
    const delays = [0, 1, 2].map((done) => retryDelayMs(answer(500), done, { ...policy, maxRetries: 2 }, clockAt(0)));
    expect(delays).toEqual([0, 0, undefined]);
    expect(retryDelayMs(answer(500), 0, { ...policy, maxRetries: 0 }, clockAt(0))).toBeUndefined();
  });
});
