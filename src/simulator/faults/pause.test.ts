import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { afterEach, expect, test, vi } from "vitest";
import { pause } from "./pause.ts";

const URL = "https://simulator.example";

afterEach(() => void vi.useRealTimers());

test.for([5000, Infinity])("an abort ends a pause of %d ms with its reason and clears the timer", async (delayMs) => {
  vi.useFakeTimers();
  const controller = new AbortController();
  const pending = pause(new Request(URL, { signal: controller.signal }), delayMs);
  controller.abort("enough");

  await expect(pending).rejects.toBe("enough");
  expect(vi.getTimerCount()).toBe(0);
});

async function collectGarbage(): Promise<void> {
  setFlagsFromString("--expose-gc");
  for (let round = 0; round < 3; round++) {
    // Garbage is not collected within the task that created it.
    await new Promise((resolve) => setImmediate(resolve));
    runInNewContext("gc()");
  }
}

test("an abort reaches a request that only the pause references", async () => {
  const controller = new AbortController();
  const pending = pause(new Request(URL, { signal: controller.signal }), Infinity);
  await collectGarbage();
  controller.abort("enough");

  await expect(pending).rejects.toBe("enough");
});
