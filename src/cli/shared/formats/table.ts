// A table for people: one line per log, with the columns that fit the width. Column widths are fixed, so that only one
// page has to be in memory.

import { styleText } from "node:util";
import Table, { type CellOptions } from "cli-table3";
import { toPlainText } from "../io.ts";
import type { KindName, Log } from "../log-kinds.ts";
import type { Display, Format } from "./format.ts";

interface Column {
  readonly title: string;
  readonly field: string;
  readonly width: number;
  readonly format: (value: unknown) => string;
  readonly align: "left" | "right";
}

/** From this width on, timestamps are shown to the microsecond, as they identify a log. */
const WIDE_COLUMNS = 100;
const GAP = "  ";

/** Returns all columns, the most important first. */
function columnsOf(kind: KindName, isWide: boolean): Column[] {
  const timestamp = (field: string) => {
    const title = field.replace("_", " ");
    return isWide ? left(title, field, 27) : left(`${title} (UTC)`, field, 19, formatTimestamp);
  };
  switch (kind) {
    case "status":
      return [
        timestamp("sampled_at"),
        left("charging", "is_charging"),
        right("rate W", "charge_rate_watts"),
        left("plugged", "is_plugged_in"),
        right("meter Wh", "meter_reading_watt_hours", 9),
        left("mode", "mode", 10),
        left("pilot", "control_pilot_status"),
        left("enabled", "is_enabled"),
        right("voltage mV", "voltage_millivolts"),
        right("max mA", "max_current_rating_milliamps"),
        right("cable mA", "cable_current_rating_milliamps"),
        right("inlet W", "inlet_power_watts"),
        right("export W", "export_power_watts"),
        right("soc %", "state_of_charge_percentage"),
        right("rssi dBm", "signal_strength_rssi_dbm"),
        timestamp("logged_at"),
      ];
    case "commands":
      return [
        timestamp("logged_at"),
        left("reason", "reason", isWide ? 34 : 19),
        right("load mA", "max_load_target_milliamps"),
        left("enabled", "is_enabled_target"),
        left("always", "always_enabled"),
        left("command", "internal_command_id", 36),
      ];
  }
}

function left(title: string, field: string, width = title.length, format = formatValue): Column {
  return { title, field, width, format, align: "left" };
}

function right(title: string, field: string, width = title.length): Column {
  return { title, field, width, format: formatValue, align: "right" };
}

export function createTable(kind: KindName, { columns: width, colors }: Display): Format {
  const columns = fitting(columnsOf(kind, width >= WIDE_COLUMNS), width);
  const titles = columns.map(({ title }) => title);
  const header = layOut(columns, [titles]);
  return {
    head: "",
    section: (evseId) => {
      const [name, line] = colors ? [bold(evseId), dim(header)] : [evseId, header];
      return `${name}\n${line}\n`;
    },
    page: (logs) =>
      `${layOut(
        columns,
        logs.map((log) => columns.map(({ field, format }) => format(log[field]))),
      )}\n`,
    betweenPages: "",
    betweenChargers: "\n",
    foot: "",
  };
}

/** Room for a timestamp. */
const TIMESTAMP_COLUMNS = 28;

/** Formats one log with a line or more for each field, those of embedded resources included. */
export function fieldTable(log: Log, { columns: width, colors }: Display): string {
  const fields = flatten(log).map(([name, value]) => ({ name: colors ? dim(name) : name, length: name.length, value }));
  const first = Math.max(...fields.map(({ length }) => length));
  const room = width - first - GAP.length;
  if (room < TIMESTAMP_COLUMNS) {
    return fields.map(({ name, value }) => `${name}\n${indented(value, width)}`).join("\n");
  }
  const columns = [
    { width: first, align: "left" },
    { width: room, align: "left" },
  ] as const;
  return layOut(
    columns,
    fields.map(({ name, value }) => [name, wrapped(value)]),
  );
}

function indented(value: string, width: number): string {
  const columns = [{ width: Math.max(1, width - GAP.length), align: "left" }] as const;
  return layOut(columns, [[wrapped(value)]]).replaceAll(/^/gm, GAP);
}

/** Returns names such as `evse.model.make`, and values. */
function flatten(log: Log, path = ""): [name: string, value: string][] {
  return Object.entries(log).flatMap(([name, value]) => {
    const isNested = typeof value === "object" && !Array.isArray(value) && Object.keys(value ?? {}).length > 0;
    return isNested ? flatten(value as Log, `${path}${name}.`) : [[formatValue(path + name), formatValue(value)]];
  });
}

/** Returns as many columns as fit the width, but at least one. */
function fitting(columns: readonly Column[], width: number): readonly Column[] {
  let used = -GAP.length;
  const tooMany = columns.findIndex((column) => {
    used += GAP.length + column.width;
    return used > width;
  });
  return tooMany < 0 ? columns : columns.slice(0, Math.max(1, tooMany));
}

function wrapped(content: string): CellOptions {
  return { content, wordWrap: true, wrapOnWordBoundary: false };
}

/** Cells that are not wrapped are cut to the widths of their columns. */
function layOut(
  columns: readonly Pick<Column, "width" | "align">[],
  rows: readonly (string | CellOptions)[][],
): string {
  const table = new Table({
    colWidths: columns.map(({ width }) => width),
    colAligns: columns.map(({ align }) => align),
    chars: { ...NO_LINES, middle: GAP },
    style: { "padding-left": 0, "padding-right": 0, head: [], border: [] },
  });
  table.push(...rows.map((row) => [...row]));
  return table.toString().replaceAll(/ +$/gm, "");
}

const NO_LINES = Object.fromEntries(
  ["top", "bottom", "mid"]
    .flatMap((edge) => [edge, `${edge}-mid`, `${edge}-left`, `${edge}-right`])
    .concat(["left", "left-mid", "mid-mid", "right", "right-mid"])
    .map((name) => [name, ""]),
);

const bold = (text: string) => styleText("bold", text, { validateStream: false });
const dim = (text: string) => styleText("dim", text, { validateStream: false });

/** Shows an unknown value as `-`, not as 0 or no. */
function formatValue(value: unknown): string {
  if (value === undefined || value === null) return "-";
  if (typeof value === "boolean") return value ? "yes" : "no";
  return toPlainText(typeof value === "object" ? JSON.stringify(value) : String(value));
}

function formatTimestamp(value: unknown): string {
  const date = new Date(String(value));
  return Number.isNaN(date.getTime()) ? formatValue(value) : date.toISOString().slice(0, 19).replace("T", " ");
}
