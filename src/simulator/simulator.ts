// Connects the parts: records each request, applies faults and calls the endpoint.

import { Refusal } from "./api/http.ts";
import { issueTokens, revokeToken } from "./api/oauth.ts";
import { problem } from "./api/problems.ts";
import { createApi } from "./api/routes.ts";
import { Tokens } from "./api/tokens.ts";
import { readTruth, type SimulatorTruth } from "./charger/truth.ts";
import { checkOneOf } from "./checks.ts";
import { pause } from "./faults/pause.ts";
import { createFaultScript, respondUnder } from "./faults/script.ts";
import { readOptions, type SimulatorOptions } from "./options.ts";

/** A simulated provider, for tests and demonstrations. */
export interface Simulator {
  /**
   * Responds as the provider does, under any origin: the API below `/v2`, tokens at `POST /o/token/`, and their
   * revocation at `POST /o/revoke_token/`. Use it in place of the global `fetch`.
   */
  readonly fetch: typeof globalThis.fetch;
  /** The requests received, oldest first. Grows with each request. */
  readonly requests: readonly SimulatedRequest[];
  /** The ids of the chargers that have logs. */
  readonly evseIds: readonly string[];
  /**
   * Returns what really happened at a charger, to compare it with what a program makes of its logs. Without `to`, it ends
   * now. Computes all rows, so it takes a second for some 100,000 of them.
   *
   * @throws {InvalidArgumentError} if the simulator has no such charger
   */
  truth(evseId: string): SimulatorTruth;
}

/** A request received by the simulator, without headers and body, and so without secrets. */
export interface SimulatedRequest {
  readonly method: string;
  readonly url: string;
  /** The status of the response; undefined while there is none, and for good if a fault prevents it. */
  readonly status: number | undefined;
  /** When it arrived, in milliseconds since 1970. */
  readonly at: number;
}

/**
 * Creates a provider of generated logs that behaves like the real one, with cursors, filters, tokens, a rate limit and
 * errors, and that fails on demand.
 *
 * @example
 * const simulator = createSimulator();
 * const client = createClient({
 *   auth: "demo-token",
 *   baseUrl: "https://simulator.example/v2",
 *   fetch: simulator.fetch,
 * });
 *
 * @throws {InvalidArgumentError} if an option is invalid
 */
export function createSimulator(options: SimulatorOptions = {}): Simulator {
  const settings = readOptions(options);
  const { now, latencyMs, evseIds } = settings;
  const tokens = new Tokens(settings);
  const api = createApi(settings, tokens);
  const nextFault = createFaultScript(settings.faults);
  const requests: SimulatedRequest[] = [];

  async function respond(request: Request, endpoint: Endpoint, at: number): Promise<Response> {
    try {
      if (endpoint === "api") return api.respond(request, at);
      if (endpoint === "token") return await issueTokens(request, tokens, at);
      if (endpoint === "revocation") return await revokeToken(request, tokens);
      return problem(404);
    } catch (error) {
      if (error instanceof Refusal) return error.response;
      throw error;
    }
  }

  async function receive(request: Request): Promise<Response> {
    request.signal.throwIfAborted();
    const { method, url } = request;
    const { origin, pathname } = new URL(url);
    const endpoint = endpointOf(pathname);
    const at = now();
    // The query of a request to an OAuth endpoint may hold a secret by mistake.
    const recordedUrl = endpoint === "api" ? url : `${origin}${pathname}`;
    const record: Writable<SimulatedRequest> = { method, url: recordedUrl, status: undefined, at };
    requests.push(record);
    const fault = nextFault(endpoint);
    try {
      const response = await respondUnder(fault, request, () => respond(request, endpoint, at));
      record.status = response.status;
      const isFromApi = (endpoint === "api" || endpoint === "none") && fault?.kind !== "html";
      if (isFromApi) addHeaders(response, api.usualHeaders(request, at));
      return method === "HEAD" ? new Response(null, response) : response;
    } finally {
      // Failures take as long as responses.
      if (latencyMs > 0) await pause(request, latencyMs);
    }
  }

  return {
    evseIds,
    requests,
    truth(evseId) {
      checkOneOf("evseId", evseId, evseIds);
      return readTruth(evseId, settings, now() * 1000);
    },
    fetch: async (input, init) => {
      const { signal, ...others } = init ?? {};
      // A request of another realm is recognised by its shape. The client passes one with a signal and nothing else.
      const isRequest = typeof input === "object" && "signal" in input && Object.keys(others).length === 0;
      if (!isRequest) return await receive(new Request(input, init));
      return await receive(signal ? withSignal(input, signal) : input);
    },
  };
}

function withSignal(request: Request, signal: AbortSignal): Request {
  const { method, url, headers } = request;
  return { method, url, headers, signal, text: () => request.text() } as Request;
}

type Writable<T> = { -readonly [Member in keyof T]: T[Member] };

type Endpoint = "api" | "token" | "revocation" | "none";

function endpointOf(pathname: string): Endpoint {
  if (pathname === "/o/token/") return "token";
  if (pathname === "/o/revoke_token/") return "revocation";
  return /^\/v2(\/|$)/.test(pathname) ? "api" : "none";
}

/** Adds headers that the response does not have yet. */
function addHeaders(response: Response, headers: Readonly<Record<string, string>>): void {
  for (const [name, value] of Object.entries(headers)) {
    if (!response.headers.has(name)) response.headers.set(name, value);
  }
}
