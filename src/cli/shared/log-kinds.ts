// What the command line has to know of the two kinds of log: their names, stamps, and fields in the contract's order.

import type { CommandLog, StatusLog } from "../../index.ts";

export type KindName = "status" | "commands";

export interface Kind {
  /** The calls of the client. */
  readonly calls: "statusLogs" | "commandLogs";
  /** The field that identifies a log of a charger. */
  readonly stamp: "sampled_at" | "logged_at";
  readonly fields: readonly string[];
}

// Held against the types: a field that the contract gains must stand here.
const statusFields = {
  url: 1,
  sampled_at: 1,
  logged_at: 1,
  evse: 1,
  is_plugged_in: 1,
  is_charging: 1,
  is_enabled: 1,
  charge_rate_watts: 1,
  export_power_watts: 1,
  inlet_power_watts: 1,
  meter_reading_watt_hours: 1,
  voltage_millivolts: 1,
  cable_current_rating_milliamps: 1,
  max_current_rating_milliamps: 1,
  signal_strength_rssi_dbm: 1,
  state_of_charge_percentage: 1,
  control_pilot_status: 1,
  mode: 1,
} satisfies Record<keyof StatusLog, 1>;

const commandFields = {
  url: 1,
  logged_at: 1,
  evse: 1,
  max_load_target_milliamps: 1,
  is_enabled_target: 1,
  always_enabled: 1,
  reason: 1,
  internal_command_id: 1,
} satisfies Record<keyof CommandLog, 1>;

export const kinds: Readonly<Record<KindName, Kind>> = {
  status: { calls: "statusLogs", stamp: "sampled_at", fields: Object.keys(statusFields) },
  commands: { calls: "commandLogs", stamp: "logged_at", fields: Object.keys(commandFields) },
};

/** A log as it came. */
export type Log = Readonly<Record<string, unknown>>;
