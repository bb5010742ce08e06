// Loads the status logs of a charger into a SQLite database. Run it, for example, once a day: from the second run on, it
// requests only new logs. Needs Node 22.13 or newer, which has SQLite built in.
//
//   EV_ENERGY_TOKEN=… node load-sqlite.ts evse01HSH04KDEWF6Z4DB2J77J74K5 logs.db

import { DatabaseSync } from "node:sqlite";
import { createClient } from "ev-energy-logs";

const [evseId = "", file = "logs.db"] = process.argv.slice(2);
const { EV_ENERGY_TOKEN: auth = "", EV_ENERGY_BASE_URL: baseUrl } = process.env;
const client = createClient({ auth, baseUrl });

const database = new DatabaseSync(file);
database.exec(`
  CREATE TABLE IF NOT EXISTS status_logs (
    evse_id TEXT NOT NULL,
    sampled_at TEXT NOT NULL,
    is_plugged_in INTEGER,
    charge_rate_watts INTEGER,
    meter_reading_watt_hours INTEGER,
    log TEXT NOT NULL,
    PRIMARY KEY (evse_id, sampled_at)
  ) STRICT`);
const insert = database.prepare("INSERT OR REPLACE INTO status_logs VALUES (?, ?, ?, ?, ?, ?)");
const newest = database.prepare("SELECT max(sampled_at) AS stamp FROM status_logs WHERE evse_id = ?").get(evseId);

// Logs can arrive out of order, so the last hour is requested again.
const stamp = newest?.["stamp"];
const since = typeof stamp === "string" ? new Date(Date.parse(stamp) - 3_600_000).toISOString() : undefined;
const query = since === undefined ? {} : { sampled_at__gte: since };

// One transaction: logs arrive newest first, so after a partial load the next run would not request the older ones.
database.exec("BEGIN");
let count = 0;
for await (const log of client.statusLogs.list(evseId, query)) {
  const isPluggedIn = log.is_plugged_in == null ? null : Number(log.is_plugged_in);
  insert.run(
    evseId,
    log.sampled_at,
    isPluggedIn,
    log.charge_rate_watts ?? null,
    log.meter_reading_watt_hours ?? null,
    JSON.stringify(log),
  );
  count++;
}
database.exec("COMMIT");
database.close();
console.log(`${count} logs read since ${since ?? "the beginning"}`);
