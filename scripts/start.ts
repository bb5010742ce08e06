// The first look at the project: reads both kinds of log from a mock of the contract with the typed client.

import { startMock } from "../contract-tests/prism.ts";
import { createClient, type Evse } from "../src/index.ts";

const evseId = "evse01HSH04KDEWF6Z4DB2J77J74K5";

const mock = await startMock();
try {
  console.log(`A mock of ev.energy's log endpoints, made from spec/openapi.yaml, listens on ${mock.url}`);
  const client = createClient({ auth: "any-token-will-do", baseUrl: mock.url });

  title(`Status logs of ${evseId}, newest first`);
  const statusLogs = await client.statusLogs.list(evseId).toArray();
  printTable(
    ["sampled at", "plugged in", "charging", "rate", "meter", "mode"],
    statusLogs.map((log) => [
      log.sampled_at,
      yesNo(log.is_plugged_in),
      yesNo(log.is_charging),
      withUnit(log.charge_rate_watts, "W"),
      withUnit(log.meter_reading_watt_hours, "Wh"),
      log.mode ?? "unknown",
    ]),
  );

  title("One status log, by its time stamp");
  const statusLog = await client.statusLogs.get(evseId, "2024-04-17T09:39:45.984584Z");
  printTable(
    ["field", "value"],
    Object.entries(statusLog).map(([field, value]) => [field, String(value)]),
  );

  title("Command logs, newest first");
  const commandLogs = await client.commandLogs.list(evseId).toArray();
  printTable(
    ["logged at", "reason", "load target", "free vend"],
    commandLogs.map((log) => [
      log.logged_at,
      log.reason ?? "unknown",
      withUnit(log.max_load_target_milliamps, "mA"),
      yesNo(log.is_enabled_target),
    ]),
  );

  title("One command log, with its EVSE expanded");
  const expanding = createClient({ auth: "any-token-will-do", baseUrl: mock.url, fetch: preferExpandedExample });
  const commandLog = await expanding.commandLogs.get(evseId, "2024-04-17T09:39:45.984584Z", { expand: ["evse"] });
  const evse: Evse = commandLog.evse;
  printTable(
    ["field", "value"],
    [
      ["reason", commandLog.reason ?? "unknown"],
      ["evse.id", evse.id],
      ["evse.cpid", evse.cpid],
    ],
  );

  console.log(`\nRequests left this hour: ${client.rateLimit?.remaining} of ${client.rateLimit?.limit}`);
  console.log("\nNext: README.md shows the calls, `npm run mock` keeps a mock running, `npm test` runs the tests.");
} finally {
  await mock.close();
}

/** A mock can't act on `expand`; it answers with the example of the contract that it is asked for. */
function preferExpandedExample(input: RequestInfo | URL): Promise<Response> {
  const request = new Request(input);
  request.headers.set("Prefer", "example=expanded");
  return fetch(request);
}

function title(text: string): void {
  console.log(`\n${text}`);
}

function printTable(head: string[], rows: string[][]): void {
  const widths = head.map((cell, column) => Math.max(cell.length, ...rows.map((row) => row[column]?.length ?? 0)));
  for (const row of [head, widths.map((width) => "-".repeat(width)), ...rows]) {
    console.log(
      `  ${row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join("  ")
        .trimEnd()}`,
    );
  }
}

function withUnit(value: number | null | undefined, unit: string): string {
  return value == null ? "unknown" : `${value} ${unit}`;
}

function yesNo(value: boolean | null | undefined): string {
  return value == null ? "unknown" : value ? "yes" : "no";
}
