// Writes each charger to a part beside the output. At the end, the parts are joined and renamed.

import { createReadStream, statSync } from "node:fs";
import { type FileHandle, open, truncate, writeFile } from "node:fs/promises";
import { UsageError } from "../shared/errors.ts";
import { modeOf, moveInto } from "../shared/files.ts";
import type { Format } from "../shared/formats/format.ts";
import { type Checkpoint, isInPlace, partOf, pathOf, removeParts, saveCheckpoint } from "./checkpoint.ts";
import type { Destination } from "./destination.ts";
import type { Lock } from "./lock.ts";

/** On some file systems a rename takes as long as a page. An old checkpoint costs pages, never rows. */
const SAVE_INTERVAL_MS = 1000;

export interface FileDestinationOptions {
  readonly output: string;
  readonly format: Format;
  readonly checkpoint: Checkpoint;
  readonly lock: Pick<Lock, "check">;
  readonly now: () => number;
}

export class FileDestination implements Destination {
  readonly #output: string;
  readonly #format: Format;
  readonly #checkpoint: Checkpoint;
  readonly #lock: Pick<Lock, "check">;
  readonly #now: () => number;
  readonly #mode: number | undefined;
  readonly #handles = new Map<number, FileHandle>();
  #savedAt = -Infinity;
  #isInPlace: boolean;

  private constructor({ output, format, checkpoint, lock, now }: FileDestinationOptions) {
    this.#output = output;
    this.#format = format;
    this.#checkpoint = checkpoint;
    this.#lock = lock;
    this.#now = now;
    this.#mode = modeOf(output);
    this.#isInPlace = isInPlace(output, checkpoint);
  }

  /**
   * Creates the first part, or truncates the existing parts to what the checkpoint knows.
   *
   * @throws {UsageError} if a part is missing or shorter than that
   */
  static async open(options: FileDestinationOptions): Promise<FileDestination> {
    const { output, format, checkpoint } = options;
    const destination = new FileDestination(options);
    if (destination.#isInPlace) return destination;
    for (const [index, { bytes }] of checkpoint.chargers.entries()) {
      if (bytes > 0) await destination.#truncate(partOf(output, index), bytes);
    }
    const [first] = checkpoint.chargers;
    if (first?.bytes === 0) {
      await writeFile(partOf(output, 0), format.head, { mode: destination.#mode });
      first.bytes = Buffer.byteLength(format.head);
    }
    destination.save();
    return destination;
  }

  async append(index: number, text: string): Promise<number> {
    this.#lock.check();
    let handle = this.#handles.get(index);
    if (!handle) {
      // A part that is not in the checkpoint is left over from another export.
      const flag = this.#checkpoint.chargers[index]?.bytes ? "a" : "w";
      handle = await open(partOf(this.#output, index), flag, this.#mode);
      this.#handles.set(index, handle);
    }
    await handle.appendFile(text);
    return Buffer.byteLength(text);
  }

  save(): void {
    const now = this.#now();
    if (now - this.#savedAt < SAVE_INTERVAL_MS) return;
    this.#lock.check();
    saveCheckpoint(this.#output, this.#checkpoint);
    this.#savedAt = now;
  }

  async end(index: number): Promise<void> {
    await this.#handles.get(index)?.close();
    this.#handles.delete(index);
  }

  async finish(): Promise<void> {
    if (this.#isInPlace) return;
    this.#lock.check();
    const { betweenChargers, foot } = this.#format;
    const [first, ...others] = this.#checkpoint.chargers;
    let isEmpty = first?.rows === 0;
    // If the process ends here, the checkpoint still has the length of the first part.
    const whole = await open(partOf(this.#output, 0), "a");
    for (const [index, { rows }] of others.entries()) {
      if (rows === 0) continue;
      if (!isEmpty) await whole.appendFile(betweenChargers);
      await whole.appendFile(createReadStream(partOf(this.#output, index + 1)));
      isEmpty = false;
    }
    await whole.appendFile(foot);
    await whole.close();
    this.#checkpoint.isComplete = true;
    saveCheckpoint(this.#output, this.#checkpoint);
    moveInto(partOf(this.#output, 0), this.#output);
    this.#isInPlace = true;
  }

  async close(): Promise<void> {
    for (const index of [...this.#handles.keys()]) await this.end(index);
    const isEmpty = this.#checkpoint.chargers.every(({ rows, status }) => rows === 0 && status !== "done");
    try {
      this.#lock.check();
      if (this.#isInPlace || isEmpty) removeParts(this.#output, this.#checkpoint);
      else saveCheckpoint(this.#output, this.#checkpoint);
    } catch {
      // The cause, such as a full disk, has been reported. The previous checkpoint is still valid.
    }
  }

  async #truncate(part: string, bytes: number): Promise<void> {
    const { size = 0 } = statSync(part, { throwIfNoEntry: false }) ?? {};
    if (size >= bytes) return await truncate(part, bytes);
    const path = pathOf(this.#output);
    throw new UsageError(`${part} is missing, or shorter than ${path} says; delete the latter to start again`);
  }
}
