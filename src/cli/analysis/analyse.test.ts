import { describe, expect, it } from "vitest";
import {
  AWAY,
  analyseEvening,
  at,
  CHARGING,
  command,
  EVENING,
  EVENING_STATUS,
  status,
  stretch,
  WAITING,
} from "../../../tests/support/evening.ts";
import type { StatusLog } from "../../index.ts";
import type { Edge, Period } from "./model.ts";

const timeOf = (atMs: number) => new Date(atMs).toISOString().slice(11, 16);
const edge = ({ atMs, kind }: Edge) => `${kind} ${timeOf(atMs)}`;
const ends = ({ start, end }: Period) => `${edge(start)} – ${edge(end)}`;

/** Returns the ends of each session, followed by those of its charges. */
function sessionsOf(...logs: readonly (readonly StatusLog[])[]) {
  return analyseEvening(logs.flat()).sessions.map((session) => [ends(session), ...session.charges.map(ends)]);
}

describe("sessions", () => {
  it("last from the first report with a car to the first without, and charges likewise", () => {
    expect(sessionsOf(EVENING_STATUS)).toEqual([
      ["reported 19:00 – reported 22:00", "reported 20:00 – reported 21:00"],
    ]);
    expect(analyseEvening(EVENING_STATUS.toReversed())).toEqual(analyseEvening());
  });

  it("end at the edges of the window", () => {
    expect(sessionsOf(stretch("18:00", "19:00", CHARGING), stretch("19:00", "23:00", WAITING))).toEqual([
      ["window 18:00 – window 23:00", "window 18:00 – reported 19:00"],
    ]);
    expect(sessionsOf(stretch("18:00", "22:00", WAITING), stretch("22:00", "23:00", CHARGING))).toEqual([
      ["window 18:00 – window 23:00", "reported 22:00 – window 23:00"],
    ]);
  });

  it("end at the nearest report if reports are missing there", () => {
    const away = [stretch("18:00", "18:30", AWAY), stretch("21:00", "23:00", AWAY)];
    for (const around of [[], away]) {
      expect(sessionsOf(...around, stretch("19:00", "20:00", WAITING))).toEqual([
        ["unreported 19:00 – unreported 19:55"],
      ]);
    }
  });

  it("last through a gap with a car on both sides; charges do not", () => {
    const logs = [
      ...stretch("18:00", "19:00", AWAY),
      ...stretch("19:00", "20:00", CHARGING),
      ...stretch("21:00", "22:00", CHARGING),
      ...stretch("22:00", "23:00", AWAY),
    ];
    expect(sessionsOf(logs)).toEqual([
      ["reported 19:00 – reported 22:00", "reported 19:00 – unreported 19:55", "unreported 21:00 – reported 22:00"],
    ]);
    expect(analyseEvening(logs).sessions[0]?.silentMs).toBe(60 * 60_000);
  });

  it("skip reports that do not know", () => {
    const unknown = status("20:00:00", { is_plugged_in: null, is_charging: null });
    const charging = [...stretch("19:00", "20:00", CHARGING), unknown, ...stretch("20:05", "21:00", CHARGING)];
    expect(sessionsOf(stretch("18:00", "19:00", AWAY), charging, stretch("21:05", "23:00", AWAY))).toEqual([
      ["reported 19:00 – reported 21:05", "reported 19:00 – reported 21:05"],
    ]);
  });
});

it("absences are when no car was reported, and do not last through a gap", () => {
  const absencesOf = (...logs: Parameters<typeof analyseEvening>) => analyseEvening(...logs).absences.map(ends);
  expect(absencesOf()).toEqual(["window 18:00 – reported 19:00", "reported 22:00 – window 23:00"]);
  expect(absencesOf([...stretch("18:00", "19:00", AWAY), ...stretch("22:00", "23:00", AWAY)])).toEqual([
    "window 18:00 – unreported 18:55",
    "unreported 22:00 – window 23:00",
  ]);
});

describe("what is unknown", () => {
  const unknownsOf = (...logs: readonly (readonly StatusLog[])[]) =>
    analyseEvening(logs.flat()).unknowns.map(({ fromMs, untilMs, of }) => [of, timeOf(fromMs), timeOf(untilMs)]);

  it("is whether there was a car, between the reports that know", () => {
    const unknown = { ...AWAY, is_plugged_in: null };
    expect(
      unknownsOf(
        stretch("18:00", "20:00", AWAY),
        stretch("20:00", "21:00", unknown),
        stretch("21:00", "23:00", WAITING),
      ),
    ).toEqual([["car", "19:55", "21:00"]]);
    expect(unknownsOf(stretch("18:00", "23:00", { charge_rate_watts: 7200 }))).toEqual([["car", "18:00", "23:00"]]);
  });

  it("is whether it charged, within a session", () => {
    const unknown = { ...WAITING, is_charging: null };
    expect(unknownsOf(stretch("18:00", "20:00", CHARGING), stretch("20:00", "23:00", unknown))).toEqual([
      ["charging", "19:55", "23:00"],
    ]);
  });

  it("is nothing if everything is reported, if reports are missing, or for a report or two", () => {
    expect(unknownsOf(EVENING_STATUS)).toEqual([]);
    expect(unknownsOf([])).toEqual([]);
    expect(
      unknownsOf(stretch("18:00", "19:00", AWAY), stretch("19:00", "19:10", {}), stretch("19:10", "23:00", AWAY)),
    ).toEqual([]);
  });
});

it("logs outside the window are ignored", () => {
  const others = ["2024-01-01T00:00:00Z", "2026-01-31T23:00:00.000001Z"].map((sampled_at) => ({
    ...status("18:00:00", CHARGING),
    sampled_at,
  }));
  const commands = ["17:59:59.999999", "18:00:00", "23:00:00", "23:00:00.000001"].map((time) => command(time));
  expect(analyseEvening([...others, ...EVENING_STATUS])).toEqual(analyseEvening());
  expect(analyseEvening([], commands).commands.map(({ atMs }) => atMs)).toEqual([at("18:00"), at("23:00")]);
});

it("what lies just outside the window shows what crosses its edges", () => {
  const window = { fromMs: at("19:02"), untilMs: at("21:58") };
  const { sessions, gaps, reports } = analyseEvening(EVENING_STATUS, [], window, EVENING);
  expect(sessions.map(ends)).toEqual(["window 19:02 – window 21:58"]);
  expect(sessions[0]?.energy?.wattHours).toBeCloseTo(7150, 6);
  expect(reports).toHaveLength(35);
  expect(gaps).toEqual([]);
  const silent = EVENING_STATUS.filter(
    ({ sampled_at }) => sampled_at < "2026-01-31T18:30" || sampled_at > "2026-01-31T19:10",
  );
  expect(analyseEvening(silent, [], window, EVENING).gaps).toEqual([
    { fromMs: at("19:02"), untilMs: at("19:10"), expectedMs: 300_000 },
  ]);
});

it("a window without logs is one gap", () => {
  expect(analyseEvening([])).toEqual({
    ...{ window: EVENING, reports: [], ignored: [], pace: { chargingMs: 0, idleMs: 0 } },
    gaps: [{ ...EVENING, expectedMs: 0 }],
    ...{ sessions: [], absences: [], unknowns: [], commands: [] },
  });
});
