// A table for people: the columns that fit the width, one line a log. Widths are fixed, so that any number of logs takes
// the memory of a page.

import { styleText } from "node:util";
import Table, { type CellOptions } from "cli-table3";
import type { KindName, Log } from "../log-kinds.ts";
import type { Format, Look } from "./format.ts";

interface Column {
  readonly title: string;
  readonly field: string;
  readonly width: number;
  readonly show: (value: unknown) => string;
  readonly align: "left" | "right";
}

/** From here on, time stamps are shown as they identify a log, to the microsecond. */
const WIDE = 100;
const GAP = "  ";

/** In the order in which they matter: what does not fit is left out from the end. */
function columnsOf(kind: KindName, isWide: boolean): Column[] {
  const stamp = (field: string) => {
    const title = field.replace("_", " ");
    return isWide ? left(title, field, 27) : left(`${title} (UTC)`, field, 19, moment);
  };
  switch (kind) {
    case "status":
      return [
        stamp("sampled_at"),
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
        stamp("logged_at"),
      ];
    case "commands":
      return [
        stamp("logged_at"),
        left("reason", "reason", isWide ? 34 : 19),
        right("load mA", "max_load_target_milliamps"),
        left("enabled", "is_enabled_target"),
        left("always", "always_enabled"),
        left("command", "internal_command_id", 36),
      ];
  }
}

function left(title: string, field: string, width = title.length, show = word): Column {
  return { title, field, width, show, align: "left" };
}

function right(title: string, field: string, width = title.length): Column {
  return { title, field, width, show: word, align: "right" };
}

export function createTable(kind: KindName, { columns: width, colors }: Look): Format {
  const columns = visible(columnsOf(kind, width >= WIDE), width);
  const titles = columns.map(({ title }) => title);
  const header = lay(columns, [titles]);
  return {
    head: "",
    section: (evseId) => {
      const [name, line] = colors ? [bold(evseId), dim(header)] : [evseId, header];
      return `${name}\n${line}\n`;
    },
    page: (logs) =>
      `${lay(
        columns,
        logs.map((log) => columns.map(({ field, show }) => show(log[field]))),
      )}\n`,
    betweenPages: "",
    betweenChargers: "\n",
    foot: "",
  };
}

/** From here on, a stamp fits beside the name of its field. */
const STAMP_WIDTH = 28;

/** One log, a line or more for each of its fields, those of what is expanded among them. */
export function fieldTable(log: Log, { columns: width, colors }: Look): string {
  const fields = flatten(log).map(([name, value]) => ({ name: colors ? dim(name) : name, length: name.length, value }));
  const first = Math.max(...fields.map(({ length }) => length));
  const room = width - first - GAP.length;
  if (room < STAMP_WIDTH) {
    return fields.map(({ name, value }) => `${name}\n${indented(value, width)}`).join("\n");
  }
  const columns = [
    { width: first, align: "left" },
    { width: room, align: "left" },
  ] as const;
  return lay(
    columns,
    fields.map(({ name, value }) => [name, wrapped(value)]),
  );
}

function indented(value: string, width: number): string {
  const columns = [{ width: Math.max(1, width - GAP.length), align: "left" }] as const;
  return lay(columns, [[wrapped(value)]]).replaceAll(/^/gm, GAP);
}

/** Gives names such as `evse.model.make`. */
function flatten(log: Log, path = ""): [name: string, value: string][] {
  return Object.entries(log).flatMap(([name, value]) => {
    const isNested = typeof value === "object" && !Array.isArray(value) && Object.keys(value ?? {}).length > 0;
    return isNested ? flatten(value as Log, `${path}${name}.`) : [[word(path + name), word(value)]];
  });
}

function visible(columns: readonly Column[], width: number): readonly Column[] {
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

/** Lays cells out in lines, cut to the widths of their columns unless they are wrapped. */
function lay(columns: readonly Pick<Column, "width" | "align">[], rows: readonly (string | CellOptions)[][]): string {
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

/** What is unknown is no zero and no "no". */
function word(value: unknown): string {
  if (value === undefined || value === null) return "-";
  if (typeof value === "boolean") return value ? "yes" : "no";
  const text = typeof value === "object" ? JSON.stringify(value) : String(value);
  // What comes from outside must not steer the terminal.
  return text.replaceAll(/\p{Cc}/gu, "\ufffd");
}

function moment(value: unknown): string {
  const date = new Date(String(value));
  return Number.isNaN(date.getTime()) ? word(value) : date.toISOString().slice(0, 19).replace("T", " ");
}
