// `npm start`: that it shows the whole on a plain pipe, and ends by itself.

import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { pathOf, temporaryDirectory } from "./testing.ts";

const directory = temporaryDirectory();

test("exports a week, prints its timeline, and leaves a page where it says", { timeout: 20_000 }, async () => {
  const { error, stdout, stderr } = await new Promise<{ error: unknown; stdout: string; stderr: string }>((resolve) => {
    const env = { ...process.env, TMPDIR: directory, EV_ENERGY_CLIENT_ID: "app", EV_ENERGY_CLIENT_SECRET: "secret" };
    execFile(process.execPath, [pathOf("scripts/start.ts")], { env }, (error, stdout, stderr) => {
      resolve({ error, stdout, stderr });
    });
  });
  expect(error).toBe(null);
  const [, count = "", logs = "", page = ""] =
    /^(\d,\d+) logs of 1 charger are in (.+)\n(.+) is written; open it in a browser\n$/.exec(stderr) ?? [];
  const commands = stdout.match(/^\$ ev-energy-logs \w+/gm);
  expect(commands).toEqual(["$ ev-energy-logs status", "$ ev-energy-logs timeline", "$ ev-energy-logs timeline"]);

  const stamps = readFileSync(logs, "utf8")
    .trimEnd()
    .split("\n")
    .map((line) => Date.parse(JSON.parse(line).sampled_at));
  expect(stamps.length).toBeGreaterThan(4000);
  expect(stamps.length.toLocaleString("en")).toBe(count);
  expect(((stamps[0] ?? 0) - (stamps.at(-1) ?? 0)) / 86_400_000).toBeCloseTo(7, 1);

  const [, address = ""] = /^The address of the page: (file:.+)$/m.exec(stdout) ?? [];
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
