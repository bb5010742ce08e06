// `npm start`: it runs to its end without a terminal.

import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { pathOf, temporaryDirectory } from "../tests/support/scripts.ts";
import { clockFrom } from "../tests/support/shifted-clock.ts";

const directory = temporaryDirectory();

test("exports a week, prints its timeline, and writes a page", async () => {
  const { error, stdout, stderr } = await new Promise<{ error: unknown; stdout: string; stderr: string }>((resolve) => {
    const env = {
      ...process.env,
      ...clockFrom("2026-04-04T12:00:00Z").env,
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

  expect(readFileSync(logs, "utf8").trimEnd().split("\n").length.toLocaleString("en")).toBe(count);
  const [, address = ""] = /^Open the page at (file:.+)$/m.exec(stdout) ?? [];
  expect(fileURLToPath(address)).toBe(page);
  expect(readFileSync(page, "utf8")).toMatch(/^<!doctype html>/i);
  expect(stdout).toMatch(/\d kWh/);
});
