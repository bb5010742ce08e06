// Checks arguments and options before anything is sent. Each error says what is wrong, and what was received.

import { InvalidArgumentError } from "./errors.ts";
import type { CallOptions, Expand } from "./types.ts";

const EVSE_ID = /^evse[A-Z0-9]{26}$/;
const DATE_TIME =
  /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d+)?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)$/;
const EXPAND: readonly unknown[] = ["evse", "evse.model", "evse.model.make", "evse.user"] satisfies Expand[];
const LOOPBACK = /^((.+\.)?localhost|127(\.\d+){3}|\[::1\])$/;

/** The longest delay of a timer: platforms fire one that needs more than 31 bits at once. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** Throws unless the argument is valid. */
export function check(
  isValid: boolean | undefined,
  argument: string,
  value: unknown,
  expected: string,
  received = describe(value),
): asserts isValid {
  if (!isValid) throw new InvalidArgumentError(`${argument} must be ${expected} (received ${received})`, { argument });
}

function describe(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(value);
  return Object(value) === value ? `an object of type ${value?.constructor?.name}` : String(value);
}

/** Describes what may be, or contain, a secret. */
export function describeSecret(value: unknown): string {
  return value ? "a value that is not shown" : describe(value);
}

/** Throws if an object has any other member than these: a misspelt one would be ignored without a word. */
export function checkMembers(kind: string, value: object, names: readonly string[]): void {
  for (const name of Object.keys(value)) {
    if (names.includes(name)) continue;
    const similar = suggest(name, names);
    const advice = similar ? `did you mean ${similar}?` : `expected ${names.join(", ")}`;
    throw new InvalidArgumentError(`unknown ${kind} ${describe(name)}; ${advice}`, { argument: name });
  }
}

/** Returns the known name that differs only in case and punctuation, or is longer. */
export function suggest(name: string, known: readonly string[]): string | undefined {
  const simplify = (text: string) => text.toLowerCase().replace(/[^a-z]/g, "");
  const wanted = simplify(name);
  return wanted ? known.find((candidate) => simplify(candidate).startsWith(wanted)) : undefined;
}

/** An id of another format could walk up the path (`..`) or name another resource. */
export function checkEvseId(value: unknown): void {
  const isId = typeof value === "string" && EVSE_ID.test(value);
  check(isId, "evseId", value, "`evse` followed by 26 characters of A-Z and 0-9");
}

/** Timestamps identify logs to the microsecond, so they are strings: a `Date` would round them. */
export function checkTimestamp(argument: string, value: unknown): void {
  const isDateTime = typeof value === "string" && DATE_TIME.test(value);
  // `Date` reads 31 February as 2 March. Days up to the 28th exist in every month, and creating a `Date` is expensive.
  const isValid = isDateTime && (value.slice(8) < "29" || new Date(value.slice(0, 10)).getUTCDate() > 28);
  check(isValid, argument, value, "a date-time string with a time zone, such as 2024-04-17T09:39:45.984584Z");
}

/**
 * Checks a query against the names that the contract has for it, and the values of those that have limits. A parameter
 * that is added to the contract needs no code.
 */
export function checkQuery(query: object, names: readonly string[]): void {
  checkObject("query", query);
  checkMembers("query parameter", query, names);
  for (const [name, value] of Object.entries(query)) {
    if (value === undefined) continue;
    if (name === "page_size") {
      checkWhole(name, value, 1, 100);
    } else if (name === "expand") {
      const expected = `an array of "${EXPAND.join('", "')}"`;
      check(Array.isArray(value), name, value, expected);
      for (const path of value) check(EXPAND.includes(path), name, path, expected);
    } else if (name.startsWith("page_")) {
      check(typeof value === "string", name, value, "a string");
    } else if (/__[gl]te$/.test(name)) {
      checkTimestamp(name, value);
    }
  }
}

/** Checks the `next` or `previous` of a page, or the `resumeFrom` of an error. */
export function checkFrom(value: unknown): void {
  // A fragment or white space would be cut off or changed on the way, and the list would start elsewhere.
  const isQuery = typeof value === "string" && /^[^?#\s][^#\s]*$/.test(value);
  check(value === undefined || isQuery, "from", value, "the `next` of a page or the `resumeFrom` of an error");
}

/** Checks an integer, or undefined. `Infinity` is valid if there is no maximum. */
export function checkWhole(argument: string, value: unknown, minimum: number, maximum = Infinity): number | undefined {
  const isInteger = Number.isInteger(value) || value === Infinity;
  const isValid = value === undefined || (isInteger && (value as number) >= minimum && (value as number) <= maximum);
  const expected = maximum < Infinity ? `an integer from ${minimum} to ${maximum}` : "a non-negative integer";
  check(isValid, argument, value, expected);
  return value as number | undefined;
}

/** Checks a duration, and returns it rounded up. */
export function checkMs(argument: string, value: unknown, minimum: number): number | undefined {
  return checkWhole(argument, typeof value === "number" ? Math.ceil(value) : value, minimum, LONGEST_TIMER_MS);
}

/** Checks the options that all calls have; a list has further ones. */
export function checkCallOptions(options: CallOptions, furtherNames: readonly string[] = []): void {
  checkObject("options", options);
  checkMembers("option", options, ["signal", "timeoutMs", "maxRetries", ...furtherNames]);
  const { signal, timeoutMs, maxRetries } = options;
  // By its shape, because it may come from another realm.
  const isSignal = signal === undefined || (isObject(signal) && "throwIfAborted" in signal);
  check(isSignal, "signal", signal, "an AbortSignal");
  checkMs("timeoutMs", timeoutMs, 1);
  checkWhole("maxRetries", maxRetries, 0);
}

export function checkObject(argument: string, value: unknown): void {
  check(isObject(value), argument, value, "an object", describeSecret(value));
}

export function checkFunction(argument: string, value: unknown): void {
  check(value === undefined || typeof value === "function", argument, value, "a function");
}

export function checkSecret(argument: string, value: unknown): void {
  check(typeof value === "string" && value !== "", argument, value, "a non-empty string", describeSecret(value));
}

export function checkScopes(value: unknown): void {
  const isScope = (scope: unknown) => typeof scope === "string" && /^[^\s"\\]+$/.test(scope);
  const isValid = value === undefined || (Array.isArray(value) && value.every(isScope));
  check(isValid, "scopes", value, 'an array of scopes, such as ["evse:read", "debug:read"]');
}

/** Checks an address that receives secrets: https, or plain http within this machine. */
export function checkUrl(argument: string, value: unknown, allowHttp: boolean): URL {
  let url: URL | undefined;
  try {
    url = new URL(value as string);
  } catch {}
  const isSecure =
    url?.protocol === "https:" || (url?.protocol === "http:" && (allowHttp || LOOPBACK.test(url.hostname)));
  const text = url?.href ?? describe(value);
  // What precedes an @, or is in a query, may be a secret.
  const mayHoldSecret = /[@?]/.test(text);
  const orAllowHttp = argument === "baseUrl" ? ", or with allowHttp" : "";
  const expected = `an https URL without user, query or fragment; http only to loopback${orAllowHttp}`;
  const received = (mayHoldSecret ? describeSecret : describe)(value);
  check(isSecure && !/[@?#]/.test(text), argument, value, expected, received);
  return url as URL;
}

/** Neither null nor an array. */
export function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
