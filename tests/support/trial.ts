// A simulator whose clock stands still until a test moves it on, and short ways to ask it.

import { type Client, type ClientOptions, createClient } from "../../src/index.ts";
import { createSimulator, type Simulator, type SimulatorOptions } from "../../src/simulator/index.ts";
import { EVSE_ID } from "./rows.ts";

export const ORIGIN = "https://simulator.example";
export const STATUS_LOGS = `/v2/evses/${EVSE_ID}/status_logs`;
export const COMMAND_LOGS = `/v2/evses/${EVSE_ID}/command_logs`;

/** When the clock starts. */
export const NOW = Date.UTC(2024, 3, 17, 9, 39, 45);

export interface Trial {
  readonly simulator: Simulator;
  /** Milliseconds since 1970, for a test to set. */
  readonly clock: { now: number };
  /** With `demo-token`, unless the headers say otherwise. */
  get(path: string, headers?: Readonly<Record<string, string>>): Promise<Response>;
  /** The same, as JSON. */
  read<T = Record<string, unknown>[]>(path: string, headers?: Readonly<Record<string, string>>): Promise<T>;
  /** Posts a form with the credentials of `demo`, unless the headers say otherwise. */
  post(
    path: string,
    form: Readonly<Record<string, string>>,
    headers?: Readonly<Record<string, string>>,
  ): Promise<Response>;
  client(options?: Partial<ClientOptions>): Client;
}

export function startTrial(options: SimulatorOptions = {}): Trial {
  const clock = { now: NOW };
  const simulator = createSimulator({ now: () => clock.now, ...options });
  const get: Trial["get"] = (path, headers) =>
    simulator.fetch(ORIGIN + path, { headers: { Authorization: "Bearer demo-token", ...headers } });
  return {
    simulator,
    clock,
    get,
    read: async (path, headers) => await (await get(path, headers)).json(),
    post: (path, form, headers) =>
      simulator.fetch(ORIGIN + path, {
        method: "POST",
        headers: { Authorization: `Basic ${btoa("demo:demo-secret")}`, ...headers },
        body: new URLSearchParams(form),
      }),
    client: (options) =>
      createClient({ auth: "demo-token", baseUrl: `${ORIGIN}/v2`, fetch: simulator.fetch, ...options }),
  };
}

/** Returns the status, media type and body of a response. */
export async function summaryOf(response: Response): Promise<unknown[]> {
  return [response.status, response.headers.get("Content-Type"), await response.json()];
}

/** Returns the same for a problem document. */
export function problemOf(status: number, members: object): unknown[] {
  return [status, "application/problem+json", { ...members, status }];
}
