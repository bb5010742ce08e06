// Parses the points in time that people type, and compares the API's timestamps.

import { UsageError } from "./errors.ts";
import { parseDuration } from "./units.ts";

/** For help texts. */
export const TIMESTAMP_FORMATS = "2026-01-31T08:00:00Z, a day such as 2026-01-31 (in UTC), or an age: 7d, 12h, 30m";

const DATE_TIME = /^(\d{4}-\d\d-\d\dT(?:[01]\d|2[0-3]):[0-5]\d)(:[0-5]\d(?:\.\d+)?)?(Z|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/;
const DAY = /^\d{4}-\d\d-\d\d$/;

/**
 * Returns the timestamp for the API. An exact timestamp stays as typed, to the microsecond; a day begins at midnight UTC.
 *
 * @param option for the error message
 * @throws {UsageError}
 */
export function parseTimestamp(option: string, text: string, now: number): string {
  const timestamp = toTimestamp(text, now);
  // The API's dates have no other years.
  if (timestamp && /^(?!0000)\d/.test(timestamp)) return timestamp;
  const expected = timestamp ? "be in a year from 0001 to 9999" : `be ${TIMESTAMP_FORMATS}`;
  throw new UsageError(`${option} must ${expected} (received ${JSON.stringify(text)})`);
}

function toTimestamp(text: string, now: number): string | undefined {
  const ageMs = text.endsWith("s") ? Number.NaN : parseDuration(text);
  if (!Number.isNaN(ageMs)) return new Date(now - ageMs).toISOString();
  if (!isDay(text.slice(0, 10))) return undefined;
  if (DAY.test(text)) return `${text}T00:00:00Z`;
  const [, minute, seconds = ":00", zone] = DATE_TIME.exec(text) ?? [];
  return minute && minute + seconds + zone;
}

/** `Date` takes 31 February for a day in March. */
function isDay(text: string): boolean {
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}

/** A span of time, both ends inclusive, as timestamps for the API. */
export interface Window {
  readonly since: string | undefined;
  readonly until: string | undefined;
}

/** As typed. */
export interface WindowOptions {
  readonly since?: string;
  readonly until?: string;
}

/**
 * Parses `--since` and `--until`. A day is not part of a window that ends with it. Without `--until` the window stays
 * open, because the local clock may be behind the provider's.
 *
 * @throws {UsageError}
 */
export function parseWindow({ since, until }: WindowOptions, now: number): Window {
  const start = since === undefined ? undefined : parseTimestamp("--since", since, now);
  const end = until === undefined ? undefined : parseEnd(until, now);
  if (start !== undefined && end !== undefined && compareTimestamps(start, end) > 0) {
    throw new UsageError(`--since must be before --until (received ${since} and ${until})`);
  }
  return { since: start, until: end };
}

/** Timestamps are inclusive, so the end of a window of days is the last microsecond before midnight. */
function parseEnd(until: string, now: number): string {
  const timestamp = parseTimestamp("--until", until, now);
  if (!DAY.test(until)) return timestamp;
  return new Date(Date.parse(timestamp) - 1).toISOString().replace("Z", "999Z");
}

/** Compares two timestamps to the last digit; `Date.parse` drops what is below a millisecond. */
export function compareTimestamps(a: string, b: string): number {
  const difference = Date.parse(a) - Date.parse(b);
  if (difference !== 0) return difference;
  const [fractionA, fractionB] = [fractionOf(a), fractionOf(b)];
  return Number(fractionA > fractionB) - Number(fractionA < fractionB);
}

/** Without trailing zeros, fractions sort as text as they do as numbers. */
function fractionOf(timestamp: string): string {
  return /\.(\d*[1-9])/.exec(timestamp)?.[1] ?? "";
}
