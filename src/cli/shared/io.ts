// What the command line uses of the outside world, passed in so that tests need no process.

import type { Readable } from "node:stream";
import type { Command } from "commander";
import { type Interruption, OutputError } from "./errors.ts";

/** A writable stream that may be a terminal. */
export interface Output extends NodeJS.WritableStream {
  readonly isTTY?: boolean;
  readonly columns?: number;
}

export interface Io {
  /** The command that starts this program, such as `ev-energy-logs`. */
  readonly program: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdin: Readable;
  /** Data only. */
  readonly stdout: Output;
  /** Progress and errors. */
  readonly stderr: Output;
  /** Aborts with an {@link Interruption} on SIGINT and SIGTERM. */
  readonly signal: AbortSignal;
  /** Milliseconds since 1970. */
  now(): number;
  /** Rejects with the signal's reason as soon as it aborts. */
  sleep(delayMs: number, signal: AbortSignal): Promise<void>;
  /** Replaces the platform's. */
  readonly fetch?: typeof globalThis.fetch;
}

/** Adds a command to the program. */
export type AddCommand = (program: Command, io: Io) => void;

/**
 * Writes, and waits until the stream has taken it.
 *
 * @throws {OutputError}
 */
export function write(output: Output, text: string | Uint8Array): Promise<void> {
  return new Promise((resolve, reject) => {
    output.write(text, (error) => (error ? reject(new OutputError(error)) : resolve()));
  });
}

/** Writes a line to standard error. */
export function say({ stderr }: Pick<Io, "stderr">, line: string): void {
  stderr.write(`${line}\n`);
}

/** Returns the width of a terminal, or of `COLUMNS`, or 80. */
export function columnsOf({ columns }: Output, env: Io["env"]): number {
  return columns || Number(env["COLUMNS"]) || 80;
}

/** Decides by `--no-color`, then NO_COLOR, then FORCE_COLOR, then whether the output is a terminal. */
export function hasColors(
  { isTTY = false }: Output,
  env: Io["env"],
  { color = true }: { color?: boolean } = {},
): boolean {
  const { NO_COLOR: no = "", FORCE_COLOR: forced = "" } = env;
  if (!color || no !== "" || forced === "0" || forced === "false") return false;
  return forced !== "" || (isTTY && env["TERM"] !== "dumb");
}

/** Replaces control characters, with which text from outside could control the terminal. */
export function toPlainText(text: string): string {
  return text.toWellFormed().replaceAll(/[\p{Cc}\p{Bidi_Control}]/gu, "\ufffd");
}
