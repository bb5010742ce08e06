// Ranges of time: where they overlap, and what is left between them.

import type { Period, TimeRange } from "./model.ts";

export function rangeOf({ start, end }: Period): TimeRange {
  return { fromMs: start.atMs, untilMs: end.atMs };
}

export function overlaps(a: TimeRange, b: TimeRange): boolean {
  return a.fromMs < b.untilMs && b.fromMs < a.untilMs;
}

export function overlapMs(a: TimeRange, b: TimeRange): number {
  return Math.max(0, Math.min(a.untilMs, b.untilMs) - Math.max(a.fromMs, b.fromMs));
}

/** Returns the parts of a range that lie in none of the others. */
export function subtractRanges(whole: TimeRange, others: readonly TimeRange[]): readonly TimeRange[] {
  const rest: TimeRange[] = [];
  let fromMs = whole.fromMs;
  for (const next of others.filter((range) => overlaps(range, whole)).sort((a, b) => a.fromMs - b.fromMs)) {
    if (next.fromMs > fromMs) rest.push({ fromMs, untilMs: next.fromMs });
    fromMs = Math.max(fromMs, next.untilMs);
  }
  return fromMs < whole.untilMs ? [...rest, { fromMs, untilMs: whole.untilMs }] : rest;
}
