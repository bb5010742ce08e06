// Power over time, and the energy below it.

import type { TimeRange } from "./model.ts";

/** A straight line. Segments of one curve may overlap; they add up. */
export interface Segment extends TimeRange {
  readonly fromWatts: number;
  readonly untilWatts: number;
}

export interface Curve {
  /** Returns the parts of the segments in a range. */
  within(range: TimeRange): readonly Segment[];
  /** Returns the energy of a range in watt-hours, and for how long the power is known. */
  integrate(range: TimeRange): { wattHours: number; knownMs: number };
}

const HOUR_MS = 3_600_000;

export function createCurve(unsorted: readonly Segment[]): Curve {
  const segments = unsorted.filter(({ fromMs, untilMs }) => fromMs < untilMs).sort((a, b) => a.fromMs - b.fromMs);
  let latestMs = -Infinity;
  const ends = segments.map(({ untilMs }) => {
    latestMs = Math.max(latestMs, untilMs);
    return { atMs: latestMs };
  });

  function* within(range: TimeRange): Generator<Segment> {
    for (let index = indexFrom(ends, range.fromMs); index < segments.length; index++) {
      const segment = segments[index] as Segment;
      if (segment.fromMs >= range.untilMs) break;
      const fromMs = Math.max(segment.fromMs, range.fromMs);
      const untilMs = Math.min(segment.untilMs, range.untilMs);
      if (fromMs >= untilMs) continue;
      const { fromWatts, untilWatts } = segment;
      const slope = (untilWatts - fromWatts) / (segment.untilMs - segment.fromMs);
      const wattsAt = (atMs: number) => fromWatts + slope * (atMs - segment.fromMs);
      yield { fromMs, untilMs, fromWatts: wattsAt(fromMs), untilWatts: wattsAt(untilMs) };
    }
  }

  return {
    within: (range) => [...within(range)],
    integrate(range) {
      let [wattHours, knownMs] = [0, 0];
      for (const { fromMs, untilMs, fromWatts, untilWatts } of within(range)) {
        knownMs += untilMs - fromMs;
        wattHours += ((fromWatts + untilWatts) / 2) * ((untilMs - fromMs) / HOUR_MS);
      }
      return { wattHours, knownMs };
    },
  };
}

/** Returns the index of the first item at or after a time, by binary search. */
export function indexFrom(items: readonly { readonly atMs: number }[], atMs: number): number {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((items[middle] as { atMs: number }).atMs < atMs) low = middle + 1;
    else high = middle;
  }
  return low;
}
