// The state of a charger at a time, and the status log that its integration reports.

import type { StatusLog } from "../../types.ts";
import { formatTimestamp, HOUR_US } from "../microseconds.ts";
import { wattsAt } from "./charge.ts";
import { isIn } from "./periods.ts";
import { deliveredWh, exportedWh, type Plan, type Session } from "./plan.ts";
import type { Random } from "./random.ts";
import type { Reading, Traits } from "./traits.ts";
import { RATED_MILLIAMPS } from "./windows.ts";

type StatusFields = { -readonly [K in keyof Omit<StatusLog, "url" | "evse">]-?: StatusLog[K] };

/** How many samples lack one of the readings. */
const LOST_SHARE = 1 / 200;

/** Consumption of a home without the car, by the hour (UTC) from midnight on. */
// biome-ignore format: a row is a quarter of a day
const HOME_WATTS = [
  280, 250, 240, 240, 250, 320,
  620, 840, 700, 520, 480, 500,
  620, 560, 500, 540, 760, 1180,
  1420, 1350, 1120, 900, 620, 400,
];
const KETTLE_WATTS = 2200;
const MILLIOHMS = 40;

/** The times that a sample has according to the charger's clock and to the provider, and the reading of its meter. */
export interface Sample {
  readonly sampledUs: number;
  readonly loggedUs: number;
  readonly readingWh: number;
}

/** Returns the log of one sample. `random` adds what no plan contains, such as noise and the kettle. */
export function statusFields(traits: Traits, plan: Plan, random: Random, us: number, sample: Sample) {
  const state = stateAt(plan, us);
  const amps = state.watts / traits.volts;
  const noise = 1 + (random.next() + random.next() - 1) * 0.006;
  const rateWatts = Math.round(state.watts * noise);
  const fields: StatusFields = {
    sampled_at: formatTimestamp(sample.sampledUs),
    logged_at: formatTimestamp(sample.loggedUs),
    is_plugged_in: state.isPluggedIn,
    is_charging: state.watts > 0,
    is_enabled: state.isEnabled,
    charge_rate_watts: rateWatts,
    export_power_watts: state.exportWatts,
    inlet_power_watts: rateWatts + homeWatts(traits, random, hourOf(plan, us)) - state.exportWatts,
    meter_reading_watt_hours: sample.readingWh,
    voltage_millivolts: Math.round(traits.volts * noise * 1000 - amps * MILLIOHMS),
    cable_current_rating_milliamps: RATED_MILLIAMPS,
    max_current_rating_milliamps: RATED_MILLIAMPS,
    signal_strength_rssi_dbm: traits.signalDbm + random.whole(-3, 3),
    state_of_charge_percentage: state.isPluggedIn ? percentOf(traits, plan, plan.session as Session, us) : null,
    control_pilot_status: state.pilot,
    mode: state.mode,
  };
  for (const reading of traits.unknown) fields[reading] = null;
  if (random.chance(LOST_SHARE)) fields[random.pick(Object.keys(fields).slice(2) as Reading[])] = null;
  return fields;
}

function stateAt({ session }: Plan, us: number) {
  const idle = { isPluggedIn: false, isEnabled: false, watts: 0, exportWatts: 0, pilot: "A", mode: "Idle" } as const;
  if (!session || us < session.pluggedUs || us >= session.unpluggedUs) return idle;
  const { discharge, heldUs } = session;
  if (discharge && isIn(discharge, us)) {
    return { ...idle, isPluggedIn: true, exportWatts: discharge.watts, pilot: "C", mode: "Discharge" } as const;
  }
  const window = session.windows.find(({ enabledUs, disabledUs }) => us >= enabledUs && us < disabledUs);
  const plugged = { ...idle, isPluggedIn: true, isEnabled: window !== undefined };
  if (window?.charge && us < window.enabledUs + window.charge.durationUs) {
    const watts = wattsAt(window.charge, us - window.enabledUs);
    return { ...plugged, watts, pilot: "C", mode: "Charge" } as const;
  }
  return { ...plugged, pilot: "B", mode: us >= heldUs && us < doneUs(session) ? "Delay" : "Idle" } as const;
}

/** Returns when the last charge of a session ends. */
function doneUs({ windows, heldUs }: Session): number {
  const last = windows.at(-1);
  if (!last) return heldUs;
  return last.charge ? last.enabledUs + last.charge.durationUs : last.stopUs;
}

function percentOf(traits: Traits, plan: Plan, { endPercent, wantedWh }: Session, us: number): number {
  const missingWh = wantedWh - deliveredWh(plan, us) - exportedWh(plan, Infinity) + exportedWh(plan, us);
  return Math.floor(endPercent - (100 * missingWh) / traits.batteryWh);
}

/** Returns the hour of the day (UTC). Plans start at noon. */
function hourOf(plan: Plan, us: number): number {
  return (12 + Math.floor((us - plan.fromUs) / HOUR_US)) % 24;
}

function homeWatts(traits: Traits, random: Random, hour: number): number {
  const steady = (HOME_WATTS[hour] as number) * traits.homeScale * random.between(0.8, 1.2);
  return Math.round(steady + (hour >= 6 && random.chance(1 / 40) ? KETTLE_WATTS : 0));
}
