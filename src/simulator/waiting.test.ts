// Waits that end on time, or with the request's signal.

import { getEventListeners } from "node:events";
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

/** Garbage is not collected within the task that made it. */
async function collectGarbage(): Promise<void> {
  setFlagsFromString("--expose-gc");
  for (let round = 0; round < 3; round++) {
    await new Promise((resolve) => setImmediate(resolve));
    runInNewContext("gc()");
  }
}

test("an abort is heard even if nobody but the pause holds the request", async () => {
  const controller = new AbortController();
  const over = pause(new Request("https://simulator.example", { signal: controller.signal }), Infinity);
  await collectGarbage();
  controller.abort("enough");
  await expect(over).rejects.toBe("enough");
});

test("what is over holds neither the request nor a listener on its signal", async () => {
  const wait = async () => {
    const request = new Request("https://simulator.example");
    await pause(request, 0);
    expect(getEventListeners(request.signal, "abort")).toEqual([]);
    return new WeakRef(request);
  };
  const request = await wait();
  await collectGarbage();
  expect(request.deref()).toBeUndefined();
});
