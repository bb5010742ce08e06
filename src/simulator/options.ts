// The options of a simulator, their defaults and their validation.

import { check, checkFunction, checkMs, checkObject, checkWhole, describeSecret } from "../validate.ts";
import { EVSE_ID, evseIdsFor } from "./api/ids.ts";
import { SCOPES } from "./api/oauth.ts";
import type { ApiSettings } from "./api/routes.ts";
import type { TokenSettings } from "./api/tokens.ts";
import { checkMembers } from "./checks.ts";
import { readDisorder, type SimulatorDisorder } from "./disorder.ts";
import { readFaults, type SimulatorFault } from "./faults/options.ts";
import { parseTimestamp } from "./microseconds.ts";

/** Options of {@link createSimulator}. */
export interface SimulatorOptions {
  /** The number of chargers, or their ids. Default 1, which is `evse01HSH04KDEWF6Z4DB2J77J74K5`. */
  readonly evses?: number | readonly string[] | undefined;
  /** The time of the first logs: a date-time with a zone, milliseconds since 1970, or a `Date`. Default 30 days ago. */
  readonly from?: string | number | Date | undefined;
  /** The time of the last logs. Without it, new logs appear as time passes. */
  readonly to?: string | number | Date | undefined;
  /** An integer that determines all logs: the same seed produces the same logs. Default 1. */
  readonly seed?: number | undefined;
  /** The time between status logs, from a second to a day. Default 300. */
  readonly sampleIntervalSeconds?: number | undefined;
  /** What is wrong with the data. `true` mixes all kinds at believable rates. Default `false`. */
  readonly disorder?: boolean | SimulatorDisorder | undefined;
  /** Clients and tokens. Default the client `demo` with `demo-secret`, and `demo-token`. */
  readonly auth?: SimulatorAuth | undefined;
  /** How many requests a client may make in a rolling hour. Default 1000. */
  readonly rateLimit?: number | undefined;
  /** How long each response takes. Default 0. */
  readonly latencyMs?: number | undefined;
  /** Which requests fail, and how. */
  readonly faults?: readonly SimulatorFault[] | undefined;
  /** Returns the current time in milliseconds since 1970. Default `Date.now`. */
  readonly now?: (() => number) | undefined;
}

/** Clients and tokens. Scopes are `evse:read` and `debug:read`, as an array or a string separated by spaces. */
export interface SimulatorAuth {
  /** Secrets by client id; "" for a public client. Default `{ demo: "demo-secret" }`. */
  readonly clients?: Readonly<Record<string, string>> | undefined;
  /** Scopes by token. These tokens never expire. Default `demo-token` with both scopes. */
  readonly tokens?: Readonly<Record<string, string | readonly string[]>> | undefined;
  /** Scopes by refresh token. Each can be used once; the response contains its successor. Default none. */
  readonly refreshTokens?: Readonly<Record<string, string | readonly string[]>> | undefined;
  /** How long an issued token is valid. Default 36,000. */
  readonly tokenTtlSeconds?: number | undefined;
}

/** @internal */
export interface Settings extends ApiSettings, TokenSettings {
  readonly latencyMs: number;
  readonly faults: readonly SimulatorFault[];
  readonly now: () => number;
}

const DAY_MS = 86_400_000;
const YEAR_2200_MS = Date.UTC(2200, 0);
/** Printable ASCII without spaces, as a header can hold it. */
const TOKEN = /^[\x21-\x7e]+$/;

// biome-ignore format: a list of names
const OPTIONS = [
  "evses", "from", "to", "seed", "sampleIntervalSeconds", "disorder", "auth", "rateLimit", "latencyMs", "faults", "now",
] satisfies (keyof SimulatorOptions)[];
const AUTH_OPTIONS = ["clients", "tokens", "refreshTokens", "tokenTtlSeconds"] satisfies (keyof SimulatorAuth)[];

