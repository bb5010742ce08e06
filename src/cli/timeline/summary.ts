// The timeline in numbers.

import { sumEnergy } from "../analysis/energy.ts";
import type { Analysis, Command, Report } from "../analysis/model.ts";
import { isNotFollowed } from "../analysis/outcomes.ts";
import { toPlainText } from "../shared/io.ts";
import { formatDuration, formatNumber } from "../shared/units.ts";
import { describeEnergySource, FOLLOW_WITHIN, formatEnergy, formatWattHours } from "./wording.ts";

export interface SummaryItem {
  readonly name: string;
  readonly value: string;
  readonly note: string;
  /** Whether it needs attention. */
  readonly isAlert: boolean;
}

/** Summarizes the whole window. */
export function summarize(analysis: Analysis): readonly SummaryItem[] {
  return [
    summarizeSessions(analysis),
    summarizeEnergy(analysis),
    ...summarizeExport(analysis),
    summarizeCommands(analysis),
    summarizeReports(analysis),
    ...summarizeIgnored(analysis),
  ];
}

function unknown(name: string, reports: readonly Report[]): SummaryItem {
  const note = reports.length === 0 ? "no reports" : "the reports do not show it";
  return { name, value: "unknown", note, isAlert: false };
}

function summarizeSessions({ sessions, absences, reports }: Analysis): SummaryItem {
  if (sessions.length + absences.length === 0) return unknown("Sessions", reports);
  const chargingMs = sessions
    .flatMap(({ charges }) => charges)
    .reduce((sum, { start, end }) => sum + end.atMs - start.atMs, 0);
  const note = chargingMs > 0 ? `charging for ${formatDuration(chargingMs)}` : "no charging";
  return { name: "Sessions", value: formatNumber(sessions.length), note, isAlert: false };
}

function summarizeEnergy({ sessions, absences, reports }: Analysis): SummaryItem {
  if (sessions.length + absences.length === 0) return unknown("Energy", reports);
  if (sessions.length === 0) return { name: "Energy", value: "none", note: "no session", isAlert: false };
  const sum = sumEnergy(sessions.map(({ energy }) => energy));
  if (!sum) return { name: "Energy", value: "unknown", note: "no meter, no charge rate", isAlert: false };
  return {
    name: "Energy",
    value: formatEnergy(sum),
    note: describeEnergySource(sum) ?? "by the meter",
    isAlert: sum.quality === "suspect",
  };
}

function summarizeExport({ sessions }: Analysis): readonly SummaryItem[] {
  const wattHours = sessions.reduce((sum, { exportedWattHours = 0 }) => sum + exportedWattHours, 0);
  const value = `≈ ${formatWattHours(wattHours, 1)}`;
  return wattHours > 0 ? [{ name: "Exported", value, note: "out of the car", isAlert: false }] : [];
}

function summarizeCommands({ commands }: Analysis): SummaryItem {
  const notFollowed = commands.filter(isNotFollowed).length;
  const note = describeOutcomes(commands, notFollowed);
  return { name: "Commands", value: formatNumber(commands.length), note, isAlert: notFollowed > 0 };
}

function describeOutcomes(commands: readonly Command[], notFollowed: number): string {
  if (commands.length === 0) return "none sent";
  const kinds = commands.map(({ outcome }) => outcome.kind).filter((kind) => kind !== "not_applicable");
  if (kinds.length === 0) return "none with a target";
  if (kinds.every((kind) => kind === "unknown")) return "unknown whether followed";
  return `${formatNumber(notFollowed)} not followed within ${FOLLOW_WITHIN}`;
}

function summarizeReports({ reports, gaps, pace: { chargingMs, idleMs } }: Analysis): SummaryItem {
  const silentMs = gaps.reduce((sum, { fromMs, untilMs }) => sum + untilMs - fromMs, 0);
  const silence =
    gaps.length === 1
      ? `1 gap of ${formatDuration(silentMs)}`
      : `${formatNumber(gaps.length)} gaps, ${formatDuration(silentMs)} in total`;
  const [charging, idle] = [formatDuration(chargingMs), formatDuration(idleMs)];
  const interval = `about every ${charging === idle ? idle : `${charging} while charging, else every ${idle}`}`;
  const note = gaps.length > 0 ? silence : idleMs > 0 ? interval : "";
  return { name: "Reports", value: formatNumber(reports.length), note, isAlert: gaps.length > 0 };
}

function summarizeIgnored({ ignored }: Analysis): readonly SummaryItem[] {
  if (ignored.length === 0) return [];
  const value = formatNumber(ignored.reduce((sum, { count }) => sum + count, 0));
  const note = ignored.map(({ field, example }) => `${field}, such as ${toPlainText(example)}`).join("; ");
  return [{ name: "Ignored values", value, note, isAlert: true }];
}
