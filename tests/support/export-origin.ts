// A provider for the tests of exports: three chargers with three pages each.

import { createClient } from "../../src/index.ts";
import { createSimulator, type Simulator, type SimulatorOptions } from "../../src/simulator/index.ts";
import { NOW } from "./cli.ts";

const BASE_URL = "https://simulator.example/v2";

/** By default, two days with a log every ten minutes. */
export function startSimulator(options: SimulatorOptions = {}): Simulator {
  const from = NOW - 2 * 86_400_000;
  return createSimulator({ evses: 3, from, sampleIntervalSeconds: 600, now: () => NOW, ...options });
}

/** Reads all logs of these chargers with the client. */
export async function readAll(simulator: Simulator, evseIds = simulator.evseIds): Promise<object[]> {
  const client = createClient({ auth: "demo-token", baseUrl: BASE_URL, fetch: simulator.fetch });
  return (await Promise.all(evseIds.map((id) => client.statusLogs.list(id).toArray()))).flat();
}

export function lines(logs: readonly object[]): string {
  return logs.map((log) => `${JSON.stringify(log)}\n`).join("");
}

/** Calls back before the request of this number, counted from 1. */
export function before(request: number, fetch: Simulator["fetch"], callback: () => void): Simulator["fetch"] {
  let count = 0;
  return async (...args) => {
    if (++count === request) callback();
    return await fetch(...args);
  };
}
