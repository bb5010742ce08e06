// The CPU time of a call without a network: the client compared with openapi-fetch, both with the same stubbed fetch.

import createHttpClient from "openapi-fetch";
import type { paths } from "../../generated/openapi.ts";
import { createClient } from "../../src/index.ts";
import { compare, cpuTime, type Result } from "./measure.ts";

const evseId = "evse01HSH04KDEWF6Z4DB2J77J74K5";
const sampledAt = "2024-04-17T09:39:45.984584Z";
const body = JSON.stringify({
  url: `https://api.ev.energy/v2/evse/${evseId}/status_logs/${sampledAt}/`,
  sampled_at: sampledAt,
  logged_at: sampledAt,
  evse: `https://api.ev.energy/v2/evses/${evseId}`,
  is_plugged_in: true,
});
const init = {
  headers: {
    "Content-Type": "application/json",
    "EvEnergy-Version": "2",
    "X-RateLimit-Limit": "1000",
    "X-RateLimit-Remaining": "987",
  },
};
const stub = async () => new Response(body, init);
const CALLS = 2000;

/** Returns microseconds per call. */
export async function cpuPerCall(rounds: number): Promise<Result[]> {
  const http = createHttpClient<paths>({
    baseUrl: "https://api.ev.energy/v2",
    headers: { Authorization: "Bearer bench-token", Accept: "application/json", "EvEnergy-Version": "2" },
    fetch: stub,
  });
  const client = createClient({ auth: "bench-token", fetch: stub });
  const get = () =>
    http.GET("/evses/{evse_id}/status_logs/{sampled_at}", {
      params: { path: { evse_id: evseId, sampled_at: sampledAt } },
    });
  const contenders = [
    { name: "openapi-fetch", run: () => repeat(get) },
    { name: "ev-energy-logs", run: () => repeat(() => client.statusLogs.get(evseId, sampledAt)) },
  ];
  const results = await compare(contenders, rounds, { clock: cpuTime });
  return results.map((result) => ({ ...result, median: (result.median * 1000) / CALLS }));
}

async function repeat(call: () => Promise<unknown>): Promise<void> {
  for (let count = 0; count < CALLS; count++) await call();
}
