// Runs the command line without a process: streams in memory, and a clock that stands still.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable, Writable } from "node:stream";
import { onTestFinished } from "vitest";
import { run } from "../../src/cli/program.ts";
import type { Io } from "../../src/cli/shared/io.ts";

/** A stream in memory. */
export class Screen extends Writable {
  text = "";
  readonly isTTY: boolean;
  readonly columns: number;

  /** @param columns of a terminal; 0 for a pipe */
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

/** A stream on which every write fails. */
export function failingScreen(code: string): Screen {
  const screen = new Screen();
  screen.on("error", () => {});
  screen._write = (_chunk, _encoding, done: (error?: Error) => void) => {
    done(Object.assign(new Error(`${code}: it failed, write`), { code, syscall: "write" }));
  };
  return screen;
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

/** Creates a folder that is removed after the test. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "ev-energy-logs-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return folder;
}
