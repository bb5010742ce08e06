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
  // By the server's clock, from which the local one may differ.
  const sentAt = readDate(headers.get("Date")) ?? now;
  const read = (value: string | null) => {
    const seconds = readNumber(value);
    const date = readDate(value);
    return date === undefined ? seconds && seconds * 1000 : Math.max(0, date - sentAt);
  };
  const waitMs = read(headers.get("Retry-After")) ?? read(headers.get("RetryAfter"));
  return waitMs && Math.min(Math.ceil(waitMs), END_OF_TIME_MS - now);
}

function readNumber(value: string | null): number | undefined {
  return /^\d+(\.\d+)?$/.test(value ?? "") ? Number(value) : undefined;
}

function readDate(value: string | null): number | undefined {
  // An HTTP date contains a time. `Date.parse` alone would accept "-5" as a year and "soon 12" as a month.
  return /\d:\d\d:\d\d/.test(value ?? "") ? Date.parse(value as string) || undefined : undefined;
}

/** Returns the same wait as a `RateLimitError` has it: as a duration and as a point in time. */
export function readRetryTimes(headers: Headers, now: number) {
  const retryAfterMs = readRetryAfterMs(headers, now);
  return { retryAfterMs, retryAt: retryAfterMs === undefined ? undefined : new Date(now + retryAfterMs) };
}

/** A wait that the provider asked for. It applies to all requests of a client. */
export interface Pause {
  readonly response: Response;
  readonly endsAt: number;
  /** The token of the request, which the response may repeat. */
  readonly token: string | undefined;
}

/** Returns the response to a request that is not sent because of a pause. It asks for the rest of the wait. */
export function pausedResponse({ response }: Pause, waitMs: number): Response {
  const paused = new Response(null, response);
  paused.headers.set("Retry-After", String(waitMs / 1000));
  return paused;
}
