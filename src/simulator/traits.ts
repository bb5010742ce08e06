// What stays the same about one charger, its car and its home.

import { hashText, Random } from "./random.ts";
import type { Reading } from "./status.ts";

export interface Traits {
  /** Seeds everything about this charger. */
  readonly key: number;
  /** What the car draws at most, and what the grid gives. */
  readonly amps: number;
  readonly volts: number;
  readonly batteryWh: number;
  /** Where the car's driver has it stop. */
  readonly fullPercent: number;
  /** Energy of a week, on average over the years. */
  readonly weeklyWh: number;
  /** What the meter read on the first day that it counts from. */
  readonly firstReadingWh: number;
  /** The share of days on which the car is charged. */
  readonly habit: number;
  /** What the home draws beside the car, compared to others. */
  readonly homeScale: number;
  readonly signalDbm: number;
  /** Where in an interval the samples lie, from 0 to 1. */
  readonly phase: number;
  /** What this charger's integration never tells. */
  readonly unknown: readonly Reading[];
}

/** How many integrations do not tell a reading, as a share. The rest is always told. */
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

export function createTraits(seed: number, evseId: string): Traits {
  const key = hashText(`${seed}:${evseId}`);
  const random = new Random(key, "traits");
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
    unknown: UNKNOWN.filter(([, share]) => random.chance(share)).map(([reading]) => reading),
  };
}
