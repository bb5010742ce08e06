// Finds out from the logs what a charger did.

import type { CommandLog, StatusLog } from "../../index.ts";
import { createEnergyCurves, type EnergyCurves, type EnergyRange, energyOf, exportOf } from "./energy.ts";
import type { Analysis, Charge, Edge, Gap, Pace, Period, Report, Session, TimeRange, Unknown } from "./model.ts";
import { evaluateCommands } from "./outcomes.ts";
import { findPeriods, type IndexedPeriod, wholePeriod } from "./periods.ts";
import { findGaps, isGap, paceOf, readReports, timestampMs } from "./reports.ts";
import { overlaps, rangeOf, subtractRanges } from "./time-ranges.ts";

/** How far beyond the window to read, to know what crosses its edges. */
export const MARGIN_MS = 3_600_000;

/**
 * Finds sessions, charging periods, energy, gaps, and the outcomes of commands.
 *
 * @param statusLogs of the range that was read, in any order; others are ignored, since a mock returns them whatever the query
 * @param commandLogs likewise
 * @param read the range that was read: the window, {@link MARGIN_MS} on both sides, and at least one report before it
 */
export function analyse(
  statusLogs: Iterable<StatusLog>,
  commandLogs: Iterable<CommandLog>,
  window: TimeRange,
  read: TimeRange = window,
): Analysis {
  const { reports, ignored } = readReports(statusLogs, read);
  const pace = paceOf(reports);
  const gaps = findGaps(reports, read, pace);
  const curves = createEnergyCurves(reports, pace);
  const whole = wholePeriod(reports, read);
  // A car that is plugged in before and after a gap was so in between; whether it charged is unknown.
  const stays = findPeriods(reports, whole, { stateOf: ({ isPluggedIn }) => isPluggedIn, pace, spansGaps: true });
  const absences = findPeriods(reports, whole, { stateOf: isUnplugged, pace, spansGaps: false });
  const charges = stays.map((stay) =>
    findPeriods(reports, stay, { stateOf: ({ isCharging }) => isCharging, pace, spansGaps: false }),
  );
  const unknownIn = (range: TimeRange, known: readonly Period[], of: Unknown["of"]): readonly Unknown[] =>
    subtractRanges(range, [...known.map(rangeOf), ...gaps])
      .filter((rest) => isGap(rest, { ...pace, chargingMs: pace.idleMs }, reports[0]))
      .map((rest) => ({ ...rest, of }));
  const unknowns = [
    ...unknownIn(read, [...stays, ...absences], "car"),
    ...stays.flatMap((stay, index) => {
      const idle = findPeriods(reports, stay, { stateOf: isIdle, pace, spansGaps: false });
      return unknownIn(rangeOf(stay), [...(charges[index] ?? []), ...idle], "charging");
    }),
  ];
  const isInWindow = (atMs: number) => window.fromMs <= atMs && atMs <= window.untilMs;
  const commands = Array.from(commandLogs).filter((log) => {
    const atMs = timestampMs(log.logged_at);
    return read.fromMs <= atMs && atMs <= read.untilMs;
  });
  const details: Details = { reports, curves, pace, gaps, window };
  return {
    window,
    reports: reports.filter(({ atMs }) => isInWindow(atMs)),
    ignored,
    pace,
    gaps: clipRanges(gaps, window),
    sessions: stays.flatMap((stay, index) => sessionOf(stay, charges[index] ?? [], details) ?? []),
    absences: absences.flatMap((absence) => clipPeriod(absence, window) ?? []),
    unknowns: clipRanges(unknowns, window),
    commands: evaluateCommands(commands, reports, pace).filter(({ atMs }) => isInWindow(atMs)),
  };
}

function isUnplugged({ isPluggedIn }: Report): boolean | undefined {
  return isPluggedIn === undefined ? undefined : !isPluggedIn;
}

function isIdle({ isCharging }: Report): boolean | undefined {
  return isCharging === undefined ? undefined : !isCharging;
}

/** Returns what lies in the window. */
function clipRanges<T extends TimeRange>(ranges: readonly T[], window: TimeRange): readonly T[] {
  return ranges
    .filter((range) => overlaps(range, window))
    .map((range) => ({
      ...range,
      fromMs: Math.max(range.fromMs, window.fromMs),
      untilMs: Math.min(range.untilMs, window.untilMs),
    }));
}

/** Returns the part of a period in the window, or undefined if there is none. */
function clipPeriod({ start, end }: Period, { fromMs, untilMs }: TimeRange): Period | undefined {
  const from: Edge = start.atMs < fromMs ? { atMs: fromMs, kind: "window" } : start;
  const until: Edge = end.atMs > untilMs ? { atMs: untilMs, kind: "window" } : end;
  const isOutside = from.atMs > until.atMs || (from.atMs === until.atMs && from.kind !== "unreported");
  return isOutside ? undefined : { start: from, end: until };
}

interface Details {
  readonly reports: readonly Report[];
  readonly curves: EnergyCurves;
  readonly pace: Pace;
  readonly gaps: readonly Gap[];
  readonly window: TimeRange;
}

function sessionOf(stay: IndexedPeriod, charges: readonly IndexedPeriod[], details: Details): Session | undefined {
  const { curves, gaps, window } = details;
  const period = clipPeriod(stay, window);
  if (!period) return undefined;
  const range = energyRange(stay, period, details);
  const whole = energyRange(stay, stay, details);
  return {
    ...period,
    charges: charges.flatMap((charge) => chargeOf(charge, whole, details) ?? []),
    energy: energyOf(curves, range, whole),
    exportedWattHours: exportOf(curves, range),
    silentMs: clipRanges(gaps, rangeOf(period)).reduce(
      (sum, { fromMs, untilMs, expectedMs }) => sum + Math.max(0, untilMs - fromMs - expectedMs),
      0,
    ),
  };
}

function chargeOf(charge: IndexedPeriod, session: EnergyRange, details: Details): Charge | undefined {
  const period = clipPeriod(charge, details.window);
  if (!period) return undefined;
  const rates = details.reports
    .slice(charge.first, charge.last + 1)
    .filter(({ atMs }) => period.start.atMs <= atMs && atMs <= period.end.atMs)
    .flatMap(({ chargeRateWatts = [] }) => chargeRateWatts);
  return {
    ...period,
    energy: energyOf(details.curves, energyRange(charge, period, details), session),
    peakWatts: rates.length === 0 ? undefined : rates.reduce((a, b) => Math.max(a, b)),
  };
}

/** A state is first reported after it began, so its energy counts from the report before. */
function energyRange(whole: IndexedPeriod, { start, end }: Period, { reports, pace }: Details): EnergyRange {
  const fromMs = start.kind === "reported" ? (reports[whole.before]?.atMs ?? start.atMs) : start.atMs;
  const slackMs =
    [start, end].filter(({ kind }) => kind === "window").length * 3 * Math.max(pace.chargingMs, pace.idleMs);
  return { fromMs, untilMs: end.atMs, slackMs };
}
