// Reads the ids of chargers from arguments, a file and standard input.

import { readFile } from "node:fs/promises";
import { addAbortSignal } from "node:stream";
import { text } from "node:stream/consumers";
import { describeReadError, UsageError } from "./errors.ts";
import type { Io } from "./io.ts";

const EVSE_ID = /^evse[A-Z0-9]{26}$/;
const NOT_AN_ID = "not a charger id: expected `evse` followed by 26 characters (A-Z, 0-9)";

export interface EvseIds {
  /** In the order in which they were given, without duplicates. */
  readonly ids: readonly string[];
  /** One message for each invalid id. */
  readonly errors: readonly string[];
}

/**
 * Reads ids from the arguments, where `-` means standard input, and from the file of `--evses`.
 *
 * @throws {UsageError} if there is no valid id, or the file can't be read
 */
export async function readEvseIds(args: readonly string[], file: string | undefined, io: Io): Promise<EvseIds> {
  const ids = new Set<string>();
  const errors: string[] = [];
  const add = (id: string, place: string) => {
    if (EVSE_ID.test(id)) ids.add(id);
    else errors.push(`${place}: ${NOT_AN_ID}`);
  };
  const addLines = (name: string, lines: string) => {
    for (const [index, line] of lines.split("\n").entries()) {
      const id = line.replace(/#.*/, "").trim();
      // The message does not show the line: the wrong file may hold secrets.
      if (id) add(id, `${name}, line ${index + 1}`);
    }
  };

  for (const arg of new Set(args)) {
    if (arg === "-") addLines("standard input", await readStdin(io));
    else add(arg, JSON.stringify(arg));
  }
  if (file === "-") addLines("standard input", await readStdin(io));
  else if (file !== undefined) addLines(file, await readIdFile(file));

  if (ids.size > 0) return { ids: [...ids], errors };
  throw new UsageError(errors[0] ?? "no chargers; name their ids, --evses FILE, or - for standard input");
}

async function readIdFile(file: string): Promise<string> {
  try {
    return await readFile(file, "utf8");
  } catch (cause) {
    throw new UsageError(`--evses: ${describeReadError(file, cause as Error)}`, { cause });
  }
}

async function readStdin({ stdin, signal }: Io): Promise<string> {
  try {
    return await text(addAbortSignal(signal, stdin));
  } catch (error) {
    signal.throwIfAborted();
    throw error;
  }
}
