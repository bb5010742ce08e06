// `npm start`: it runs to its end without a terminal.

import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { createClient } from "../src/index.ts";
import { createSimulator } from "../src/simulator/index.ts";
import { pathOf, temporaryDirectory } from "../tests/support/scripts.ts";
import { clockFrom } from "../tests/support/shifted-clock.ts";

const directory = temporaryDirectory();

test("exports a week, prints its timeline, and writes a page", async () => {
  const clock = clockFrom("2026-04-04T12:00:00Z");
  const startedAt = clock.now();
  const { error, stdout, stderr } = await new Promise<{ error: unknown; stdout: string; stderr: string }>((resolve) => {
    const env = {
      ...process.env,
      ...clock.env,
      TMPDIR: directory,
      EV_ENERGY_CLIENT_ID: "app",
      EV_ENERGY_CLIENT_SECRET: "secret",
    };
    execFile(process.execPath, [pathOf("scripts/start.ts")], { env }, (error, stdout, stderr) => {
      resolve({ error, stdout, stderr });
    });
  });
  expect(error).toBe(null);
  const [, count = "", logs = "", page = ""] =
    /^(\d,\d+) logs of 1 charger are in (.+)\n(.+) written; open it in a browser\n$/.exec(stderr) ?? [];
  const commands = stdout.match(/^\$ ev-energy-logs \w+/gm);
  expect(commands).toEqual(["$ ev-energy-logs status", "$ ev-energy-logs timeline", "$ ev-energy-logs timeline"]);

  const lines = readFileSync(logs, "utf8").trimEnd().split("\n");
  expect(lines.length.toLocaleString("en")).toBe(count);
  const exported = new Set(lines.map((line) => JSON.parse(line).sampled_at));
  const missing = (await timestampsOfWeek(startedAt, clock.now())).filter((timestamp) => !exported.has(timestamp));
  expect(missing).toEqual([]);

  const [, address = ""] = /^Open the page at (file:.+)$/m.exec(stdout) ?? [];
  expect(fileURLToPath(address)).toBe(page);
  expect(readFileSync(page, "utf8")).toMatch(/^<!doctype html>/i);
  expect(stdout).toMatch(/\d kWh/);

  const next = stdout.match(/^npx node src\/cli\/main\.ts .*$/gm);
  expect(next).toEqual([
    "npx node src/cli/main.ts simulate",
    "npx node src/cli/main.ts timeline evse01HSH04KDEWF6Z4DB2J77J74K5",
    "npx node src/cli/main.ts status evse01HSH04KDEWF6Z4DB2J77J74K5 --since 7d -o week.csv",
  ]);
});

/** Returns what the same simulated charger reports in every week that ends between the two points in time. */
async function timestampsOfWeek(startedAt: number, endedAt: number): Promise<string[]> {
  const simulator = createSimulator({ now: () => startedAt });
  const client = createClient({ auth: "demo-token", fetch: simulator.fetch });
  const week = { sampled_at__gte: new Date(endedAt - 7 * 86_400_000).toISOString() };
  const rows = await client.statusLogs.list(simulator.evseIds[0] ?? "", week).toArray();
  return rows.map((row) => row.sampled_at);
}
