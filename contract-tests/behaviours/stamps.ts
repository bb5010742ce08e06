// Time stamps as behaviours compare them: to the microsecond, whatever their zone and number of digits.

import { expect } from "vitest";
import type { Family, Row } from "./behaviour.ts";

export function stampsOf(rows: readonly Row[], { stamp }: Family): string[] {
  return rows.map((row) => String(row[stamp]));
}

/** Since 1970. A number holds them exactly until the year 2255. */
export function microseconds(stamp: string): number {
  const [, seconds = "", fraction = "", zone = ""] = /^(.{19})(?:\.(\d{1,6}))?(Z|[+-]\d\d:\d\d)$/.exec(stamp) ?? [];
  return Date.parse(`${seconds}${zone}`) * 1000 + Number(fraction.padEnd(6, "0"));
}

/** The moment so many microseconds later; earlier if they are negative. */
export function laterBy(us: number, stamp: string): string {
  const total = microseconds(stamp) + us;
  const seconds = new Date(Math.floor(total / 1_000_000) * 1000).toISOString().slice(0, 19);
  return `${seconds}.${String(total % 1_000_000).padStart(6, "0")}Z`;
}

/** The same moment on a clock two hours ahead. */
export function inAnotherZone(stamp: string): string {
  return laterBy(7_200_000_000, stamp).replace("Z", "+02:00");
}

/** The query for what lies between two moments; one that is left out is no bound. */
export function between({ stamp }: Family, gte: string | undefined, lte?: string): object {
  return { [`${stamp}__gte`]: gte, [`${stamp}__lte`]: lte };
}

/** Asserts that rows are newest first, and that none comes twice. */
export function expectNewestFirst(rows: readonly Row[], family: Family): void {
  const moments = stampsOf(rows, family).map(microseconds);
  expect(moments).toEqual([...new Set(moments)].sort((a, b) => b - a));
}
