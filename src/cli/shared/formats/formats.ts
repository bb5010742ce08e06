// Selects and creates the format of the output.

import { extname } from "node:path";
import type { Output } from "../io.ts";
import type { KindName } from "../log-kinds.ts";
import { createCsv } from "./csv.ts";
import type { Display, Format } from "./format.ts";
import { createTable } from "./table.ts";

export const FORMATS = ["table", "ndjson", "csv", "json"] as const;
export type FormatName = (typeof FORMATS)[number];

const BY_EXTENSION: Readonly<Record<string, FormatName>> = {
  ".csv": "csv",
  ".json": "json",
  ".ndjson": "ndjson",
  ".jsonl": "ndjson",
};

/** Selects a format by `--format`, or the extension of `--output`, or whether the output is a terminal. */
export function selectFormat(
  { format, output }: { readonly format?: FormatName; readonly output?: string },
  { isTTY = false }: Output,
): FormatName {
  if (format || output === undefined) return format ?? (isTTY ? "table" : "ndjson");
  return BY_EXTENSION[extname(output).toLowerCase()] ?? "ndjson";
}

export function createFormat(name: FormatName, kind: KindName, display: Display): Format {
  switch (name) {
    case "ndjson":
      return ndjson;
    case "json":
      return json;
    case "csv":
      return createCsv(kind);
    case "table":
      return createTable(kind, display);
  }
}

/** One log per line. */
const ndjson: Format = {
  head: "",
  section: () => "",
  page: (logs) => logs.map((log) => `${JSON.stringify(log)}\n`).join(""),
  betweenPages: "",
  betweenChargers: "",
  foot: "",
};

/** One array, with one log per line. */
const json: Format = {
  head: "[",
  section: () => "",
  page: (logs) => logs.map((log) => `\n${JSON.stringify(log)}`).join(","),
  betweenPages: ",",
  betweenChargers: ",",
  foot: "\n]\n",
};
