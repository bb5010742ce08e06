// Timestamps, compared to the microsecond in any time zone and with any number of digits.

import { expect } from "vitest";
import type { Family, Row } from "./behaviour.ts";

export function timestampsOf(rows: readonly Row[], { timestamp }: Family): string[] {
  return rows.map((row) => String(row[timestamp]));
}

/** Microseconds since 1970: a safe integer until the year 2255. */
export function microseconds(timestamp: string): number {
  const [, seconds = "", fraction = "", zone = ""] = /^(.{19})(?:\.(\d{1,6}))?(Z|[+-]\d\d:\d\d)$/.exec(timestamp) ?? [];
  return Date.parse(`${seconds}${zone}`) * 1000 + Number(fraction.padEnd(6, "0"));
}

/** The timestamp that is some microseconds later, or earlier if they are negative. */
export function laterBy(us: number, timestamp: string): string {
  const total = microseconds(timestamp) + us;
  const seconds = new Date(Math.floor(total / 1_000_000) * 1000).toISOString().slice(0, 19);
  return `${seconds}.${String(total % 1_000_000).padStart(6, "0")}Z`;
}

/** The same time in a zone two hours ahead. */
export function inAnotherZone(timestamp: string): string {
  return laterBy(7_200_000_000, timestamp).replace("Z", "+02:00");
}

/** The query for logs between two timestamps. */
export function between({ timestamp }: Family, gte: string | undefined, lte?: string): object {
  return { [`${timestamp}__gte`]: gte, [`${timestamp}__lte`]: lte };
}

/** Asserts that rows are newest first and unique. */
export function expectNewestFirst(rows: readonly Row[], family: Family): void {
  const times = timestampsOf(rows, family).map(microseconds);
  expect(times).toEqual([...new Set(times)].sort((a, b) => b - a));
}
