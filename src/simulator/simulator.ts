// Puts the parts together: notes each request, lets faults strike, and leads it to whom it is for.

import { orRefusal } from "./answers.ts";
import { createApi } from "./api.ts";
import { answerUnder, createFaultScript } from "./faults.ts";
import { readOptions, type SimulatorOptions } from "./options.ts";
import { problem } from "./problems.ts";
import { issueTokens, revokeToken } from "./token-endpoint.ts";
import { Tokens } from "./tokens.ts";
import { pause } from "./waiting.ts";

/** A provider of its own, for tests and trials. */
export interface Simulator {
  /**
   * Answers as the provider would, under any origin: the API below `/v2`, tokens at `POST /o/token/`, and their
   * revocation at `POST /o/revoke_token/`. It can stand wherever a `fetch` can.
   */
  readonly fetch: typeof globalThis.fetch;
  /** What came in, oldest first. It grows with each request. */
  readonly requests: readonly SimulatedRequest[];
  /** The chargers that have logs. */
  readonly evseIds: readonly string[];
}

/** A request that came in. It holds no headers and no body, so no secret either. */
export interface SimulatedRequest {
  readonly method: string;
  readonly url: string;
  /** What it was answered with; undefined as long as there is no answer, and for good if a fault left it without one. */
  readonly status: number | undefined;
  /** When it came, in milliseconds since 1970. */
  readonly at: number;
}

/**
 * Makes a provider of made-up logs that acts as the real one does, with its cursors, filters, tokens, rate limit and
 * errors, and that fails when it is told to.
 *
 * @example
 * const simulator = createSimulator();
 * const client = createClient({
 *   auth: "demo-token",
 *   baseUrl: "https://simulator.example/v2",
 *   fetch: simulator.fetch,
 * });
 *
 * @throws {InvalidArgumentError} if an option can't be right
 */
export function createSimulator(options: SimulatorOptions = {}): Simulator {
  const settings = readOptions(options);
  const { now, latencyMs, evseIds } = settings;
  const tokens = new Tokens(settings);
  const api = createApi(settings, tokens);
  const nextFault = createFaultScript(settings.faults);
  const requests: SimulatedRequest[] = [];

  async function provide(request: Request, endpoint: Endpoint, at: number): Promise<Response> {
    switch (endpoint) {
      case "token":
        return await issueTokens(request, tokens, at);
      case "revocation":
        return await revokeToken(request, tokens);
      case "api":
        return api.answer(request, at);
      case "nowhere":
        return problem(404);
    }
  }

  async function receive(request: Request): Promise<Response> {
    request.signal.throwIfAborted();
    const { method, url } = request;
    const { origin, pathname } = new URL(url);
    const endpoint = endpointOf(pathname);
    const at = now();
    // Whoever puts a secret into the query of an OAuth endpoint shall not find it here.
    const shown = endpoint === "api" ? url : `${origin}${pathname}`;
    const noted: Writable<SimulatedRequest> = { method, url: shown, status: undefined, at };
    requests.push(noted);
    const fault = nextFault(endpoint);
    try {
      const response = await answerUnder(fault, request, () => orRefusal(() => provide(request, endpoint, at)));
      noted.status = response.status;
      const isFromApi = endpoint !== "token" && endpoint !== "revocation" && fault?.kind !== "html";
      if (isFromApi) addHeaders(response, api.usualHeaders(request, at));
      return method === "HEAD" ? new Response(null, response) : response;
    } finally {
      // What fails takes its time as well.
      if (latencyMs > 0) await pause(request, latencyMs);
    }
  }

  return {
    evseIds,
    requests,
    fetch: async (input, init) => {
      const { signal, ...more } = init ?? {};
      // By its shape: a request may come from another realm. The client puts a signal beside it, and nothing more.
      const isWhole = typeof input === "object" && "signal" in input && Object.keys(more).length === 0;
      if (!isWhole) return await receive(new Request(input, init));
      return await receive(signal ? withSignal(input, signal) : input);
    },
  };
}

function withSignal(request: Request, signal: AbortSignal): Request {
  const { method, url, headers } = request;
  return { method, url, headers, signal, text: () => request.text() } as Request;
}

type Writable<T> = { -readonly [Member in keyof T]: T[Member] };

type Endpoint = "api" | "token" | "revocation" | "nowhere";

function endpointOf(pathname: string): Endpoint {
  if (pathname === "/o/token/") return "token";
  if (pathname === "/o/revoke_token/") return "revocation";
  return /^\/v2(\/|$)/.test(pathname) ? "api" : "nowhere";
}

/** Those that a fault brings along stay. */
function addHeaders(response: Response, headers: Readonly<Record<string, string>>): void {
  for (const [name, value] of Object.entries(headers)) {
    if (!response.headers.has(name)) response.headers.set(name, value);
  }
}
