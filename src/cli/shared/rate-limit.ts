// Waits for the rate limit, or an outage of known length, as long as it takes.

import { ApiError, type LogList, type Page, RateLimitError } from "../../index.ts";
import type { Io } from "./io.ts";
import type { Progress } from "./progress.ts";

const DEFAULT_WAIT_MS = 60_000;
const SHORTEST_WAIT_MS = 1_000;
/** The longest delay that a timer supports. */
const LONGEST_WAIT_MS = 2 ** 31 - 1;

/** Whether the provider asks for a wait before any request. The client then sends none, whichever charger it concerns. */
export function asksForWait(error: unknown): error is ApiError {
  if (error instanceof RateLimitError) return true;
  return error instanceof ApiError && error.status === 503 && retryAfterMsOf(error, 0) !== undefined;
}

/** Returns the wait that the headers ask for, in seconds or as a date; undefined if they ask for none. */
function retryAfterMsOf({ headers }: ApiError, now: number): number | undefined {
  const value = headers.get("Retry-After") ?? "";
  const sentAt = Date.parse(headers.get("Date") ?? "") || now;
  const waitMs = /^[\d.]+$/.test(value) ? Number(value) * 1000 : Date.parse(value) - sentAt;
  return waitMs > 0 ? waitMs : undefined;
}

/** Returns how long to wait after this error. */
export function waitMsOf(error: ApiError, now: number): number {
  const asked = error instanceof RateLimitError ? error.retryAfterMs : retryAfterMsOf(error, now);
  const retryAfterMs = asked ?? DEFAULT_WAIT_MS;
  return Math.min(Math.max(retryAfterMs, SHORTEST_WAIT_MS), LONGEST_WAIT_MS);
}

/** Waits as long as this error asks for. */
export type WaitForRateLimit = (error: ApiError) => Promise<void>;

/** Returns a function whose concurrent callers share one wait. */
export function createRateLimitWait(
  io: Pick<Io, "now" | "sleep">,
  progress: Progress,
  signal: AbortSignal,
): WaitForRateLimit {
  let waiting: Promise<void> | undefined;
  return async (error) => {
    const delayMs = waitMsOf(error, io.now());
    if (!waiting) {
      progress.wait(io.now() + delayMs, error instanceof RateLimitError ? undefined : "The provider is unavailable");
      waiting = io.sleep(delayMs, signal).finally(() => {
        waiting = undefined;
      });
    }
    await waiting;
  };
}

/**
 * Yields the pages of a list. With `wait`, resumes the list after each wait that the provider asks for.
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
      if (!asksForWait(error) || !wait) throw error;
      await wait(error);
    }
  }
}
