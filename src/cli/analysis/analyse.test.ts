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
import type { Edge } from "./model.ts";

const reported = (time: string): Edge => ({ atMs: at(time), kind: "reported" });
const unreported = (time: string): Edge => ({ atMs: at(time), kind: "unreported" });
const atWindow = (time: string): Edge => ({ atMs: at(time), kind: "window" });

/** The sessions of the evening as edges alone. */
function sessionsOf(...logs: Parameters<typeof analyseEvening>) {
  return analyseEvening(...logs).sessions.map(({ start, end, charges }) => ({
    start,
    end,
    charges: charges.map((charge) => [charge.start, charge.end]),
  }));
}

describe("sessions", () => {
  it("go from the first report of a car to the first without, and charging periods likewise", () => {
    expect(analyseEvening().sessions).toEqual([
      {
        start: reported("19:00"),
        end: reported("22:00"),
        charges: [
          {
            start: reported("20:00"),
            end: reported("21:00"),
            energy: { wattHours: 7150, source: "meter", isComplete: true, hasExport: false },
            peakWatts: 7200,
          },
        ],
        energy: { wattHours: 7150, source: "meter", isComplete: true, hasExport: false },
        silentMs: 0,
      },
    ]);
  });

  it("do not depend on the order of the logs", () => {
    expect(analyseEvening(EVENING_STATUS.toReversed())).toEqual(analyseEvening());
  });

  it("that the window cuts begin and end with it", () => {
    const logs = [...stretch("18:00", "19:00", CHARGING), ...stretch("19:00", "23:00", WAITING)];
    expect(sessionsOf(logs)).toEqual([
      {
        start: atWindow("18:00"),
        end: atWindow("23:00"),
        charges: [[atWindow("18:00"), reported("19:00")]],
      },
    ]);
    expect(sessionsOf([...stretch("18:00", "22:00", WAITING), ...stretch("22:00", "23:00", CHARGING)])).toEqual([
      {
        start: atWindow("18:00"),
        end: atWindow("23:00"),
        charges: [[reported("22:00"), atWindow("23:00")]],
      },
    ]);
  });

  it("whose beginning or end lies in a silence begin and end with the report next to it", () => {
    expect(sessionsOf(stretch("19:00", "20:00", WAITING))).toEqual([
      { start: unreported("19:00"), end: unreported("19:55"), charges: [] },
    ]);
    const logs = [
      ...stretch("18:00", "18:30", AWAY),
      ...stretch("19:00", "20:00", WAITING),
      ...stretch("21:00", "23:00", AWAY),
    ];
    expect(sessionsOf(logs)).toEqual([{ start: unreported("19:00"), end: unreported("19:55"), charges: [] }]);
  });

  it("last through a silence that has the car on both sides; charging does not", () => {
    const logs = [
      ...stretch("18:00", "19:00", AWAY),
      ...stretch("19:00", "20:00", CHARGING),
      ...stretch("21:00", "22:00", CHARGING),
      ...stretch("22:00", "23:00", AWAY),
    ];
    expect(sessionsOf(logs)).toEqual([
      {
        start: reported("19:00"),
        end: reported("22:00"),
        charges: [
          [reported("19:00"), unreported("19:55")],
          [unreported("21:00"), reported("22:00")],
        ],
      },
    ]);
    expect(analyseEvening(logs).sessions[0]?.silentMs).toBe(65 * 60_000);
  });

  it("pass over a report that does not know", () => {
    const unknown = { is_plugged_in: null, is_charging: null };
    const logs = [
      ...stretch("18:00", "19:00", AWAY),
      ...stretch("19:00", "20:00", CHARGING),
      status("20:00:00", unknown),
      ...stretch("20:05", "21:00", CHARGING),
      status("21:00:00", unknown),
      ...stretch("21:05", "23:00", AWAY),
    ];
    expect(sessionsOf(logs)).toEqual([
      { start: reported("19:00"), end: reported("21:05"), charges: [[reported("19:00"), reported("21:05")]] },
    ]);
  });

  it("are none where nothing is known, and neither is there an absence", () => {
    const timeline = analyseEvening(stretch("18:00", "23:00", { is_plugged_in: null, charge_rate_watts: 7200 }));
    expect(timeline.sessions).toEqual([]);
    expect(timeline.absences).toEqual([]);
    expect(timeline.gaps).toEqual([]);
  });

  it("have a charge that begins with them and one that ends with them", () => {
    const logs = [
      ...stretch("18:00", "19:00", AWAY),
      ...stretch("19:00", "20:00", CHARGING),
      ...stretch("20:00", "21:00", WAITING),
      ...stretch("21:00", "22:00", CHARGING),
      ...stretch("22:00", "23:00", AWAY),
    ];
    expect(sessionsOf(logs)[0]?.charges).toEqual([
      [reported("19:00"), reported("20:00")],
      [reported("21:00"), reported("22:00")],
    ]);
  });
});

