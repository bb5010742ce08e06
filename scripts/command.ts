// What the scripts share as commands: the root they work from, and errors that are a sentence instead of a stack.
import { realpathSync } from "node:fs";
import { join, relative } from "node:path";

/** A mistake that the person at the keyboard can mend; the message says how. */
export class UserError extends Error {
  override name = "UserError";
}

/** A file of this repository, as seen from where the command runs. */
export const fromRoot = (file: string) => relative(process.cwd(), join(import.meta.dirname, "..", file));

/** Runs the command of a script that Node was started with; one that a test imports stays still. */
export async function run(
  script: ImportMeta,
  usage: string,
  command: () => void | Promise<void>,
  exitCodeOnError = 1,
): Promise<void> {
  if (!process.argv[1] || realpathSync(process.argv[1]) !== script.filename) return;
  try {
    await command();
  } catch (error) {
    process.exitCode = exitCodeOnError;
    if (error instanceof UserError || isSystemError(error)) console.error(error.message);
    else if (isArgumentError(error)) console.error(`${error.message}\n${usage}`);
    else throw error;
  }
}

function isSystemError(error: unknown): error is Error {
  return error instanceof Error && "syscall" in error;
}

function isArgumentError(error: unknown): error is Error {
  return error instanceof Error && "code" in error && String(error.code).startsWith("ERR_PARSE_ARGS_");
}
