// Parses request parameters. Refuses what the contract forbids and ignores what it does not mention.

import type { Expand } from "../../types.ts";
import { HOUR_US, parseTimestamp } from "../microseconds.ts";
import { EVSE_ID } from "./ids.ts";
import type { Cursor, PageRequest } from "./pages.ts";
import { invalidPageSize, invalidParameter, unsupportedVersion } from "./problems.ts";

/** A path also expands the resources on the way to it. */
const EXPANDS = new Map<string, readonly Expand[]>([
  ["evse", ["evse"]],
  ["evse.model", ["evse", "evse.model"]],
  ["evse.model.make", ["evse", "evse.model", "evse.model.make"]],
  ["evse.user", ["evse", "evse.user"]],
]);

export interface ListQuery extends PageRequest {
  /** The parameters that the links to the neighbouring pages repeat. */
  readonly kept: readonly Parameter[];
}

type Parameter = readonly [name: string, value: string];

export function checkVersion(version: string | null): void {
  if (version !== null && Number(version) !== 2) throw unsupportedVersion(version);
}

export function readEvseId(segment: string): string {
  const id = decode(segment);
  if (!EVSE_ID.test(id)) throw invalidParameter("evse_id", "`evse` and 26 characters of A-Z and 0-9");
  return id;
}

/** Returns microseconds since 1970. */
export function readTimestamp(name: string, segment: string): number {
  const us = parseTimestamp(decode(segment));
  if (us === undefined) throw invalidParameter(name, "a date-time with a time zone");
  return us;
}

/** Leaves a malformed percent sign as it is, for the checks to find. */
function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

export function readExpand(query: URLSearchParams): ReadonlySet<Expand> {
  const expanded = query.getAll("expand").flatMap((path) => {
    const paths = EXPANDS.get(path);
    if (!paths) throw invalidParameter("expand", `one of ${[...EXPANDS.keys()].join(", ")}; repeat it for several`);
    return paths;
  });
  return new Set(expanded);
}

/** @param field the timestamp by which the list is ordered and filtered */
export function readListQuery(query: URLSearchParams, field: string): ListQuery {
  const size = readPageSize(lastOf(query, "page_size"));
  const kept: Parameter[] = [["page_size", String(size)]];
  const readBound = (name: string): number | undefined => {
    const text = lastOf(query, name);
    if (text === undefined) return undefined;
    kept.push([name, text]);
    return readTimestamp(name, text);
  };
  const minUs = readBound(`${field}__gte`) ?? -Infinity;
  const maxUs = readBound(`${field}__lte`) ?? Infinity;
  kept.push(...query.getAll("expand").map((path) => ["expand", path] as const));
  return { size, minUs, maxUs, cursor: readCursor(query), kept };
}

/** Returns the last value of a parameter, which counts if there are several. */
function lastOf(query: URLSearchParams, name: string): string | undefined {
  return query.getAll(name).at(-1);
}

function readPageSize(text = "25"): number {
  const size = /^\d+$/.test(text) ? Number(text) : 0;
  if (size < 1 || size > 100) throw invalidPageSize();
  return size;
}

/** Throws if a cursor has expired. */
export function checkAge({ direction, issuedUs = Infinity }: Cursor, nowUs: number): void {
  const name = direction === "older" ? "page_after" : "page_before";
  if (nowUs - issuedUs > HOUR_US) throw invalidParameter(name, "a cursor that is at most an hour old");
}

/** Accepts any string, since a cursor is opaque. One that the provider did not issue leads to an empty page. */
function readCursor(query: URLSearchParams): Cursor {
  const after = lastOf(query, "page_after");
  const before = lastOf(query, "page_before");
  const text = after ?? before;
  if (text === undefined) return { direction: "older", us: Infinity };
  const [timestamp = "", issuedUs] = text.split("~");
  const us = parseTimestamp(timestamp);
  if (us === undefined) return { direction: "newer", us: Infinity };
  return { direction: after === undefined ? "newer" : "older", us, issuedUs: Number(issuedUs ?? Infinity) };
}
