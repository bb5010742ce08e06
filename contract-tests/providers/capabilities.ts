// What the behaviours need of a provider.

import type { Client, ClientOptions } from "../../src/index.ts";
import type { SimulatedRequest, SimulatorOptions } from "../../src/simulator/index.ts";
import type { Exchange } from "../wire.ts";

export interface Provider {
  /** An EVSE with logs. */
  readonly evseId: string;
  /** Returns a client that does not retry by default. */
  client(options?: Partial<ClientOptions>): Client;
  /** The exchanges since the behaviour began, without token requests, which contain secrets. */
  readonly exchanges: readonly Exchange[];
}

/** The error statuses of the contract. */
export type ErrorStatus = 400 | 401 | 403 | 404 | 406 | 429;

/** A provider that returns errors on demand. */
export interface RefusingProvider extends Provider {
  /** Returns a client whose next call receives this status. */
  refusedClient(status: ErrorStatus): Promise<Client>;
}

/** The options of a provider, which has its own clock. */
export type SimulatedOptions = Omit<SimulatorOptions, "now">;

/** A provider whose chargers, tokens, rate limit and clock are set by the behaviour. */
export interface ControlledProvider extends RefusingProvider {
  /** Replaces the provider by a new one, at noon on 17 April 2024. */
  restart(options?: SimulatedOptions): void;
  /** The provider's time in milliseconds since 1970. It stands still until it is set. */
  nowMs: number;
  /** The token endpoint. It knows the client `demo` with `demo-secret`. */
  readonly tokenUrl: string;
  revoke(token: string): Promise<void>;
  /** All requests since the start of the provider, including token requests. */
  readonly requests: readonly SimulatedRequest[];
}

export type Running<P extends Provider> = P & {
  /** Returns what went wrong on the wire since the last call, and prepares the provider for the next behaviour. */
  settle(): string[];
  close(): Promise<void>;
};
