// CSV (RFC 4180): the charger's id, a column for each field of the contract, and one for all other fields.

import { stringify } from "csv-stringify/sync";
import { type KindName, kinds, type Log } from "../log-kinds.ts";
import type { Format } from "./format.ts";

export function createCsv(kind: KindName): Format {
  const { fields } = kinds[kind];
  const known = new Set(fields);
  const toCells = (log: Log, evseId: string) => [
    evseId,
    ...fields.map((field) => toCell(log[field])),
    toCell(otherFields(log, known)),
  ];
  return {
    head: stringify([["evse_id", ...fields, "other"]]),
    section: () => "",
    page: (logs, evseId) => stringify(logs.map((log) => toCells(log, evseId))),
    betweenPages: "",
    betweenChargers: "",
    foot: "",
  };
}

function toCell(value: unknown): string {
  if (value === undefined || value === null) return "";
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

function otherFields(log: Log, known: ReadonlySet<string>): Log | undefined {
  let found: Record<string, unknown> | undefined;
  for (const field in log) {
    if (!known.has(field)) found = { ...found, [field]: log[field] };
  }
  return found;
}
