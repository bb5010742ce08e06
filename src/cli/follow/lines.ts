// Writes what is new, a line for each log.

import { styleText } from "node:util";
import type { Log } from "../shared/log-kinds.ts";
import { formatNumber, formatPower, sanitize } from "../timeline/wording.ts";
import type { Entry } from "./watch.ts";

/** For programs: `{"kind":"status","log":{…}}`, with the log as it came. */
export function jsonLine({ kind, log }: Entry): string {
  return `${JSON.stringify({ kind, log })}\n`;
}

/** For people: when, which kind, and what is known. What is not known is left out. */
export function textLine({ kind, stamp, log }: Entry, color: boolean): string {
  const parts = (kind === "status" ? stateOf(log) : orderOf(log)).filter((part) => part !== undefined);
  const text = sanitize(parts.join(", ") || "nothing known");
  return `${dim(moment(stamp), color)}  ${kind.padEnd(7)}  ${text}\n`;
}

function stateOf(log: Log): (string | undefined)[] {
  return [
    choice(log["is_plugged_in"], "plugged in", "unplugged"),
    choice(log["is_charging"], "charging", "not charging"),
    amount(log["charge_rate_watts"], formatPower),
    amount(log["meter_reading_watt_hours"], (wattHours) => `meter ${formatNumber(wattHours / 1000, 2)} kWh`),
    log["mode"] ? `mode ${log["mode"]}` : undefined,
  ];
}

function orderOf(log: Log): (string | undefined)[] {
  return [
    log["reason"] ? String(log["reason"]) : undefined,
    amount(log["max_load_target_milliamps"], (milliamps) => `at most ${milliamps / 1000} A`),
    choice(log["is_enabled_target"], "free vend on", "free vend off"),
    log["always_enabled"] === true ? "always in free vend" : undefined,
  ];
}

function choice(value: unknown, yes: string, no: string): string | undefined {
  return typeof value === "boolean" ? (value ? yes : no) : undefined;
}

function amount(value: unknown, say: (amount: number) => string): string | undefined {
  return typeof value === "number" ? say(value) : undefined;
}

/** Such as `2026-01-31 12:00:05Z`. */
function moment(stamp: string): string {
  const date = new Date(stamp);
  if (Number.isNaN(date.getTime())) return sanitize(stamp);
  return `${date.toISOString().slice(0, 19).replace("T", " ")}Z`;
}

function dim(text: string, color: boolean): string {
  return color ? styleText("dim", text, { validateStream: false }) : text;
}
