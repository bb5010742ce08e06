// Finds when a state lasted: the runs of reports that tell it.

import type { Edge, Period, Report, Span } from "./model.ts";

/** A state that lasted, with the reports that tell it by their places in the list. */
export interface Run extends Period {
  /** The first and the last report of the state. */
  readonly first: number;
  readonly last: number;
  /** The reports around them that tell otherwise; the same ones again where there are none. */
  readonly before: number;
  readonly after: number;
}

/** The window as a run, to search in. */
export function wholeRun(reports: readonly Report[], { fromMs, untilMs }: Span): Run {
  const last = reports.length - 1;
  const start: Edge = { atMs: fromMs, kind: "window" };
  const end: Edge = { atMs: untilMs, kind: "window" };
  return { first: 0, last, before: 0, after: last, start, end };
}

export interface RunOptions {
  /** The state in question; a report that does not know it is as if it were missing. */
  readonly stateOf: (report: Report) => boolean | undefined;
  readonly silenceMs: number;
  /** Whether a state that is the same on both sides of a silence lasted through it. */
  readonly bridges: boolean;
}

/** Gives the runs within another run, oldest first. */
export function findRuns(reports: readonly Report[], within: Run, options: RunOptions): readonly Run[] {
  const { stateOf, silenceMs, bridges } = options;
  const runs: Run[] = [];
  let open: Pick<Run, "first" | "before" | "start"> | undefined;
  let known: number | undefined;
  const momentOf = (index: number) => (reports[index] as Report).atMs;

  function begin(first: number, wasSilent: boolean): void {
    if (wasSilent) open = { first, before: first, start: { atMs: momentOf(first), kind: "unreported" } };
    else if (known !== undefined) open = { first, before: known, start: { atMs: momentOf(first), kind: "reported" } };
    else open = { first, before: within.start.kind === "reported" ? within.before : first, start: within.start };
  }

  function finish(after: number, end: Edge): void {
    if (open && known !== undefined) runs.push({ ...open, last: known, after, end });
    open = undefined;
  }

  function finishSilently(last: number): void {
    finish(last, { atMs: momentOf(last), kind: "unreported" });
  }

  for (let index = within.first; index <= within.last; index++) {
    const state = stateOf(reports[index] as Report);
    if (state === undefined) continue;
    const beforeMs = known === undefined ? within.start.atMs : momentOf(known);
    const wasSilent = momentOf(index) - beforeMs > silenceMs;
    if (known !== undefined && wasSilent && !(bridges && state)) finishSilently(known);
    else if (!state) finish(index, { atMs: momentOf(index), kind: "reported" });
    if (state && !open) begin(index, wasSilent);
    known = index;
  }
  if (known === undefined) return runs;
  if (within.end.atMs - momentOf(known) > silenceMs) finishSilently(known);
  else finish(within.end.kind === "reported" ? within.after : known, within.end);
  return runs;
}
