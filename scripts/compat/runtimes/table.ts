// What came of the trials, as a table: a runtime a row, a check a column.

/** Those of the suite, in their order: one that a runtime does not get to shows as well. */
export const CHECKS = [
  "static token",
  "client credentials",
  "paging with prefetch",
  "abort in the middle",
  "a 429 sat out",
  "an error parsed",
  "the simulator as fetch",
] as const;

/** A check as it ended on a runtime. */
export interface Result {
  readonly check: string;
  readonly passed: boolean;
  readonly error?: string;
}

export type Outcome = Skipped | Tried;

interface Skipped {
  readonly runtime: string;
  /** Why. */
  readonly skipped: string;
}

interface Tried {
  readonly runtime: string;
  readonly version: string;
  readonly results: readonly Result[];
  /** What went wrong if it did not get to the end of the suite. */
  readonly crash?: string;
}

const HEAD = ["runtime", "version", ...CHECKS];

/** For a terminal. */
export function toText(outcomes: readonly Outcome[]): string {
  // A reason runs on past its column.
  const rows = [HEAD, ...outcomes.map((outcome) => ("skipped" in outcome ? [outcome.runtime] : cells(outcome)))];
  const widths = HEAD.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[]) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join("  ");
  const rule = widths.map((width) => "-".repeat(width));
  return [HEAD, rule, ...outcomes.map(cells)].map((row) => line(row).trimEnd()).join("\n");
}

/** For the README. */
export function toMarkdown(outcomes: readonly Outcome[]): string {
  const rows = [HEAD, HEAD.map(() => "---"), ...outcomes.map(cells)];
  return rows.map((row) => `| ${HEAD.map((_, column) => row[column] ?? "").join(" | ")} |`).join("\n");
}

/** What did not pass, and why. */
export function gaps(outcomes: readonly Outcome[]): readonly string[] {
  return outcomes.flatMap((outcome) => {
    if ("skipped" in outcome) return [];
    if (outcome.crash !== undefined) return [`${outcome.runtime}: ${outcome.crash}`];
    const failed = CHECKS.filter((check) => !passed(outcome, check));
    return failed.map((check) => {
      const { error = "no result" } = outcome.results.find((result) => result.check === check) ?? {};
      return `${outcome.runtime}, ${check}: ${error}`;
    });
  });
}

function cells(outcome: Outcome): readonly string[] {
  if ("skipped" in outcome) return [outcome.runtime, `skipped: ${outcome.skipped}`];
  const { runtime, version } = outcome;
  return [runtime, version, ...CHECKS.map((check) => (passed(outcome, check) ? "passed" : "FAILED"))];
}

function passed({ results }: Tried, check: string): boolean {
  return results.some((result) => result.check === check && result.passed);
}
