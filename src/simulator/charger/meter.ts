// The energy meter in closed form: a reading at any noon costs the same, however far away.

import { Random } from "./random.ts";
import type { Traits } from "./traits.ts";

/** The week from which the meter counts, that of 4 January 2010. Earlier readings are negative. */
const FIRST_WEEK = 2088;
const WEEKS_PER_YEAR = 365.25 / 7;
/** A week in January takes a fifth more than the average, a week in July a fifth less. */
const SEASONAL_WEEKS = (0.2 * WEEKS_PER_YEAR) / (2 * Math.PI);
/** How much the energy of a week varies at random, in average weeks. */
const SWING = 0.4;
const FEWEST_DAYS = 3;

/** Returns the reading when a period starts, in whole watt-hours. It never decreases from one period to the next. */
export function readingAtStart(traits: Traits, period: number): number {
  const { week, day } = weekOf(period);
  const startWh = weekReading(traits, week);
  const shares = dayShares(traits, week);
  const sum = (list: readonly number[]) => list.reduce((total, share) => total + share, 0);
  const energyWh = weekReading(traits, week + 1) - startWh;
  return startWh + Math.floor((energyWh * sum(shares.slice(0, day))) / sum(shares));
}

/** Weeks go from Monday noon to Monday noon; day 0 is Monday. Period 0 starts on a Thursday. */
export function weekOf(period: number): { readonly week: number; readonly day: number } {
  const week = Math.floor((period + 3) / 7);
  return { week, day: period + 3 - week * 7 };
}

/**
 * Returns the reading when a week starts: the average so far, plus a random part of this week only. The random parts of
 * the weeks before cancel out, so they need not be added up.
 */
function weekReading(traits: Traits, week: number): number {
  const season = SEASONAL_WEEKS * Math.sin((2 * Math.PI * (week - 2)) / WEEKS_PER_YEAR);
  const swing = new Random(traits.key, "week", week).between(0, SWING);
  return traits.firstReadingWh + Math.round(traits.weeklyWh * (week - FIRST_WEEK + season + swing));
}

/** Returns how the energy of a week is spread over its days. */
function dayShares(traits: Traits, week: number): readonly number[] {
  const random = new Random(traits.key, "days", week);
  const scores = Array.from({ length: 7 }, () => random.next());
  const fewest = scores.toSorted((a, b) => a - b)[FEWEST_DAYS - 1] as number;
  return scores.map((score) => (score <= Math.max(traits.habit, fewest) ? random.between(0.5, 1) : 0));
}
