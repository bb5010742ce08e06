// A Cloudflare Worker: GET /evse01HSH04KDEWF6Z4DB2J77J74K5 returns the energy that a charger delivered yesterday (UTC).
//
//   npx wrangler secret put EV_ENERGY_CLIENT_ID
//   npx wrangler secret put EV_ENERGY_CLIENT_SECRET
//   npx wrangler deploy
//
// Anyone who can call it can read every charger that your credentials can access, so add your own authentication.

import { type Client, createClient, EvEnergyError, RateLimitError } from "ev-energy-logs";
import { clientCredentials } from "ev-energy-logs/oauth";

export interface Env {
  readonly EV_ENERGY_CLIENT_ID: string;
  readonly EV_ENERGY_CLIENT_SECRET: string;
  /** The origin of another provider, such as the simulator, without `/v2`. */
  readonly EV_ENERGY_ORIGIN?: string;
}

const STATUS_OF_CODE: Readonly<Record<string, number>> = { invalid_argument: 400, not_found: 404, rate_limit: 503 };

export default {
  async fetch(request: Request, env: Env): Promise<Response> {
    const evseId = new URL(request.url).pathname.slice(1);
    const day = new Date(Date.now() - 86_400_000).toISOString().slice(0, 10);
    try {
      const wattHours = await energyOf(clientOf(env), evseId, day, request.signal);
      // Logs of yesterday may still arrive.
      return Response.json({ evseId, day, wattHours }, { headers: { "Cache-Control": "private, max-age=600" } });
    } catch (error) {
      if (!(error instanceof EvEnergyError)) throw error;
      const retryAfterMs = error instanceof RateLimitError ? (error.retryAfterMs ?? 60_000) : undefined;
      return Response.json(
        { error: error.code },
        {
          status: STATUS_OF_CODE[error.code] ?? 502,
          headers: retryAfterMs === undefined ? {} : { "Retry-After": String(Math.ceil(retryAfterMs / 1000)) },
        },
      );
    }
  },
};

/** Adds up the increases of the meter reading. Decreases, which mean that the meter was reset, are ignored. */
async function energyOf(client: Client, evseId: string, day: string, signal: AbortSignal): Promise<number> {
  const window = { sampled_at__gte: `${day}T00:00:00Z`, sampled_at__lte: `${day}T23:59:59.999999Z` };
  let wattHours = 0;
  let later: number | undefined;
  for await (const { meter_reading_watt_hours: reading } of client.statusLogs.list(evseId, window, { signal })) {
    if (reading == null) continue;
    if (later !== undefined) wattHours += Math.max(0, later - reading);
    later = reading;
  }
  return wattHours;
}

/**
 * Kept between requests, because a token is valid for ten hours. Only the string is kept: in a Worker, a request cannot
 * wait for the I/O of another one.
 */
let keptToken: string | undefined;

function clientOf({
  EV_ENERGY_CLIENT_ID,
  EV_ENERGY_CLIENT_SECRET,
  EV_ENERGY_ORIGIN = "https://api.ev.energy",
}: Env): Client {
  const source = clientCredentials({
    clientId: EV_ENERGY_CLIENT_ID,
    clientSecret: EV_ENERGY_CLIENT_SECRET,
    scopes: ["evse:read"],
    tokenUrl: `${EV_ENERGY_ORIGIN}/o/token/`,
  });
  return createClient({
    baseUrl: `${EV_ENERGY_ORIGIN}/v2`,
    auth: {
      async getToken(options) {
        keptToken ??= await source.getToken(options);
        return keptToken;
      },
      invalidate(token) {
        if (keptToken === token) keptToken = undefined;
        source.invalidate(token);
      },
    },
  });
}
