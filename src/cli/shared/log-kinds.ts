// The two kinds of log: their calls, their timestamps, and their fields in the contract's order.

import type { CommandLog, StatusLog } from "../../index.ts";

export type KindName = "status" | "commands";

export interface Kind {
  readonly calls: "statusLogs" | "commandLogs";
  /** The field that identifies a log of a charger. */
  readonly timestamp: "sampled_at" | "logged_at";
  readonly fields: readonly string[];
}

// Checked against the types: a field that is new in the contract must be added here.
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
  status: { calls: "statusLogs", timestamp: "sampled_at", fields: Object.keys(statusFields) },
  commands: { calls: "commandLogs", timestamp: "logged_at", fields: Object.keys(commandFields) },
};

/** A log as the API returned it. */
export type Log = Readonly<Record<string, unknown>>;
