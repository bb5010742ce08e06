// The simulator as a provider: on a socket, behind the proxy that holds it to the contract.

import { isDeepStrictEqual } from "node:util";
import { type Client, type ClientOptions, createClient } from "../src/index.ts";
import { createSimulator, type Simulator, type SimulatorOptions, serve } from "../src/simulator/index.ts";
import { alteredRequests } from "./altered.ts";
import { EVSE_ID } from "./fixtures.ts";
import { startProxy } from "./prism.ts";
import {
  type ControlledProvider,
  keepingBelow,
  type Refusal,
  type Running,
  type SimulatedOptions,
} from "./providers.ts";
import { breach, type Exchange, keepingFetch, recordingFetch } from "./wire.ts";

const NOON_MS = Date.UTC(2024, 3, 17, 12);

/** Some thirty status logs and half as many command logs: several pages, and still a quick read. */
const usual: SimulatorOptions = { from: "2024-04-15T00:00:00Z", sampleIntervalSeconds: 7200 };

/** @param create makes the simulators: that of the package, or one that spoils them */
export async function startSimulated(create = createSimulator): Promise<Running<ControlledProvider>> {
  const exchanges: Exchange[] = [];
  const seen: URL[] = [];
  let simulator: Simulator;
  const server = await serve({
    fetch(input, init) {
      const request = new Request(input, init);
      seen.push(new URL(request.url));
      return simulator.fetch(request);
    },
  });
  const proxy = await startProxy(`${server.url}/v2`);
  // What a spoilt simulator answers covers nothing of the contract.
  const keeping = create === createSimulator ? recordingFetch(exchanges) : keepingFetch(exchanges);
  const fetch = keepingBelow(proxy.url, keeping);

  const provider: Running<ControlledProvider> = {
    evseId: EVSE_ID,
    tokenUrl: `${server.url}/o/token/`,
    nowMs: NOON_MS,
    exchanges,
    get requests() {
      return simulator.requests;
    },
    client: (options?: Partial<ClientOptions>) =>
      createClient({ auth: "demo-token", baseUrl: proxy.url, fetch, maxRetries: 0, ...options }),
    refusedClient: (status) => refusals[status](provider, fetch),
    restart(options?: SimulatedOptions) {
      provider.nowMs = NOON_MS;
      simulator = create({ ...usual, ...options, now: () => provider.nowMs });
    },
    async revoke(token) {
      const body = new URLSearchParams({ client_id: "demo", client_secret: "demo-secret", token });
      await globalThis.fetch(`${server.url}/o/revoke_token/`, { method: "POST", body });
    },
    settle() {
      const wrong = [...exchanges.flatMap(breach), ...lostBetween(exchanges, seen)];
      exchanges.length = 0;
      seen.length = 0;
      provider.restart();
      return wrong;
    },
    async close() {
      await proxy.close();
      await server.close();
    },
  };
  provider.restart();
  return provider;
}

/** Says so unless what was sent is what came through the proxy: a page's link could lead past it. */
function lostBetween(exchanges: readonly Exchange[], seen: readonly URL[]): string[] {
  const sent = exchanges.map(({ path, query }) => `/v2${decodeURIComponent(path)}?${query}`);
  const passed = seen
    .filter(({ pathname }) => pathname.startsWith("/v2/"))
    .map(({ pathname, searchParams }) => `${decodeURIComponent(pathname)}?${searchParams}`);
  if (isDeepStrictEqual(sent.sort(), passed.sort())) return [];
  return [`sent to the proxy: ${sent.join(" ") || "nothing"}; passed on by it: ${passed.join(" ") || "nothing"}`];
}

type RefusedClient = (provider: ControlledProvider, fetch: typeof globalThis.fetch) => Promise<Client>;

/** How the simulator is brought to refuse. */
const refusals: Record<Refusal, RefusedClient> = {
  // An empty value is the one that the proxy lets through although the contract forbids it.
  400: async ({ client }, fetch) =>
    client({ fetch: alteredRequests(fetch, (url) => url.searchParams.append("expand", "")) }),
  401: async ({ client }) => client({ auth: "no-such-token" }),
  403: async ({ client, restart }) => {
    restart({ auth: { tokens: { "no-scopes": [] } } });
    return client({ auth: "no-scopes" });
  },
  404: async ({ client, restart }) => {
    restart({ evses: ["evse00000000000000000000000000"] });
    return client();
  },
  406: async ({ client }, fetch) =>
    client({ fetch: alteredRequests(fetch, (_, headers) => headers.set("Accept", "text/html")) }),
  429: async ({ client, evseId, restart }) => {
    restart({ rateLimit: 1 });
    await client().statusLogs.list(evseId, { page_size: 1 }, { maxItems: 1 }).toArray();
    return client();
  },
};
