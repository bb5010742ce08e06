// Reads times that pass between one thing and the next, as people type them.

import { InvalidArgumentError } from "commander";

const FORM = /^(\d{1,6})([dhms])$/;
const UNIT_MS = { d: 86_400_000, h: 3_600_000, m: 60_000, s: 1000 };

/**
 * Gives a reader of an option's value, which gives milliseconds.
 *
 * @param least in the same form, such as `10s`
 */
export function intervalReader(least: string, most: string): (text: string) => number {
  return (text) => {
    const ms = msOf(text);
    if (ms >= msOf(least) && ms <= msOf(most)) return ms;
    throw new InvalidArgumentError(`It takes a time from ${least} to ${most}, such as 30s, 5m or 1h.`);
  };
}

function msOf(text: string): number {
  const [, amount, unit] = FORM.exec(text) ?? [];
  return unit ? Number(amount) * UNIT_MS[unit as keyof typeof UNIT_MS] : Number.NaN;
}
