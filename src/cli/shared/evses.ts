// Gathers the chargers to export: from the arguments, from a file, from standard input.

import { readFile } from "node:fs/promises";
import { addAbortSignal } from "node:stream";
import { text } from "node:stream/consumers";
import { UsageError, whyUnreadable } from "./failures.ts";
import type { Io } from "./io.ts";

const EVSE_ID = /^evse[A-Z0-9]{26}$/;
const ID_FORM = "`evse` and 26 characters of A-Z and 0-9";

export interface Evses {
  /** In the order in which they were given, each once. */
  readonly ids: readonly string[];
  /** What was given and is none. */
  readonly complaints: readonly string[];
}

/**
 * Reads ids from the arguments, of which `-` stands for standard input, and from the file of `--evses`.
 *
 * @throws {UsageError} if there is none, or the file can't be read
 */
export async function readEvses(args: readonly string[], file: string | undefined, io: Io): Promise<Evses> {
  const ids = new Set<string>();
  const complaints: string[] = [];
  const take = (id: string, complaint: string) => {
    if (EVSE_ID.test(id)) ids.add(id);
    else complaints.push(complaint);
  };
  const takeLines = (name: string, lines: string) => {
    for (const [index, line] of lines.split("\n").entries()) {
      const id = line.replace(/#.*/, "").trim();
      // Not shown: whoever names the wrong file may name one with secrets.
      if (id) take(id, `${name}, line ${index + 1}: no id of a charger, which is ${ID_FORM}`);
    }
  };

  for (const arg of new Set(args)) {
    if (arg === "-") takeLines("standard input", await readInput(io));
    else take(arg, `${JSON.stringify(arg)}: no id of a charger, which is ${ID_FORM}`);
  }
  if (file === "-") takeLines("standard input", await readInput(io));
  else if (file !== undefined) takeLines(file, await readIds(file));

  if (ids.size > 0) return { ids: [...ids], complaints };
  throw new UsageError(complaints[0] ?? "no chargers; give their ids, --evses FILE, or - for standard input");
}

async function readIds(file: string): Promise<string> {
  try {
    return await readFile(file, "utf8");
  } catch (cause) {
    throw new UsageError(`--evses: ${whyUnreadable(file, cause as Error)}`, { cause });
  }
}

async function readInput({ stdin, signal }: Io): Promise<string> {
  try {
    return await text(addAbortSignal(signal, stdin));
  } catch (error) {
    signal.throwIfAborted();
    throw error;
  }
}
