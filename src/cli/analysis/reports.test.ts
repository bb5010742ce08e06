import { describe, expect, it } from "vitest";
import { at, status, stretch } from "../../../tests/support/evening.ts";
import { findGaps, readReports, timestampMs, usualIntervalOf } from "./reports.ts";

describe("timestampMs", () => {
  it.for([
    ["2026-01-31T18:00:00Z", 1_769_882_400_000],
    ["2026-01-31T19:00:00+01:00", 1_769_882_400_000],
    ["2026-01-31T18:00:00.5Z", 1_769_882_400_500],
    ["2026-01-31T18:00:00.123456Z", 1_769_882_400_123.456],
    ["2026-01-31T18:00:00.1234Z", 1_769_882_400_123.4],
  ] as const)("of %s is %d", ([stamp, expected]) => {
    expect(timestampMs(stamp)).toBeCloseTo(expected, 3);
  });
});

describe("readReports", () => {
  it("puts logs in order, also within a millisecond", () => {
    const logs = [status("18:00:00.000900"), status("18:00:00.000100"), status("17:00:00")];
    expect(readReports(logs).map(({ atMs }) => Math.round((atMs - at("17:00")) * 1000))).toEqual([
      0, 3_600_000_100, 3_600_000_900,
    ]);
  });

  it("leaves unknown what is null or missing", () => {
    const nulls = { is_plugged_in: null, is_charging: null, charge_rate_watts: null, meter_reading_watt_hours: null };
    for (const fields of [{}, nulls, { ...nulls, is_enabled: null, control_pilot_status: null, mode: null }]) {
      expect(readReports([status("18:00:00", fields)])).toEqual([
        {
          atMs: at("18:00"),
          isPluggedIn: undefined,
          isCharging: undefined,
          isEnabled: undefined,
          chargeRateWatts: undefined,
          meterWh: undefined,
          pilot: undefined,
          mode: undefined,
        },
      ]);
    }
  });

  it("takes a car that charges for plugged in", () => {
    const told = (is_plugged_in: boolean | null, is_charging: boolean | null) =>
      readReports([status("18:00:00", { is_plugged_in, is_charging })])[0]?.isPluggedIn;
    expect(told(null, true)).toBe(true);
    expect(told(null, false)).toBe(undefined);
    expect(told(false, false)).toBe(false);
  });
});

describe("usualIntervalOf", () => {
  it("is unknown of less than two reports", () => {
    expect(usualIntervalOf(readReports([]))).toBe(undefined);
    expect(usualIntervalOf(readReports([status("18:00:00")]))).toBe(undefined);
  });

  it("is the slower pace of a charger that reports more often while it charges", () => {
    const idle = stretch("18:00", "20:00", {});
    const busy = Array.from({ length: 60 }, (_, minute) => status(`20:${String(minute).padStart(2, "0")}:00`));
    expect(usualIntervalOf(readReports([...idle, ...busy]))).toBe(5 * 60_000);
  });

  it("is not that of a gap", () => {
    expect(usualIntervalOf(readReports([...stretch("18:00", "19:00", {}), status("23:00:00")]))).toBe(5 * 60_000);
  });
});

describe("findGaps", () => {
  const window = { fromMs: at("18:00"), untilMs: at("20:00") };
  const silenceMs = 15 * 60_000;

  it("finds a silence between reports that is longer than is borne", () => {
    const at15 = [...stretch("18:00", "18:35", {}), ...stretch("18:45", "20:00", {})];
    expect(findGaps(readReports(at15), window, silenceMs)).toEqual([]);
    const at20 = [...stretch("18:00", "18:35", {}), ...stretch("18:50", "20:00", {})];
    expect(findGaps(readReports(at20), window, silenceMs)).toEqual([{ fromMs: at("18:30"), untilMs: at("18:50") }]);
  });

  it("finds one at either end of the window", () => {
    expect(findGaps(readReports(stretch("18:30", "19:00", {})), window, silenceMs)).toEqual([
      { fromMs: at("18:00"), untilMs: at("18:30") },
      { fromMs: at("18:55"), untilMs: at("20:00") },
    ]);
  });

  it("is the whole window if there are no reports", () => {
    expect(findGaps([], window, 0)).toEqual([window]);
  });
});
