// Days from noon to noon (UTC), by number, and spans of time.

import { DAY_US } from "../microseconds.ts";

export interface Span {
  readonly fromUs: number;
  readonly untilUs: number;
}

/** Returns the number of the period that a time belongs to. */
export function periodOf(us: number): number {
  return Math.floor((us - DAY_US / 2) / DAY_US);
}

export function startOf(period: number): number {
  return period * DAY_US + DAY_US / 2;
}

export function isIn({ fromUs, untilUs }: Span, us: number): boolean {
  return us >= fromUs && us < untilUs;
}
