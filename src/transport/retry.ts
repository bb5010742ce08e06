// Decides whether a request is retried, and after how long.

import type { Clock } from "./clock.ts";
import { readRetryAfterMs } from "./rate-limit.ts";

const FIRST_BACKOFF_MS = 500;
const LONGEST_BACKOFF_MS = 8_000;

/** 401 is not among them: it needs another token. */
const RETRIED_STATUSES = [408, 429, 500, 502, 503, 504];

export interface RetryPolicy {
  readonly maxRetries: number;
  /** If the provider asks for a longer wait, the request is not retried. */
  readonly maxRetryWaitMs: number;
}

/** Returns the wait before the next attempt, or undefined if the response is final. */
export function retryDelayMs(
  { status, headers }: Response,
  retries: number,
  policy: RetryPolicy,
  clock: Clock,
): number | undefined {
  if (!RETRIED_STATUSES.includes(status) || retries >= policy.maxRetries) return undefined;
  const retryAfterMs = readRetryAfterMs(headers, clock.now()) ?? 0;
  if (retryAfterMs > policy.maxRetryWaitMs) return undefined;
  return Math.max(retryAfterMs, backoffMs(retries, policy, clock));
}

/** Exponential back-off with full jitter, so that clients that failed together do not retry together. */
export function backoffMs(retries: number, { maxRetryWaitMs }: RetryPolicy, clock: Clock): number {
  const ceilingMs = Math.min(FIRST_BACKOFF_MS * 2 ** retries, LONGEST_BACKOFF_MS, maxRetryWaitMs);
  return Math.round(clock.random() * ceilingMs);
}
