// Keeps two processes from exporting to the same file at a time.

import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { asOutputError, UsageError } from "../shared/failures.ts";

/**
 * Takes the output for this process. Gives what lets it go.
 *
 * @throws {UsageError} if another process has it
 * @throws {OutputError} if nothing can be written there
 */
export function lock(output: string): () => void {
  const path = `${output}.lock`;
  if (!take(path) && !(clearIfDead(path) && take(path))) {
    const holder = `another process (pid ${holderOf(path) || "unknown"})`;
    throw new UsageError(`${holder} is exporting to ${output}; if there is none, delete ${path}`);
  }
  return () => rmSync(path, { force: true });
}

function take(path: string): boolean {
  try {
    writeFileSync(path, String(process.pid), { flag: "wx" });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw asOutputError(error);
  }
}

/** A process that was killed could not let go itself. */
function clearIfDead(path: string): boolean {
  const isDead = !isAlive(Number(holderOf(path)));
  if (isDead) rmSync(path, { force: true });
  return isDead;
}

function holderOf(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}

function isAlive(pid: number): boolean {
  // In a container each run may have the same number.
  if (pid === process.pid) return false;
  // It may be about to write its number.
  if (!(pid > 0)) return true;
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== "ESRCH";
  }
}
