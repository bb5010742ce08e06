// Reads a list with each peer, and with this client without prefetching.

import { createClient } from "../../src/index.ts";
import type { Contender } from "./measure.ts";
import { loadReader, peers } from "./peers/peers.ts";
import { EVSE_ID } from "./peers/request.ts";

/** Called for each page. */
type Read = () => Promise<void> | undefined;

export async function contenders(baseUrl: string, read: Read): Promise<Contender[]> {
  const token = "bench-token";
  const drains = peers.map(async ({ name, module }) => {
    const reader = (await loadReader(module))({ baseUrl, token });
    return {
      name,
      run: async () => {
        for await (const _ of reader.pages()) await read();
      },
    };
  });
  const client = createClient({ auth: token, baseUrl });
  const withoutPrefetch: Contender = {
    name: "ev-energy-logs, prefetch: false",
    run: async () => {
      for await (const _ of client.statusLogs.list(EVSE_ID, {}, { prefetch: false }).pages()) await read();
    },
  };
  return [...(await Promise.all(drains)), withoutPrefetch];
}
