import { EventEmitter } from "node:events";
import { join } from "node:path";
import { afterEach, describe, expect, it, vi } from "vitest";
import { Screen } from "../../tests/support/cli.ts";
import { type Host, processIo } from "./process-io.ts";
import { Interruption } from "./shared/failures.ts";

const BUNDLED = "/usr/lib/node_modules/ev-energy-logs/dist/cli.js";
const SOURCE = join(process.cwd(), "src/cli/process-io.ts");

function startHost(env: Record<string, string> = {}, file = BUNDLED) {
  const emitter = new EventEmitter();
  const streams = { stdin: { is: "stdin" }, stdout: new Screen(80), stderr: new Screen(40) };
  const host = Object.assign(emitter, {
    argv: ["node", "cli", "status", "A"],
    env: { HOME: "/root", ...env },
    ...streams,
  });
  return { emitter, streams, io: processIo(host as unknown as Host, file) };
}

describe("the world of a process", () => {
  it("has its arguments, environment, streams and time", () => {
    const { streams, io } = startHost();
    expect(io).toMatchObject({ args: ["status", "A"], env: { HOME: "/root" }, ...streams });
    expect(Math.abs(io.now() - Date.now())).toBeLessThan(1000);
  });

  it.each([
    ["by its name where it is installed", {}, BUNDLED, "ev-energy-logs"],
    ["by npx where that has started it", { npm_command: "exec" }, BUNDLED, "npx ev-energy-logs"],
    ["by its name within a script of npm", { npm_command: "run-script" }, BUNDLED, "ev-energy-logs"],
    ["by its file where it is the source", { npm_command: "exec" }, SOURCE, "npx node src/cli/main.ts"],
  ])("names the program %s", (_, env, file, program) => {
    expect(startHost(env, file).io.program).toBe(program);
  });

  it.each(["SIGINT", "SIGTERM"])("is interrupted by %s, which ends the process the second time", (name) => {
    const { emitter, io } = startHost();
    expect(io.signal.aborted).toBe(false);
    emitter.emit(name);
    expect(io.signal.reason).toEqual(new Interruption(name));
    expect(emitter.listenerCount(name)).toBe(0);
  });

  it("outlives a stream that fails", () => {
    const { streams } = startHost();
    for (const output of [streams.stdout, streams.stderr]) expect(output.emit("error", new Error("EPIPE"))).toBe(true);
  });
});

describe("its sleep", () => {
  afterEach(() => {
    vi.useRealTimers();
  });

  it("lasts as long as it says", async () => {
    const { io } = startHost();
    await io.sleep(0, io.signal);
  });

  it("ends with the signal's reason", async () => {
    const { emitter, io } = startHost();
    const sleep = io.sleep(60_000, io.signal);
    emitter.emit("SIGINT");
    await expect(sleep).rejects.toBe(io.signal.reason);
  });
});
