// Runs the built command line as a process against a simulator on a socket.

import { spawn } from "node:child_process";
import { chmodSync, symlinkSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { onTestFinished } from "vitest";
import { createSimulator, type Simulator, type SimulatorOptions, serve } from "../../src/simulator/index.ts";
import { temporaryFolder } from "./cli.ts";

/** Built by the setup of the tests. */
const BIN = fileURLToPath(new URL("../../dist/cli.js", import.meta.url));
const TO = Date.UTC(2026, 0, 31, 12);

export interface Outcome {
  /** Undefined after a signal. */
  readonly code: number | undefined;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Place {
  readonly simulator: Simulator;
  /** For `EV_ENERGY_BASE_URL`. */
  readonly baseUrl: string;
  /** The working directory of the processes. */
  readonly folder: string;
  run(args: readonly string[], options?: RunOptions): Promise<Outcome>;
  /** Runs a line of bash, in which `ev-energy-logs` is the command line. */
  bash(line: string, options?: RunOptions): Promise<Outcome>;
  /** Calls back before the request of this number, counted from this call on, is answered. */
  before(request: number, callback: () => unknown): void;
  /** Calls back as well, but never answers the request. */
  hold(request: number, callback: () => unknown): void;
}

export interface RunOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly stdin?: string;
  readonly onStart?: (child: ReturnType<typeof spawn>) => void;
}

/** Starts a simulator of three chargers with three pages each, unless the options say otherwise. */
export async function startPlace(options: SimulatorOptions = {}): Promise<Place> {
  const from = TO - 2 * 86_400_000;
  const simulator = createSimulator({ evses: 3, from, to: TO, sampleIntervalSeconds: 600, now: () => TO, ...options });
  let left = 0;
  let callback: () => unknown = () => {};
  const server = await serve({
    fetch: async (input, init) => {
      if (--left === 0) await callback();
      return await simulator.fetch(input, init);
    },
  });
  const before: Place["before"] = (request, then) => {
    left = request;
    callback = then;
  };
  onTestFinished(() => server.close());
  const folder = temporaryFolder();
  const baseUrl = `${server.url}/v2`;
  const bin = join(temporaryFolder(), "ev-energy-logs");
  // A link, as npm installs it.
  symlinkSync(BIN, bin);
  chmodSync(bin, 0o755);

  async function start(
    command: string,
    args: readonly string[],
    { env, stdin, onStart }: RunOptions,
  ): Promise<Outcome> {
    const child = spawn(command, args, {
      cwd: folder,
      env: {
        PATH: [dirname(bin), dirname(process.execPath), process.env["PATH"]].join(delimiter),
        EV_ENERGY_TOKEN: "demo-token",
        EV_ENERGY_BASE_URL: baseUrl,
        ...env,
      },
    });
    onTestFinished(() => void child.kill("SIGKILL"));
    child.stdin.end(stdin);
    const ended = new Promise<number | null>((resolve) => child.once("close", resolve));
    const output = Promise.all([text(child.stdout).catch(() => ""), text(child.stderr)]);
    onStart?.(child);
    const [code, [stdout, stderr]] = await Promise.all([ended, output]);
    return { code: code ?? undefined, stdout, stderr };
  }

  return {
    simulator,
    baseUrl,
    folder,
    run: (args, options = {}) => start(bin, args, options),
    bash: (line, options = {}) => start("bash", ["--norc", "-c", line], options),
    before,
    hold: (request, then) =>
      before(request, () => {
        then();
        return new Promise(() => {});
      }),
  };
}
