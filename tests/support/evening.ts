// Logs of one charger for an evening, built from stretches in which nothing changes.

import { analyse } from "../../src/cli/analysis/analyse.ts";
import type { Analysis, TimeRange } from "../../src/cli/analysis/model.ts";
import { createZone } from "../../src/cli/shared/time-zones.ts";
import { createTimeline, type Timeline } from "../../src/cli/timeline/timeline.ts";
import type { CommandLog, StatusLog } from "../../src/index.ts";

export const EVSE = "evse01HSH04KDEWF6Z4DB2J77J74K5";
export const BERLIN = createZone("Europe/Berlin");

const URLS = { url: "https://api.ev.energy/v2/x", evse: `https://api.ev.energy/v2/evses/${EVSE}` };
const MINUTE_MS = 60_000;

/** Returns the timestamp of a time of day (UTC), such as `18:00` or `18:00:05.123456`. */
export function at(time: string): number {
  return Date.parse(`2026-01-31T${time}Z`);
}

export function status(time: string, fields: Partial<StatusLog> = {}): StatusLog {
  const timestamp = `2026-01-31T${time}Z`;
  return { ...URLS, sampled_at: timestamp, logged_at: timestamp, ...fields };
}

export function command(time: string, fields: Partial<CommandLog> = {}): CommandLog {
  return { ...URLS, logged_at: `2026-01-31T${time}Z`, ...fields };
}

/** Returns a log every five minutes, from the first time up to, but excluding, the second. */
export function stretch(from: string, until: string, fields: Partial<StatusLog>): StatusLog[] {
  const count = (at(until) - at(from)) / (5 * MINUTE_MS);
  return Array.from({ length: count }, (_, index) => {
    const time = new Date(at(from) + index * 5 * MINUTE_MS).toISOString().slice(11, 19);
    return status(time, fields);
  });
}

export const AWAY = { is_plugged_in: false, is_charging: false, charge_rate_watts: 0 };
export const WAITING = { is_plugged_in: true, is_charging: false, charge_rate_watts: 0 };
export const CHARGING = { is_plugged_in: true, is_charging: true, charge_rate_watts: 7200 };

export const EVENING: TimeRange = { fromMs: at("18:00"), untilMs: at("23:00") };

/** Plugged in from 19:00 to 22:00, and charging from 20:00 to 21:00. */
export const EVENING_STATUS: readonly StatusLog[] = [
  ...stretch("18:00", "19:00", { ...AWAY, meter_reading_watt_hours: 1000 }),
  ...stretch("19:00", "20:00", { ...WAITING, meter_reading_watt_hours: 1000 }),
  ...stretch("20:00", "21:00", CHARGING),
  ...stretch("21:00", "22:00", { ...WAITING, meter_reading_watt_hours: 8150 }),
  ...stretch("22:00", "23:00", { ...AWAY, meter_reading_watt_hours: 8150 }),
];

/** Told to wait, to charge, and to stop, which it follows; then to charge, which it does not. */
export const EVENING_COMMANDS: readonly CommandLog[] = [
  command("18:30:00", { reason: "REFRESH_SCHEDULES" }),
  command("19:02:00", { reason: "SCHEDULED_CHARGING", max_load_target_milliamps: 0 }),
  command("19:57:00", { reason: "SCHEDULED_CHARGING", max_load_target_milliamps: 32_000 }),
  command("20:59:00", { reason: "STOP_CHARGE", max_load_target_milliamps: 0 }),
  command("21:32:00", { reason: "START_CHARGE", max_load_target_milliamps: 16_000 }),
];

export function analyseEvening(
  statusLogs: Iterable<StatusLog> = EVENING_STATUS,
  commandLogs: Iterable<CommandLog> = [],
  window = EVENING,
  read = window,
): Analysis {
  return analyse(statusLogs, commandLogs, window, read);
}

/** The evening in Berlin, an hour ahead of UTC. */
export function eveningTimeline(analysis = analyseEvening(EVENING_STATUS, EVENING_COMMANDS), zone = BERLIN): Timeline {
  return createTimeline(EVSE, analysis, zone);
}
