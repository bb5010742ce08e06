// `npm start`: that it shows the whole on a plain pipe, and ends by itself.

import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { pathOf, temporaryDirectory } from "./testing.ts";

const directory = temporaryDirectory();

test("exports a week, prints its timeline, and leaves a page where it says", { timeout: 20_000 }, async () => {
  const { error, stdout, stderr } = await new Promise<{ error: unknown; stdout: string; stderr: string }>((resolve) => {
    const env = { ...process.env, TMPDIR: directory };
    execFile(process.execPath, [pathOf("scripts/start.ts")], { env }, (error, stdout, stderr) => {
      resolve({ error, stdout, stderr });
    });
  });
  expect({ error, stderr }).toEqual({ error: null, stderr: "" });
  const commands = stdout.match(/^\$ ev-energy-logs \w+/gm);
  expect(commands).toEqual(["$ ev-energy-logs status", "$ ev-energy-logs timeline", "$ ev-energy-logs timeline"]);

  const [, logs = ""] = /^The logs are in (.+)$/m.exec(stdout) ?? [];
  const stamps = readFileSync(logs, "utf8")
    .trimEnd()
    .split("\n")
    .map((line) => Date.parse(JSON.parse(line).sampled_at));
  expect(stamps.length).toBeGreaterThan(4000);
  expect(((stamps[0] ?? 0) - (stamps.at(-1) ?? 0)) / 86_400_000).toBeCloseTo(7, 1);

  const [, page = ""] = /^The same as a page, for a browser: (file:.+)$/m.exec(stdout) ?? [];
  expect(readFileSync(fileURLToPath(page), "utf8")).toMatch(/^<!doctype html>/i);
  expect(stdout).toMatch(/\d kWh/);
});
