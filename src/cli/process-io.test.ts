import { EventEmitter } from "node:events";
import { join } from "node:path";
import { expect, it } from "vitest";
import { Screen } from "../../tests/support/cli.ts";
import { type Host, processIo } from "./process-io.ts";
import { Interruption } from "./shared/errors.ts";

const BUNDLED = "/usr/lib/node_modules/ev-energy-logs/dist/cli.js";
const SOURCE = join(process.cwd(), "src/cli/process-io.ts");

function startHost(env: Record<string, string> = {}, file = BUNDLED) {
  const streams = { stdin: { is: "stdin" }, stdout: new Screen(80), stderr: new Screen(40) };
  const host = Object.assign(new EventEmitter(), { argv: ["node", "cli", "status", "A"], env, ...streams });
  return { host, streams, io: processIo(host as unknown as Host, file) };
}

it("passes on arguments, environment and streams", () => {
  const { streams, io } = startHost({ HOME: "/root" });
  expect(io).toMatchObject({ args: ["status", "A"], env: { HOME: "/root" }, ...streams });
});

it.each([
  [{}, BUNDLED, "ev-energy-logs"],
  [{ npm_command: "exec" }, BUNDLED, "npx ev-energy-logs"],
  [{ npm_command: "run-script" }, BUNDLED, "ev-energy-logs"],
  [{ npm_command: "exec" }, SOURCE, "npx node src/cli/main.ts"],
])("with %j, %s is started as %s", (env, file, program) => {
  expect(startHost(env, file).io.program).toBe(program);
});

it.each(["SIGINT", "SIGTERM"])("%s interrupts, and ends the process the second time", (name) => {
  const { host, io } = startHost();
  host.emit(name);
  expect(io.signal.reason).toEqual(new Interruption(name));
  expect(host.listenerCount(name)).toBe(0);
});

it("a stream that fails does not end the process", () => {
  const { streams } = startHost();
  for (const output of [streams.stdout, streams.stderr]) expect(output.emit("error", new Error("EPIPE"))).toBe(true);
});

it("a sleep ends with the signal's reason", async () => {
  const { host, io } = startHost();
  await io.sleep(0, io.signal);
  const sleep = io.sleep(60_000, io.signal);
  host.emit("SIGINT");
  await expect(sleep).rejects.toBe(io.signal.reason);
});
