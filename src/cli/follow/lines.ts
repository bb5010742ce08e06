// Formats new logs, one per line.

import { styleText } from "node:util";
import { toPlainText } from "../shared/io.ts";
import type { Log } from "../shared/log-kinds.ts";
import { formatNumber, formatPower } from "../shared/units.ts";
import type { Entry } from "./poll.ts";

/** For programs: `{"kind":"status","log":{…}}`. */
export function jsonLine({ kind, log }: Entry): string {
  return `${JSON.stringify({ kind, log })}\n`;
}

/** For people: the time, the kind, and the values that are known. */
export function textLine({ kind, timestamp, log }: Entry, color: boolean): string {
  const parts = (kind === "status" ? describeStatus(log) : describeCommand(log)).filter((part) => part !== undefined);
  const text = toPlainText(parts.join(", ") || "no known values");
  return `${dim(formatTimestamp(timestamp), color)}  ${kind.padEnd(7)}  ${text}\n`;
}

function describeStatus(log: Log): (string | undefined)[] {
  return [
    ifBoolean(log["is_plugged_in"], "plugged in", "unplugged"),
    ifBoolean(log["is_charging"], "charging", "not charging"),
    ifNumber(log["charge_rate_watts"], formatPower),
    ifNumber(log["meter_reading_watt_hours"], (wattHours) => `meter ${formatNumber(wattHours / 1000, 2)} kWh`),
    log["mode"] ? `mode ${log["mode"]}` : undefined,
  ];
}

function describeCommand(log: Log): (string | undefined)[] {
  return [
    log["reason"] ? String(log["reason"]) : undefined,
    ifNumber(log["max_load_target_milliamps"], (milliamps) => `at most ${milliamps / 1000} A`),
    ifBoolean(log["is_enabled_target"], "free vend on", "free vend off"),
    log["always_enabled"] === true ? "always in free vend" : undefined,
  ];
}

function ifBoolean(value: unknown, yes: string, no: string): string | undefined {
  return typeof value === "boolean" ? (value ? yes : no) : undefined;
}

function ifNumber(value: unknown, format: (amount: number) => string): string | undefined {
  return typeof value === "number" ? format(value) : undefined;
}

/** Such as `2026-01-31 12:00:05Z`. */
function formatTimestamp(timestamp: string): string {
  const date = new Date(timestamp);
  if (Number.isNaN(date.getTime())) return toPlainText(timestamp);
  return `${date.toISOString().slice(0, 19).replace("T", " ")}Z`;
}

function dim(text: string, color: boolean): string {
  return color ? styleText("dim", text, { validateStream: false }) : text;
}
