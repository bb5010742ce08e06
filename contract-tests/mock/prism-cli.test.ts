// The `prism mock` command as a user starts it: one call through the client.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { createRequire } from "node:module";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { expect, onTestFinished, test } from "vitest";
import { createClient } from "../../src/index.ts";
import { contractFile } from "../contract.ts";
import { EVSE_ID, examples } from "../fixtures.ts";

const require = createRequire(import.meta.url);

/** Without npx, which would leave the server behind when it is killed. */
function startCommand() {
  const command = [require.resolve("@stoplight/prism-cli"), "mock", "--errors", "--host", "127.0.0.1", "--port", "0"];
  return spawn(process.execPath, [...command, contractFile], { stdio: ["ignore", "pipe", "inherit"] });
}

async function listening(stdout: Readable): Promise<string> {
  const lines: string[] = [];
  for await (const line of createInterface(stdout)) {
    const url = /is listening on (http:\/\/127\.0\.0\.1:\d+)/.exec(line)?.[1];
    if (url) return url;
    lines.push(line);
  }
  throw new Error(`prism exited before it listened:\n${lines.join("\n")}`);
}

test("the command serves the client until SIGTERM", { timeout: 120_000 }, async () => {
  const command = startCommand();
  const ended = once(command, "exit");
  onTestFinished(() => {
    command.kill("SIGKILL");
  });

  const client = createClient({
    auth: "mock-token",
    baseUrl: await listening(command.stdout),
  });
  expect(await client.statusLogs.list(EVSE_ID).toArray()).toEqual(examples.listEvseStatusLogs.page);

  command.kill("SIGTERM");
  expect(await ended).toEqual([null, "SIGTERM"]);
});
