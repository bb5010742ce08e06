// Checks what callers hand in, before anything is sent. Each check throws an error that says what it got and takes.

import { InvalidArgumentError } from "./errors.ts";
import { LONGEST_TIMER_MS } from "./transport/clock.ts";
import type { SendOptions } from "./transport/send.ts";
import type { Expand } from "./types.ts";

const EVSE_ID = /^evse[A-Z0-9]{26}$/;
const DATE_TIME =
  /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d+)?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)$/;
const EXPAND: readonly unknown[] = ["evse", "evse.model", "evse.model.make", "evse.user"] satisfies Expand[];
const LOOPBACK = /^((.+\.)?localhost|127(\.\d+){3}|\[::1\])$/;

/** The one form that all complaints have. */
export function check(isGood: boolean | undefined, argument: string, value: unknown, takes: string): asserts isGood {
  if (!isGood) throw new InvalidArgumentError(`${argument}: got ${describe(value)}; it takes ${takes}`, { argument });
}

function describe(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(value.length > 60 ? `${value.slice(0, 60)}…` : value);
  return Object(value) === value ? `an object of type ${value?.constructor?.name}` : String(value);
}

/** Stands in for what may be a secret, or hold one; what is missing is told. */
export function unshown(value: unknown): unknown {
  return value && "(not shown)";
}

/** An id that is not of this form could walk up the path (`..`) or name another resource. */
export function checkEvseId(value: unknown): void {
  const takes = "`evse` and 26 characters of A-Z and 0-9";
  check(typeof value === "string" && EVSE_ID.test(value), "evseId", value, takes);
}

/** Time stamps identify logs to the microsecond, so they are strings: a `Date` would round them. */
export function checkTimestamp(argument: string, value: unknown): void {
  const isDateTime = typeof value === "string" && DATE_TIME.test(value);
  // 31 February would come out as a day in March. No month ends before the 28th, and a `Date` is dear.
  const isDay = isDateTime && (value.slice(8) < "29" || new Date(value.slice(0, 10)).getUTCDate() > 28);
  check(isDay, argument, value, "a string with date, time and zone, such as 2024-04-17T09:39:45.984584Z");
}

/** Checks the parameters that have bounds; others pass, so that one added to the contract needs no line here. */
export function checkQuery(query: object): void {
  checkObject("query", query);
  for (const [name, value] of Object.entries(query)) {
    if (value === undefined) continue;
    if (name === "page_size") {
      checkWhole(name, value, 1, 100);
    } else if (name === "expand") {
      const takes = `an array of "${EXPAND.join('", "')}"`;
      check(Array.isArray(value), name, value, takes);
      for (const path of value) check(EXPAND.includes(path), name, path, takes);
    } else if (name.startsWith("page_")) {
      check(typeof value === "string", name, value, "a string");
    } else if (/__[gl]te$/.test(name)) {
      checkTimestamp(name, value);
    }
  }
}

/** The string that a page gave as `next` or `previous`. */
export function checkFrom(value: unknown): void {
  // A fragment or white space would be cut off or changed on the way, and the list would start elsewhere.
  check(
    typeof value === "string" && /^[^?#\s][^#\s]*$/.test(value),
    "from",
    value,
    "the `next` of a page or `resumeFrom` of an error",
  );
}

/** A whole number, or undefined. `Infinity` is one where there is no bound. */
export function checkWhole(argument: string, value: unknown, minimum: number, maximum = Infinity): number | undefined {
  const isWhole = Number.isInteger(value) || value === Infinity;
  const isGood = value === undefined || (isWhole && (value as number) >= minimum && (value as number) <= maximum);
  check(isGood, argument, value, `a whole number from ${minimum} to ${maximum}`);
  return value as number | undefined;
}

/** A time may have a fraction, and is rounded up. The longest is what a timer can hold, some 24 days. */
export function checkMs(argument: string, value: unknown, minimum: number): number | undefined {
  return checkWhole(argument, typeof value === "number" ? Math.ceil(value) : value, minimum, LONGEST_TIMER_MS);
}

/** Gives what a call may set of the transport. */
export function checkCallOptions(options: unknown): Pick<SendOptions, "signal" | "timeoutMs" | "maxRetries"> {
  checkObject("options", options);
  const { signal, timeoutMs, maxRetries } = options as Record<string, unknown>;
  // By its shape: it may come from another realm.
  const isSignal = signal === undefined || (isObject(signal) && "throwIfAborted" in signal);
  check(isSignal, "signal", signal, "an AbortSignal");
  return {
    signal: signal as AbortSignal | undefined,
    timeoutMs: checkMs("timeoutMs", timeoutMs, 1),
    maxRetries: checkWhole("maxRetries", maxRetries, 0),
  };
}

export function checkObject(argument: string, value: unknown): void {
  check(isObject(value), argument, unshown(value), "an object");
}

export function checkFunction(argument: string, value: unknown): void {
  check(value === undefined || typeof value === "function", argument, value, "a function");
}

export function checkSecret(argument: string, value: unknown): void {
  check(typeof value === "string" && value !== "", argument, unshown(value), "a string that is not empty");
}

export function checkScopes(value: unknown): void {
  const isScope = (scope: unknown) => typeof scope === "string" && /^[^\s"\\]+$/.test(scope);
  const areScopes = value === undefined || (Array.isArray(value) && value.every(isScope));
  check(areScopes, "scopes", value, 'an array of scopes, such as ["evse:read", "debug:read"]');
}

/** An address that secrets are sent to: https, or plain http within this machine. */
export function checkUrl(argument: string, value: unknown, allowHttp: boolean): URL {
  let url: URL | undefined;
  try {
    url = new URL(value as string);
  } catch {}
  const isSafe =
    url?.protocol === "https:" || (url?.protocol === "http:" && (allowHttp || LOOPBACK.test(url.hostname)));
  // What stands before an @, or in a query, may be a secret.
  const text = url?.href ?? describe(value);
  const mayShow = !/[@?]/.test(text);
  const unless = argument === "baseUrl" ? ", or with allowHttp" : "";
  const takes = `an https URL without user, query or fragment; http is for loopback only${unless}`;
  check(isSafe && mayShow && !/[?#]/.test(text), argument, mayShow ? value : unshown(value), takes);
  return url as URL;
}

/** openapi-fetch lets a call name another address, which must not get the token. */
export function checkBelow(baseUrl: string, url: string): void {
  check(url.startsWith(`${baseUrl}/`), "baseUrl", url, `an address below ${baseUrl}`);
}

/** A token that can stand in a header. */
export function checkToken(value: unknown): asserts value is string {
  const isToken = typeof value === "string" && /^[\x21-\x7e]+$/.test(value);
  check(isToken, "auth", unshown(value), "a token of printable ASCII without spaces");
}

/** What `createClient` takes as `auth`, once it is known to be neither a token nor a function. */
export function checkTokenSource(value: unknown): void {
  const isSource = isObject(value) && "getToken" in value && "invalidate" in value;
  check(isSource, "auth", value, "a token, a function or a token source");
}

/** Neither null nor an array. */
export function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
