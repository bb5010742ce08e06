import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { status } from "../../../tests/support/evening.ts";
import type { StatusLog } from "../../index.ts";
import { analyse } from "./analyse.ts";
import { sumEnergy } from "./energy.ts";
import type { Energy, TimeRange } from "./model.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const START_MS = Date.parse("2026-01-31T12:00:00Z");
/** Charging with 7.2 kW begins after two hours and lasts two hours: 14.40 kWh. */
const CHARGING = { fromMs: START_MS + 2 * HOUR_MS, untilMs: START_MS + 4 * HOUR_MS };
const WINDOW = { fromMs: START_MS, untilMs: START_MS + 8 * HOUR_MS };

function energyUntil(atMs: number): number {
  return (7200 * Math.max(0, Math.min(atMs, CHARGING.untilMs) - CHARGING.fromMs)) / HOUR_MS;
}

type Fields = Partial<Record<keyof StatusLog | "is_missing", unknown>>;

/** Returns reports every five minutes, with fields that depend on the time and on the energy so far. */
function reports(fieldsAt: (atMs: number, wattHours: number) => Fields, stepMs = 5 * MINUTE_MS): StatusLog[] {
  return Array.from({ length: (8 * HOUR_MS) / stepMs + 1 }, (_, index) => {
    const atMs = START_MS + index * stepMs;
    const isCharging = atMs >= CHARGING.fromMs && atMs < CHARGING.untilMs;
    const fields = {
      sampled_at: new Date(atMs).toISOString(),
      is_plugged_in: atMs >= CHARGING.fromMs && atMs < CHARGING.untilMs + 3 * HOUR_MS,
      is_charging: isCharging,
      charge_rate_watts: isCharging ? 7200 : 0,
      ...fieldsAt(atMs, energyUntil(atMs)),
    };
    return { ...status("12:00:00"), ...fields } as StatusLog;
  });
}

function sessionIn(logs: readonly StatusLog[], window: TimeRange = WINDOW) {
  return analyse(logs, [], window, WINDOW).sessions[0];
}

/** Returns the energy as `kWh source quality`, and both figures if it is suspect. */
function energyIn(logs: readonly StatusLog[], window?: TimeRange): string {
  const energy = sessionIn(logs, window)?.energy;
  if (!energy) return "unknown";
  const kilowattHours = (wattHours = Number.NaN) => (wattHours / 1000).toFixed(2);
  const { wattHours, source, quality, meterWattHours, rateWattHours } = energy;
  const both = quality === "suspect" ? `, ${kilowattHours(meterWattHours)} and ${kilowattHours(rateWattHours)}` : "";
  return `${kilowattHours(wattHours)} ${source} ${quality}${both}`;
}

const meter = (meter_reading_watt_hours: unknown) => ({ meter_reading_watt_hours });

