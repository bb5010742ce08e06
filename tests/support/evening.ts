// Logs for the timeline's tests: an evening of one charger, put together from stretches in which nothing changes.

import { analyse } from "../../src/cli/timeline/analyse.ts";
import type { Span, Timeline } from "../../src/cli/timeline/model.ts";
import { createView, type View } from "../../src/cli/timeline/view.ts";
import { createZone } from "../../src/cli/timeline/zone.ts";
import type { CommandLog, StatusLog } from "../../src/index.ts";

export const EVSE = "evse01HSH04KDEWF6Z4DB2J77J74K5";
export const BERLIN = createZone("Europe/Berlin");

const URLS = { url: "https://api.ev.energy/v2/x", evse: `https://api.ev.energy/v2/evses/${EVSE}` };
const MINUTE_MS = 60_000;

/** The moment of a time of day (UTC), such as `18:00` or `18:00:05.123456`. */
export function at(time: string): number {
  return Date.parse(`2026-01-31T${time}Z`);
}

export function status(time: string, fields: Partial<StatusLog> = {}): StatusLog {
  const stamp = `2026-01-31T${time}Z`;
  return { ...URLS, sampled_at: stamp, logged_at: stamp, ...fields };
}

export function command(time: string, fields: Partial<CommandLog> = {}): CommandLog {
  return { ...URLS, logged_at: `2026-01-31T${time}Z`, ...fields };
}

/** A log each five minutes, from the first time up to, but without, the second. */
export function stretch(from: string, until: string, fields: Partial<StatusLog>): StatusLog[] {
  const count = (at(until) - at(from)) / (5 * MINUTE_MS);
  return Array.from({ length: count }, (_, place) => {
    const time = new Date(at(from) + place * 5 * MINUTE_MS).toISOString().slice(11, 19);
    return status(time, fields);
  });
}

export const AWAY = { is_plugged_in: false, is_charging: false, charge_rate_watts: 0 };
export const WAITING = { is_plugged_in: true, is_charging: false, charge_rate_watts: 0 };
export const CHARGING = { is_plugged_in: true, is_charging: true, charge_rate_watts: 7200 };

export const EVENING: Span = { fromMs: at("18:00"), untilMs: at("23:00") };

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
): Timeline {
  return analyse(statusLogs, commandLogs, window);
}

/** The evening as it is shown, in Berlin by default, where it is an hour later. */
export function eveningView(timeline = analyseEvening(EVENING_STATUS, EVENING_COMMANDS), zone = BERLIN): View {
  return createView(EVSE, timeline, zone);
}
