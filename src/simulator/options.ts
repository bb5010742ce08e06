// What a simulator is made from: the options as they are documented, checked and with their defaults.

import { checkFunction, checkMs, checkObject, checkWhole } from "../validate.ts";
import type { ApiSettings } from "./api.ts";
import { check, checkMembers, describe, NOT_SHOWN } from "./checks.ts";
import { readFaults } from "./fault-options.ts";
import type { SimulatorFault } from "./faults.ts";
import { EVSE_ID, evseIdsFor } from "./ids.ts";
import { parseStamp } from "./stamps.ts";
import { SCOPES } from "./token-endpoint.ts";
import type { TokenSettings } from "./tokens.ts";

/** How a simulator is made. */
export interface SimulatorOptions {
  /** How many chargers there are, or their ids. Default 1, which is `evse01HSH04KDEWF6Z4DB2J77J74K5`. */
  readonly evses?: number | readonly string[] | undefined;
  /** The moment of the first logs: a date-time with a zone, milliseconds since 1970, or a `Date`. Default 30 days ago. */
  readonly from?: string | number | Date | undefined;
  /** The moment of the last logs. Without it, new ones come as time goes on. */
  readonly to?: string | number | Date | undefined;
  /** A whole number from which all logs follow: the same seed gives the same logs. Default 1. */
  readonly seed?: number | undefined;
  /** From one status log to the next, from a second to a day. Default 300. */
  readonly sampleIntervalSeconds?: number | undefined;
  /** Who may ask. Default the client `demo` with `demo-secret`, and `demo-token`. */
  readonly auth?: SimulatorAuth | undefined;
  /** How many requests a client may make in a rolling hour. Default 1000. */
  readonly rateLimit?: number | undefined;
  /** How long each answer takes. Default 0. */
  readonly latencyMs?: number | undefined;
  /** What goes wrong, and when. */
  readonly faults?: readonly SimulatorFault[] | undefined;
  /** The time, in milliseconds since 1970. Default `Date.now`. */
  readonly now?: (() => number) | undefined;
}

/** Clients and tokens. Scopes are `evse:read` and `debug:read`, in an array, or in a string with blanks between them. */
export interface SimulatorAuth {
  /** Secrets by client id; "" for a public client. Default `{ demo: "demo-secret" }`. */
  readonly clients?: Readonly<Record<string, string>> | undefined;
  /** Scopes by token. These tokens never expire. Default `demo-token` with both scopes. */
  readonly tokens?: Readonly<Record<string, string | readonly string[]>> | undefined;
  /** Scopes by refresh token. Each is good for one use, which gives another one. Default none. */
  readonly refreshTokens?: Readonly<Record<string, string | readonly string[]>> | undefined;
  /** How long an issued token is good. Default 36,000. */
  readonly tokenTtlSeconds?: number | undefined;
}

export interface Settings extends ApiSettings, TokenSettings {
  readonly latencyMs: number;
  readonly faults: readonly SimulatorFault[];
  readonly now: () => number;
}

const DAY_MS = 86_400_000;
/** Microseconds stay whole numbers well beyond. */
const LATEST_MS = Date.UTC(2200, 0);
/** Printable ASCII without blanks, as can stand in a header. */
const TOKEN = /^[\x21-\x7e]+$/;
const A_MOMENT = "a date-time with a zone, milliseconds since 1970 or a Date, before the year 2200";

// Held against the types: an option that is added there must be known here.
const OPTIONS = Object.keys({
  evses: 1,
  from: 1,
  to: 1,
  seed: 1,
  sampleIntervalSeconds: 1,
  auth: 1,
  rateLimit: 1,
  latencyMs: 1,
  faults: 1,
  now: 1,
} satisfies Record<keyof SimulatorOptions, 1>);
const AUTH_OPTIONS = Object.keys({
  clients: 1,
  tokens: 1,
  refreshTokens: 1,
  tokenTtlSeconds: 1,
} satisfies Record<keyof SimulatorAuth, 1>);

/** @throws {InvalidArgumentError} */
export function readOptions(options: SimulatorOptions): Settings {
  checkMembers("options", options, OPTIONS);
  // Looked up at each call, so that tools which replace the global later are heeded.
  const { evses = 1, auth = {}, faults = [], now = () => Date.now() } = options;
  checkFunction("now", now);
  const createdAt = now();
  check(
    Number.isFinite(createdAt),
    "now",
    `one that gives ${createdAt}`,
    "a function that gives milliseconds since 1970",
  );
  const seed = checkWhole("seed", options.seed, Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER) ?? 1;
  const intervalSeconds = checkWhole("sampleIntervalSeconds", options.sampleIntervalSeconds, 1, 86_400) ?? 300;
  // A clock may begin at 0.
  const { from = Math.max(0, createdAt - 30 * DAY_MS), to } = options;
  const fromUs = readMoment("from", from);
  const toUs = to === undefined ? Infinity : readMoment("to", to);
  check(toUs >= fromUs, "to", describe(to), "a moment that is not before `from`, which is 30 days ago by default");
  return {
    ...readAuth(auth),
    evseIds: readEvses(evses, seed),
    fromUs,
    toUs,
    seed,
    intervalUs: intervalSeconds * 1_000_000,
    rateLimit: checkWhole("rateLimit", options.rateLimit, 1, 1_000_000) ?? 1000,
    latencyMs: checkMs("latencyMs", options.latencyMs, 0) ?? 0,
    faults: readFaults(faults),
    now,
  };
}

/** Gives whole microseconds since 1970. */
function readMoment(option: string, value: unknown): number {
  const isTime = typeof value === "number" || value instanceof Date;
  const us = typeof value === "string" ? parseStamp(value) : isTime ? Number(value) * 1000 : undefined;
  check(us !== undefined && us >= 0 && us < LATEST_MS * 1000, option, describe(value), A_MOMENT);
  return Math.floor(us);
}

function readEvses(evses: unknown, seed: number): readonly string[] {
  if (typeof evses === "number") return evseIdsFor(seed, checkWhole("evses", evses, 1, 10_000) as number);
  check(Array.isArray(evses), "evses", describe(evses), "how many there are, or an array of their ids");
  for (const id of evses) {
    const isId = typeof id === "string" && EVSE_ID.test(id);
    check(isId, "evses", describe(id), "ids of `evse` and 26 characters of A-Z and 0-9");
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
  const areGood = entries.every(([id, secret]) => id !== "" && typeof secret === "string");
  check(areGood, "auth.clients", NOT_SHOWN, "secrets by client id, as strings");
  return new Map(entries);
}

function readScopes(option: string, scopes: object): ReadonlyMap<string, readonly string[]> {
  checkObject(option, scopes);
  const entries = Object.entries(scopes).map(
    ([token, listed]) => [token, typeof listed === "string" ? listed.split(" ").filter(Boolean) : listed] as const,
  );
  const areGood = entries.every(
    ([token, list]) =>
      TOKEN.test(token) && Array.isArray(list) && list.every((scope) => typeof scope === "string" && TOKEN.test(scope)),
  );
  check(areGood, option, NOT_SHOWN, 'scopes by token, such as { "my-token": ["evse:read", "debug:read"] }');
  return new Map(entries);
}
