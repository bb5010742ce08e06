// Files that are replaced atomically: written under a temporary name, then renamed.

import { chmodSync, readlinkSync, renameSync, rmSync, type Stats, statSync, writeFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { toOutputError, UsageError } from "./errors.ts";

/**
 * Checks that a file can be written, before anything else is done.
 *
 * @param option for the error message
 * @throws {UsageError}
 */
export function checkOutput(file: string, option = "--output"): void {
  if (file === "-") {
    const advice = option === "--output" ? "; omit --output to write to standard output" : "";
    throw new UsageError(`${option} must be a file (received "-")${advice}`);
  }
  const directory = dirname(resolveLinks(file));
  if (!stat(directory)?.isDirectory()) {
    throw new UsageError(`${option}: the directory ${directory} does not exist; create it first`);
  }
  if (stat(file)?.isDirectory()) throw new UsageError(`${option}: ${file} is a directory; name a file in it`);
}

/** Whether a path is a device or a pipe, such as /dev/full, which can't be replaced. */
export function isDevice(file: string): boolean {
  return stat(file)?.isFile() === false;
}

/** Follows symbolic links, so that a link stays one when its target is replaced. */
export function resolveLinks(file: string): string {
  try {
    return resolveLinks(resolve(dirname(file), readlinkSync(file)));
  } catch {
    return file;
  }
}

/** Returns the permissions of a file, or undefined if it does not exist. */
export function modeOf(file: string): number | undefined {
  const mode = stat(file)?.mode;
  return mode === undefined ? undefined : mode & 0o777;
}

/** Identifies a file and its content; undefined if it does not exist. */
export function fingerprintOf(file: string): string | undefined {
  const stats = stat(file);
  return stats && `${stats.ino} ${stats.size} ${stats.mtimeMs}`;
}

/** Replaces a file by another one, and keeps its permissions. */
export function moveInto(temporary: string, file: string): void {
  const mode = modeOf(file);
  // The umask may have removed some when the temporary file was created.
  if (mode !== undefined) chmodSync(temporary, mode);
  renameSync(temporary, file);
}

/** Replaces a file atomically. */
export function replaceFile(file: string, text: string): void {
  const temporary = `${file}.${process.pid}.part`;
  try {
    writeFileSync(temporary, text, { mode: modeOf(file) });
    moveInto(temporary, file);
  } finally {
    rmSync(temporary, { force: true, recursive: true });
  }
}

/**
 * Writes a whole output at once: replaces a file, or writes to a device.
 *
 * @throws {OutputError}
 */
export function writeOutput(file: string, text: string): void {
  try {
    if (isDevice(file)) writeFileSync(file, text);
    else replaceFile(resolveLinks(file), text);
  } catch (error) {
    throw toOutputError(error);
  }
}

function stat(path: string): Stats | undefined {
  return statSync(path, { throwIfNoEntry: false });
}
