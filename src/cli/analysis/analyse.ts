// Finds out from the logs what a charger did.

import type { CommandLog, StatusLog } from "../../index.ts";
import { energyOf } from "./energy.ts";
import type { Analysis, Charge, Report, Session, TimeRange, Unknown } from "./model.ts";
import { evaluateCommands } from "./outcomes.ts";
import { findPeriods, type IndexedPeriod, wholePeriod } from "./periods.ts";
import { findGaps, longestSilenceMs, readReports, timestampMs, usualIntervalOf } from "./reports.ts";
import { rangeOf, subtractRanges } from "./time-ranges.ts";

/**
 * Finds sessions, charging periods, energy, gaps, and the outcomes of commands.
 *
 * @param statusLogs of the window, in any order; others are ignored, since a mock returns them whatever the query
 * @param commandLogs likewise
 */
export function analyse(
  statusLogs: Iterable<StatusLog>,
  commandLogs: Iterable<CommandLog>,
  window: TimeRange,
): Analysis {
  const isInWindow = (atMs: number) => window.fromMs <= atMs && atMs <= window.untilMs;
  const reports = readReports(statusLogs).filter(({ atMs }) => isInWindow(atMs));
  const commands = Array.from(commandLogs).filter((log) => isInWindow(timestampMs(log.logged_at)));
  const usualIntervalMs = usualIntervalOf(reports);
  const silenceMs = longestSilenceMs(usualIntervalMs);
  const gaps = findGaps(reports, window, silenceMs);
  const whole = wholePeriod(reports, window);
  // A car that is plugged in before and after a gap was so in between; whether it charged is unknown.
  const stays = findPeriods(reports, whole, { stateOf: ({ isPluggedIn }) => isPluggedIn, silenceMs, spansGaps: true });
  const absences = findPeriods(reports, whole, { stateOf: isUnplugged, silenceMs, spansGaps: false });
  const isCarKnown = [...stays, ...absences].map(rangeOf);
  const unknownIn = (span: TimeRange, known: readonly TimeRange[], of: Unknown["of"]): readonly Unknown[] =>
    subtractRanges(span, [...known, ...gaps])
      .filter(({ fromMs, untilMs }) => untilMs - fromMs > silenceMs)
      .map((left) => ({ ...left, of }));
  return {
    window,
    reports,
    usualIntervalMs,
    gaps,
    sessions: stays.map((stay) => sessionOf(reports, stay, gaps, silenceMs)),
    absences: absences.map(({ start, end }) => ({ start, end })),
    unknowns: [
      ...unknownIn(window, isCarKnown, "car"),
      ...stays.flatMap((stay) => unknownIn(rangeOf(stay), chargingKnown(reports, stay, silenceMs), "charging")),
    ],
    commands: evaluateCommands(commands, reports, silenceMs),
  };
}

function isUnplugged({ isPluggedIn }: Report): boolean | undefined {
  return isPluggedIn === undefined ? undefined : !isPluggedIn;
}

function chargingKnown(reports: readonly Report[], stay: IndexedPeriod, silenceMs: number): readonly TimeRange[] {
  const isIdle = ({ isCharging }: Report) => (isCharging === undefined ? undefined : !isCharging);
  return [
    ...chargingOf(reports, stay, silenceMs),
    ...findPeriods(reports, stay, { stateOf: isIdle, silenceMs, spansGaps: false }),
  ].map(rangeOf);
}

function chargingOf(reports: readonly Report[], stay: IndexedPeriod, silenceMs: number): readonly IndexedPeriod[] {
  return findPeriods(reports, stay, { stateOf: ({ isCharging }) => isCharging, silenceMs, spansGaps: false });
}

function sessionOf(
  reports: readonly Report[],
  run: IndexedPeriod,
  gaps: readonly TimeRange[],
  silenceMs: number,
): Session {
  const { start, end } = run;
  return {
    start,
    end,
    charges: chargingOf(reports, run, silenceMs).map((charge) => chargeOf(reports, charge, silenceMs)),
    energy: energyOf(reports, run, silenceMs),
    silentMs: gaps
      .filter(({ fromMs, untilMs }) => fromMs >= start.atMs && untilMs <= end.atMs)
      .reduce((sum, { fromMs, untilMs }) => sum + untilMs - fromMs, 0),
  };
}

function chargeOf(reports: readonly Report[], run: IndexedPeriod, silenceMs: number): Charge {
  let peakWatts: number | undefined;
  let exportWatts: number | undefined;
  for (const { chargeRateWatts: watts } of reports.slice(run.first, run.last + 1)) {
    if (watts === undefined) continue;
    if (watts < 0) exportWatts = Math.max(exportWatts ?? 0, -watts);
    else peakWatts = Math.max(peakWatts ?? 0, watts);
  }
  return {
    start: run.start,
    end: run.end,
    energy: energyOf(reports, run, silenceMs),
    peakWatts,
    exportWatts,
  };
}
