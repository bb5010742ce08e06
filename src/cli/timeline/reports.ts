// Reads the status logs, and finds out when there were none.

import type { StatusLog } from "../../index.ts";
import type { Report, Span } from "./model.ts";

/** The share of reports that come within the usual interval. A charger may report more often while it charges. */
const USUAL_SHARE = 0.9;
/** Reports are missing after so many usual intervals. */
const GAP_INTERVALS = 3;

/** The moment of a time stamp. `Date` alone would drop its microseconds, and with them the order of some logs. */
export function stampMs(stamp: string): number {
  const [, beyondMs] = /\.\d{3}(\d+)/.exec(stamp) ?? [];
  return Date.parse(stamp) + (beyondMs ? Number(`0.${beyondMs}`) : 0);
}

/** Gives the reports, oldest first. */
export function readReports(logs: Iterable<StatusLog>): readonly Report[] {
  return Array.from(logs, readReport).sort((a, b) => a.atMs - b.atMs);
}

function readReport(log: StatusLog): Report {
  return {
    atMs: stampMs(log.sampled_at),
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

/** The longest time without a report that is nothing out of the ordinary. */
export function longestSilenceMs(usualIntervalMs: number | undefined): number {
  return GAP_INTERVALS * (usualIntervalMs ?? 0);
}

/** The gaps between reports, and between them and the ends of the window. */
export function findGaps(reports: readonly Report[], window: Span, silenceMs: number): readonly Span[] {
  const moments = [window.fromMs, ...reports.map(({ atMs }) => atMs), window.untilMs];
  return moments
    .slice(1)
    .map((untilMs, index) => ({ fromMs: moments[index] as number, untilMs }))
    .filter(({ fromMs, untilMs }) => untilMs - fromMs > silenceMs);
}

/** The place of the first report from a moment on, by halving. */
export function placeFrom(reports: readonly Report[], atMs: number): number {
  let low = 0;
  let high = reports.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((reports[middle] as Report).atMs < atMs) low = middle + 1;
    else high = middle;
  }
  return low;
}
