// Reads how long a response asks to wait.

/** The last moment that a `Date` can hold. */
const END_OF_TIME_MS = 8.64e15;

/**
 * Gives the wait in milliseconds; undefined if the response does not ask for one, or not in a readable way.
 * Takes seconds or an HTTP date (RFC 9110, section 10.2.3). The provider's prose spells the header `RetryAfter`.
 */
export function readRetryAfterMs(headers: Headers, now: number): number | undefined {
  return readWait(headers.get("Retry-After"), now) ?? readWait(headers.get("RetryAfter"), now);
}

function readWait(value: string | null, now: number): number | undefined {
  const seconds = readNumber(value);
  if (seconds !== undefined) return Math.min(Math.ceil(seconds * 1000), END_OF_TIME_MS - now);
  // An HTTP date has a time of day; without that check `Date.parse` takes "-5" for a year, and "soon 12" for a month.
  const date = value && /\d:\d\d:\d\d/.test(value) ? Date.parse(value) : Number.NaN;
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}

/** The same twice, as the facts of a RateLimitError. */
export function readRetryTimes(headers: Headers, now: number) {
  const retryAfterMs = readRetryAfterMs(headers, now);
  return { retryAfterMs, retryAt: retryAfterMs === undefined ? undefined : new Date(now + retryAfterMs) };
}

/** Reads a number that is not negative; undefined if it is anything else. */
export function readNumber(value: string | null): number | undefined {
  return /^\d+(\.\d+)?$/.test(value ?? "") ? Number(value) : undefined;
}