describe("absences", () => {
  it("are when it was reported that no car was there", () => {
    expect(analyseEvening().absences).toEqual([
      { start: atWindow("18:00"), end: reported("19:00") },
      { start: reported("22:00"), end: atWindow("23:00") },
    ]);
  });

  it("do not last through a silence", () => {
    const logs = [...stretch("18:00", "19:00", AWAY), ...stretch("22:00", "23:00", AWAY)];
    expect(analyseEvening(logs).absences).toEqual([
      { start: atWindow("18:00"), end: unreported("18:55") },
      { start: unreported("22:00"), end: atWindow("23:00") },
    ]);
  });
});

describe("what is not known", () => {
  const shown = (logs: Parameters<typeof analyseEvening>[0]) =>
    analyseEvening(logs).unknowns.map(({ fromMs, untilMs, of }) => [of, timeOf(fromMs), timeOf(untilMs)]);
  const timeOf = (atMs: number) => new Date(atMs).toISOString().slice(11, 16);

  it("is whether a car was there, from the last report that tells to the next", () => {
    const logs = [
      ...stretch("18:00", "20:00", AWAY),
      ...stretch("20:00", "21:00", { ...AWAY, is_plugged_in: null }),
      ...stretch("21:00", "23:00", WAITING),
    ];
    expect(shown(logs)).toEqual([["car", "19:55", "21:00"]]);
    expect(shown(stretch("18:00", "23:00", { charge_rate_watts: 0 }))).toEqual([["car", "18:00", "23:00"]]);
  });

  it("is whether it charged, within a session", () => {
    const logs = [
      ...stretch("18:00", "20:00", CHARGING),
      ...stretch("20:00", "21:00", { ...WAITING, is_charging: null }),
      ...stretch("21:00", "23:00", WAITING),
    ];
    expect(shown(logs)).toEqual([["charging", "19:55", "21:00"]]);
  });

  it("is nothing where all is told, where no reports came, and of a report or two", () => {
    expect(shown(EVENING_STATUS)).toEqual([]);
    expect(shown([])).toEqual([]);
    const logs = [
      ...stretch("18:00", "19:00", AWAY),
      ...stretch("19:00", "19:10", {}),
      ...stretch("19:10", "23:00", AWAY),
    ];
    expect(shown(logs)).toEqual([]);
  });
});

describe("logs from outside of the window", () => {
  it("are left out", () => {
    const older = [
      { ...status("18:00:00", CHARGING), sampled_at: "2024-01-01T00:00:00Z" },
      { ...status("18:00:00", CHARGING), sampled_at: "2026-01-31T23:00:00.000001Z" },
    ];
    const commands = [command("17:59:59.999999"), command("18:00:00"), command("23:00:00"), command("23:00:00.000001")];
    expect(analyseEvening([...older, ...EVENING_STATUS])).toEqual(analyseEvening());
    expect(analyseEvening([], commands).commands.map(({ atMs }) => atMs)).toEqual([at("18:00"), at("23:00")]);
  });
});

describe("rates below zero", () => {
  it("are export, and the greatest of them is told beside the peak", () => {
    const rates = (watts: number) => ({ ...CHARGING, charge_rate_watts: watts });
    const chargeOf = (...logs: Parameters<typeof analyseEvening>[0][]) =>
      analyseEvening(logs.flatMap((some = []) => [...some])).sessions[0]?.charges[0];
    const given = stretch("18:00", "20:00", rates(-2950));
    expect(chargeOf(given, stretch("20:00", "23:00", rates(-3000)))).toMatchObject({
      peakWatts: undefined,
      exportWatts: 3000,
      energy: { hasExport: true },
    });
    expect(chargeOf(given, stretch("20:00", "23:00", rates(7200)))).toMatchObject({
      peakWatts: 7200,
      exportWatts: 2950,
    });
  });
});

it("a charge may have any number of reports", () => {
  const logs = Array.from({ length: 150_000 }, (_, place) => ({
    ...status("18:00:00", CHARGING),
    sampled_at: new Date(at("18:00") + place * 120).toISOString(),
  }));
  expect(analyseEvening(logs).sessions[0]?.charges[0]?.peakWatts).toBe(7200);
});

describe("a window without logs", () => {
  it("is one gap", () => {
    expect(analyseEvening([])).toEqual({
      window: EVENING,
      reports: [],
      usualIntervalMs: undefined,
      gaps: [EVENING],
      sessions: [],
      absences: [],
      unknowns: [],
      commands: [],
    });
  });
});
