// The state of a charger at a moment, and the status log that its integration makes of it.

import type { StatusLog } from "../types.ts";
import { wattsAt, whAt } from "./charge.ts";
import type { Plan, Visit } from "./plan.ts";
import type { Random } from "./random.ts";
import { formatStamp, HOUR_US } from "./stamps.ts";
import type { Traits } from "./traits.ts";
import { RATED_MILLIAMPS } from "./windows.ts";

type StatusFields = { -readonly [K in keyof Omit<StatusLog, "url" | "evse">]-?: StatusLog[K] };

/** A field that may be unknown. */
export type Reading = Exclude<keyof StatusFields, "sampled_at" | "logged_at">;

const READINGS = [
  "is_plugged_in",
  "is_charging",
  "is_enabled",
  "charge_rate_watts",
  "export_power_watts",
  "inlet_power_watts",
  "meter_reading_watt_hours",
  "voltage_millivolts",
  "cable_current_rating_milliamps",
  "max_current_rating_milliamps",
  "signal_strength_rssi_dbm",
  "state_of_charge_percentage",
  "control_pilot_status",
  "mode",
] as const satisfies readonly Reading[];
/** How often a sample lacks one of them by accident. */
const LOST_SHARE = 1 / 200;

/** What a home draws without the car, by the hour (UTC) from midnight on. */
// biome-ignore format: a row is a quarter of a day
const HOME_WATTS = [
  280, 250, 240, 240, 250, 320,
  620, 840, 700, 520, 480, 500,
  620, 560, 500, 540, 760, 1180,
  1420, 1350, 1120, 900, 620, 400,
];
const KETTLE_WATTS = 2200;
const MILLIOHMS = 40;

interface State {
  readonly isPluggedIn: boolean;
  readonly isEnabled: boolean;
  /** Zero unless it charges. */
  readonly watts: number;
  /** Delivered since the plan began. */
  readonly wh: number;
  readonly pilot: "A" | "B" | "C";
  readonly mode: "Idle" | "Delay" | "Charge";
}

/** The log of one sample. The plan is that of the moment; `random` adds what no plan knows, such as the kettle. */
export function statusFields(traits: Traits, plan: Plan, random: Random, sampledUs: number, loggedUs: number) {
  const state = stateAt(plan, sampledUs);
  const amps = state.watts / traits.volts;
  const noise = 1 + (random.next() + random.next() - 1) * 0.006;
  const rateWatts = Math.round(state.watts * noise);
  const fields: StatusFields = {
    sampled_at: formatStamp(sampledUs),
    logged_at: formatStamp(loggedUs),
    is_plugged_in: state.isPluggedIn,
    is_charging: state.watts > 0,
    is_enabled: state.isEnabled,
    charge_rate_watts: rateWatts,
    export_power_watts: 0,
    inlet_power_watts: rateWatts + homeWatts(traits, random, hourOf(plan, sampledUs)),
    meter_reading_watt_hours: Math.floor(plan.readingWh + state.wh),
    voltage_millivolts: Math.round(traits.volts * noise * 1000 - amps * MILLIOHMS),
    cable_current_rating_milliamps: RATED_MILLIAMPS,
    max_current_rating_milliamps: RATED_MILLIAMPS,
    signal_strength_rssi_dbm: traits.signalDbm + random.whole(-3, 3),
    state_of_charge_percentage: state.isPluggedIn ? percentOf(traits, plan.visit as Visit, state.wh) : null,
    control_pilot_status: state.pilot,
    mode: state.mode,
  };
  for (const reading of traits.unknown) fields[reading] = null;
  if (random.chance(LOST_SHARE)) fields[random.pick(READINGS)] = null;
  return fields;
}

function stateAt(plan: Plan, us: number): State {
  const { visit } = plan;
  let watts = 0;
  let wh = 0;
  let isEnabled = false;
  for (const { openUs, shutUs, charge } of visit?.windows ?? []) {
    if (us >= openUs && us < shutUs) isEnabled = true;
    if (!charge) continue;
    wh += whAt(charge, us - openUs);
    if (us >= openUs && us < openUs + charge.lastsUs) watts = wattsAt(charge, us - openUs);
  }
  if (!visit || us < visit.pluggedUs || us >= visit.unpluggedUs) {
    return { isPluggedIn: false, isEnabled, watts, wh, pilot: "A", mode: "Idle" };
  }
  if (watts > 0) return { isPluggedIn: true, isEnabled, watts, wh, pilot: "C", mode: "Charge" };
  const mode = us >= visit.heldUs && us < doneUs(visit) ? "Delay" : "Idle";
  return { isPluggedIn: true, isEnabled, watts, wh, pilot: "B", mode };
}

/** When no further charge is to be expected. */
function doneUs({ windows, heldUs }: Visit): number {
  const last = windows.at(-1);
  if (!last) return heldUs;
  return last.charge ? last.openUs + last.charge.lastsUs : last.stopUs;
}

function percentOf(traits: Traits, visit: Visit, wh: number): number {
  return Math.floor(visit.endPercent - (100 * (visit.wantedWh - wh)) / traits.batteryWh);
}

/** Plans start at noon. */
function hourOf(plan: Plan, us: number): number {
  return (12 + Math.floor((us - plan.fromUs) / HOUR_US)) % 24;
}

function homeWatts(traits: Traits, random: Random, hour: number): number {
  const steady = (HOME_WATTS[hour] as number) * traits.homeScale * random.between(0.8, 1.2);
  return Math.round(steady + (hour >= 6 && random.chance(1 / 40) ? KETTLE_WATTS : 0));
}
