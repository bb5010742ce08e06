// Time and chance, handed in from outside so that tests need neither luck nor patience.

import { untilAborted } from "./abort.ts";

export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** A number from 0 up to, but not including, 1. */
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

// Looked up now: fake timers that a caller's test installs later would hold up every list.
const soon = globalThis.setImmediate ?? queueMicrotask;

/** Waits for a turn of the event loop where the platform can tell when it is over, else hardly at all. */
export function nextTurn(): Promise<void> {
  return new Promise((resolve) => void soon(resolve));
}

/** Platforms fire a timer at once if its delay does not fit into 31 bits. */
export const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** Waits; rejects with the signal's reason as soon as it aborts. */
export async function sleep(clock: Clock, delayMs: number, signal: AbortSignal | undefined): Promise<void> {
  let timer: unknown;
  const slept = new Promise<void>((resolve) => {
    timer = clock.setTimeout(resolve, delayMs);
  });
  await untilAborted(slept, signal).finally(() => clock.clearTimeout(timer));
}
