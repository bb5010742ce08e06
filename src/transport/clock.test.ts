import { getEventListeners } from "node:events";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { FakeClock } from "../../tests/support/test-clock.ts";
import { sleep, systemClock } from "./clock.ts";

describe("sleep", () => {
  test("ends when its time has come, not before, and leaves nothing behind", async () => {
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

  test("needs no signal", async () => {
    const clock = new FakeClock();
    const sleeping = sleep(clock, 5, undefined);
    clock.advance(5);
    await expect(sleeping).resolves.toBeUndefined();
  });

  test.for([[new Error("gone home")], ["a string"], [undefined], [null]])(
    "rejects at once with the signal's own reason, and leaves nothing behind: %s",
    async ([reason]) => {
      const clock = new FakeClock();
      const abort = new AbortController();
      const sleeping = sleep(clock, 1_000, abort.signal);
      abort.abort(reason);
      await expect(sleeping).rejects.toBe(abort.signal.reason);
      expect([clock.pending, getEventListeners(abort.signal, "abort").length]).toEqual([0, 0]);
    },
  );

  test("does not begin on a signal that has aborted", async () => {
    const clock = new FakeClock();
    const signal = AbortSignal.abort(new Error("gone home"));
    await expect(sleep(clock, 1_000, signal)).rejects.toBe(signal.reason);
    expect([clock.pending, getEventListeners(signal, "abort").length]).toEqual([0, 0]);
  });
});

describe("systemClock", () => {
  test("is the platform's time, timers and chance", () => {
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
    const chance = systemClock.random();
    expect(chance).toBeGreaterThanOrEqual(0);
    expect(chance).toBeLessThan(1);
  });
});
