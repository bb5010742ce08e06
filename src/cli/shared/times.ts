// Reads the moments that people type: exact ones, days, and so long ago.

import { UsageError } from "./failures.ts";

/** What the help says of a moment. */
export const MOMENT_FORMS = "2026-01-31T08:00:00Z, 2026-01-31 (its start in UTC), or so long ago: 7d, 12h, 30m";

const DATE_TIME = /^(\d{4}-\d\d-\d\dT(?:[01]\d|2[0-3]):[0-5]\d)(:[0-5]\d(?:\.\d+)?)?(Z|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/;
const DATE = /^\d{4}-\d\d-\d\d$/;
const AGO = /^(\d{1,6})([dhm])$/;
const UNIT_MS = { d: 86_400_000, h: 3_600_000, m: 60_000 };

/**
 * Gives the moment as the API takes it. One that is exact stays as it was typed, to the microsecond.
 *
 * @param option where it was typed, for the complaint
 * @throws {UsageError}
 */
export function readMoment(option: string, text: string, now: number): string {
  const moment = momentOf(text, now);
  // The calendar of the API has no other years.
  if (moment && /^(?!0000)\d/.test(moment)) return moment;
  const year = moment ? "a year from 0001 to 9999" : MOMENT_FORMS;
  throw new UsageError(`${option}: got ${JSON.stringify(text)}; it takes ${year}`);
}

function momentOf(text: string, now: number): string | undefined {
  const [, amount, unit] = AGO.exec(text) ?? [];
  if (unit) return new Date(now - Number(amount) * UNIT_MS[unit as keyof typeof UNIT_MS]).toISOString();
  if (!isDay(text.slice(0, 10))) return undefined;
  if (DATE.test(text)) return `${text}T00:00:00Z`;
  const [, minute, seconds = ":00", zone] = DATE_TIME.exec(text) ?? [];
  return minute && minute + seconds + zone;
}

/** 31 February would come out as a day in March. */
function isDay(text: string): boolean {
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}

/** From when to when, both inclusive, in milliseconds since 1970 and as the API takes it. */
export interface Window {
  readonly since: string | undefined;
  readonly until: string;
}

/** As they were typed. */
export interface WindowOptions {
  readonly since?: string;
  readonly until?: string;
}

/**
 * Reads `--since` and `--until`. Without `--until` the window ends now, so that it stays the same while it is read.
 *
 * @throws {UsageError}
 */
export function readWindow({ since, until }: WindowOptions, now: number): Window {
  const window = {
    since: since === undefined ? undefined : readMoment("--since", since, now),
    until: until === undefined ? new Date(now).toISOString() : readMoment("--until", until, now),
  };
  if (window.since !== undefined && Date.parse(window.since) > Date.parse(window.until)) {
    throw new UsageError(`--since: ${window.since} is after the end of the window, ${window.until}`);
  }
  return window;
}
