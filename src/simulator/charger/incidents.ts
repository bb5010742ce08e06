// What goes wrong at a charger, each in closed form, so that any day can be computed without the days before.

import type { Disorder } from "../disorder.ts";
import { DAY_US, HOUR_US, MINUTE_US, SECOND_US } from "../microseconds.ts";
import { isIn, type Span, startOf } from "./periods.ts";
import { type Purpose, Random } from "./random.ts";
import type { Traits } from "./traits.ts";

const YEAR_US = 365 * DAY_US;
/** How far a wrong clock can be ahead. */
export const CLOCK_SHIFTS_US = [HOUR_US, -HOUR_US / 2, YEAR_US];
/** A clock is seldom wrong by a year, and then only for a few samples. */
const YEAR_SHARE = 0.1;

/** Status logs recorded offline and uploaded later. */
export interface LateUpload extends Span {
  readonly uploadUs: number;
}

/** A time with a wrong clock. */
export interface ClockSkew extends Span {
  readonly shiftUs: number;
}

export function lateUploadOf({ key }: Traits, period: number, { lateUploads }: Disorder): LateUpload | undefined {
  const random = draw(key, "uploads", period, lateUploads);
  if (!random) return undefined;
  const span = spanIn(random, period, logUniform(random, 10 * MINUTE_US, DAY_US));
  return { ...span, uploadUs: span.untilUs + logUniform(random, MINUTE_US, 3 * DAY_US) };
}

/** Returns when a status log is recorded: a late upload takes up to a minute. */
export function loggedAt(upload: LateUpload | undefined, us: number, lagUs: number): number {
  if (!upload || !isIn(upload, us)) return us + lagUs;
  const share = (us - upload.fromUs) / (upload.untilUs - upload.fromUs);
  return upload.uploadUs + Math.floor(share * MINUTE_US);
}

/** @param intervalUs determines how long a clock is wrong: for up to 40 samples */
export function clockSkewOf(
  { key }: Traits,
  period: number,
  intervalUs: number,
  { clockSkew }: Disorder,
): ClockSkew | undefined {
  const random = draw(key, "skew", period, clockSkew);
  if (!random) return undefined;
  const shiftUs = random.chance(YEAR_SHARE) ? YEAR_US : random.pick(CLOCK_SHIFTS_US.slice(0, 2));
  const samples = shiftUs === YEAR_US ? random.whole(1, 3) : random.whole(2, 40);
  return { ...spanIn(random, period, Math.min(samples * intervalUs, 6 * HOUR_US)), shiftUs };
}

export function stuckMeterOf({ key }: Traits, period: number, { stuckMeters }: Disorder): Span | undefined {
  const random = draw(key, "stuck", period, stuckMeters);
  return random && spanIn(random, period, logUniform(random, 3 * HOUR_US, DAY_US));
}

/** Returns when and how a row is sent again, if it is. */
export function resendOf(random: Random, { repeatedRows, changedRows }: Disorder) {
  const chance = random.next();
  const delayUs = logUniform(random, 5 * SECOND_US, 6 * HOUR_US);
  return chance < repeatedRows + changedRows ? { delayUs, isChanged: chance < changedRows } : undefined;
}

/** Returns a source of numbers if something happens in this period. */
export function draw(key: number, purpose: Purpose, period: number, rate: number): Random | undefined {
  if (rate === 0) return undefined;
  const random = new Random(key, purpose, period);
  return random.chance(rate) ? random : undefined;
}

function spanIn(random: Random, period: number, lengthUs: number): Span {
  const fromUs = Math.floor(startOf(period) + random.next() * (DAY_US - lengthUs));
  return { fromUs, untilUs: fromUs + lengthUs };
}

/** Returns an integer between two bounds, such that each order of magnitude is equally likely. */
function logUniform(random: Random, low: number, high: number): number {
  return Math.floor(low * (high / low) ** random.next());
}
