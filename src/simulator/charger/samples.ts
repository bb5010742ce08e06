// When a charger is sampled: once in each interval and at some changes of state, except in gaps.

import { SECOND_US } from "../microseconds.ts";
import { isIn, type Plan, periodOf } from "./plan.ts";
import { Random } from "./random.ts";
import type { Chunks, Entry } from "./series.ts";
import { statusFields } from "./status.ts";
import type { Traits } from "./traits.ts";

/** A sample is taken in the first part of its slot, so that it is logged before the next slot. */
const LONGEST_JITTER_US = 20 * SECOND_US;
const JITTER_SHARE = 0.5;
/** A change of state later in the slot has no samples of its own: they would be logged in the next slot. */
const PAIR_SHARE = 0.85;
/** From sampling to logging. The shares of a slot add up to less than one. */
const LONGEST_LAG_US = 8 * SECOND_US;
const LAG_SHARE = 0.1;

export function sampleSlots(traits: Traits, planOf: (period: number) => Plan, intervalUs: number): Chunks {
  const phaseUs = Math.floor(traits.phase * intervalUs);
  const jitterUs = Math.min(LONGEST_JITTER_US, intervalUs * JITTER_SHARE);
  const longestLagUs = Math.min(LONGEST_LAG_US, intervalUs * LAG_SHARE);

  const startOf = (slot: number) => slot * intervalUs + phaseUs;
  const slotOf = (us: number) => Math.floor((us - phaseUs) / intervalUs);
  const planAt = (us: number) => planOf(periodOf(us));

  /** Returns the samples at a change of state. A slot may reach into a second plan. */
  function pairIn(startUs: number): readonly number[] {
    const pairs = [planAt(startUs).pair ?? [], planAt(startUs + intervalUs).pair ?? []];
    const endUs = startUs + intervalUs * PAIR_SHARE;
    return pairs.flat().filter((us) => us >= startUs && us < endUs);
  }

  function timesIn(startUs: number, random: Random): readonly number[] {
    const us = startUs + Math.floor(random.next() * jitterUs);
    const { gap } = planAt(us);
    const own = gap && isIn(gap, us) ? [] : [us];
    // A set, because the timestamp identifies a log.
    return [...new Set([...own, ...pairIn(startUs)])].sort((a, b) => a - b);
  }

  function entries(slot: number): readonly Entry[] {
    const random = new Random(traits.key, "sample", slot);
    const times = timesIn(startOf(slot), random);
    const lagUs = Math.floor(lagShare(random) * longestLagUs);
    return times.map((us) => {
      const loggedUs = us + lagUs;
      return { us, loggedUs, fields: statusFields(traits, planAt(us), random, us, loggedUs) };
    });
  }

  /** Skips slots within a gap. */
  function next(slot: number, step: 1 | -1): number {
    const startUs = startOf(slot + step);
    const { gap } = planAt(startUs);
    const isInGap = gap && isIn(gap, startUs) && startUs + intervalUs <= gap.untilUs;
    if (!isInGap) return slot + step;
    return slotOf(step > 0 ? gap.untilUs : gap.fromUs);
  }

  return { numberOf: slotOf, entries, next };
}

/** Returns a number from 0 to 1, mostly small. */
function lagShare(random: Random): number {
  const seldom = random.next() * random.next() * random.next();
  return 0.04 + 0.2 * random.next() + 0.75 * seldom;
}
