// Exports the status logs of a charger to a file, one log per line. If it is interrupted, run it again to resume. Each log
// appears once.
//
//   EV_ENERGY_TOKEN=… node export-ndjson.ts evse01HSH04KDEWF6Z4DB2J77J74K5 2026-01-01T00:00:00Z 2026-02-01T00:00:00Z january.ndjson
//
// The command line does the same for many chargers: ev-energy-logs status --evses chargers.txt -o january.ndjson --resume

import { appendFileSync, existsSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from "node:fs";
import { createClient } from "ev-energy-logs";

const [evseId = "", since = "", until = "", file = "status.ndjson"] = process.argv.slice(2);
const { EV_ENERGY_TOKEN: auth = "", EV_ENERGY_BASE_URL: baseUrl } = process.env;
const client = createClient({ auth, baseUrl });

// A file next to the output holds the cursor of the next page, and the size of the output when that cursor was saved.
const placeFile = `${file}.place`;
const place: { next?: string; size: number } = existsSync(placeFile)
  ? JSON.parse(readFileSync(placeFile, "utf8"))
  : { size: 0 };

if (place.next) truncateSync(file, place.size);
else writeFileSync(file, "");

const list = client.statusLogs.list(evseId, { sampled_at__gte: since, sampled_at__lte: until }, { from: place.next });
for await (const { items, next } of list.pages()) {
  appendFileSync(file, items.map((log) => `${JSON.stringify(log)}\n`).join(""));
  if (next) writeFileSync(placeFile, JSON.stringify({ next, size: statSync(file).size }));
}
rmSync(placeFile, { force: true });
