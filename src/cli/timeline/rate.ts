// The charge rate over time as lines, with no more points than a picture can show.

import type { Span, Timeline } from "./model.ts";
import { longestSilenceMs } from "./reports.ts";

export interface RatePoint {
  readonly atMs: number;
  readonly watts: number;
}

export interface RateLines {
  /** A line ends where the rate is not known, or no report came. */
  readonly lines: readonly (readonly RatePoint[])[];
  /** Each span of this length is shown by its first, least, greatest and last rate. Undefined if all are shown. */
  readonly thinnedMs: number | undefined;
}

/** More points than that and they are thinned out. */
const MOST_POINTS = 6_000;
/** Finer than the pixels of most screens. */
const COLUMNS = 1_500;

export function rateLines({ reports, usualIntervalMs, window }: Timeline): RateLines {
  const silenceMs = longestSilenceMs(usualIntervalMs);
  const lines: RatePoint[][] = [];
  let beforeMs = -Infinity;
  for (const { atMs, chargeRateWatts: watts } of reports) {
    if (watts === undefined) {
      beforeMs = -Infinity;
      continue;
    }
    if (atMs - beforeMs > silenceMs) lines.push([]);
    lines.at(-1)?.push({ atMs, watts });
    beforeMs = atMs;
  }
  return thinOut(lines.map(withoutLevels), window);
}

/** Within a level stretch only the ends count. */
function withoutLevels(line: readonly RatePoint[]): readonly RatePoint[] {
  return line.filter(({ watts }, at) => watts !== line[at - 1]?.watts || watts !== line[at + 1]?.watts);
}

function thinOut(lines: readonly (readonly RatePoint[])[], { fromMs, untilMs }: Span): RateLines {
  const points = lines.reduce((sum, { length }) => sum + length, 0);
  if (points <= MOST_POINTS) return { lines, thinnedMs: undefined };
  const columnMs = (untilMs - fromMs) / COLUMNS;
  const columnOf = ({ atMs }: RatePoint) => Math.floor((atMs - fromMs) / columnMs);
  return { lines: lines.map((line) => byColumn(line, columnOf)), thinnedMs: columnMs };
}

function byColumn(line: readonly RatePoint[], columnOf: (point: RatePoint) => number): readonly RatePoint[] {
  return [...Map.groupBy(line, columnOf).values()].flatMap(extremes);
}

/** First, least, greatest and last, in order of time and each once. */
function extremes(points: readonly RatePoint[]): readonly RatePoint[] {
  const byRate = points.toSorted((a, b) => a.watts - b.watts);
  const kept = new Set([points[0], byRate[0], byRate.at(-1), points.at(-1)]);
  return points.filter((point) => kept.has(point));
}
