import { getEventListeners } from "node:events";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { FakeClock } from "../../tests/support/test-clock.ts";
import { sleep, systemClock } from "./clock.ts";

describe("sleep", () => {
  test("resolves after the delay, and leaves no timer or listener", async () => {
    const clock = new FakeClock();
    const { signal } = new AbortController();
    const woke = vi.fn();
    const sleeping = sleep(clock, 1_000, signal).then(woke);
    expect([clock.pending, getEventListeners(signal, "abort").length]).toEqual([1, 1]);
    clock.advance(999);
    await Promise.resolve();
    expect(woke).not.toHaveBeenCalled();
    clock.advance(1);
    await sleeping;
    expect([clock.pending, getEventListeners(signal, "abort").length]).toEqual([0, 0]);
  });

  test("works without a signal", async () => {
    const clock = new FakeClock();
    const sleeping = sleep(clock, 5, undefined);
    clock.advance(5);
    await expect(sleeping).resolves.toBeUndefined();
  });

  test.for([[new Error("enough")], ["a string"], [undefined], [null]])(
    "rejects at once with the signal's reason, and leaves no timer or listener: %s",
    async ([reason]) => {
      const clock = new FakeClock();
      const abort = new AbortController();
      const sleeping = sleep(clock, 1_000, abort.signal);
      abort.abort(reason);
      await expect(sleeping).rejects.toBe(abort.signal.reason);
      expect([clock.pending, getEventListeners(abort.signal, "abort").length]).toEqual([0, 0]);
    },
  );

  test("rejects if the signal has already aborted, and leaves no timer or listener", async () => {
    const clock = new FakeClock();
    const signal = AbortSignal.abort(new Error("enough"));
    await expect(sleep(clock, 1_000, signal)).rejects.toBe(signal.reason);
    expect([clock.pending, getEventListeners(signal, "abort").length]).toEqual([0, 0]);
  });
});

describe("systemClock", () => {
  test("uses the platform's time, timers and random numbers", () => {
    vi.useFakeTimers({ now: 1_713_346_785_000 });
    onTestFinished(() => {
      vi.useRealTimers();
    });
    const [ran, cleared] = [vi.fn(), vi.fn()];
    systemClock.setTimeout(ran, 10);
    systemClock.clearTimeout(systemClock.setTimeout(cleared, 10));
    vi.advanceTimersByTime(10);
    expect(systemClock.now()).toBe(1_713_346_785_010);
    expect(ran).toHaveBeenCalledOnce();
    expect(cleared).not.toHaveBeenCalled();
    const random = systemClock.random();
    expect(random).toBeGreaterThanOrEqual(0);
    expect(random).toBeLessThan(1);
  });
});
