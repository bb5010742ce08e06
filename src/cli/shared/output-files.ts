// Files that are written beside their place and renamed, so that never half a file stands there.

import { readlinkSync, type Stats, statSync } from "node:fs";
import { chmod, rename, rm, writeFile } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { asOutputError, UsageError } from "./failures.ts";

/**
 * Tells whether a file can be written beside and renamed; a device or a pipe, such as /dev/full, can only be written to.
 *
 * @param option where the file was named, for the complaint
 * @throws {UsageError} if nothing can be written there
 */
export function isReplaceable(file: string, option = "--output"): boolean {
  if (file === "-") {
    const instead = option === "--output" ? "; leave --output away to write to standard output" : "";
    throw new UsageError(`${option}: - is no file${instead}`);
  }
  const folder = dirname(targetOf(file));
  if (!stat(folder)?.isDirectory()) throw new UsageError(`${option}: there is no folder ${folder}; make it first`);
  const present = stat(file);
  if (present?.isDirectory()) throw new UsageError(`${option}: ${file} is a folder; name a file in it`);
  return !present || present.isFile();
}

/** Follows links to where the file is, or is to be: a link stays one. */
export function targetOf(file: string): string {
  try {
    return targetOf(resolve(dirname(file), readlinkSync(file)));
  } catch {
    return file;
  }
}

function stat(path: string): Stats | undefined {
  return statSync(path, { throwIfNoEntry: false });
}

/** The permissions of what is to be replaced, for all that is written in its stead. */
export function modeOf(file: string): number | undefined {
  const mode = stat(file)?.mode;
  return mode === undefined ? undefined : mode & 0o777;
}

/** Puts one file in the place of another, with the permissions of that. */
export async function replace(beside: string, file: string): Promise<void> {
  const mode = modeOf(file);
  // What it was made with lacks what the process may not give away by itself.
  if (mode !== undefined) await chmod(beside, mode);
  await rename(beside, file);
}

/**
 * Writes a whole file at once.
 *
 * @throws {UsageError} if nothing can be written there
 * @throws {OutputError}
 */
export async function writeWhole(file: string, text: string): Promise<void> {
  const isFile = isReplaceable(file);
  try {
    await (isFile ? writeBeside(targetOf(file), text) : writeFile(file, text));
  } catch (error) {
    throw asOutputError(error);
  }
}

async function writeBeside(file: string, text: string): Promise<void> {
  // By a name of its own: another process may do the same.
  const beside = `${file}.${process.pid}.part`;
  try {
    await writeFile(beside, text, { mode: modeOf(file) });
    await replace(beside, file);
  } finally {
    await rm(beside, { force: true });
  }
}
