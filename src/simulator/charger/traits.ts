// What stays the same about a charger, its car and its home.

import type { StatusLog } from "../../types.ts";
import type { Disorder } from "../disorder.ts";
import { hashText, Random } from "./random.ts";

/** A field of a status log that may be unknown. */
export type Reading = Exclude<keyof StatusLog, "url" | "evse" | "sampled_at" | "logged_at">;

export interface Traits {
  /** Seeds everything about this charger. */
  readonly key: number;
  /** The highest current that the car draws, and the voltage of the grid. */
  readonly amps: number;
  readonly volts: number;
  readonly batteryWh: number;
  /** The charge level at which the driver has the car stop. */
  readonly fullPercent: number;
  /** Average energy of a week. */
  readonly weeklyWh: number;
  /** The meter reading in the first week that counts. */
  readonly firstReadingWh: number;
  /** The share of days on which the car charges. */
  readonly habit: number;
  /** Consumption of the home without the car, relative to other homes. */
  readonly homeScale: number;
  readonly signalDbm: number;
  /** When samples are taken within an interval, from 0 to 1. */
  readonly phase: number;
  /** The readings that this charger's integration never reports. */
  readonly unknown: readonly Reading[];
}

/** The share of integrations that do not report a reading. All others are always reported. */
const UNKNOWN: readonly (readonly [Reading, number])[] = [
  ["is_enabled", 0.15],
  ["export_power_watts", 0.6],
  ["inlet_power_watts", 0.4],
  ["voltage_millivolts", 0.3],
  ["cable_current_rating_milliamps", 0.4],
  ["max_current_rating_milliamps", 0.2],
  ["signal_strength_rssi_dbm", 0.3],
  ["state_of_charge_percentage", 0.6],
  ["control_pilot_status", 0.2],
  ["mode", 0.1],
];

export function createTraits(seed: number, evseId: string, { v2g }: Disorder): Traits {
  const key = hashText(`${seed}:${evseId}`);
  const random = new Random(key, "traits");
  // A charger that discharges cars reports it.
  const isV2g = (reading: Reading) => v2g > 0 && (reading === "export_power_watts" || reading === "mode");
  return {
    key,
    amps: random.between(30, 31.6),
    volts: random.between(236, 244),
    batteryWh: random.pick([52_000, 58_000, 64_000, 77_000]),
    fullPercent: random.pick([90, 95, 100]),
    weeklyWh: random.whole(26_000, 44_000),
    firstReadingWh: random.whole(0, 2_000_000),
    habit: random.between(0.4, 0.8),
    homeScale: random.between(0.7, 1.4),
    signalDbm: random.whole(-74, -54),
    phase: random.next(),
    unknown: UNKNOWN.filter(([reading, share]) => random.chance(share) && !isV2g(reading)).map(([reading]) => reading),
  };
}
