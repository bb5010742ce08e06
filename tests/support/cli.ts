// An outside world for the command line's tests: streams in memory, time that stands still, and no process.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable, Writable } from "node:stream";
import { onTestFinished } from "vitest";
import { run } from "../../src/cli/program.ts";
import type { Io } from "../../src/cli/shared/io.ts";

/** Keeps what is written to it. */
export class Screen extends Writable {
  text = "";
  readonly isTTY: boolean;
  readonly columns: number;

  /** @param columns those of a terminal; 0 for a pipe */
  constructor(columns = 0) {
    super();
    this.columns = columns;
    this.isTTY = columns > 0;
  }

  override _write(chunk: Buffer, _: BufferEncoding, done: () => void): void {
    this.text += chunk.toString();
    done();
  }
}

export interface TestOptions {
  readonly program?: string;
  readonly env?: Io["env"];
  readonly stdin?: string;
  readonly stdout?: Screen;
  readonly stderr?: Screen;
  readonly signal?: AbortSignal;
  readonly now?: () => number;
  readonly sleep?: Io["sleep"];
  readonly fetch?: typeof globalThis.fetch;
}

/** The moment at which time stands still. */
export const NOW = Date.UTC(2026, 0, 31, 12);

export function testIo(args: readonly string[], options: TestOptions = {}): Io & { stdout: Screen; stderr: Screen } {
  return {
    program: "ev-energy-logs",
    args,
    env: { EV_ENERGY_TOKEN: "demo-token", EV_ENERGY_BASE_URL: "https://simulator.example/v2" },
    stdout: new Screen(),
    stderr: new Screen(),
    signal: new AbortController().signal,
    now: () => NOW,
    sleep: async () => {},
    ...options,
    stdin: Readable.from(options.stdin ? [Buffer.from(options.stdin)] : []),
  };
}

/** Runs a command line. */
export async function runCli(args: readonly string[], options?: TestOptions) {
  const io = testIo(args, options);
  const code = await run(io);
  return { code, stdout: io.stdout.text, stderr: io.stderr.text };
}

/** Makes a folder that goes with the test. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "ev-energy-logs-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return folder;
}