/** @internal */
export function readOptions(options: SimulatorOptions): Settings {
  checkMembers("options", options, OPTIONS);
  // Looked up at each call, since tools for tests replace the global.
  const { evses = 1, auth = {}, disorder = false, faults = [], now = () => Date.now() } = options;
  checkFunction("now", now);
  const createdAt = now();
  check(Number.isFinite(createdAt), "now", createdAt, "a function that returns milliseconds since 1970");
  const seed = checkWhole("seed", options.seed, Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER) ?? 1;
  const intervalSeconds = checkWhole("sampleIntervalSeconds", options.sampleIntervalSeconds, 1, 86_400) ?? 300;
  // The clock of a test may start at 0.
  const { from = Math.max(0, createdAt - 30 * DAY_MS), to } = options;
  const fromUs = readTime("from", from);
  const toUs = to === undefined ? Infinity : readTime("to", to);
  check(toUs >= fromUs, "to", to, "a time that is not before `from`, which is 30 days ago by default");
  return {
    ...readAuth(auth),
    evseIds: readEvses(evses, seed),
    fromUs,
    toUs,
    seed,
    intervalUs: intervalSeconds * 1_000_000,
    disorder: readDisorder(disorder),
    rateLimit: checkWhole("rateLimit", options.rateLimit, 1, 1_000_000) ?? 1000,
    latencyMs: checkMs("latencyMs", options.latencyMs, 0) ?? 0,
    faults: readFaults(faults),
    now,
  };
}

/** Returns whole microseconds since 1970. */
function readTime(argument: string, value: unknown): number {
  const isNumeric = typeof value === "number" || value instanceof Date;
  const us = typeof value === "string" ? parseTimestamp(value) : isNumeric ? Math.floor(Number(value) * 1000) : NaN;
  const isValid = us !== undefined && us >= 0 && us < YEAR_2200_MS * 1000;
  check(isValid, argument, value, "a date-time with a zone, milliseconds since 1970 or a Date, before the year 2200");
  return us as number;
}

function readEvses(evses: unknown, seed: number): readonly string[] {
  if (typeof evses === "number") return evseIdsFor(seed, checkWhole("evses", evses, 1, 10_000) as number);
  check(Array.isArray(evses), "evses", evses, "a number of chargers, or an array of their ids");
  for (const id of evses) {
    const isId = typeof id === "string" && EVSE_ID.test(id);
    check(isId, "evses", id, "ids of `evse` and 26 characters of A-Z and 0-9");
  }
  return [...evses];
}

function readAuth(auth: SimulatorAuth): Omit<TokenSettings, "rateLimit"> {
  checkMembers("auth", auth, AUTH_OPTIONS);
  const { clients = { demo: "demo-secret" }, tokens = { "demo-token": SCOPES }, refreshTokens = {} } = auth;
  return {
    clients: readClients(clients),
    tokens: readScopes("auth.tokens", tokens),
    refreshTokens: readScopes("auth.refreshTokens", refreshTokens),
    tokenTtlSeconds: checkWhole("auth.tokenTtlSeconds", auth.tokenTtlSeconds, 1, 31_536_000) ?? 36_000,
  };
}

function readClients(clients: object): ReadonlyMap<string, string> {
  checkObject("auth.clients", clients);
  const entries = Object.entries(clients);
  const areValid = entries.every(([id, secret]) => id !== "" && typeof secret === "string");
  check(areValid, "auth.clients", clients, "secrets by client id, as strings", describeSecret(clients));
  return new Map(entries);
}

function readScopes(argument: string, scopes: object): ReadonlyMap<string, readonly string[]> {
  checkObject(argument, scopes);
  const entries = Object.entries(scopes).map(
    ([token, list]) => [token, typeof list === "string" ? list.split(" ").filter(Boolean) : list] as const,
  );
  const areValid = entries.every(
    ([token, list]) =>
      TOKEN.test(token) && Array.isArray(list) && list.every((scope) => typeof scope === "string" && TOKEN.test(scope)),
  );
  const expected = 'scopes by token, such as { "my-token": ["evse:read", "debug:read"] }';
  check(areValid, argument, scopes, expected, describeSecret(scopes));
  return new Map(entries);
}
