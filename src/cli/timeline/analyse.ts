// Works out from the logs what a charger did. It looks at nothing but its arguments.

import type { CommandLog, StatusLog } from "../../index.ts";
import { placeCommands } from "./answers.ts";
import { energyOf } from "./energy.ts";
import type { Charge, Report, Session, Span, Timeline, Unknown } from "./model.ts";
import { findGaps, longestSilenceMs, readReports, stampMs, usualIntervalOf } from "./reports.ts";
import { findRuns, type Run, wholeRun } from "./runs.ts";
import { leftOf, spanOf } from "./spans.ts";

/**
 * Finds the sessions, charging periods, energy, gaps, and what came of the commands.
 *
 * @param statusLogs all of the window, in any order; others are left out, since a mock has them whatever it is asked for
 * @param commandLogs likewise
 */
export function analyse(statusLogs: Iterable<StatusLog>, commandLogs: Iterable<CommandLog>, window: Span): Timeline {
  const isAsked = (atMs: number) => window.fromMs <= atMs && atMs <= window.untilMs;
  const reports = readReports(statusLogs).filter(({ atMs }) => isAsked(atMs));
  const commands = Array.from(commandLogs).filter((log) => isAsked(stampMs(log.logged_at)));
  const usualIntervalMs = usualIntervalOf(reports);
  const silenceMs = longestSilenceMs(usualIntervalMs);
  const gaps = findGaps(reports, window, silenceMs);
  const whole = wholeRun(reports, window);
  // A car that is there before and after a silence was there all the time; whether it charged meanwhile is not known.
  const stays = findRuns(reports, whole, { stateOf: ({ isPluggedIn }) => isPluggedIn, silenceMs, bridges: true });
  const absences = findRuns(reports, whole, { stateOf: isUnplugged, silenceMs, bridges: false });
  const isCarKnown = [...stays, ...absences].map(spanOf);
  const unknownIn = (span: Span, known: readonly Span[], of: Unknown["of"]): readonly Unknown[] =>
    leftOf(span, [...known, ...gaps])
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
      ...stays.flatMap((stay) => unknownIn(spanOf(stay), chargingKnown(reports, stay, silenceMs), "charging")),
    ],
    commands: placeCommands(commands, reports, silenceMs),
  };
}

function isUnplugged({ isPluggedIn }: Report): boolean | undefined {
  return isPluggedIn === undefined ? undefined : !isPluggedIn;
}

function chargingKnown(reports: readonly Report[], stay: Run, silenceMs: number): readonly Span[] {
  const isIdle = ({ isCharging }: Report) => (isCharging === undefined ? undefined : !isCharging);
  return [
    ...chargingOf(reports, stay, silenceMs),
    ...findRuns(reports, stay, { stateOf: isIdle, silenceMs, bridges: false }),
  ].map(spanOf);
}

function chargingOf(reports: readonly Report[], stay: Run, silenceMs: number): readonly Run[] {
  return findRuns(reports, stay, { stateOf: ({ isCharging }) => isCharging, silenceMs, bridges: false });
}

function sessionOf(reports: readonly Report[], run: Run, gaps: readonly Span[], silenceMs: number): Session {
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

function chargeOf(reports: readonly Report[], run: Run, silenceMs: number): Charge {
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
