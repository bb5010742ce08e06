// A route for a Hono app on any runtime: returns the status logs of a charger for one day (UTC).
//
//   const client = createClient({ auth: clientCredentials({ clientId, clientSecret }) });
//   app.route("/", logRoutes(client));
//
// Anyone who can call it can read every charger that your credentials can access, so add your own authentication.

import { type Client, InvalidArgumentError, NotFoundError, RateLimitError } from "ev-energy-logs";
import { Hono } from "hono";

export function logRoutes(client: Client): Hono {
  const app = new Hono();

  app.get("/evses/:evseId/days/:day{\\d{4}-\\d{2}-\\d{2}}", async (c) => {
    const { evseId, day } = c.req.param();
    const window = { sampled_at__gte: `${day}T00:00:00Z`, sampled_at__lte: `${day}T23:59:59.999999Z` };
    // When the caller disconnects, no further requests are made.
    const logs = await client.statusLogs.list(evseId, window, { signal: c.req.raw.signal }).toArray();
    return c.json(logs);
  });

  app.onError((error, c) => {
    if (error instanceof InvalidArgumentError) return c.json({ error: error.message }, 400);
    if (error instanceof NotFoundError) return c.json({ error: "There is no such charger." }, 404);
    if (error instanceof RateLimitError) {
      const seconds = Math.ceil((error.retryAfterMs ?? 60_000) / 1000);
      return c.json({ error: "Too many requests for now." }, 503, { "Retry-After": String(seconds) });
    }
    console.error(error);
    return c.json({ error: "The charger's logs can't be had." }, 502);
  });

  return app;
}
