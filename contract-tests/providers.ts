// What behaviours are shown by: providers that a client is pointed at, where all that goes over the wire is kept and judged.

import { type Client, type ClientOptions, createClient } from "../src/index.ts";
import type { SimulatedRequest, SimulatorOptions } from "../src/simulator/index.ts";
import type { Behaviour } from "./behaviours/behaviour.ts";
import { EVSE_ID } from "./fixtures.ts";
import { startMock } from "./prism.ts";
import { breach, type Exchange, recordingFetch } from "./wire.ts";

export interface Provider {
  /** An EVSE with logs. */
  readonly evseId: string;
  /** A client that does not retry, unless it is told to. */
  client(options?: Partial<ClientOptions>): Client;
  /** What the clients have sent and got since the behaviour began. Token requests, which hold secrets, are not kept. */
  readonly exchanges: readonly Exchange[];
}

/** The errors that the contract knows. */
export type Refusal = 400 | 401 | 403 | 404 | 406 | 429;

/** A provider that can be brought to refuse. */
export interface RefusingProvider extends Provider {
  /** A client whose next call is answered with this status. */
  refusedClient(status: Refusal): Promise<Client>;
}

/** How a provider is set up. Its time is its own. */
export type SimulatedOptions = Omit<SimulatorOptions, "now">;

/** A provider that is set up as it is needed. */
export interface ControlledProvider extends RefusingProvider {
  /** Starts the provider anew, at noon of 17 April 2024. What it knew before is gone. */
  restart(options?: SimulatedOptions): void;
  /** The provider's time, in milliseconds since 1970, which stands still until it is set. */
  nowMs: number;
  /** Where the client `demo` gets tokens, with `demo-secret`. */
  readonly tokenUrl: string;
  /** Revokes a token, whoever has it. */
  revoke(token: string): Promise<void>;
  /** What has reached the provider since it was started, token requests included. */
  readonly requests: readonly SimulatedRequest[];
}

export type Running<P extends Provider> = P & {
  /** Ends a behaviour: says what went wrong on the wire meanwhile, and is ready for the next. */
  settle(): string[];
  close(): Promise<void>;
};

/** An exchange was not as the contract has it, or strayed from the proxy. Whatever else went wrong may come from that. */
export class WireError extends Error {
  /** As `GET /evses/…/status_logs answered 500: response.body.0.mode enum`. */
  readonly parts: readonly string[];

  constructor(parts: readonly string[], options: ErrorOptions) {
    super(parts.join("\n"), options);
    this.parts = parts;
  }
}

/**
 * Tries a behaviour, and holds what goes over the wire meanwhile to the contract.
 *
 * @param provider one that can show what the behaviour needs
 */
export async function verify({ run }: Behaviour, provider: Running<Provider>): Promise<void> {
  const [result] = await Promise.allSettled([run(provider as Running<ControlledProvider>)]);
  const cause = result.status === "rejected" ? result.reason : undefined;
  const parts = provider.settle();
  if (parts.length > 0) throw new WireError(parts, { cause });
  if (result.status === "rejected") throw cause;
}

/** Starts the mock, which has one page and the logs on it, and refuses when it is asked to. */
export async function startMocked(): Promise<Running<RefusingProvider>> {
  const { url, close } = await startMock();
  const exchanges: Exchange[] = [];
  const client = (fetch: typeof globalThis.fetch, options?: Partial<ClientOptions>) =>
    createClient({ auth: "mock-token", baseUrl: url, fetch, maxRetries: 0, ...options });
  return {
    evseId: EVSE_ID,
    exchanges,
    client: (options) => client(recordingFetch(exchanges), options),
    refusedClient: async (status) => client(recordingFetch(exchanges, `code=${status}`)),
    settle: () => exchanges.splice(0).flatMap(breach),
    close,
  };
}

/**
 * A `fetch` that keeps what goes to an address, and only that: token requests, which hold secrets, go elsewhere.
 *
 * @param keeping what it goes through: `recordingFetch` counts it in the coverage of the contract
 */
export function keepingBelow(address: string, keeping: typeof fetch): typeof fetch {
  return (input, init) => {
    const request = new Request(input, init);
    return request.url.startsWith(`${address}/`) ? keeping(request) : fetch(request);
  };
}
