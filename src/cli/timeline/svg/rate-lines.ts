// The charge rate over time as lines, with no more points than a picture can show.

import type { Analysis, Report, TimeRange } from "../../analysis/model.ts";
import { isGap } from "../../analysis/reports.ts";

export interface RatePoint {
  readonly atMs: number;
  readonly watts: number;
}

export interface RateLines {
  /** A line ends where the rate is unknown or reports are missing. */
  readonly lines: readonly (readonly RatePoint[])[];
  /** Each column of this length shows its first, lowest, highest and last rate. Undefined if all points are shown. */
  readonly columnMs: number | undefined;
}

const MOST_POINTS = 6_000;
/** Finer than the pixels of most screens. */
const COLUMNS = 1_500;

export function computeRateLines({ reports, pace, window }: Analysis): RateLines {
  const lines: RatePoint[][] = [];
  let previous: Report | undefined;
  for (const report of reports) {
    const { atMs, chargeRateWatts = 0, exportWatts = 0 } = report;
    const isKnown = report.chargeRateWatts !== undefined || exportWatts > 0;
    if (isKnown && (!previous || isGap({ fromMs: previous.atMs, untilMs: atMs }, pace, previous, report)))
      lines.push([]);
    if (isKnown) lines.at(-1)?.push({ atMs, watts: exportWatts > 0 ? -exportWatts : chargeRateWatts });
    previous = isKnown ? report : undefined;
  }
  return reducePoints(lines.map(withoutInnerPoints), window);
}

/** Keeps only the ends of a level stretch. */
function withoutInnerPoints(line: readonly RatePoint[]): readonly RatePoint[] {
  return line.filter(({ watts }, index) => watts !== line[index - 1]?.watts || watts !== line[index + 1]?.watts);
}

function reducePoints(lines: readonly (readonly RatePoint[])[], { fromMs, untilMs }: TimeRange): RateLines {
  const points = lines.reduce((sum, { length }) => sum + length, 0);
  if (points <= MOST_POINTS) return { lines, columnMs: undefined };
  const columnMs = (untilMs - fromMs) / COLUMNS;
  const columnOf = ({ atMs }: RatePoint) => Math.floor((atMs - fromMs) / columnMs);
  return { lines: lines.map((line) => [...Map.groupBy(line, columnOf).values()].flatMap(extremes)), columnMs };
}

/** Returns the first, lowest, highest and last point in order of time, each once. */
function extremes(points: readonly RatePoint[]): readonly RatePoint[] {
  const byRate = points.toSorted((a, b) => a.watts - b.watts);
  const kept = new Set([points[0], byRate[0], byRate.at(-1), points.at(-1)]);
  return points.filter((point) => kept.has(point));
}
