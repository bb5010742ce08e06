// Reads the status logs, and finds where reports are missing.

import type { StatusLog } from "../../index.ts";
import type { Report, TimeRange } from "./model.ts";

/** The share of reports that come within the usual interval. A charger may report more often while it charges. */
const USUAL_SHARE = 0.9;
/** Reports are missing after this many usual intervals. */
const GAP_INTERVALS = 3;

/** Parses a timestamp. `Date` alone would drop its microseconds, and with them the order of some logs. */
export function timestampMs(timestamp: string): number {
  const [, decimals] = /\.\d{3}(\d+)/.exec(timestamp) ?? [];
  return Date.parse(timestamp) + (decimals ? Number(`0.${decimals}`) : 0);
}

/** Returns the reports, oldest first. */
export function readReports(logs: Iterable<StatusLog>): readonly Report[] {
  return Array.from(logs, readReport).sort((a, b) => a.atMs - b.atMs);
}

function readReport(log: StatusLog): Report {
  return {
    atMs: timestampMs(log.sampled_at),
    isPluggedIn: log.is_charging || (log.is_plugged_in ?? undefined),
    isCharging: log.is_charging ?? undefined,
    isEnabled: log.is_enabled ?? undefined,
    chargeRateWatts: log.charge_rate_watts ?? undefined,
    meterWh: log.meter_reading_watt_hours ?? undefined,
    pilot: log.control_pilot_status ?? undefined,
    mode: log.mode ?? undefined,
  };
}

export function usualIntervalOf(reports: readonly Report[]): number | undefined {
  const intervals = reports.slice(1).map(({ atMs }, index) => atMs - (reports[index] as Report).atMs);
  intervals.sort((a, b) => a - b);
  return intervals[Math.floor((intervals.length - 1) * USUAL_SHARE)];
}

/** Returns the longest time without a report that is not a gap. */
export function longestSilenceMs(usualIntervalMs: number | undefined): number {
  return GAP_INTERVALS * (usualIntervalMs ?? 0);
}

/** Returns the gaps between reports, and between them and the ends of the window. */
export function findGaps(reports: readonly Report[], window: TimeRange, silenceMs: number): readonly TimeRange[] {
  const times = [window.fromMs, ...reports.map(({ atMs }) => atMs), window.untilMs];
  return times
    .slice(1)
    .map((untilMs, index) => ({ fromMs: times[index] as number, untilMs }))
    .filter(({ fromMs, untilMs }) => untilMs - fromMs > silenceMs);
}

/** Returns the index of the first report at or after a time, by binary search. */
export function indexFrom(reports: readonly Report[], atMs: number): number {
  let low = 0;
  let high = reports.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((reports[middle] as Report).atMs < atMs) low = middle + 1;
    else high = middle;
  }
  return low;
}
