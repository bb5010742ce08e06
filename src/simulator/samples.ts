// When a charger is sampled: once in each slot of its interval and at some changes of state, but not while it is offline.

import { isIn, type Plan, periodOf } from "./plan.ts";
import { Random } from "./random.ts";
import type { Chunks, Entry } from "./series.ts";
import { SECOND_US } from "./stamps.ts";
import { statusFields } from "./status.ts";
import type { Traits } from "./traits.ts";

/** A sample lies in the first part of its slot, so that its log is there before the next slot. */
const LONGEST_JITTER_US = 20 * SECOND_US;
const JITTER_SHARE = 0.5;
/** A change of state that comes later in its slot has no samples of its own: they would be logged in the next slot. */
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

  /** A slot of a day may reach into a second plan. */
  function pairIn(startUs: number): readonly number[] {
    const pairs = [planAt(startUs).pair ?? [], planAt(startUs + intervalUs).pair ?? []];
    const endUs = startUs + intervalUs * PAIR_SHARE;
    return pairs.flat().filter((us) => us >= startUs && us < endUs);
  }

  function stampsIn(startUs: number, random: Random): readonly number[] {
    const stampUs = startUs + Math.floor(random.next() * jitterUs);
    const { gap } = planAt(stampUs);
    const own = gap && isIn(gap, stampUs) ? [] : [stampUs];
    // The set, since no two logs have the same stamp.
    return [...new Set([...own, ...pairIn(startUs)])].sort((a, b) => a - b);
  }

  function entries(slot: number): readonly Entry[] {
    const random = new Random(traits.key, "sample", slot);
    const stamps = stampsIn(startOf(slot), random);
    const lagUs = Math.floor(lagShare(random) * longestLagUs);
    return stamps.map((stampUs) => {
      const loggedUs = stampUs + lagUs;
      return { stampUs, loggedUs, fields: statusFields(traits, planAt(stampUs), random, stampUs, loggedUs) };
    });
  }

  /** Jumps over slots that lie in a gap. */
  function next(slot: number, step: 1 | -1): number {
    const startUs = startOf(slot + step);
    const { gap } = planAt(startUs);
    const isOffline = gap && isIn(gap, startUs) && startUs + intervalUs <= gap.untilUs;
    if (!isOffline) return slot + step;
    return slotOf(step > 0 ? gap.untilUs : gap.fromUs);
  }

  return { numberOf: slotOf, entries, next };
}

/** Mostly small, seldom near one. */
function lagShare(random: Random): number {
  const seldom = random.next() * random.next() * random.next();
  return 0.04 + 0.2 * random.next() + 0.75 * seldom;
}
