import { describe, expect, it } from "vitest";
import { at, EVENING, status, stretch } from "../../../tests/support/evening.ts";
import type { StatusLog } from "../../index.ts";
import { findGaps, paceOf, readReports, timestampMs } from "./reports.ts";

const read = (logs: readonly StatusLog[]) => readReports(logs, EVENING).reports;
const MINUTE_MS = 60_000;

it("timestamps keep their microseconds", () => {
  expect(timestampMs("2026-01-31T18:00:00Z")).toBe(1_769_882_400_000);
  expect(timestampMs("2026-01-31T19:00:00.5+01:00")).toBe(1_769_882_400_500);
  expect(timestampMs("2026-01-31T18:00:00.123456Z")).toBeCloseTo(1_769_882_400_123.456, 3);
  const logs = [status("18:00:00.000900"), status("18:00:00.000100")];
  expect(read(logs).map(({ atMs }) => Math.round((atMs - at("18:00")) * 1000))).toEqual([100, 900]);
});

describe("reports", () => {
  it("leave unknown what is null or missing", () => {
    const nulls = { is_plugged_in: null, is_charging: null, charge_rate_watts: null, meter_reading_watt_hours: null };
    for (const fields of [{}, nulls, { ...nulls, is_enabled: null, control_pilot_status: null, mode: null }]) {
      const { atMs, sampledAt, ...values } = read([status("18:00:00", fields)])[0] ?? {};
      expect([atMs, ...Object.values(values)]).toEqual([at("18:00"), ...Array(8).fill(undefined)]);
    }
  });

  it("take a charging car for plugged in", () => {
    const isPluggedIn = (is_plugged_in: boolean | null, is_charging: boolean | null) =>
      read([status("18:00:00", { is_plugged_in, is_charging })])[0]?.isPluggedIn;
    expect([isPluggedIn(null, true), isPluggedIn(null, false), isPluggedIn(false, false)]).toEqual([
      ...[true, undefined, false],
    ]);
  });

  it("have the later record of two with the same timestamp", () => {
    const early = status("18:00:00", { charge_rate_watts: 1 });
    const late = { ...early, logged_at: "2026-01-31T18:00:09Z", charge_rate_watts: 2 };
    for (const logs of [
      [early, late],
      [late, early],
    ]) {
      expect(read(logs).map(({ chargeRateWatts }) => chargeRateWatts)).toEqual([2]);
    }
  });

  it("ignore values that cannot be right, and count them", () => {
    const wrong = { charge_rate_watts: "7200" as unknown as number, meter_reading_watt_hours: 2 ** 32 - 1 };
    const { reports, ignored } = readReports([...stretch("18:00", "18:10", wrong), status("18:10:00")], EVENING);
    expect(reports.map(({ chargeRateWatts, meterWattHours }) => chargeRateWatts ?? meterWattHours)).toEqual(
      Array(3).fill(undefined),
    );
    expect(ignored).toEqual([
      { field: "charge_rate_watts", example: '"7200"', count: 2 },
      { field: "meter_reading_watt_hours", example: "4294967295", count: 2 },
    ]);
  });

  it("count a negative charge rate as export", () => {
    const [report] = read([status("18:00:00", { charge_rate_watts: -3000, export_power_watts: 0 })]);
    expect(report).toMatchObject({ chargeRateWatts: 0, exportWatts: 3000 });
  });
});

/** Reports every 30 seconds while charging from 20:00 to 20:30, otherwise every hour. */
const adaptive = [
  ...["18:00", "19:00", "21:00", "22:00", "23:00"].map((time) => status(`${time}:00`, { is_charging: false })),
  ...Array.from({ length: 60 }, (_, index) => ({
    ...status("20:00:00", { is_charging: true }),
    sampled_at: new Date(at("20:00") + index * 30_000).toISOString(),
  })),
];

describe("the pace", () => {
  it("is that of nine in ten reports, and zero for fewer than two", () => {
    expect(paceOf(read([status("18:00:00")]))).toEqual({ chargingMs: 0, idleMs: 0 });
    const logs = [...stretch("18:00", "20:00", {}), status("22:00:00")];
    expect(paceOf(read(logs))).toEqual({ chargingMs: 5 * MINUTE_MS, idleMs: 5 * MINUTE_MS });
  });

  it("is known for charging and idle apart", () => {
    expect(paceOf(read(adaptive))).toEqual({ chargingMs: 30_000, idleMs: 60 * MINUTE_MS });
  });

  it("is the same for charging and discharging", () => {
    const discharging = adaptive.map((log) =>
      log.is_charging ? { ...log, is_charging: false, export_power_watts: 5000 } : log,
    );
    expect(paceOf(read(discharging))).toEqual({ chargingMs: 30_000, idleMs: 60 * MINUTE_MS });
  });
});

describe("gaps", () => {
  const gapsIn = (logs: readonly StatusLog[]) => {
    const reports = read(logs);
    return findGaps(reports, EVENING, paceOf(reports)).map((gap) =>
      [gap.fromMs, gap.untilMs].map((ms) => new Date(ms).toISOString().slice(11, 19)).join(" – "),
    );
  };

  it("are longer than three intervals, between reports and at the ends", () => {
    expect(gapsIn([...stretch("18:15", "20:00", {}), ...stretch("20:10", "22:50", {})])).toEqual([]);
    expect(gapsIn([...stretch("18:20", "20:00", {}), ...stretch("20:15", "22:40", {})])).toEqual([
      ...["18:00:00 – 18:20:00", "19:55:00 – 20:15:00", "22:35:00 – 23:00:00"],
    ]);
    expect(gapsIn([])).toEqual(["18:00:00 – 23:00:00"]);
  });

  it("are judged by the interval of the state in which they lie", () => {
    expect(gapsIn(adaptive)).toEqual([]);
    const isKept = ({ sampled_at }: StatusLog) => sampled_at < "2026-01-31T20:10" || sampled_at >= "2026-01-31T20:15";
    expect(gapsIn(adaptive.filter(isKept))).toEqual(["20:09:30 – 20:15:00"]);
  });
});
