// Files that are written beside their place and renamed, so that never half a file stands there.

import { type Stats, statSync } from "node:fs";
import { rename, rm, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { UsageError } from "./failures.ts";

/**
 * Tells whether a file can be written beside and renamed; a device or a pipe, such as /dev/full, can only be written to.
 *
 * @throws {UsageError} if nothing can be written there
 */
export function isReplaceable(file: string): boolean {
  const folder = dirname(file);
  if (!stat(folder)?.isDirectory()) throw new UsageError(`--output: there is no folder ${folder}; make it first`);
  const present = stat(file);
  if (present?.isDirectory()) throw new UsageError(`--output: ${file} is a folder; name a file in it`);
  return !present || present.isFile();
}

function stat(path: string): Stats | undefined {
  return statSync(path, { throwIfNoEntry: false });
}

/**
 * Writes a whole file at once.
 *
 * @throws {UsageError} if nothing can be written there
 */
export async function writeWhole(file: string, text: string): Promise<void> {
  if (!isReplaceable(file)) return await writeFile(file, text);
  const beside = `${file}.part`;
  try {
    await writeFile(beside, text);
    await rename(beside, file);
  } finally {
    await rm(beside, { force: true });
  }
}
