// The forms in which logs are written. All can be written a page at a time, and a charger at a time.

import { extname } from "node:path";
import type { Output } from "../io.ts";
import type { KindName, Log } from "../log-kinds.ts";
import { createCsv } from "./csv.ts";
import { createTable } from "./table.ts";

export const FORMATS = ["table", "ndjson", "csv", "json"] as const;
export type FormatName = (typeof FORMATS)[number];

export interface Format {
  /** Stands at the top, once. */
  readonly head: string;
  /** Stands before the first log of a charger. */
  section(evseId: string): string;
  page(logs: readonly Log[], evseId: string): string;
  /** Stands between two pages of a charger. */
  readonly betweenPages: string;
  /** Stands between the logs of one charger and those of the next. */
  readonly betweenChargers: string;
  /** Stands at the end, once. */
  readonly foot: string;
}

/** What the forms want to know of where they are shown. */
export interface Look {
  readonly columns: number;
  readonly colors: boolean;
}

const BY_ENDING: Readonly<Record<string, FormatName>> = {
  ".csv": "csv",
  ".json": "json",
  ".ndjson": "ndjson",
  ".jsonl": "ndjson",
};

/** Gives what was asked for, or else what the name of the output says, or else what people and programs can read. */
export function formatNameOf(
  { format, output }: { readonly format?: FormatName; readonly output?: string },
  { isTTY = false }: Output,
): FormatName {
  if (format || output === undefined) return format ?? (isTTY ? "table" : "ndjson");
  return BY_ENDING[extname(output).toLowerCase()] ?? "ndjson";
}

export function createFormat(name: FormatName, kind: KindName, look: Look): Format {
  switch (name) {
    case "ndjson":
      return ndjson;
    case "json":
      return json;
    case "csv":
      return createCsv(kind);
    case "table":
      return createTable(kind, look);
  }
}

/** A log a line, as it came. */
const ndjson: Format = {
  head: "",
  section: () => "",
  page: (logs) => logs.map((log) => `${JSON.stringify(log)}\n`).join(""),
  betweenPages: "",
  betweenChargers: "",
  foot: "",
};

/** One array, with a log a line. */
const json: Format = {
  head: "[",
  section: () => "",
  page: (logs) => logs.map((log) => `\n${JSON.stringify(log)}`).join(","),
  betweenPages: ",",
  betweenChargers: ",",
  foot: "\n]\n",
};