describe("7.2 kW for two hours are 14.40 kWh", () => {
  it.for<[string, string, (atMs: number, wattHours: number) => Fields]>([
    ["with a good meter", "14.40 meter measured", (_, wattHours) => meter(50_000 + wattHours)],
    [
      "with a meter alone",
      "14.40 meter measured",
      (_, wattHours) => ({ ...meter(wattHours), charge_rate_watts: null }),
    ],
    ["without a meter", "14.40 charge_rate estimated", () => ({})],
    [
      "with a meter that is reset",
      "14.40 meter suspect, 14.40 and 14.40",
      (_, wattHours) => meter(wattHours > 7200 ? wattHours - 7200 : 1000 + wattHours),
    ],
    [
      "with a meter that drops to 0 before the car is plugged in",
      "14.40 meter measured",
      (atMs, wattHours) => meter(atMs === CHARGING.fromMs - 5 * MINUTE_MS ? 0 : 50_000 + wattHours),
    ],
    [
      "with a meter that drops to 0 for a quarter of an hour",
      "14.40 meter measured",
      (atMs, wattHours) => meter(Math.abs(atMs - CHARGING.untilMs) < 8 * MINUTE_MS ? 0 : 50_000 + wattHours),
    ],
    [
      "with a meter whose first reading is 0",
      "14.40 meter measured",
      (atMs, wattHours) => meter(atMs === START_MS ? 0 : 50_000 + wattHours),
    ],
    [
      "with a meter that peaks",
      "14.40 meter measured",
      (atMs, wattHours) => meter(atMs === CHARGING.fromMs + HOUR_MS ? 16_777_215 : 50_000 + wattHours),
    ],
    [
      "with a meter that is replaced",
      "13.80 meter suspect, 13.80 and 14.40",
      (_, wattHours) => meter(wattHours > 7200 ? wattHours + 90_000 : wattHours),
    ],
    ["with a meter that is stuck", "14.40 charge_rate suspect, 0.00 and 14.40", () => meter(50_000)],
    [
      "with a meter that sticks half-way",
      "14.40 charge_rate suspect, 7.20 and 14.40",
      (_, wattHours) => meter(50_000 + Math.min(wattHours, 7200)),
    ],
    [
      "with a meter that is refreshed once an hour",
      "14.40 meter measured",
      (atMs) => meter(50_000 + energyUntil(atMs - ((atMs - 10 * MINUTE_MS) % HOUR_MS))),
    ],
    [
      "with a meter that counts kilowatt-hours",
      "14.00 meter measured",
      (_, wattHours) => meter(Math.floor(wattHours / 1000) * 1000),
    ],
    [
      "with a meter that reads 2³²−1 while it charges",
      "14.40 meter measured",
      (atMs, wattHours) => meter(atMs > CHARGING.fromMs && atMs < CHARGING.untilMs ? 2 ** 32 - 1 : 50_000 + wattHours),
    ],
    [
      "with a charge rate that is text",
      "14.40 meter measured",
      (_, wattHours) => ({ ...meter(50_000 + wattHours), charge_rate_watts: "7200" }),
    ],
    [
      "with a charge rate that contradicts the meter",
      "14.40 meter suspect, 14.40 and 7.20",
      (atMs, wattHours) => ({
        ...meter(wattHours),
        charge_rate_watts: atMs >= CHARGING.fromMs && atMs < CHARGING.untilMs ? 3600 : 0,
      }),
    ],
    [
      "with a charge rate that is unknown for an hour: at least 6.00",
      "6.00 charge_rate partial",
      (atMs) => (Math.abs(atMs - CHARGING.fromMs - HOUR_MS) <= 30 * MINUTE_MS ? { charge_rate_watts: null } : {}),
    ],
    ["with neither meter nor charge rate: unknown", "unknown", () => ({ charge_rate_watts: null })],
  ])("%s", ([, expected, fieldsAt]) => {
    expect(energyIn(reports(fieldsAt))).toBe(expected);
  });

  it("with reports every 30 seconds while charging, and otherwise every hour", () => {
    const isReported = ({ sampled_at }: StatusLog) => {
      const atMs = Date.parse(sampled_at);
      return (
        (atMs >= CHARGING.fromMs && atMs <= CHARGING.untilMs) || (atMs - START_MS - 50 * MINUTE_MS) % HOUR_MS === 0
      );
    };
    const logs = reports(() => ({}), 30_000).filter(isReported);
    expect(energyIn(logs)).toBe("14.40 charge_rate estimated");
    expect(analyse(logs, [], WINDOW).gaps).toEqual([]);
  });

  it("across a gap, if the meter is known before and after it", () => {
    const isReported = ({ sampled_at }: StatusLog) =>
      Math.abs(Date.parse(sampled_at) - CHARGING.fromMs - HOUR_MS) > HOUR_MS / 2;
    expect(energyIn(reports((_, wattHours) => meter(wattHours)).filter(isReported))).toBe("14.40 meter measured");
    expect(energyIn(reports(() => ({})).filter(isReported))).toBe("6.00 charge_rate partial");
  });
});

it("a meter that has had less than an hour to show a charge is not suspect", () => {
  const logs = reports((atMs) => meter(50_000 + energyUntil(atMs - ((atMs - 55 * MINUTE_MS) % HOUR_MS))));
  const readUntilMs = CHARGING.fromMs + 50 * MINUTE_MS;
  const window = { fromMs: START_MS, untilMs: readUntilMs };
  expect(analyse(logs, [], window).sessions[0]?.energy).toMatchObject({ source: "charge_rate", quality: "estimated" });
});

