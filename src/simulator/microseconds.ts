// Times as whole microseconds since 1970, which a number holds exactly until the year 2255, and their text.

export const SECOND_US = 1_000_000;
export const MINUTE_US = 60 * SECOND_US;
export const HOUR_US = 60 * MINUTE_US;
export const DAY_US = 24 * HOUR_US;

const DATE_TIME =
  /^(\d{4}-(\d\d)-\d\dT(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d)(?:\.(\d+))?(Z|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/;

/** Formats a time in UTC with six fraction digits, such as `2024-04-17T09:39:45.984584Z`. */
export function formatTimestamp(us: number): string {
  const ms = Math.floor(us / 1000);
  return `${new Date(ms).toISOString().slice(0, -1)}${String(us - ms * 1000).padStart(3, "0")}Z`;
}

/** Parses an RFC 3339 date-time with a zone; returns undefined for any other text. Drops digits below a microsecond. */
export function parseTimestamp(text: string): number | undefined {
  const [, seconds = "", month, fraction = "", zone] = DATE_TIME.exec(text) ?? [];
  // `Date` turns 31 February into a day in March.
  if (new Date(seconds.slice(0, 10)).getUTCMonth() + 1 !== Number(month)) return undefined;
  return Date.parse(`${seconds}${zone}`) * 1000 + Number(fraction.slice(0, 6).padEnd(6, "0"));
}
