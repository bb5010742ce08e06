// What the command line knows of the outside world, handed in so that each part can be tried without a process of its own.

import type { Readable } from "node:stream";
import type { Command } from "commander";
import { type Interruption, OutputError } from "./failures.ts";

/** A stream to write to, which may be a terminal. */
export interface Output extends NodeJS.WritableStream {
  readonly isTTY?: boolean;
  readonly columns?: number;
}

/** Arguments, environment, streams, time and the wish to stop. */
export interface Io {
  /** What runs this program, as one types it. */
  readonly program: string;
  /** What stands behind the program's name. */
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdin: Readable;
  /** For data alone. */
  readonly stdout: Output;
  /** For all that is said about the data: progress, complaints. */
  readonly stderr: Output;
  /** Aborts with an {@link Interruption} on SIGINT and SIGTERM. */
  readonly signal: AbortSignal;
  /** Milliseconds since 1970. */
  now(): number;
  /** Waits; rejects with the signal's reason as soon as it aborts. */
  sleep(delayMs: number, signal: AbortSignal): Promise<void>;
  /** In place of the platform's. */
  readonly fetch?: typeof globalThis.fetch;
}

/** Puts a command into the program. */
export type AddCommand = (program: Command, io: Io) => void;

/**
 * Writes, and waits until the stream can take more.
 *
 * @throws {OutputError}
 */
export function write(output: Output, text: string | Uint8Array): Promise<void> {
  return new Promise((resolve, reject) => {
    output.write(text, (error) => (error ? reject(new OutputError(error)) : resolve()));
  });
}

/** Says something about the data, in a line of its own. */
export function say({ stderr }: Pick<Io, "stderr">, line: string): void {
  stderr.write(`${line}\n`);
}

/** How wide lines may be. A pipe has no width of its own, but COLUMNS may tell one. */
export function columnsOf({ columns }: Output, env: Io["env"]): number {
  return columns || Number(env["COLUMNS"]) || 80;
}

/** Whether to write colours there: `--no-color`, then NO_COLOR, then FORCE_COLOR, and else whether it is a terminal. */
export function hasColors(
  { isTTY = false }: Output,
  env: Io["env"],
  { color = true }: { color?: boolean } = {},
): boolean {
  const { NO_COLOR: no = "", FORCE_COLOR: forced = "" } = env;
  if (!color || no !== "" || forced === "0" || forced === "false") return false;
  return forced !== "" || (isTTY && env["TERM"] !== "dumb");
}
