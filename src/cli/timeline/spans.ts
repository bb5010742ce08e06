// Spans of time: where they meet, and what is left between them.

import type { Period, Span } from "./model.ts";

export function spanOf({ start, end }: Period): Span {
  return { fromMs: start.atMs, untilMs: end.atMs };
}

export function overlap(a: Span, b: Span): boolean {
  return a.fromMs < b.untilMs && b.fromMs < a.untilMs;
}

/** What is left of a span between others. */
export function leftOf(whole: Span, taken: readonly Span[]): readonly Span[] {
  const left: Span[] = [];
  let fromMs = whole.fromMs;
  for (const next of taken.filter((span) => overlap(span, whole)).sort((a, b) => a.fromMs - b.fromMs)) {
    if (next.fromMs > fromMs) left.push({ fromMs, untilMs: next.fromMs });
    fromMs = Math.max(fromMs, next.untilMs);
  }
  return fromMs < whole.untilMs ? [...left, { fromMs, untilMs: whole.untilMs }] : left;
}
