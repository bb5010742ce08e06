// Waits for the rate limit, as long as it takes.

import { type LogList, type Page, RateLimitError } from "../../index.ts";
import type { Io } from "./io.ts";
import type { Progress } from "./progress.ts";

const DEFAULT_WAIT_MS = 60_000;
const SHORTEST_WAIT_MS = 1_000;
/** The longest delay that a timer supports. */
const LONGEST_WAIT_MS = 2 ** 31 - 1;

/** Returns how long to wait after this error. */
export function waitMsOf({ retryAfterMs = DEFAULT_WAIT_MS }: RateLimitError): number {
  return Math.min(Math.max(retryAfterMs, SHORTEST_WAIT_MS), LONGEST_WAIT_MS);
}

/** Waits for the rate limit that this error reports. */
export type WaitForRateLimit = (error: RateLimitError) => Promise<void>;

/** Returns a function whose concurrent callers share one wait. */
export function createRateLimitWait(
  io: Pick<Io, "now" | "sleep">,
  progress: Progress,
  signal: AbortSignal,
): WaitForRateLimit {
  let waiting: Promise<void> | undefined;
  return async (error) => {
    const delayMs = waitMsOf(error);
    if (!waiting) {
      progress.wait(io.now() + delayMs);
      waiting = io.sleep(delayMs, signal).finally(() => {
        waiting = undefined;
      });
    }
    await waiting;
  };
}

/**
 * Yields the pages of a list. With `wait`, resumes the list after each wait for the rate limit.
 *
 * @param list returns the list that starts at `from`
 */
export async function* readPages<T>(
  list: (from: string | undefined) => LogList<T>,
  wait: WaitForRateLimit | undefined,
  from?: string,
): AsyncGenerator<Page<T>, void> {
  let next = from;
  for (;;) {
    try {
      for await (const page of list(next).pages()) {
        yield page;
        next = page.next;
      }
      return;
    } catch (error) {
      if (!(error instanceof RateLimitError) || !wait) throw error;
      await wait(error);
    }
  }
}
