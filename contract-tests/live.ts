// The live API as a provider: behind the same proxy, only read, with few requests, and only if the environment says so.

import { type Auth, type ClientOptions, createClient } from "../src/index.ts";
import { clientCredentials } from "../src/oauth.ts";
import { commandLogs } from "./behaviours/behaviour.ts";
import { behaviours } from "./behaviours/index.ts";
import { startProxy } from "./prism.ts";
import { keepingBelow, type Provider, type Running, verify, WireError } from "./providers.ts";
import { breach, type Exchange, keepingFetch } from "./wire.ts";

const MAX_REQUESTS = 20;

/** What the environment has to name. */
export const LIVE_VARIABLES =
  "EV_ENERGY_EVSE_ID and EV_ENERGY_TOKEN, or EV_ENERGY_CLIENT_ID and EV_ENERGY_CLIENT_SECRET in place of the token";

export interface LiveSettings {
  readonly auth: Auth;
  readonly baseUrl: string;
  readonly evseId: string;
}

/** What a live run has found. */
export interface LiveReport {
  /** Token requests included. */
  readonly requests: number;
  /**
   * The parts of the contract that the provider broke, such as `GET /evses/… answered 500: response.body.*.mode enum`.
   * The 500 is the proxy's, in place of the answer; `*` is any row.
   */
  readonly broken: readonly string[];
  /** The behaviours that it lacks though all its answers kept the contract, and what it did instead. */
  readonly failed: readonly string[];
}

/** Gives undefined if the environment lacks what it takes. Where it does not say, the provider is the real one. */
export function readLiveSettings(environment: NodeJS.ProcessEnv): LiveSettings | undefined {
  // Where a secret is not set, a CI hands in an empty string.
  const read = (name: string) => environment[`EV_ENERGY_${name}`] || undefined;
  const evseId = read("EVSE_ID");
  const clientId = read("CLIENT_ID");
  const clientSecret = read("CLIENT_SECRET");
  const tokenUrl = read("TOKEN_URL");
  const auth = read("TOKEN") ?? (clientId && clientSecret && clientCredentials({ clientId, clientSecret, tokenUrl }));
  return evseId && auth ? { auth, evseId, baseUrl: read("BASE_URL") ?? "https://api.ev.energy/v2" } : undefined;
}

/** Tries the behaviours that a provider can show by being read, all of them, whatever fails. */
export async function tryLive(settings: LiveSettings): Promise<LiveReport> {
  const proxy = await startProxy(settings.baseUrl);
  const exchanges: Exchange[] = [];
  const limited = limitedFetch(keepingBelow(proxy.url, keepingFetch(exchanges)), MAX_REQUESTS);
  const usual = { auth: settings.auth, baseUrl: proxy.url, fetch: limited.fetch, maxRetries: 0 };
  const provider: Running<Provider> = {
    evseId: settings.evseId,
    exchanges,
    client: (options?: Partial<ClientOptions>) => createClient({ ...usual, ...options }),
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

/** Paging, filters and expand are tried with status logs alone, or the requests would not suffice. */
const liveBehaviours = behaviours.filter(
  ({ needs, family }) => needs === "page" || (needs === "rows" && family !== commandLogs),
);

/** A `fetch` that rejects once it has sent so many requests. */
export function limitedFetch(fetch: typeof globalThis.fetch, maxRequests: number) {
  const limited = {
    sent: 0,
    fetch: async (...[input, init]: Parameters<typeof fetch>): Promise<Response> => {
      if (limited.sent === maxRequests) throw new Error(`${maxRequests} requests are enough`);
      limited.sent++;
      return await fetch(input, init);
    },
  };
  return limited;
}
