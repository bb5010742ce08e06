// Checks what callers hand in, before anything is sent. Each check throws an error that says what it got and takes.

import { InvalidArgumentError } from "./errors.ts";

const EVSE_ID = /^evse[A-Z0-9]{26}$/;
const DATE_TIME = /^(\d{4})-(\d\d)-(\d\d)T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d+)?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)$/;
const EXPAND: readonly unknown[] = ["evse", "evse.model", "evse.model.make", "evse.user"];
const LOOPBACK = /^(localhost|.+\.localhost|127(\.\d+){3}|\[::1\])$/;

/** An id that is not of this form could walk up the path (`..`) or name another resource. */
export function checkEvseId(value: unknown): asserts value is string {
  if (typeof value !== "string" || !EVSE_ID.test(value)) {
    throw invalid("evseId", value, "`evse` and 26 characters of A-Z and 0-9, such as evse01HSH04KDEWF6Z4DB2J77J74K5");
  }
}

/** Time stamps identify logs to the microsecond, so they are strings: a `Date` would round them. */
export function checkTimestamp(argument: string, value: unknown): asserts value is string {
  const parts = typeof value === "string" ? DATE_TIME.exec(value) : null;
  if (!parts || !isDay(Number(parts[1]), Number(parts[2]), Number(parts[3]))) {
    throw invalid(
      argument,
      value,
      "a string with date, time and zone, exactly as a log gives it, such as 2024-04-17T09:39:45.984584Z",
    );
  }
}

function isDay(year: number, month: number, day: number): boolean {
  if (month < 1 || month > 12 || day < 1) return false;
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  const days = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
  return day <= (days[month - 1] ?? 0);
}

/** Checks the parameters that have bounds; others pass, so that one added to the contract needs no line here. */
export function checkQuery(query: unknown): asserts query is Readonly<Record<string, unknown>> {
  if (typeof query !== "object" || query === null || Array.isArray(query)) {
    throw invalid("query", query, "an object of query parameters, such as { page_size: 50 }");
  }
  for (const [name, value] of Object.entries(query)) {
    if (value === undefined) continue;
    if (name === "page_size") {
      if (!isIntegerWithin(value, 1, 100)) throw invalid(name, value, "an integer from 1 to 100");
    } else if (name === "expand") {
      checkExpand(value);
    } else if (name === "page_after" || name === "page_before") {
      if (typeof value !== "string") throw invalid(name, value, "a cursor, as a string from a page's link");
    } else if (/__[gl]te$/.test(name)) {
      checkTimestamp(name, value);
    }
  }
}

function checkExpand(value: unknown): void {
  const takes = `an array of ${EXPAND.map((path) => `"${path}"`).join(", ")}`;
  if (!Array.isArray(value)) throw invalid("expand", value, takes);
  for (const path of value) {
    if (!EXPAND.includes(path)) throw invalid("expand", path, takes);
  }
}

/** The string that a page gave as `next` or `previous`. */
export function checkFrom(value: unknown): asserts value is string {
  // A fragment or white space would be cut off or changed on the way, and the list would start elsewhere.
  if (typeof value !== "string" || !/^[^#\s]+$/.test(value)) {
    throw invalid("from", value, "the `next` or `previous` of a page, or the `resumeFrom` of an error");
  }
}

/** How many items a list gives at most. */
export function checkMaxItems(value: unknown): asserts value is number {
  if (!isIntegerWithin(value, 0, Number.MAX_SAFE_INTEGER)) throw invalid("maxItems", value, "a whole number from 0 up");
}

/** Gives the base URL without a slash at its end. */
export function checkBaseUrl(value: unknown, allowHttp: boolean): string {
  const takes = "an absolute https URL without user, query or fragment, such as https://api.ev.energy/v2";
  // Not shown: it holds a secret.
  const hidden = new InvalidArgumentError("baseUrl", `baseUrl has a user in it; it takes ${takes}`);
  let url: URL;
  try {
    url = new URL(value as string);
  } catch {
    throw String(value).includes("@") ? hidden : invalid("baseUrl", value, takes);
  }
  if (url.username || url.password) throw hidden;
  if (!/^https?:$/.test(url.protocol) || /[?#]/.test(url.href)) throw invalid("baseUrl", value, takes);
  if (url.protocol === "http:" && !allowHttp && !LOOPBACK.test(url.hostname)) {
    throw new InvalidArgumentError(
      "baseUrl",
      `baseUrl: ${url.origin} would get the token unencrypted; use https, or allowHttp: true for a mock on another host`,
    );
  }
  return url.href.replace(/\/+$/, "");
}

/** A token that can stand in a header. The value is never shown. */
export function checkToken(value: unknown): asserts value is string {
  if (typeof value !== "string" || !/^[\x21-\x7e]+$/.test(value)) {
    const got =
      typeof value === "string"
        ? value === ""
          ? "an empty string"
          : "a string with spaces or control characters"
        : describe(value);
    throw new InvalidArgumentError(
      "auth",
      `auth gave ${got}; a token is a non-empty string of printable ASCII characters`,
    );
  }
}

function isIntegerWithin(value: unknown, minimum: number, maximum: number): boolean {
  return Number.isInteger(value) && (value as number) >= minimum && (value as number) <= maximum;
}

export function invalid(argument: string, value: unknown, takes: string): InvalidArgumentError {
  return new InvalidArgumentError(argument, `${argument}: got ${describe(value)}; it takes ${takes}`);
}

function describe(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(value.length > 60 ? `${value.slice(0, 60)}…` : value);
  if (value instanceof Date) return "a Date";
  if (Array.isArray(value)) return "an array";
  if (typeof value === "object" && value !== null) return "an object";
  return typeof value === "function" ? "a function" : String(value);
}
