// Reads the rate limit, and the wait that a response asks for, from the headers.

import type { RateLimit } from "../types.ts";

/** The latest time that a `Date` can hold. */
const END_OF_TIME_MS = 8.64e15;

/** Returns the rate limit after a response; a value that the response lacks is carried over from `previous`. */
export function readRateLimit(headers: Headers, previous?: RateLimit): RateLimit | undefined {
  const limit = readNumber(headers.get("X-RateLimit-Limit")) ?? previous?.limit;
  const remaining = readNumber(headers.get("X-RateLimit-Remaining")) ?? previous?.remaining;
  return (limit ?? remaining) === undefined ? undefined : { limit, remaining };
}

/**
 * Returns the wait in milliseconds, or undefined if the response asks for none or the value is unreadable. Accepts
 * seconds or an HTTP date (RFC 9110, section 10.2.3). The provider's documentation spells the header `RetryAfter`.
 */
export function readRetryAfterMs(headers: Headers, now: number): number | undefined {
  return readWait(headers.get("Retry-After"), now) ?? readWait(headers.get("RetryAfter"), now);
}

function readWait(value: string | null, now: number): number | undefined {
  const seconds = readNumber(value);
  if (seconds !== undefined) return Math.min(Math.ceil(seconds * 1000), END_OF_TIME_MS - now);
  // An HTTP date contains a time. `Date.parse` alone would accept "-5" as a year and "soon 12" as a month.
  const date = value && /\d:\d\d:\d\d/.test(value) ? Date.parse(value) : Number.NaN;
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}

/** Returns the same wait as a `RateLimitError` has it: as a duration and as a point in time. */
export function readRetryTimes(headers: Headers, now: number) {
  const retryAfterMs = readRetryAfterMs(headers, now);
  return { retryAfterMs, retryAt: retryAfterMs === undefined ? undefined : new Date(now + retryAfterMs) };
}

function readNumber(value: string | null): number | undefined {
  return /^\d+(\.\d+)?$/.test(value ?? "") ? Number(value) : undefined;
}
