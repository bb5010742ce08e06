// Reads the status logs, and finds where reports are missing.

import type { StatusLog } from "../../index.ts";
import type { Gap, IgnoredValues, Pace, Report, TimeRange } from "./model.ts";

const USUAL_SHARE = 0.9;
/** With fewer intervals, a state has no pace of its own. */
const LEAST_INTERVALS = 3;
/** No charger reports more rarely by design. */
const LONGEST_INTERVAL_MS = 2 * 3_600_000;
/** Reports are missing after this many usual intervals. */
const GAP_INTERVALS = 3;
/** More than any home charger delivers. */
const MOST_WATTS = 100_000;
/** What some meters report for "no reading". */
const NO_READING = 2 ** 32 - 1;

/** Parses a timestamp. `Date` alone would drop its microseconds, and with them the order of some logs. */
export function timestampMs(timestamp: string): number {
  const [, decimals] = /\.\d{3}(\d+)/.exec(timestamp) ?? [];
  return Date.parse(timestamp) + (decimals ? Number(`0.${decimals}`) : 0);
}

/** Returns the reports of a range, oldest first, and the values in them that cannot be right. */
export function readReports(
  logs: Iterable<StatusLog>,
  { fromMs, untilMs }: TimeRange,
): { reports: readonly Report[]; ignored: readonly IgnoredValues[] } {
  const ignored = new Map<string, IgnoredValues>();

  function readNumber(log: StatusLog, field: keyof StatusLog, isPlausible: (value: number) => boolean) {
    const value: unknown = log[field];
    if (value === undefined || value === null) return undefined;
    if (typeof value === "number" && isPlausible(value)) return value;
    const { example, count } = ignored.get(field) ?? { example: JSON.stringify(value), count: 0 };
    ignored.set(field, { field, example, count: count + 1 });
    return undefined;
  }

  function readReport(log: StatusLog): Report {
    const isPower = (value: number) => Math.abs(value) <= MOST_WATTS;
    const isReading = (value: number) => value >= 0 && value < NO_READING;
    const rate = readNumber(log, "charge_rate_watts", isPower);
    const exported = readNumber(log, "export_power_watts", isPower);
    return {
      atMs: timestampMs(log.sampled_at),
      sampledAt: log.sampled_at,
      isPluggedIn: log.is_charging || (log.is_plugged_in ?? undefined),
      isCharging: log.is_charging ?? undefined,
      isEnabled: log.is_enabled ?? undefined,
      chargeRateWatts: rate === undefined ? undefined : Math.max(rate, 0),
      exportWatts: rate !== undefined && rate < 0 ? -rate : exported === undefined ? undefined : Math.abs(exported),
      meterWattHours: readNumber(log, "meter_reading_watt_hours", isReading),
      pilot: log.control_pilot_status ?? undefined,
      mode: log.mode ?? undefined,
    };
  }

  // If a report was recorded twice, the later record counts.
  const byTime = new Map<number, StatusLog>();
  for (const log of logs) {
    const atMs = timestampMs(log.sampled_at);
    const other = byTime.get(atMs);
    if (atMs < fromMs || atMs > untilMs) continue;
    if (!other || timestampMs(log.logged_at) >= timestampMs(other.logged_at)) byTime.set(atMs, log);
  }
  const reports = Array.from(byTime.values(), readReport).sort((a, b) => a.atMs - b.atMs);
  return { reports, ignored: [...ignored.values()] };
}

/** Whether the car is charged or discharged: chargers with a pace of their own for that report both as often. */
function isActive({ isCharging, exportWatts = 0 }: Report): boolean | undefined {
  return exportWatts > 0 || isCharging;
}

/** Finds how often a charger reports while it charges or discharges, and otherwise. */
export function paceOf(reports: readonly Report[]): Pace {
  const intervals = reports
    .slice(1)
    .map((report, index) => {
      const previous = reports[index] as Report;
      const state = isActive(report) === isActive(previous) ? isActive(report) === true : undefined;
      return { ms: report.atMs - previous.atMs, state };
    })
    .filter(({ ms }) => ms <= LONGEST_INTERVAL_MS);
  const usual = (some: readonly { ms: number }[]) => {
    const sorted = some.map(({ ms }) => ms).sort((a, b) => a - b);
    return sorted[Math.floor((sorted.length - 1) * USUAL_SHARE)] ?? 0;
  };
  const usualOf = (active: boolean) => {
    const some = intervals.filter(({ state }) => state === active);
    return usual(some.length < LEAST_INTERVALS ? intervals : some);
  };
  return { chargingMs: usualOf(true), idleMs: usualOf(false) };
}

/** Returns how long a time without reports is usual next to one or two reports. */
export function expectedIntervalMs(pace: Pace, a: Report | undefined, b?: Report): number {
  const expectedAt = (report: Report) => (isActive(report) ? pace.chargingMs : pace.idleMs);
  return Math.max(a ? expectedAt(a) : 0, b ? expectedAt(b) : 0);
}

/** Whether reports are missing between two times, next to one or two reports. */
export function isGap({ fromMs, untilMs }: TimeRange, pace: Pace, a: Report | undefined, b?: Report): boolean {
  return untilMs - fromMs > GAP_INTERVALS * expectedIntervalMs(pace, a, b);
}

/** Returns the gaps between reports, and between them and the ends of a range. */
export function findGaps(reports: readonly Report[], { fromMs, untilMs }: TimeRange, pace: Pace): readonly Gap[] {
  const gaps: Gap[] = [];
  for (let index = 0; index <= reports.length; index++) {
    const [previous, next] = [reports[index - 1], reports[index]];
    const range = { fromMs: previous?.atMs ?? fromMs, untilMs: next?.atMs ?? untilMs };
    if (isGap(range, pace, previous, next))
      gaps.push({ ...range, expectedMs: expectedIntervalMs(pace, previous, next) });
  }
  return gaps;
}
