// What the scripts share as commands: paths from the root, and error messages without a stack trace.

import { realpathSync } from "node:fs";
import { join, relative } from "node:path";

/** An error that the user can fix. Printed without a stack trace. */
export class UserError extends Error {
  override name = "UserError";
}

/** Returns the path of a file in this repository, relative to the working directory. */
export const fromRoot = (file: string) => relative(process.cwd(), join(import.meta.dirname, "..", file));

/** Runs the command if its script is the one that Node was started with, not if it is imported. */
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
