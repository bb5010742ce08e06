// When a charger is sampled: once in each slot of its interval and at some changes of state, except in gaps.

import type { Disorder } from "../disorder.ts";
import { DAY_US, formatTimestamp, SECOND_US } from "../microseconds.ts";
import { CLOCK_SHIFTS_US, clockSkewOf, lateUploadOf, loggedAt, resendOf } from "./incidents.ts";
import { isIn, periodOf } from "./periods.ts";
import type { Plan } from "./plan.ts";
import { Random } from "./random.ts";
import { createMeter } from "./reading.ts";
import { type Chunks, createSeries, type Entry, mergeSeries, type Series } from "./series.ts";
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

export interface SampleSettings {
  /** The times of the first and the last log. The last may be `Infinity`. */
  readonly fromUs: number;
  readonly toUs: number;
  /** The time between status logs, from a second to a day. */
  readonly intervalUs: number;
  readonly disorder: Disorder;
}

/** Creates the status logs of a charger. Those with a wrong clock are in series of their own, shifted in time. */
export function createStatusSeries(
  traits: Traits,
  planOf: (period: number) => Plan,
  { fromUs, toUs, intervalUs, disorder }: SampleSettings,
): Series {
  const slots = sampleSlots(traits, planOf, intervalUs, disorder);
  const onTime: Chunks = { ...slots, entries: (slot) => slots.entries(slot, 0) };
  const series = createSeries(onTime, fromUs, toUs);
  if (disorder.clockSkew === 0) return series;

  const skewed = CLOCK_SHIFTS_US.map((shiftUs) => {
    const periods: Chunks = {
      numberOf: (us) => periodOf(us - shiftUs),
      next: (period, step) => period + step,
      entries(period) {
        const skew = clockSkewOf(traits, period, intervalUs, disorder);
        if (skew?.shiftUs !== shiftUs) return [];
        const first = slots.numberOf(skew.fromUs);
        const count = slots.numberOf(skew.untilUs) - first + 1;
        const entries = Array.from({ length: count }, (_, index) => slots.entries(first + index, shiftUs));
        return entries.flat().filter(({ us }) => isIn(skew, us - shiftUs));
      },
    };
    return createSeries(periods, fromUs + shiftUs, toUs + shiftUs, shiftUs);
  });
  return mergeSeries([series, ...skewed]);
}

