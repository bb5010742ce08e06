// Decides whether, and after which wait, a request goes out again.

import type { Clock } from "./clock.ts";
import { readRetryAfterMs } from "./retry-after.ts";

const FIRST_BACKOFF_MS = 500;
const LONGEST_BACKOFF_MS = 8_000;

/** Statuses that another attempt may cure. 401 is not among them: it takes another token. */
const REPEATED_STATUSES = [408, 429, 500, 502, 503, 504];

export interface RetryPolicy {
  readonly maxRetries: number;
  /** A provider that asks for a longer wait is not asked again. */
  readonly maxRetryWaitMs: number;
}

/** Gives the wait before the next attempt; undefined if the response is to be taken as it is. */
export function retryDelayMs(
  { status, headers }: Response,
  retriesDone: number,
  policy: RetryPolicy,
  clock: Clock,
): number | undefined {
  if (!REPEATED_STATUSES.includes(status) || retriesDone >= policy.maxRetries) return undefined;
  const retryAfterMs = readRetryAfterMs(headers, clock.now()) ?? 0;
  if (retryAfterMs > policy.maxRetryWaitMs) return undefined;
  return Math.max(retryAfterMs, backoffMs(retriesDone, policy, clock));
}

/** Exponential back-off with full jitter, so that clients which failed together do not come back together. */
export function backoffMs(retriesDone: number, { maxRetryWaitMs }: RetryPolicy, clock: Clock): number {
  const ceilingMs = Math.min(FIRST_BACKOFF_MS * 2 ** retriesDone, LONGEST_BACKOFF_MS, maxRetryWaitMs);
  return Math.round(clock.random() * ceilingMs);
}
