// The analysis as rows for programs, with the names, units and timestamps of the API. What is unknown is null.

import { indexFrom } from "./curve.ts";
import type { Analysis, Charge, Command, Energy, Period, Session } from "./model.ts";
import { isNotFollowed } from "./outcomes.ts";

/** Returns the rows of a charger: sessions, charges, outcomes of commands, and what is not known. */
export function toRows(evseId: string, analysis: Analysis) {
  const { window, sessions, commands, gaps, unknowns, ignored, pace, reports } = analysis;
  const rangeOf = ({ fromMs, untilMs }: { fromMs: number; untilMs: number }) => ({
    since: timestampOf(fromMs),
    until: timestampOf(untilMs),
  });
  return {
    evse_id: evseId,
    ...rangeOf(window),
    reports: reports.length,
    seconds_between_reports: { charging: pace.chargingMs / 1000, otherwise: pace.idleMs / 1000 },
    sessions: sessions.map((session) => sessionRow(evseId, session, analysis)),
    charges: sessions.flatMap(({ charges }) => charges.map((charge) => chargeRow(evseId, charge))),
    outcomes: commands.map((command) => outcomeRow(evseId, command)),
    gaps: gaps.map((gap) => ({ ...rangeOf(gap), expected_seconds: gap.expectedMs / 1000 })),
    unknown: unknowns.map((range) => ({ ...rangeOf(range), state: range.of })),
    ignored_values: ignored,
  };
}

/** Returns the row of a session. */
export function sessionRow(evseId: string, session: Session, { reports, commands }: Analysis) {
  const { start, end, charges, silentMs } = session;
  const first = reports[indexFrom(reports, start.atMs)];
  // If reports are missing at the end, that is the last report with a car.
  const endIndex = indexFrom(reports, end.atMs) + (end.kind === "unreported" ? 1 : 0);
  const after = reports.slice(endIndex).find(({ isPluggedIn }) => isPluggedIn !== undefined);
  const sent = commands.filter(({ atMs }) => start.atMs <= atMs && atMs < end.atMs);
  return {
    evse_id: evseId,
    plugged_in_at: start.kind === "window" ? null : (first?.sampledAt ?? null),
    unplugged_at: end.kind !== "window" && after?.isPluggedIn === false ? after.sampledAt : null,
    charging_seconds: Math.round(charges.reduce((sum, charge) => sum + durationOf(charge), 0) / 1000),
    ...energyFields(session.energy),
    exported_watt_hours: roundOrNull(session.exportedWattHours),
    peak_watts: charges.reduce<number | null>((peak, { peakWatts }) => highest(peak, peakWatts), null),
    commands: sent.length,
    commands_not_followed: sent.filter(isNotFollowed).length,
    silent_seconds: Math.round(silentMs / 1000),
  };
}

function chargeRow(evseId: string, charge: Charge) {
  return {
    evse_id: evseId,
    since: timestampOf(charge.start.atMs),
    until: timestampOf(charge.end.atMs),
    ...energyFields(charge.energy),
    peak_watts: charge.peakWatts ?? null,
  };
}

/** Returns the row of a command and its outcome. */
export function outcomeRow(evseId: string, { loggedAt, id, reason, milliamps, isEnabled, outcome }: Command) {
  return {
    evse_id: evseId,
    logged_at: loggedAt,
    reason: reason ?? null,
    max_load_target_milliamps: milliamps ?? null,
    is_enabled_target: isEnabled ?? null,
    internal_command_id: id ?? null,
    outcome: outcome.kind,
    after_seconds: "afterMs" in outcome ? Math.round(outcome.afterMs / 1000) : null,
  };
}

function energyFields(energy: Energy | undefined) {
  return {
    energy_watt_hours: roundOrNull(energy?.wattHours),
    energy_source: energy?.source ?? null,
    energy_quality: energy?.quality ?? null,
  };
}

function durationOf({ start, end }: Period): number {
  return end.atMs - start.atMs;
}

function highest(peak: number | null, watts: number | undefined): number | null {
  return watts === undefined ? peak : Math.max(peak ?? 0, watts);
}

function roundOrNull(value: number | undefined): number | null {
  return value === undefined ? null : Math.round(value);
}

function timestampOf(atMs: number): string {
  return new Date(atMs).toISOString();
}
