// Writes to a file: each charger to a part beside it. At the end the parts are put together, and renamed. Until then
// they are all, with the checkpoint, that is needed to go on.

import { createReadStream, statSync } from "node:fs";
import { type FileHandle, open, truncate, writeFile } from "node:fs/promises";
import { UsageError } from "../shared/failures.ts";
import type { Format } from "../shared/formats/format.ts";
import { modeOf, replace } from "../shared/output-files.ts";
import { type Checkpoint, clear, isOver, partOf, pathOf, saveCheckpoint } from "./checkpoint.ts";
import type { Destination } from "./destination.ts";

/** Some file systems take a millisecond to rename, as long as a page takes. A checkpoint that lags behind costs pages, not rows. */
const SAVE_EVERY_MS = 1000;

export class FileDestination implements Destination {
  readonly #output: string;
  readonly #format: Format;
  readonly #checkpoint: Checkpoint;
  readonly #now: () => number;
  readonly #mode: number | undefined;
  readonly #handles = new Map<number, FileHandle>();
  #savedAt = -Infinity;
  #isFinished = false;

  private constructor(output: string, format: Format, checkpoint: Checkpoint, now: () => number) {
    this.#output = output;
    this.#format = format;
    this.#checkpoint = checkpoint;
    this.#now = now;
    this.#mode = modeOf(output);
    this.#isFinished = isOver(output, checkpoint);
  }

  /**
   * Makes the first part and the checkpoint; or cuts the parts that are there to what the checkpoint knows.
   *
   * @throws {UsageError} if a part is gone
   */
  static async open(
    output: string,
    format: Format,
    checkpoint: Checkpoint,
    now: () => number,
  ): Promise<FileDestination> {
    const destination = new FileDestination(output, format, checkpoint, now);
    if (destination.#isFinished) return destination;
    for (const [index, { bytes }] of checkpoint.places.entries()) {
      if (bytes > 0) await destination.#cut(destination.#partOf(index), bytes);
    }
    const [first] = checkpoint.places;
    if (first?.bytes === 0) {
      await writeFile(destination.#partOf(0), format.head, { mode: destination.#mode });
      first.bytes = Buffer.byteLength(format.head);
    }
    destination.save();
    return destination;
  }

  async append(index: number, text: string): Promise<number> {
    let handle = this.#handles.get(index);
    if (!handle) {
      // What an export that nobody went on with has left is of no use.
      handle = await open(this.#partOf(index), this.#checkpoint.places[index]?.bytes ? "a" : "w", this.#mode);
      this.#handles.set(index, handle);
    }
    await handle.appendFile(text);
    return Buffer.byteLength(text);
  }

  save(): void {
    const now = this.#now();
    if (now - this.#savedAt < SAVE_EVERY_MS) return;
    saveCheckpoint(this.#output, this.#checkpoint);
    this.#savedAt = now;
  }

  async end(index: number): Promise<void> {
    await this.#handles.get(index)?.close();
    this.#handles.delete(index);
  }

  async finish(): Promise<void> {
    if (this.#isFinished) return;
    const { betweenChargers, foot } = this.#format;
    const [first, ...others] = this.#checkpoint.places;
    let isEmpty = first?.rows === 0;
    // If the process ends on the way, the checkpoint knows where the first part was at its end.
    const whole = await open(this.#partOf(0), "a");
    for (const [index, { rows }] of others.entries()) {
      if (rows === 0) continue;
      if (!isEmpty) await whole.appendFile(betweenChargers);
      await whole.appendFile(createReadStream(this.#partOf(index + 1)));
      isEmpty = false;
    }
    await whole.appendFile(foot);
    await whole.close();
    this.#checkpoint.isWhole = true;
    saveCheckpoint(this.#output, this.#checkpoint);
    await replace(this.#partOf(0), this.#output);
    this.#isFinished = true;
  }

  async close(): Promise<void> {
    for (const index of [...this.#handles.keys()]) await this.end(index);
    const isUseless = this.#checkpoint.places.every(({ rows, state }) => rows === 0 && state !== "done");
    if (this.#isFinished || isUseless) return clear(this.#output, this.#checkpoint);
    try {
      saveCheckpoint(this.#output, this.#checkpoint);
    } catch {
      // What has failed before, as on a full disk, is told; the checkpoint before this one holds as well.
    }
  }

  async #cut(part: string, bytes: number): Promise<void> {
    const { size = 0 } = statSync(part, { throwIfNoEntry: false }) ?? {};
    if (size >= bytes) return await truncate(part, bytes);
    const path = pathOf(this.#output);
    throw new UsageError(`${part} is gone or shorter than ${path} says; delete the latter to begin anew`);
  }

  #partOf(index: number): string {
    return partOf(this.#output, index);
  }
}