it("exported energy is separate from charged energy", () => {
  const isActive = (atMs: number) => atMs >= CHARGING.fromMs && atMs < CHARGING.untilMs;
  const exporting = (atMs: number) => ({
    ...{ is_plugged_in: true, is_charging: false, mode: "Discharge" },
    ...{ charge_rate_watts: 0, export_power_watts: isActive(atMs) ? 5000 : 0 },
  });
  const session = sessionIn(reports(exporting));
  expect(session?.exportedWattHours).toBeCloseTo(10_000, 6);
  expect(session?.energy).toMatchObject({ wattHours: 0, quality: "estimated" });
  const negative = sessionIn(
    reports((atMs) => ({ is_plugged_in: true, charge_rate_watts: isActive(atMs) ? -5000 : 0 })),
  );
  expect(negative?.exportedWattHours).toBeCloseTo(10_000, 6);
  expect(sessionIn(reports(() => ({})))?.exportedWattHours).toBe(undefined);
});

describe("the energies of the parts of a window", () => {
  const wattHoursIn = (logs: readonly StatusLog[], window: TimeRange) => {
    // Only what lies up to an hour outside of the window, and the last report before it.
    const before = logs.map(({ sampled_at }) => Date.parse(sampled_at)).filter((atMs) => atMs < window.fromMs);
    const read = { fromMs: Math.min(window.fromMs - HOUR_MS, ...before.slice(-1)), untilMs: window.untilMs + HOUR_MS };
    const { sessions } = analyse(logs, [], window, read);
    return sumEnergy(sessions.map(({ energy }) => energy))?.wattHours ?? 0;
  };
  const meters: Readonly<Record<string, (atMs: number, wattHours: number) => Fields>> = {
    none: () => ({}),
    good: (_, wattHours) => meter(wattHours),
    hourly: (atMs) => meter(energyUntil(atMs - (atMs % HOUR_MS))),
    stuck: () => meter(50_000),
    "stuck half-way": (_, wattHours) => meter(50_000 + Math.min(wattHours, 7200)),
    reset: (_, wattHours) => meter(wattHours > 7200 ? wattHours - 7200 : wattHours),
    "dropping out": (atMs, wattHours) => meter(atMs % HOUR_MS === 0 ? 0 : 50_000 + wattHours),
    "silent for hours": (atMs, wattHours) =>
      Math.abs(atMs - CHARGING.untilMs) < 1.5 * HOUR_MS ? { is_missing: true } : meter(wattHours),
  };

  it.for(Object.entries(meters))("add up to that of the whole, meter: %s", ([name, fieldsAt]) => {
    const offsetMs = fc.integer({ min: 0, max: 8 * HOUR_MS });
    fc.assert(
      fc.property(fc.uniqueArray(offsetMs, { maxLength: 8 }), fc.constantFrom(5, 15), (offsets, minutes) => {
        const logs = reports(fieldsAt, minutes * MINUTE_MS).filter((log) => !("is_missing" in log));
        const whole = wattHoursIn(logs, WINDOW);
        const cuts = [...offsets.sort((a, b) => a - b).map((offset) => START_MS + offset), WINDOW.untilMs];
        const parts = cuts.map((untilMs, index) =>
          wattHoursIn(logs, { fromMs: cuts[index - 1] ?? WINDOW.fromMs, untilMs }),
        );
        const sum = parts.reduce((a, b) => a + b, 0);
        // An early part cannot know that the meter will stick: 1.5 intervals and 200 Wh may be missing.
        const tolerance = name === "stuck half-way" ? 200 + (1.5 * 7200 * minutes) / 60 : 0.005 * whole;
        expect(Math.abs(sum - whole)).toBeLessThanOrEqual(tolerance);
      }),
    );
  });
});

it("a sum has the worst quality of its parts, and is partial if one is unknown", () => {
  const part = (quality: Energy["quality"], wattHours: number): Energy => ({
    ...{ wattHours, source: quality === "measured" ? "meter" : "charge_rate", quality, hasMeterFault: false },
    ...{ meterWattHours: undefined, rateWattHours: undefined },
  });
  const sumOf = (...parts: readonly (Energy | undefined)[]) => {
    const { wattHours, source, quality } = sumEnergy(parts) ?? {};
    return [wattHours, source, quality];
  };
  expect(sumOf(part("measured", 1000), part("measured", 500))).toEqual([1500, "meter", "measured"]);
  expect(sumOf(part("measured", 1000), part("estimated", 500))).toEqual([1500, "charge_rate", "estimated"]);
  expect(sumOf(part("suspect", 1000), part("partial", 500))).toEqual([1500, "charge_rate", "suspect"]);
  expect(sumOf(part("measured", 1000), undefined)).toEqual([1000, "meter", "partial"]);
  expect(sumOf(undefined)).toEqual([undefined, undefined, undefined]);
});
