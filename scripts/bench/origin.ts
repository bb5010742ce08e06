// The server of a benchmark, run in a separate process: pages of 100 status logs with Link headers. The arguments are the
// latency in milliseconds and the number of pages. Sends its address to its parent.

import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

const latencyMs = Number(process.argv[2]);
const pages = Number(process.argv[3]);

const evse = "https://api.ev.energy/v2/evses/evse01HSH04KDEWF6Z4DB2J77J74K5";
const start = Date.UTC(2024, 3, 17);

function page(number: number): string {
  const rows = Array.from({ length: 100 }, (_, row) => {
    const sampledAt = new Date(start - (number * 100 + row) * 300_000).toISOString().replace("Z", "584Z");
    return {
      url: `${evse}/status_logs/${sampledAt}/`,
      sampled_at: sampledAt,
      logged_at: sampledAt,
      evse,
      is_plugged_in: true,
      is_charging: row % 2 === 0,
      is_enabled: false,
      charge_rate_watts: 7180 - row,
      export_power_watts: 0,
      inlet_power_watts: 7940,
      meter_reading_watt_hours: 1482310 - row,
      voltage_millivolts: 239400,
      max_current_rating_milliamps: 32000,
      control_pilot_status: "C",
      mode: "Charge",
    };
  });
  return JSON.stringify(rows);
}

// Built in advance, so that the server does next to no work. A long list repeats them.
const bodies = Array.from({ length: Math.min(pages, 100) }, (_, number) => Buffer.from(page(number)));

const server = createServer((request, response) => {
  const url = new URL(request.url ?? "/", `http://${request.headers.host}`);
  const number = Number(url.searchParams.get("page_after") ?? 0);
  // The provider sends a last link to about:blank, but octokit would follow that forever.
  const next = `<${url.origin}${url.pathname}?page_after=${number + 1}&page_size=100>; rel="next"`;
  const body = bodies[number % bodies.length];
  const answer = () => {
    response.writeHead(200, {
      "Content-Type": "application/json",
      "Content-Length": body?.length,
      "EvEnergy-Version": "2",
      "X-RateLimit-Limit": "1000",
      "X-RateLimit-Remaining": "987",
      ...(number + 1 < pages ? { Link: next } : {}),
    });
    response.end(body);
  };
  if (latencyMs > 0) setTimeout(answer, latencyMs);
  else answer();
});

server.listen(0, "127.0.0.1", () => {
  process.send?.(`http://127.0.0.1:${(server.address() as AddressInfo).port}/v2`);
});
process.on("disconnect", () => process.exit());
