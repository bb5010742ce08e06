// Works out from the logs what a charger did. It looks at nothing but its arguments.

import type { CommandLog, StatusLog } from "../../index.ts";
import { placeCommands } from "./answers.ts";
import { energyOf } from "./energy.ts";
import type { Charge, Report, Session, Span, Timeline } from "./model.ts";
import { findGaps, longestSilenceMs, readReports, usualIntervalOf } from "./reports.ts";
import { findRuns, type Run, wholeRun } from "./runs.ts";

/**
 * Finds the sessions, charging periods, energy, gaps, and what came of the commands.
 *
 * @param statusLogs all of the window, in any order
 * @param commandLogs likewise
 */
export function analyse(statusLogs: Iterable<StatusLog>, commandLogs: Iterable<CommandLog>, window: Span): Timeline {
  const reports = readReports(statusLogs);
  const usualIntervalMs = usualIntervalOf(reports);
  const silenceMs = longestSilenceMs(usualIntervalMs);
  const gaps = findGaps(reports, window, silenceMs);
  const whole = wholeRun(reports, window);
  // A car that is there before and after a silence was there all the time; whether it charged meanwhile is not known.
  const stays = findRuns(reports, whole, { stateOf: ({ isPluggedIn }) => isPluggedIn, silenceMs, bridges: true });
  const absences = findRuns(reports, whole, { stateOf: isUnplugged, silenceMs, bridges: false });
  return {
    window,
    reports,
    usualIntervalMs,
    gaps,
    sessions: stays.map((stay) => sessionOf(reports, stay, gaps, silenceMs)),
    absences: absences.map(({ start, end }) => ({ start, end })),
    commands: placeCommands(commandLogs, reports, silenceMs),
  };
}

function isUnplugged({ isPluggedIn }: Report): boolean | undefined {
  return isPluggedIn === undefined ? undefined : !isPluggedIn;
}

function sessionOf(reports: readonly Report[], run: Run, gaps: readonly Span[], silenceMs: number): Session {
  const { start, end } = run;
  const charging = findRuns(reports, run, {
    stateOf: ({ isCharging }) => isCharging,
    silenceMs,
    bridges: false,
  });
  return {
    start,
    end,
    charges: charging.map((charge) => chargeOf(reports, charge, silenceMs)),
    energy: energyOf(reports, run, silenceMs),
    silentMs: gaps
      .filter(({ fromMs, untilMs }) => fromMs >= start.atMs && untilMs <= end.atMs)
      .reduce((sum, { fromMs, untilMs }) => sum + untilMs - fromMs, 0),
  };
}

function chargeOf(reports: readonly Report[], run: Run, silenceMs: number): Charge {
  const rates = reports
    .slice(run.first, run.last + 1)
    .flatMap(({ chargeRateWatts }) => (chargeRateWatts === undefined ? [] : [chargeRateWatts]));
  return {
    start: run.start,
    end: run.end,
    energy: energyOf(reports, run, silenceMs),
    peakWatts: rates.length > 0 ? Math.max(...rates) : undefined,
  };
}
