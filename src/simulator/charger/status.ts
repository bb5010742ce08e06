// The state of a charger at a time, and the status log that its integration reports.

import type { StatusLog } from "../../types.ts";
import { formatTimestamp, HOUR_US } from "../microseconds.ts";
import { wattsAt, whAt } from "./charge.ts";
import type { Plan, Session } from "./plan.ts";
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

/** Returns the log of one sample. `random` adds what no plan contains, such as noise and the kettle. */
export function statusFields(traits: Traits, plan: Plan, random: Random, sampledUs: number, loggedUs: number) {
  const state = stateAt(plan, sampledUs);
  const amps = state.watts / traits.volts;
  const noise = 1 + (random.next() + random.next() - 1) * 0.006;
  const rateWatts = Math.round(state.watts * noise);
  const fields: StatusFields = {
    sampled_at: formatTimestamp(sampledUs),
    logged_at: formatTimestamp(loggedUs),
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
    state_of_charge_percentage: state.isPluggedIn ? percentOf(traits, plan.session as Session, state.wh) : null,
    control_pilot_status: state.pilot,
    mode: state.mode,
  };
  for (const reading of traits.unknown) fields[reading] = null;
  if (random.chance(LOST_SHARE)) fields[random.pick(Object.keys(fields).slice(2) as Reading[])] = null;
  return fields;
}

/** Returns the state, with the power and the energy delivered since the plan started. */
function stateAt(plan: Plan, us: number) {
  const { session } = plan;
  let watts = 0;
  let wh = 0;
  let isEnabled = false;
  for (const { enabledUs, disabledUs, charge } of session?.windows ?? []) {
    if (us >= enabledUs && us < disabledUs) isEnabled = true;
    if (!charge) continue;
    wh += whAt(charge, us - enabledUs);
    if (us >= enabledUs && us < enabledUs + charge.durationUs) watts = wattsAt(charge, us - enabledUs);
  }
  if (!session || us < session.pluggedUs || us >= session.unpluggedUs) {
    return { isPluggedIn: false, isEnabled, watts, wh, pilot: "A", mode: "Idle" } as const;
  }
  if (watts > 0) return { isPluggedIn: true, isEnabled, watts, wh, pilot: "C", mode: "Charge" } as const;
  const mode = us >= session.heldUs && us < doneUs(session) ? "Delay" : "Idle";
  return { isPluggedIn: true, isEnabled, watts, wh, pilot: "B", mode } as const;
}

/** Returns when the last charge of a session ends. */
function doneUs({ windows, heldUs }: Session): number {
  const last = windows.at(-1);
  if (!last) return heldUs;
  return last.charge ? last.enabledUs + last.charge.durationUs : last.stopUs;
}

function percentOf(traits: Traits, session: Session, wh: number): number {
  return Math.floor(session.endPercent - (100 * (session.wantedWh - wh)) / traits.batteryWh);
}

/** Returns the hour of the day (UTC). Plans start at noon. */
function hourOf(plan: Plan, us: number): number {
  return (12 + Math.floor((us - plan.fromUs) / HOUR_US)) % 24;
}

function homeWatts(traits: Traits, random: Random, hour: number): number {
  const steady = (HOME_WATTS[hour] as number) * traits.homeScale * random.between(0.8, 1.2);
  return Math.round(steady + (hour >= 6 && random.chance(1 / 40) ? KETTLE_WATTS : 0));
}
