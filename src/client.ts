// Wires the transport, openapi-fetch and the families of logs into one client.

import createHttpClient, { type Client as HttpClient } from "openapi-fetch";
import type { paths } from "../generated/openapi.ts";
import { createLogClients, type LogClients } from "./logs.ts";
import { readRateLimit } from "./responses.ts";
import { followSignal } from "./transport/abort.ts";
import { asFetch } from "./transport/as-fetch.ts";
import { type Auth, createAuthorizer } from "./transport/auth.ts";
import { systemClock } from "./transport/clock.ts";
import { harmless, type OnEvent } from "./transport/events.ts";
import { createSend, type Transport } from "./transport/send.ts";
import type { RateLimit } from "./types.ts";
import { checkFunction, checkMs, checkObject, checkUrl, checkWhole } from "./validate.ts";

/** How a client is made. */
export interface ClientOptions {
  /**
   * A token, a function that gives the one to use now, or a source that renews them. The token goes to `baseUrl` only.
   * A function or source of your own sees to its own time-out; a signal ends the wait for it.
   */
  auth: Auth;
  /** Where the API is. Default `https://api.ev.energy/v2`, production and sandbox: the credentials decide which. */
  baseUrl?: string | undefined;
  /**
   * Sends the requests. Default the platform's `fetch`. One of your own gets a `Request` and, as the second argument, the
   * signal that ends it; hand on both, or a connection may outlive the time-out of its call.
   */
  fetch?: typeof globalThis.fetch | undefined;
  /** How long one attempt may take, body included. Default 30,000. */
  timeoutMs?: number | undefined;
  /** How often a request goes out again after a failure that another attempt may cure. Default 2. */
  maxRetries?: number | undefined;
  /** The longest wait for one retry. If the provider asks for a longer one, the call fails at once. Default 60,000. */
  maxRetryWaitMs?: number | undefined;
  /** Told of each request, response and wait. What it throws changes nothing. */
  onEvent?: OnEvent | undefined;
  /** Whether plain http may be used beyond loopback, for a mock in another container. Default false. */
  allowHttp?: boolean | undefined;
}

/** A client of the log endpoints of ev.energy's v2 API. */
export interface Client extends LogClients {
  /** The typed openapi-fetch client over the same transport, for calls as the contract has them. */
  readonly http: HttpClient<paths>;
  /** The state of the hourly allowance as the last response that told it; undefined before. */
  readonly rateLimit: RateLimit | undefined;
}

/**
 * Makes a client.
 *
 * @example
 * const client = createClient({ auth: "your-token" });
 * for await (const log of client.statusLogs.list("evse01HSH04KDEWF6Z4DB2J77J74K5")) console.log(log);
 *
 * @throws {InvalidArgumentError} if an option can't be right
 */
export function createClient(options: ClientOptions): Client {
  checkObject("options", options);
  const { auth, fetch, onEvent, baseUrl: address = "https://api.ev.energy/v2" } = options;
  const baseUrl = checkUrl("baseUrl", address, options.allowHttp === true).href.replace(/\/*$/, "");
  checkFunction("fetch", fetch);
  checkFunction("onEvent", onEvent);
  let rateLimit: RateLimit | undefined;

  const transport: Transport = {
    // Looked up at each call, so that tools which replace the global later are heeded.
    fetch: fetch ?? ((...args) => globalThis.fetch(...args)),
    clock: systemClock,
    emit: onEvent && harmless(onEvent),
    timeoutMs: checkMs("timeoutMs", options.timeoutMs, 1),
    maxRetries: checkWhole("maxRetries", options.maxRetries, 0),
    maxRetryWaitMs: checkMs("maxRetryWaitMs", options.maxRetryWaitMs, 0),
  };
  const send = createSend({
    ...transport,
    authorizer: createAuthorizer(auth, baseUrl, asFetch(createSend(transport))),
    onResponse: ({ headers }) => {
      rateLimit = readRateLimit(headers, rateLimit);
    },
  });
  const usual = {
    baseUrl,
    headers: { Accept: "application/json, application/problem+json", "EvEnergy-Version": "2" },
  };

  return {
    // Not over `http`, whose middleware is the caller's own.
    ...createLogClients(createHttpClient<paths>(usual), send),
    http: sparingSignals(createHttpClient<paths>({ ...usual, fetch: asFetch(send) })),
    get rateLimit() {
      return rateLimit;
    },
  };
}

/**
 * Gives each call a signal of its own: openapi-fetch hands the caller's to a platform's `Request`, which stays on it
 * until the garbage collector comes.
 */
function sparingSignals(http: HttpClient<paths>): HttpClient<paths> {
  const methods = Object.entries(http as unknown as Record<string, (...args: unknown[]) => unknown>);
  const spared = methods.map(([name, method]) => [
    name,
    (...args: unknown[]) => {
      const init = args.at(-1) as RequestInit | undefined;
      if (!init?.signal) return method(...args);
      const [controller, release] = followSignal(init.signal);
      const call = method(...args.with(-1, { ...init, signal: controller.signal }));
      return (call as Promise<unknown>).finally(release);
    },
  ]);
  return Object.fromEntries(spared);
}
