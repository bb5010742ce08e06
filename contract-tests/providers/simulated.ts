// The simulator as a provider: on a socket, behind the proxy that validates it.

import { isDeepStrictEqual } from "node:util";
import { type Client, type ClientOptions, createClient } from "../../src/index.ts";
import { createSimulator, type Simulator, type SimulatorOptions, serve } from "../../src/simulator/index.ts";
import { recordingFetch } from "../coverage/record.ts";
import { EVSE_ID } from "../fixtures.ts";
import { startProxy } from "../prism.ts";
import { breach, type Exchange, keepingBelow, keepingFetch } from "../wire.ts";
import type { ControlledProvider, ErrorStatus, Running, SimulatedOptions } from "./capabilities.ts";
import { changeRequests } from "./changed-fetch.ts";

const NOON_MS = Date.UTC(2024, 3, 17, 12);

/** About thirty status logs and half as many command logs: several pages, and still fast to read. */
const defaults: SimulatorOptions = { from: "2024-04-15T00:00:00Z", sampleIntervalSeconds: 7200 };

/** @param create returns the simulators: those of the package, or defective ones */
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
  // The responses of a defective simulator do not count in the coverage.
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
    refusedClient: (status) => refusedClients[status](provider, fetch),
    restart(options?: SimulatedOptions) {
      provider.nowMs = NOON_MS;
      simulator = create({ ...defaults, ...options, now: () => provider.nowMs });
    },
    async revoke(token) {
      const body = new URLSearchParams({ client_id: "demo", client_secret: "demo-secret", token });
      await globalThis.fetch(`${server.url}/o/revoke_token/`, { method: "POST", body });
    },
    settle() {
      const wrong = [...exchanges.flatMap(breach), ...bypassed(exchanges, seen)];
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

/** Reports requests that did not go through the proxy, as the link of a page could lead past it. */
function bypassed(exchanges: readonly Exchange[], seen: readonly URL[]): string[] {
  const sent = exchanges.map(({ path, query }) => `/v2${decodeURIComponent(path)}?${query}`);
  const passed = seen
    .filter(({ pathname }) => pathname.startsWith("/v2/"))
    .map(({ pathname, searchParams }) => `${decodeURIComponent(pathname)}?${searchParams}`);
  if (isDeepStrictEqual(sent.sort(), passed.sort())) return [];
  return [`sent to the proxy: ${sent.join(" ") || "nothing"}; passed on by it: ${passed.join(" ") || "nothing"}`];
}

type RefusedClient = (provider: ControlledProvider, fetch: typeof globalThis.fetch) => Promise<Client>;

/** How to make the simulator return each error. */
const refusedClients: Record<ErrorStatus, RefusedClient> = {
  // The contract forbids an empty value, but the proxy passes it on.
  400: async ({ client }, fetch) =>
    client({ fetch: changeRequests(fetch, (url) => url.searchParams.append("expand", "")) }),
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
    client({ fetch: changeRequests(fetch, (_, headers) => headers.set("Accept", "text/html")) }),
  429: async ({ client, evseId, restart }) => {
    restart({ rateLimit: 1 });
    await client().statusLogs.list(evseId, { page_size: 1 }, { maxItems: 1 }).toArray();
    return client();
  },
};
