// Connects the transport, the log families and openapi-fetch in one client.

import createHttpClient, { type Client as HttpClient } from "openapi-fetch";
import type { paths } from "../generated/openapi.ts";
import { createLogClients, type LogClients } from "./logs.ts";
import { type Auth, createAuthorizer } from "./transport/auth.ts";
import { systemClock } from "./transport/clock.ts";
import { ignoreErrors, type OnEvent } from "./transport/events.ts";
import { readRateLimit } from "./transport/rate-limit.ts";
import { createSend, type Transport } from "./transport/send.ts";
import { toFetch } from "./transport/to-fetch.ts";
import type { RateLimit } from "./types.ts";
import { checkFunction, checkMembers, checkMs, checkObject, checkUrl, checkWhole } from "./validate.ts";

/** Options of {@link createClient}. */
export interface ClientOptions {
  /**
   * A token, a function that returns the current token, or a source that renews tokens. The token goes to `baseUrl` only.
   * A function or source of your own needs its own timeout; a signal only ends the wait for it.
   */
  auth: Auth;
  /** Base URL of the API. Default `https://api.ev.energy/v2`, for production and sandbox: the credentials decide which. */
  baseUrl?: string | undefined;
  /**
   * Sends the requests. Default: the platform's `fetch`. It receives a `Request`, and an object with a `signal` as the
   * second argument; pass both on, or a connection may outlive the timeout of its call.
   */
  fetch?: typeof globalThis.fetch | undefined;
  /** Time limit for one attempt, body included, in milliseconds. Default 30,000. */
  timeoutMs?: number | undefined;
  /** How many times a failed request is retried. Default 2. */
  maxRetries?: number | undefined;
  /**
   * The longest wait before one request, in milliseconds. If the provider asks for more, calls fail at once until that wait is
   * over. A wait that the provider asks for (429 or 503 with Retry-After) holds all requests of the client; token requests
   * only wait if the token endpoint asks for it. Default 60,000.
   */
  maxRetryWaitMs?: number | undefined;
  /** Called with each request, response and wait. Its exceptions are ignored. */
  onEvent?: OnEvent | undefined;
  /** Whether plain http is allowed beyond loopback, for a mock in another container. Default false. */
  allowHttp?: boolean | undefined;
}

const OPTIONS = [
  "auth",
  "baseUrl",
  "fetch",
  "timeoutMs",
  "maxRetries",
  "maxRetryWaitMs",
  "onEvent",
  "allowHttp",
] satisfies (keyof ClientOptions)[];

/** A client of the log endpoints of ev.energy's v2 API. */
export interface Client extends LogClients {
  /** The typed openapi-fetch client over the same transport, for any operation of the contract. */
  readonly http: HttpClient<paths>;
  /** The state of the hourly rate limit, from the last response that reported it; undefined before. */
  readonly rateLimit: RateLimit | undefined;
}

/**
 * Creates a client.
 *
 * @example
 * const client = createClient({ auth: "your-token" });
 * for await (const log of client.statusLogs.list("evse01HSH04KDEWF6Z4DB2J77J74K5")) console.log(log);
 *
 * @throws {InvalidArgumentError} if an option is invalid
 */
export function createClient(options: ClientOptions): Client {
  checkObject("options", options);
  checkMembers("option", options, OPTIONS);
  const { auth, fetch, onEvent } = options;
  const url = checkUrl("baseUrl", options.baseUrl ?? "https://api.ev.energy/v2", options.allowHttp === true);
  const baseUrl = url.href.replace(/\/*$/, "");
  checkFunction("fetch", fetch);
  checkFunction("onEvent", onEvent);
  let rateLimit: RateLimit | undefined;

  const transport: Transport = {
    // Looked up at each call, because tools may replace the global later.
    fetch: fetch ?? ((...args) => globalThis.fetch(...args)),
    clock: systemClock,
    emit: onEvent && ignoreErrors(onEvent),
    timeoutMs: checkMs("timeoutMs", options.timeoutMs, 1),
    maxRetries: checkWhole("maxRetries", options.maxRetries, 0),
    maxRetryWaitMs: checkMs("maxRetryWaitMs", options.maxRetryWaitMs, 0),
  };
  const send = createSend({
    ...transport,
    authorizer: createAuthorizer(auth, baseUrl, toFetch(createSend(transport))),
    onResponse: ({ headers }) => {
      rateLimit = readRateLimit(headers, rateLimit);
    },
  });
  const headers = { Accept: "application/json, application/problem+json", "EvEnergy-Version": "2" };

  return {
    ...createLogClients({ baseUrl, headers, send }),
    http: createHttpClient<paths>({ baseUrl, headers, fetch: toFetch(send), Request: withoutFollowing() }),
    get rateLimit() {
      return rateLimit;
    },
  };
}

/** A `Request` that only carries the caller's signal: following it would leave a listener on it until garbage collection. */
function withoutFollowing(): typeof Request {
  return class extends Request {
    constructor(input: RequestInfo | URL, init?: RequestInit) {
      super(input, { ...init, signal: null });
      Object.defineProperty(this, "signal", { value: init?.signal });
    }
  };
}
