// Wires the transport, openapi-fetch and the families of logs into one client.

import createHttpClient, { type Client as HttpClient } from "openapi-fetch";
import type { paths } from "../generated/openapi.ts";
import { checkBaseUrl, invalid } from "./arguments.ts";
import { createLogClients, type LogClients } from "./logs.ts";
import { readRateLimit } from "./responses.ts";
import { type Auth, withAuth } from "./transport/auth.ts";
import { createSend, type Send } from "./transport/send.ts";
import type { RateLimit } from "./types.ts";

/** How a client is made. */
export interface ClientOptions {
  /** A token, or a function that gives the one to use now. It goes to `baseUrl` and nowhere else. */
  auth: Auth;
  /** Where the API is. Default `https://api.ev.energy/v2`, production and sandbox: the credentials decide which. */
  baseUrl?: string | undefined;
  /** Sends the requests. Default the platform's `fetch`. */
  fetch?: typeof globalThis.fetch | undefined;
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
  if (typeof options !== "object" || options === null) throw invalid("options", options, "an object with `auth`");
  const baseUrl = checkBaseUrl(options.baseUrl ?? "https://api.ev.energy/v2", options.allowHttp === true);
  // Looked up at each call, so that tools which replace the global later are heeded.
  const fetch: typeof globalThis.fetch = options.fetch ?? ((...args) => globalThis.fetch(...args));
  let rateLimit: RateLimit | undefined;

  const authorized = withAuth(createSend(fetch), options.auth);
  const send: Send = async (request, sendOptions) => {
    // openapi-fetch lets a call name another address, which must not get the token.
    if (!request.url.startsWith(`${baseUrl}/`)) throw invalid("baseUrl", request.url, `an address below ${baseUrl}`);
    const exchange = await authorized(request, sendOptions);
    rateLimit = readRateLimit(exchange.response.headers) ?? rateLimit;
    return exchange;
  };

  const http = createHttpClient<paths>({
    baseUrl,
    headers: { Accept: "application/json, application/problem+json", "EvEnergy-Version": "2" },
    fetch: async (request) => toResponse(await send(request, { signal: request.signal })),
  });

  return {
    ...createLogClients(http, send),
    http,
    get rateLimit() {
      return rateLimit;
    },
  };
}

/** Gives the response with a body that can be read once more. */
function toResponse({ response, text }: Awaited<ReturnType<Send>>): Response {
  const { status, statusText, headers } = response;
  const mayHaveBody = status !== 204 && status !== 205 && status !== 304;
  return new Response(mayHaveBody ? text : null, { status, statusText, headers });
}
