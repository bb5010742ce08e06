// Prints the newest status log of a charger, or the one with a given timestamp, with the charger's model and make embedded.
//
//   EV_ENERGY_TOKEN=… node fetch-one.ts evse01HSH04KDEWF6Z4DB2J77J74K5 [2024-04-17T09:39:45.984584Z]

import { createClient } from "ev-energy-logs";

const [evseId = "", sampledAt] = process.argv.slice(2);
const { EV_ENERGY_TOKEN: auth = "", EV_ENERGY_BASE_URL: baseUrl } = process.env;
const client = createClient({ auth, baseUrl });
const query = { expand: ["evse.model.make"] } as const;

const log = sampledAt
  ? await client.statusLogs.get(evseId, sampledAt, query)
  : (await client.statusLogs.list(evseId, { ...query, page_size: 1 }, { maxItems: 1 }).toArray())[0];

if (log) {
  const { model } = log.evse;
  console.log(`${log.evse.cpid}, a ${model?.make?.name} ${model?.name}, at ${log.sampled_at}`);
  console.log(
    `plugged in: ${log.is_plugged_in ?? "unknown"}, charging at ${log.charge_rate_watts ?? "an unknown number of"} W`,
  );
} else {
  console.log("There is no log of this charger.");
}
