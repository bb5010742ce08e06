import { describe, expect, it } from "vitest";
import { AWAY, analyseEvening, CHARGING, status, stretch, WAITING } from "../../../tests/support/evening.ts";
import type { StatusLog } from "../../index.ts";
import { sumEnergy } from "./energy.ts";

/** An hour away, two hours plugged in of which the second is spent charging, and an hour away. */
function evening({ meter, rate = 7200 }: { meter?: readonly [number, number]; rate?: number | null }): StatusLog[] {
  const before = { meter_reading_watt_hours: meter?.[0] ?? null };
  const after = { meter_reading_watt_hours: meter?.[1] ?? null };
  return [
    ...stretch("18:00", "19:00", { ...AWAY, ...before }),
    ...stretch("19:00", "20:00", { ...WAITING, ...before }),
    ...stretch("20:00", "21:00", { ...CHARGING, charge_rate_watts: rate }),
    ...stretch("21:00", "23:00", { ...AWAY, ...after }),
  ];
}

/** Energy of the session and of its charge. */
function energiesOf(logs: readonly StatusLog[]) {
  const [session] = analyseEvening(logs).sessions;
  return [session?.energy, session?.charges[0]?.energy];
}

/** Replaces fields of the log of one time. */
function altered(logs: readonly StatusLog[], time: string, fields: Partial<StatusLog>): StatusLog[] {
  return logs.map((log) => (log.sampled_at.includes(`T${time}`) ? { ...log, ...fields } : log));
}

const meter = (wattHours: number) => ({ wattHours, source: "meter", isComplete: true, hasExport: false });
const estimate = (wattHours: number, isComplete = true) => ({
  wattHours: expect.closeTo(wattHours, 6),
  source: "rate",
  isComplete,
  hasExport: false,
});

describe("energy", () => {
  it("is the meter's difference, from the last report before to the first one after", () => {
    expect(energiesOf(evening({ meter: [1000, 8150] }))).toEqual([meter(7150), meter(7150)]);
  });

  it("is by the meter even if the rate is unknown", () => {
    expect(energiesOf(evening({ meter: [1000, 8150], rate: null }))).toEqual([meter(7150), meter(7150)]);
  });

  it("takes a reading farther out if the nearest one is lost, as long as nothing charges", () => {
    const lost = { meter_reading_watt_hours: null };
    const logs = altered(altered(evening({ meter: [1000, 8150] }), "19:55", lost), "21:00", lost);
    expect(energiesOf(logs)).toEqual([meter(7150), meter(7150)]);
    const busy = altered(altered(logs, "19:50", { is_charging: null }), "19:55", lost);
    expect(energiesOf(busy)).toEqual([meter(7150), estimate(7200)]);
  });

  it("does not look for a reading beyond a silence", () => {
    const lost = altered(evening({ meter: [1000, 8150] }), "21:00", { meter_reading_watt_hours: null });
    expect(energiesOf(lost)).toEqual([meter(7150), meter(7150)]);
    const isKept = ({ sampled_at }: StatusLog) => sampled_at < "2026-01-31T21:05" || sampled_at > "2026-01-31T21:30";
    expect(energiesOf(lost.filter(isKept))).toEqual([estimate(7200), estimate(7200)]);
  });

  it("of a car that charges at once counts from the last report without it", () => {
    const logs = (before: Partial<StatusLog>, after: Partial<StatusLog>) => [
      ...stretch("18:00", "19:00", { ...AWAY, ...before }),
      ...stretch("19:00", "20:00", CHARGING),
      ...stretch("20:00", "23:00", { ...AWAY, ...after }),
    ];
    expect(energiesOf(logs({}, {}))).toEqual([estimate(7200), estimate(7200)]);
    const readings = [{ meter_reading_watt_hours: 1000 }, { meter_reading_watt_hours: 8150 }] as const;
    expect(energiesOf(logs(...readings))).toEqual([meter(7150), meter(7150)]);
  });

  it("is integrated from the rate where the meter is not known, and marked as an estimate", () => {
    // Eleven steps at full rate, and half a step up and down.
    expect(energiesOf(evening({}))).toEqual([estimate(7200), estimate(7200)]);
  });

  it("is an estimate if the meter went back", () => {
    expect(energiesOf(evening({ meter: [9000, 120] }))).toEqual([estimate(7200), estimate(7200)]);
  });

  it("bridges a single rate that was lost", () => {
    expect(energiesOf(altered(evening({}), "20:30", { charge_rate_watts: null }))[1]).toEqual(estimate(7200));
  });

  it("is a lower bound where the rate is unknown for longer, or at an end", () => {
    const lost = { charge_rate_watts: null };
    const hole = ["20:20", "20:25", "20:30"].reduce((logs, time) => altered(logs, time, lost), evening({}));
    // From 20:15 to 20:35.
    expect(energiesOf(hole)[1]).toEqual(estimate(4800, false));
    expect(energiesOf(altered(evening({}), "21:00", lost))[1]).toEqual(estimate(6900, false));
    expect(energiesOf(altered(evening({}), "19:55", lost))[1]).toEqual(estimate(6900, false));
  });

  it("is unknown, and not zero, if neither is known", () => {
    const logs = evening({ rate: null }).map((log) => ({ ...log, charge_rate_watts: null }));
    expect(energiesOf(logs)).toEqual([undefined, undefined]);
  });

  it("is that within the window if the window cuts the session", () => {
    const logs = [
      ...stretch("18:00", "19:00", { ...CHARGING, meter_reading_watt_hours: 5000 }),
      status("19:00:00", { ...WAITING, meter_reading_watt_hours: 6200 }),
      ...stretch("19:05", "23:00", { ...WAITING, meter_reading_watt_hours: 6200 }),
    ];
    expect(energiesOf(logs)).toEqual([meter(1200), meter(1200)]);
  });
});

describe("sumEnergy", () => {
  const byMeter = { wattHours: 1000, source: "meter", isComplete: true, hasExport: false } as const;
  const byRate = { wattHours: 500, source: "rate", isComplete: true, hasExport: false } as const;
  const atLeast = { wattHours: 100, source: "rate", isComplete: false, hasExport: false } as const;

  it("is an estimate as soon as one part is, and a lower bound if one is or is unknown", () => {
    expect(sumEnergy([byMeter, byMeter])).toEqual({
      wattHours: 2000,
      source: "meter",
      isComplete: true,
      hasExport: false,
    });
    expect(sumEnergy([byMeter, byRate])).toEqual({
      wattHours: 1500,
      source: "rate",
      isComplete: true,
      hasExport: false,
    });
    expect(sumEnergy([byMeter, atLeast])).toEqual({
      wattHours: 1100,
      source: "rate",
      isComplete: false,
      hasExport: false,
    });
    expect(sumEnergy([byMeter, undefined])).toEqual({
      wattHours: 1000,
      source: "meter",
      isComplete: false,
      hasExport: false,
    });
  });

  it("is unknown if nothing is known", () => {
    expect(sumEnergy([])).toBe(undefined);
    expect(sumEnergy([undefined])).toBe(undefined);
  });
});
