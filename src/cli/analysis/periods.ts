// Finds when a state lasted, from the reports that show it.

import type { Edge, Pace, Period, Report, TimeRange } from "./model.ts";
import { isGap } from "./reports.ts";

/** A period, and the indices of the reports that show it. */
export interface IndexedPeriod extends Period {
  /** The first and the last report of the state. */
  readonly first: number;
  readonly last: number;
  /** The reports around them that show otherwise, or the same ones if there are none. */
  readonly before: number;
  readonly after: number;
}

/** Returns a range as a period to search in. */
export function wholePeriod(reports: readonly Report[], { fromMs, untilMs }: TimeRange): IndexedPeriod {
  const last = reports.length - 1;
  const start: Edge = { atMs: fromMs, kind: "window" };
  const end: Edge = { atMs: untilMs, kind: "window" };
  return { first: 0, last, before: 0, after: last, start, end };
}

export interface PeriodOptions {
  /** Returns whether a report shows the state. If that is unknown, the report is skipped. */
  readonly stateOf: (report: Report) => boolean | undefined;
  readonly pace: Pace;
  /** Whether a state that is the same before and after a gap lasted through it. */
  readonly spansGaps: boolean;
}

/** Returns the periods of a state within another period, oldest first. */
export function findPeriods(
  reports: readonly Report[],
  within: IndexedPeriod,
  options: PeriodOptions,
): readonly IndexedPeriod[] {
  const { stateOf, pace, spansGaps } = options;
  const periods: IndexedPeriod[] = [];
  let open: Pick<IndexedPeriod, "first" | "before" | "start"> | undefined;
  let known: number | undefined;
  const timeOf = (index: number) => (reports[index] as Report).atMs;

  function begin(first: number, wasSilent: boolean): void {
    if (wasSilent) open = { first, before: first, start: { atMs: timeOf(first), kind: "unreported" } };
    else if (known !== undefined) open = { first, before: known, start: { atMs: timeOf(first), kind: "reported" } };
    else open = { first, before: within.start.kind === "reported" ? within.before : first, start: within.start };
  }

  function finish(after: number, end: Edge): void {
    if (open && known !== undefined) periods.push({ ...open, last: known, after, end });
    open = undefined;
  }

  function finishSilently(last: number): void {
    finish(last, { atMs: timeOf(last), kind: "unreported" });
  }

  for (let index = within.first; index <= within.last; index++) {
    const state = stateOf(reports[index] as Report);
    if (state === undefined) continue;
    const since = { fromMs: known === undefined ? within.start.atMs : timeOf(known), untilMs: timeOf(index) };
    const wasSilent = isGap(since, pace, known === undefined ? undefined : reports[known], reports[index]);
    if (known !== undefined && wasSilent && !(spansGaps && state)) finishSilently(known);
    else if (!state) finish(index, { atMs: timeOf(index), kind: "reported" });
    if (state && !open) begin(index, wasSilent);
    known = index;
  }
  if (known === undefined) return periods;
  if (isGap({ fromMs: timeOf(known), untilMs: within.end.atMs }, pace, reports[known])) finishSilently(known);
  else finish(within.end.kind === "reported" ? within.after : known, within.end);
  return periods;
}