/** Returns the samples in slots. `shiftUs` selects those whose clock is wrong by so much, or 0 those that are right. */
export function sampleSlots(
  traits: Traits,
  planOf: (period: number) => Plan,
  usualIntervalUs: number,
  disorder: Disorder,
) {
  const isAdaptive = new Random(traits.key, "adaptive").chance(disorder.adaptiveSampling);
  const intervalUs = isAdaptive ? Math.min(usualIntervalUs * 12, DAY_US) : usualIntervalUs;
  const busyIntervalUs = isAdaptive ? Math.max(usualIntervalUs / 10, SECOND_US) : Infinity;
  const phaseUs = Math.floor(traits.phase * intervalUs);
  const jitterUs = Math.min(LONGEST_JITTER_US, intervalUs * JITTER_SHARE);
  const longestLagUs = Math.min(LONGEST_LAG_US, intervalUs * LAG_SHARE);
  const readMeter = createMeter(traits, planOf, disorder);

  const startOf = (slot: number) => slot * intervalUs + phaseUs;
  const slotOf = (us: number) => Math.floor((us - phaseUs) / intervalUs);
  const planAt = (us: number) => planOf(periodOf(us));

  /** Returns the samples at a change of state. */
  function pairIn(plan: Plan, startUs: number): readonly number[] {
    const endUs = startUs + intervalUs * PAIR_SHARE;
    return (plan.pair ?? []).filter((us) => us >= startUs && us < endUs);
  }

  /** Returns the additional samples while energy flows. */
  function busyTimesIn({ session, gap }: Plan, startUs: number): readonly number[] {
    const times: number[] = [];
    if (!isAdaptive || !session) return times;
    const charges = session.windows.map(({ enabledUs, charge }) => ({
      fromUs: enabledUs,
      untilUs: enabledUs + (charge?.durationUs ?? 0),
    }));
    for (const { fromUs, untilUs } of [session.discharge ?? [], charges].flat()) {
      const skipped = Math.max(0, Math.ceil((startUs - fromUs) / busyIntervalUs));
      const endUs = Math.min(untilUs, startUs + intervalUs);
      for (let us = fromUs + skipped * busyIntervalUs; us < endUs; us += busyIntervalUs) {
        if (!(gap && isIn(gap, us))) times.push(us);
      }
    }
    return times;
  }

  function timesIn(startUs: number, random: Random): readonly number[] {
    const us = startUs + Math.floor(random.next() * jitterUs);
    const { gap } = planAt(us);
    const own = gap && isIn(gap, us) ? [] : [us];
    // A slot may reach into a second plan.
    const plans = new Set([planAt(startUs), planAt(startUs + intervalUs)]);
    const others = [...plans].flatMap((plan) => [...pairIn(plan, startUs), ...busyTimesIn(plan, startUs)]);
    // A set, because the timestamp identifies a log.
    return [...new Set([...own, ...others])].sort((a, b) => a - b);
  }

  function entries(slot: number, shiftUs: number): readonly Entry[] {
    const random = new Random(traits.key, "sample", slot);
    const rowRandom = new Random(traits.key, "rows", slot);
    const times = timesIn(startOf(slot), random);
    const lagUs = Math.floor(lagShare(random) * longestLagUs);
    return times.flatMap((us) => {
      const period = periodOf(us);
      const skew = clockSkewOf(traits, period, usualIntervalUs, disorder);
      const ownShiftUs = skew && isIn(skew, us) ? skew.shiftUs : 0;
      const sampledUs = us + ownShiftUs;
      const loggedUs = loggedAt(lateUploadOf(traits, period, disorder), us, lagUs);
      const readingWh = rowRandom.chance(disorder.meterDropouts) ? 0 : readMeter(us);
      const fields = statusFields(traits, planAt(us), random, us, { sampledUs, loggedUs, readingWh });
      const entry = resend(rowRandom, { us: sampledUs, loggedUs, fields }, disorder);
      return ownShiftUs === shiftUs ? [entry] : [];
    });
  }

  /** Skips slots within a gap, and those that are uploaded later. */
  function next(slot: number, step: 1 | -1, nowUs: number): number {
    const startUs = startOf(slot + step);
    const upload = lateUploadOf(traits, periodOf(startUs), disorder);
    const spans = [planAt(startUs).gap, upload && upload.uploadUs > nowUs ? upload : undefined];
    const span = spans.find((span) => span && isIn(span, startUs) && startUs + intervalUs <= span.untilUs);
    return span ? slotOf(step > 0 ? span.untilUs : span.fromUs) : slot + step;
  }

  return { numberOf: slotOf, entries, next };
}

/** Returns the last version of a row, if it is sent again. */
function resend(random: Random, first: Entry, disorder: Disorder): Entry {
  const again = resendOf(random, disorder);
  if (!again) return first;
  const loggedUs = first.loggedUs + again.delayUs;
  const incomplete = { ...first.fields, charge_rate_watts: null, meter_reading_watt_hours: null };
  const earlier = again.isChanged ? { ...first, fields: incomplete } : first;
  return { ...first, loggedUs, fields: { ...first.fields, logged_at: formatTimestamp(loggedUs) }, earlier };
}

/** Returns a number from 0 to 1, mostly small. */
function lagShare(random: Random): number {
  const seldom = random.next() * random.next() * random.next();
  return 0.04 + 0.2 * random.next() + 0.75 * seldom;
}
