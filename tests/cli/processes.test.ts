// The command line as a process: signals, exit codes, pipes and terminals.

import { type ChildProcess, spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { startPlace } from "../support/cli-process.ts";

const hasScript = !spawnSync("script", ["--version"]).error;

/** Resolves with the output so far as soon as it matches. */
function printed({ stdout }: ChildProcess, pattern: RegExp): Promise<string> {
  return new Promise((resolve) => {
    let text = "";
    stdout?.on("data", (chunk) => {
      text += chunk;
      if (pattern.test(text)) resolve(text);
    });
  });
}

it.each(["SIGINT", "SIGKILL"] as const)("an export that %s ends is resumed to the same bytes", async (signal) => {
  const { simulator, folder, run, bash, hold } = await startPlace();
  const args = ["status", ...simulator.evseIds, "--format", "csv", "-o"];
  expect(await run([...args, "whole"])).toMatchObject({ code: 0, stdout: "" });
  const { code, stderr } = await run([...args, "my logs.csv"], {
    onStart: (child) => hold(5, () => child.kill(signal)),
  });
  expect(code).toBe(signal === "SIGINT" ? 130 : undefined);
  expect(existsSync(join(folder, "my logs.csv"))).toBe(false);
  // A killed process leaves its lock, which expires after ten seconds.
  rmSync(join(folder, "my logs.csv.lock"), { force: true });
  const ids = simulator.evseIds.join(" ");
  const line = `ev-energy-logs status --resume ${ids} --format csv -o 'my logs.csv'`;
  expect(stderr).toBe(signal === "SIGINT" ? `Interrupted.\nTo resume: ${line}\n` : "");
  expect(await bash(line)).toEqual({ code: 0, stdout: "", stderr: "833 logs of 3 chargers are in my logs.csv\n" });
  expect(readFileSync(join(folder, "my logs.csv"), "utf8")).toBe(readFileSync(join(folder, "whole"), "utf8"));
  expect(readdirSync(folder).sort()).toEqual(["my logs.csv", "whole"]);
});

it("a pipe may be closed early, and a full device is an error", async () => {
  const { simulator, bash } = await startPlace({ from: "2025-12-01T00:00:00Z" });
  const command = `ev-energy-logs status ${simulator.evseIds.join(" ")}`;
  const head = await bash(`${command} | head -1; echo "\${PIPESTATUS[0]}"`);
  expect(head.stdout).toMatch(/^\{"url":.*\}\n0\n$/);
  expect(head.stderr).toBe("");
  expect(simulator.requests.length).toBeLessThan(50);
  expect(await bash(`${command} > /dev/full`)).toEqual({
    code: 1,
    stdout: "",
    stderr: "error: can't write the output: ENOSPC: no space left on device\n",
  });
});

it("`follow` ends on Ctrl-C, with complete lines", async () => {
  const { simulator, run } = await startPlace();
  const { code, stdout, stderr } = await run(
    ["follow", simulator.evseIds[0] ?? "", "--since", "2026-01-30T12:00:00Z"],
    {
      onStart: (child) => void printed(child, /\n/).then(() => child.kill("SIGINT")),
    },
  );
  expect({ code, stderr }).toEqual({ code: 130, stderr: "Interrupted.\n" });
  const lines = stdout.trimEnd().split("\n");
  expect(lines.length).toBeGreaterThan(100);
  for (const line of lines) expect(JSON.parse(line)).toHaveProperty("log");
});

it("`simulate` prints commands that work, and ends on SIGTERM", async () => {
  const { run, bash } = await startPlace();
  let exported: unknown;
  const { code, stderr } = await run(["simulate", "--port", "0", "--since", "2d"], {
    onStart: async (child) => {
      const [lines = ""] = /^export .*\n.*$/m.exec(await printed(child, /--since 1d\n/)) ?? [];
      exported = await bash(lines);
      child.kill("SIGTERM");
    },
  });
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  // This charger uses the real clock, and may have been offline for a day.
  expect(exported).toMatchObject({ code: 0 });
});

it.skipIf(!hasScript)("a terminal shows a table, or a bar while a file is written", async () => {
  const { simulator, bash, before } = await startPlace();
  const ids = simulator.evseIds.join(" ");
  const terminal = (columns: number, command: string, onStart = (_: ChildProcess) => {}) =>
    bash(`script -qec 'stty cols ${columns}; ${command}' /dev/null`, { onStart });
  const table = await terminal(40, `ev-energy-logs status ${ids} --since 2026-01-31T11:00:00Z`);
  expect(table.code).toBe(0);
  expect(table.stdout.split("\r\n").slice(0, 3)).toEqual([
    "\u001b[1mevse01HSH04KDEWF6Z4DB2J77J74K5\u001b[22m",
    "\u001b[2msampled at (UTC)     charging  rate W\u001b[22m",
    expect.stringMatching(/^2026-01-31 11:\d\d:\d\d {2}\w+ +\d+$/),
  ]);
  const seen = Promise.withResolvers<void>();
  before(9, () => seen.promise);
  const bar = await terminal(100, `ev-energy-logs status ${ids} --since 2026-01-29 -o a.csv`, (child) => {
    void printed(child, /\d requests left/).then(() => seen.resolve());
  });
  expect(bar.code).toBe(0);
  expect(bar.stdout).toMatch(/\[=+ *\] \d+ % {2}\d{3} rows {2}.*\d{3} requests left {2}\d pages/);
  expect(bar.stdout.endsWith("\u001b[1G\u001b[2K833 logs of 3 chargers are in a.csv\r\n")).toBe(true);
});

it("the stack of an error shows no secret", async () => {
  const { simulator, run } = await startPlace({ auth: { tokens: { "demo-token": "evse:read" } } });
  const { code, stdout, stderr } = await run(["commands", ...simulator.evseIds, "--debug"]);
  expect({ code, stdout }).toEqual({ code: 3, stdout: "" });
  expect(stderr).toMatch(/^PermissionError: GET \S+: 403 .*\n {4}at /m);
  expect(stderr).not.toMatch(/demo-secret|demo-token|access-/);
});

it("few open files suffice for many chargers, and standard output needs no temporary folder", async () => {
  const { simulator, folder, bash } = await startPlace({
    evses: 300,
    sampleIntervalSeconds: 36_000,
    rateLimit: 10_000,
  });
  writeFileSync(join(folder, "chargers.txt"), simulator.evseIds.join("\n"));
  const command = "ulimit -n 64; TMPDIR=/nonexistent ev-energy-logs status --evses chargers.txt --concurrency 8";
  const streamed = await bash(command);
  expect({ code: streamed.code, stderr: streamed.stderr }).toEqual({ code: 0, stderr: "" });
  expect(await bash(`${command} -o a.ndjson`)).toMatchObject({ code: 0 });
  expect(readFileSync(join(folder, "a.ndjson"), "utf8")).toBe(streamed.stdout);
});

it.each(["", ":/etc/localtime"])("the time zone TZ=%j works", async (TZ) => {
  const { simulator, run } = await startPlace({ rateLimit: 1 });
  const { code, stderr } = await run(["status", ...simulator.evseIds], { env: { TZ } });
  expect(code).toBe(4);
  expect(stderr).toMatch(/^error: rate limit reached \(429\); try again at \d\d:\d\d \S+ \(in 1 h\)\n/);
});
