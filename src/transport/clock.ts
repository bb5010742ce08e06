// Time and randomness, passed in so that tests control both.

import { untilAborted } from "./abort.ts";

export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** A number from 0 (inclusive) to 1 (exclusive). */
  random(): number;
  setTimeout(callback: () => void, delayMs: number): unknown;
  clearTimeout(timer: unknown): void;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  random: () => Math.random(),
  setTimeout: (callback, delayMs) => setTimeout(callback, delayMs),
  clearTimeout: (timer) => clearTimeout(timer as Parameters<typeof clearTimeout>[0]),
};

/** Waits; rejects with the signal's reason as soon as it aborts. */
export async function sleep(clock: Clock, delayMs: number, signal: AbortSignal | undefined): Promise<void> {
  let timer: unknown;
  const slept = new Promise<void>((resolve) => {
    timer = clock.setTimeout(resolve, delayMs);
  });
  await untilAborted(slept, signal).finally(() => clock.clearTimeout(timer));
}
