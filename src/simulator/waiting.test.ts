// Waits that end on time, or with the request's signal.

import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { afterEach, expect, test, vi } from "vitest";
import { pause } from "./waiting.ts";

afterEach(() => void vi.useRealTimers());

test("it resolves after the time, and not before", async () => {
  vi.useFakeTimers();
  let isOver = false;
  const over = pause(new Request("https://simulator.example"), 5000).then(() => {
    isOver = true;
  });
  await vi.advanceTimersByTimeAsync(4999);
  expect(isOver).toBe(false);
  await vi.advanceTimersByTimeAsync(1);
  await over;
});

test.for([5000, Infinity])("an abort ends a pause of %d ms with its reason, and the timer with it", async (delayMs) => {
  vi.useFakeTimers();
  const controller = new AbortController();
  const over = pause(new Request("https://simulator.example", { signal: controller.signal }), delayMs);
  controller.abort("enough");
  await expect(over).rejects.toBe("enough");
  expect(vi.getTimerCount()).toBe(0);
});

test("a signal that aborted before ends it at once", async () => {
  const signal = AbortSignal.abort("before");
  await expect(pause(new Request("https://simulator.example", { signal }), Infinity)).rejects.toBe("before");
});

test("a pause without end has no timer", () => {
  vi.useFakeTimers();
  void pause(new Request("https://simulator.example"), Infinity);
  expect(vi.getTimerCount()).toBe(0);
});

test("an abort is heard even if nobody but the pause holds the request", async () => {
  setFlagsFromString("--expose-gc");
  const collectGarbage: () => void = runInNewContext("gc");
  const controller = new AbortController();
  const over = pause(new Request("https://simulator.example", { signal: controller.signal }), Infinity);
  // Garbage is not collected within the task that made it.
  for (let round = 0; round < 3; round++) {
    await new Promise((resolve) => setImmediate(resolve));
    collectGarbage();
  }
  controller.abort("enough");
  await expect(over).rejects.toBe("enough");
});
