// The live API as a provider: behind the same proxy, read-only, with few requests, and only if the environment names it.

import { type Auth, type ClientOptions, createClient } from "../../src/index.ts";
import { clientCredentials } from "../../src/oauth.ts";
import { commandLogs, verify, WireError } from "../behaviours/behaviour.ts";
import { behaviours } from "../behaviours/index.ts";
import { startProxy } from "../prism.ts";
import { breach, type Exchange, keepingBelow, keepingFetch } from "../wire.ts";
import type { Provider, Running } from "./capabilities.ts";

const MAX_REQUESTS = 20;

/** The environment variables that a live run needs. */
export const LIVE_VARIABLES =
  "EV_ENERGY_EVSE_ID and EV_ENERGY_TOKEN, or EV_ENERGY_CLIENT_ID and EV_ENERGY_CLIENT_SECRET in place of the token";

export interface LiveSettings {
  readonly auth: Auth;
  readonly baseUrl: string;
  readonly evseId: string;
}

/** The result of a live run. */
export interface LiveReport {
  /** Includes token requests. */
  readonly requests: number;
  /**
   * The violations of the contract, such as `GET /evses/… answered 500: response.body.*.mode enum`. The 500 comes from the
   * proxy; `*` stands for any row.
   */
  readonly broken: readonly string[];
  /** The behaviours that failed although all responses match the contract, with the reason. */
  readonly failed: readonly string[];
}

/** Returns undefined if a variable is missing. The default provider is the production API. */
export function readLiveSettings(environment: NodeJS.ProcessEnv): LiveSettings | undefined {
  // A CI passes an empty string for a secret that is not set.
  const read = (name: string) => environment[`EV_ENERGY_${name}`] || undefined;
  const evseId = read("EVSE_ID");
  const clientId = read("CLIENT_ID");
  const clientSecret = read("CLIENT_SECRET");
  const tokenUrl = read("TOKEN_URL");
  const auth = read("TOKEN") ?? (clientId && clientSecret && clientCredentials({ clientId, clientSecret, tokenUrl }));
  return evseId && auth ? { auth, evseId, baseUrl: read("BASE_URL") ?? "https://api.ev.energy/v2" } : undefined;
}

/** Runs every behaviour that only reads, even if some fail. */
export async function tryLive(settings: LiveSettings): Promise<LiveReport> {
  const proxy = await startProxy(settings.baseUrl);
  const exchanges: Exchange[] = [];
  const limited = limitedFetch(keepingBelow(proxy.url, keepingFetch(exchanges)), MAX_REQUESTS);
  const defaults = { auth: settings.auth, baseUrl: proxy.url, fetch: limited.fetch, maxRetries: 0 };
  const provider: Running<Provider> = {
    evseId: settings.evseId,
    exchanges,
    client: (options?: Partial<ClientOptions>) => createClient({ ...defaults, ...options }),
    settle: () => exchanges.splice(0).flatMap(breach),
    close: proxy.close,
  };

  const broken = new Set<string>();
  const failed: string[] = [];
  for (const behaviour of liveBehaviours) {
    try {
      await verify(behaviour, provider);
    } catch (error) {
      if (error instanceof WireError)
        for (const part of error.parts) broken.add(part.replace(/(?<=response\.body\.)\d+/, "*"));
      else failed.push(`${behaviour.title}: ${(error as Error).message}`);
    }
  }
  await provider.close();
  return { requests: limited.sent, broken: [...broken], failed };
}

/** Paging, filters and expand are tested with status logs only, to save requests. */
const liveBehaviours = behaviours.filter(
  ({ needs, family }) => needs === "page" || (needs === "rows" && family !== commandLogs),
);

/** Returns a `fetch` that rejects after a number of requests. */
function limitedFetch(fetch: typeof globalThis.fetch, maxRequests: number) {
  const limited = {
    sent: 0,
    fetch: async (...[input, init]: Parameters<typeof fetch>): Promise<Response> => {
      if (limited.sent === maxRequests) throw new Error(`The limit of ${maxRequests} requests is reached`);
      limited.sent++;
      return await fetch(input, init);
    },
  };
  return limited;
}
