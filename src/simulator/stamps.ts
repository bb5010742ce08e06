// Time stamps: whole microseconds since 1970 as a number, which is exact for some 285 years both ways, and their text.

export const SECOND_US = 1_000_000;
export const MINUTE_US = 60 * SECOND_US;
export const HOUR_US = 60 * MINUTE_US;
export const DAY_US = 24 * HOUR_US;

const DATE_TIME =
  /^(\d{4}-(\d\d)-\d\dT(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d)(?:\.(\d+))?(Z|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/;

/** Gives the text in UTC, always with six digits, such as `2024-04-17T09:39:45.984584Z`. */
export function formatStamp(us: number): string {
  const ms = Math.floor(us / 1000);
  return `${new Date(ms).toISOString().slice(0, -1)}${String(1000 + us - ms * 1000).slice(1)}Z`;
}

/**
 * Reads a date-time of RFC 3339, which has a zone and any number of fraction digits. Undefined if the text is none.
 * Digits beyond the sixth make it the half between two microseconds: before the one, after the other, equal to none.
 */
export function parseStamp(text: string): number | undefined {
  const [, seconds = "", month, fraction = "", zone] = DATE_TIME.exec(text) ?? [];
  // 31 February would come out as a day in March.
  if (new Date(seconds.slice(0, 10)).getUTCMonth() + 1 !== Number(month)) return undefined;
  const us = Date.parse(`${seconds}${zone}`) * 1000 + Number(fraction.slice(0, 6).padEnd(6, "0"));
  return /[1-9]/.test(fraction.slice(6)) ? us + 0.5 : us;
}
