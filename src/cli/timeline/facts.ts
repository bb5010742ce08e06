// The timeline in numbers.

import { sumEnergy } from "./energy.ts";
import type { PlacedCommand, Report, Timeline } from "./model.ts";
import { isUnfollowed } from "./rows.ts";
import * as say from "./words.ts";

export interface Fact {
  readonly name: string;
  readonly value: string;
  readonly note: string;
  /** Whether someone should look at it. */
  readonly isAlert: boolean;
}

/** Sums over the whole window. */
export function factsOf(timeline: Timeline): readonly Fact[] {
  return [sessionFact(timeline), energyFact(timeline), commandFact(timeline), reportFact(timeline)];
}

function unknown(name: string, reports: readonly Report[]): Fact {
  const note = reports.length === 0 ? "no reports" : "the reports don't tell";
  return { name, value: "unknown", note, isAlert: false };
}

function sessionFact({ sessions, absences, reports }: Timeline): Fact {
  if (sessions.length + absences.length === 0) return unknown("Sessions", reports);
  const chargingMs = sessions
    .flatMap(({ charges }) => charges)
    .reduce((sum, { start, end }) => sum + end.atMs - start.atMs, 0);
  const note = chargingMs > 0 ? `charging for ${say.duration(chargingMs)}` : "no charging seen";
  return { name: "Sessions", value: say.number(sessions.length), note, isAlert: false };
}

function energyFact({ sessions, absences, reports }: Timeline): Fact {
  if (sessions.length + absences.length === 0) return unknown("Energy", reports);
  if (sessions.length === 0) return { name: "Energy", value: "none", note: "no session seen", isAlert: false };
  const sum = sumEnergy(sessions.map(({ energy }) => energy));
  if (!sum) return { name: "Energy", value: "unknown", note: "no meter, no charge rate", isAlert: false };
  return { name: "Energy", value: say.energy(sum), note: say.energySource(sum) ?? "by the meter", isAlert: false };
}

function commandFact({ commands }: Timeline): Fact {
  const unfollowed = commands.filter(isUnfollowed).length;
  const value = say.number(commands.length);
  return { name: "Commands", value, note: answersNote(commands, unfollowed), isAlert: unfollowed > 0 };
}

function answersNote(commands: readonly PlacedCommand[], unfollowed: number): string {
  if (commands.length === 0) return "none sent";
  const kinds = commands.map(({ answer }) => answer.kind).filter((kind) => kind !== "none");
  if (kinds.length === 0) return "none to follow";
  if (kinds.every((kind) => kind === "unknown")) return "unknown whether followed";
  return `${say.number(unfollowed)} not followed within ${say.FOLLOW_WITHIN}`;
}

function reportFact({ reports, gaps, usualIntervalMs }: Timeline): Fact {
  const silentMs = gaps.reduce((sum, { fromMs, untilMs }) => sum + untilMs - fromMs, 0);
  const silence =
    gaps.length === 1
      ? `1 gap of ${say.duration(silentMs)}`
      : `${say.number(gaps.length)} gaps, ${say.duration(silentMs)} in all`;
  const pace = usualIntervalMs === undefined ? "" : `about every ${say.duration(usualIntervalMs)}`;
  const note = gaps.length > 0 ? silence : pace;
  return { name: "Reports", value: say.number(reports.length), note, isAlert: gaps.length > 0 };
}
