// How much energy a period brought: by the meter, or else by the charge rate.

import type { Energy, Report } from "./model.ts";
import type { IndexedPeriod } from "./periods.ts";

const HOUR_MS = 3_600_000;

/** Returns undefined if neither the meter nor the charge rate is known. */
export function energyOf(reports: readonly Report[], run: IndexedPeriod, silenceMs: number): Energy | undefined {
  const wattHours = meterDifference(reports, run, silenceMs);
  if (wattHours === undefined) return estimate(reports, run, silenceMs);
  return { wattHours, source: "meter", isComplete: true, hasExport: false };
}

/** Returns undefined if no energy is known. */
export function sumEnergy(energies: readonly (Energy | undefined)[]): Energy | undefined {
  const known = energies.filter((energy) => energy !== undefined);
  if (known.length === 0) return undefined;
  return {
    wattHours: known.reduce((sum, { wattHours }) => sum + wattHours, 0),
    source: known.every(({ source }) => source === "meter") ? "meter" : "rate",
    isComplete: known.length === energies.length && known.every(({ isComplete }) => isComplete),
    hasExport: known.some(({ hasExport }) => hasExport),
  };
}

/** Returns undefined if the reading went back, since it is then that of another meter. */
function meterDifference(reports: readonly Report[], run: IndexedPeriod, silenceMs: number): number | undefined {
  const { first, last, before, after } = run;
  const startWh = before < first ? idleReading(reports, before, -1, silenceMs) : reports[first]?.meterWh;
  const endWh = after > last ? idleReading(reports, after, 1, silenceMs) : reports[last]?.meterWh;
  return startWh !== undefined && endWh !== undefined && endWh >= startWh ? endWh - startWh : undefined;
}

/** Looks further away while nothing charges, since the meter does not change then. */
function idleReading(reports: readonly Report[], edge: number, step: 1 | -1, silenceMs: number): number | undefined {
  let inner = reports[edge];
  for (let index = edge; ; index += step) {
    const report = reports[index];
    if (!report || !inner || Math.abs(report.atMs - inner.atMs) > silenceMs || !isIdle(report)) return undefined;
    if (report.meterWh !== undefined) return report.meterWh;
    inner = report;
  }
}

function isIdle({ isCharging, isPluggedIn }: Report): boolean {
  return isCharging === false || isPluggedIn === false;
}

/** Interpolates between known rates, but not across a gap. */
function estimate(reports: readonly Report[], { before, after }: IndexedPeriod, silenceMs: number): Energy | undefined {
  const around = reports.slice(before, after + 1);
  const points = around.flatMap(({ atMs, chargeRateWatts: watts }) => (watts === undefined ? [] : [{ atMs, watts }]));
  const steps = points.slice(1).map((to, index) => stepBetween(points[index] as Point, to));
  const known = steps.filter(({ lastsMs }) => lastsMs <= silenceMs);
  if (known.length === 0) return undefined;
  const reachesEnds = points[0]?.atMs === around[0]?.atMs && points.at(-1)?.atMs === around.at(-1)?.atMs;
  return {
    wattHours: known.reduce((sum, { wattHours }) => sum + wattHours, 0),
    source: "rate",
    isComplete: reachesEnds && known.length === steps.length,
    hasExport: points.some(({ watts }) => watts < 0),
  };
}

interface Point {
  readonly atMs: number;
  readonly watts: number;
}

function stepBetween(from: Point, to: Point): { lastsMs: number; wattHours: number } {
  const lastsMs = to.atMs - from.atMs;
  return { lastsMs, wattHours: ((from.watts + to.watts) / 2) * (lastsMs / HOUR_MS) };
}
