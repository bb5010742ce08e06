// Parses durations that people type, and formats durations and numbers for people.

import { InvalidArgumentError } from "commander";

const UNITS_MS = { d: 86_400_000, h: 3_600_000, m: 60_000, s: 1000 };

/** Parses a duration such as `30s`, `5m`, `12h` or `7d`. Returns milliseconds, or NaN for any other text. */
export function parseDuration(text: string): number {
  const [, amount, unit] = /^(\d{1,6})([dhms])$/.exec(text) ?? [];
  return unit ? Number(amount) * UNITS_MS[unit as keyof typeof UNITS_MS] : Number.NaN;
}

/** Returns a parser of a commander option that takes a duration within these limits, and returns milliseconds. */
export function durationParser(minimum: string, maximum: string): (text: string) => number {
  return (text) => {
    const ms = parseDuration(text);
    if (ms >= parseDuration(minimum) && ms <= parseDuration(maximum)) return ms;
    throw new InvalidArgumentError(`It must be a duration from ${minimum} to ${maximum}, such as 30s, 5m or 1h.`);
  };
}

/** Returns a parser of a commander option that takes an integer within these limits. */
export function integerParser(minimum: number, maximum: number): (text: string) => number {
  return (text) => {
    if (/^-?\d{1,16}$/.test(text) && Number(text) >= minimum && Number(text) <= maximum) return Number(text);
    throw new InvalidArgumentError(`It must be an integer from ${minimum} to ${maximum}.`);
  };
}

/** Formats a duration, such as `45 s`, `12 min`, `3 h 5 min` or `2 d 4 h`. */
export function formatDuration(ms: number): string {
  const seconds = Math.round(ms / 1000);
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return `${minutes} min`;
  if (minutes < 48 * 60) return join(Math.floor(minutes / 60), "h", minutes % 60, "min");
  const hours = Math.round(minutes / 60);
  return join(Math.floor(hours / 24), "d", hours % 24, "h");
}

function join(large: number, largeUnit: string, small: number, smallUnit: string): string {
  return `${large} ${largeUnit}${small > 0 ? ` ${small} ${smallUnit}` : ""}`;
}

/** Formats the time left, such as `0:59` or `59:59`. */
export function formatCountdown(ms: number): string {
  const seconds = Math.max(0, Math.ceil(ms / 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

/** Formats a point in time in the machine's time zone, such as `14:05 CET (in 59 min)`. */
export function formatTimeAhead(atMs: number, delayMs: number, timeZone?: string): string {
  const format = { hour: "2-digit", minute: "2-digit", timeZoneName: "short", timeZone } as const;
  return `${new Intl.DateTimeFormat("en-GB", format).format(atMs)} (in ${formatDuration(delayMs)})`;
}

/** Formats a number, such as `2,016` or, with two digits, `1,234.56`. */
export function formatNumber(amount: number, digits = 0): string {
  const options = { minimumFractionDigits: digits, maximumFractionDigits: digits, signDisplay: "negative" } as const;
  return amount.toLocaleString("en-GB", options);
}

/** Formats a number of things, such as `1 row` or `2,016 rows`. */
export function formatCount(amount: number, noun: string): string {
  return `${formatNumber(amount)} ${noun}${amount === 1 ? "" : "s"}`;
}

/** Formats power, such as `7.3 kW` or `840 W`. */
export function formatPower(watts: number): string {
  return Math.abs(watts) < 1000 ? `${watts} W` : `${(watts / 1000).toFixed(1)} kW`;
}
