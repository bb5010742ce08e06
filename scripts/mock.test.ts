// `npm run mock`: that it serves the spec, says so, and leaves nothing behind.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { createServer, type Server } from "node:net";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { expect, onTestFinished, test } from "vitest";
import { pathOf, runScript, smallSpec, temporaryDirectory } from "../tests/support/scripts.ts";
import { UserError } from "./command.ts";
import { portFrom } from "./mock.ts";

const directory = temporaryDirectory();

/** Starts the mock on a free port and waits for its curl line. */
async function start(): Promise<{ mock: ChildProcess; said: string; url: string }> {
  const mock = spawn(process.execPath, [pathOf("scripts/mock.ts"), "--port", "0"], {
    stdio: ["ignore", "pipe", "inherit"],
    // It has to cope with this one: Prism does not.
    env: { ...process.env, NODE_ENV: "production" },
    detached: true,
  });
  onTestFinished(() => endGroup(mock));
  let said = "";
  for await (const line of createInterface(mock.stdout)) {
    said += `${line}\n`;
    if (line.includes("example=expanded")) break;
  }
  return { mock, said, url: /listens on (http:\/\/127\.0\.0\.1:\d+)\./.exec(said)?.[1] ?? "" };
}

/** However a test ends, neither the mock nor its Prism outlives it. */
function endGroup({ pid }: ChildProcess) {
  try {
    if (pid) process.kill(-pid, "SIGKILL");
  } catch {
    // There is none left, as it should be.
  }
}

async function busyPort(): Promise<number> {
  const server: Server = createServer().listen(0, "127.0.0.1");
  onTestFinished(() => void server.close());
  await once(server, "listening");
  const address = server.address();
  if (typeof address !== "object" || !address) throw new Error("The server has no port.");
  return address.port;
}

test("says where it listens, with a curl line that works and a way to ask for an error; ends on SIGTERM", async () => {
  const { mock, said, url } = await start();

  const curl = /^curl -i '(?<target>\S+)'(?<rest>.*)$/m.exec(said)?.groups;
  expect(curl?.["target"]).toBe(`${url}/evses/evse01HSH04KDEWF6Z4DB2J77J74K5/status_logs`);
  expect(curl?.["rest"]?.split(" -H ").slice(1)).toEqual([
    "'Authorization: Bearer anything'",
    "'Accept: application/json, application/problem+json'",
    "'EvEnergy-Version: 2'",
  ]);
  expect(said).toContain("-H 'Prefer: code=429'");

  const headers = {
    Authorization: "Bearer anything",
    Accept: "application/json, application/problem+json",
    "EvEnergy-Version": "2",
  };
  const target = `${url}/evses/evse01HSH04KDEWF6Z4DB2J77J74K5/status_logs`;
  const answer = await fetch(target, { headers });
  expect(answer.status).toBe(200);
  expect(await answer.json()).toMatchObject([{ control_pilot_status: "C" }, { control_pilot_status: "B" }]);
  const refusal = await fetch(target, { headers: { ...headers, Prefer: "code=429" } });
  expect(refusal.status).toBe(429);
  expect(refusal.headers.get("Retry-After")).toBe("42");
  await refusal.body?.cancel();

  mock.kill("SIGTERM");
  expect(await once(mock, "exit")).toEqual([0, null]);
  await expect(fetch(target, { headers })).rejects.toMatchObject({ cause: { code: "ECONNREFUSED" } });
});

test("fails on a busy port with one line that names it", async () => {
  const port = await busyPort();
  expect(await runScript(directory, "scripts/mock.ts", "--port", String(port))).toEqual({
    code: 1,
    stdout: "",
    stderr:
      `--port: can't listen on 127.0.0.1:${port} (listen EADDRINUSE: address already in use ` +
      `127.0.0.1:${port}); it takes a port that is free, or 0\n`,
  });
});

test.each(["abc", "-1", "65536", "1.5", ""])('refuses "%s" as a port and says what it takes', (port) => {
  expect(() => portFrom(port)).toThrow(
    new UserError(
      `--port takes a number from 0 to 65535, where 0 picks a free one; it got "${port}".\n` +
        "Usage: npm run mock [-- [--port N] [--spec FILE]]",
    ),
  );
});

test("says where the spec does not parse", async () => {
  writeFileSync(join(directory, "broken.yaml"), smallSpec.replace("title: Small", "title: [Small"));
  expect(await runScript(directory, "scripts/mock.ts", "--spec", "broken.yaml", "--port", "0")).toEqual({
    code: 1,
    stdout: "",
    stderr:
      "broken.yaml:2:39: this is not YAML: " +
      "Flow sequence in block collection must be sufficiently indented and end with a ]\n",
  });
});
