// Reads what a request asks for. What the contract forbids is refused, and what it does not know is passed over.

import type { Expand } from "../types.ts";
import { EVSE_ID } from "./ids.ts";
import type { Cursor, PageRequest } from "./pages.ts";
import { invalidPageSize, invalidParameter, unsupportedVersion } from "./problems.ts";
import { parseStamp } from "./stamps.ts";

/** What each path expands: itself, and what lies on its way. */
const EXPANDS = new Map<string, readonly Expand[]>([
  ["evse", ["evse"]],
  ["evse.model", ["evse", "evse.model"]],
  ["evse.model.make", ["evse", "evse.model", "evse.model.make"]],
  ["evse.user", ["evse", "evse.user"]],
]);

export interface ListQuery extends PageRequest {
  /** What the links to the neighbouring pages carry besides a cursor. */
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

/** Gives microseconds since 1970. */
export function readStamp(name: string, segment: string): number {
  return checkStamp(name, decode(segment));
}

function checkStamp(name: string, text: string): number {
  const stampUs = parseStamp(text);
  if (stampUs === undefined) throw invalidParameter(name, "a date-time with a zone");
  return stampUs;
}

/** A malformed percent sign stays as it is, for the checks to stumble over. */
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

/** @param field which the list is ordered by, and filtered */
export function readListQuery(query: URLSearchParams, field: string): ListQuery {
  const size = readPageSize(lastOf(query, "page_size"));
  const kept: Parameter[] = [["page_size", String(size)]];
  const readBound = (name: string): number | undefined => {
    const text = lastOf(query, name);
    if (text === undefined) return undefined;
    kept.push([name, text]);
    return checkStamp(name, text);
  };
  const minUs = readBound(`${field}__gte`) ?? -Infinity;
  const maxUs = readBound(`${field}__lte`) ?? Infinity;
  kept.push(...query.getAll("expand").map((path) => ["expand", path] as const));
  return { size, minUs, maxUs, cursor: readCursor(query), kept };
}

/** Of a parameter that is given more than once the last one counts. */
function lastOf(query: URLSearchParams, name: string): string | undefined {
  return query.getAll(name).at(-1);
}

function readPageSize(text = "25"): number {
  const size = /^\d+$/.test(text) ? Number(text) : 0;
  if (size < 1 || size > 100) throw invalidPageSize();
  return size;
}

/** A cursor is opaque, so any will do. One that was never handed out leads to where there are no rows. */
function readCursor(query: URLSearchParams): Cursor {
  const after = lastOf(query, "page_after");
  const before = lastOf(query, "page_before");
  const text = after ?? before;
  if (text === undefined) return { towards: "older", stampUs: Infinity };
  const stampUs = parseStamp(text);
  if (stampUs === undefined) return { towards: "newer", stampUs: Infinity };
  return { towards: after === undefined ? "newer" : "older", stampUs };
}
