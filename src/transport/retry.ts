// Which responses are retried, and the back-off before a retry.

import type { Clock } from "./clock.ts";

const FIRST_BACKOFF_MS = 500;
const LONGEST_BACKOFF_MS = 8_000;

/** 401 is not among them: it needs another token. */
export const RETRIED_STATUSES = [408, 429, 500, 502, 503, 504];

/** Exponential back-off with full jitter, so that clients that failed together do not retry together. */
export function backoffMs(retries: number, maxWaitMs: number, clock: Clock): number {
  const ceilingMs = Math.min(FIRST_BACKOFF_MS * 2 ** retries, LONGEST_BACKOFF_MS, maxWaitMs);
  return Math.round(clock.random() * ceilingMs);
}
