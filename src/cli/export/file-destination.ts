// Writes each charger to a part beside the output. At the end, the parts are joined and renamed.

import { createHash, type Hash } from "node:crypto";
import { createReadStream, statSync } from "node:fs";
import { type FileHandle, open, truncate } from "node:fs/promises";
import { CommandError, EXIT } from "../shared/errors.ts";
import { fingerprintOf, modeOf, moveInto } from "../shared/files.ts";
import type { Format } from "../shared/formats/format.ts";
import {
  type ChargerState,
  type Checkpoint,
  isInPlace,
  partOf,
  removeParts,
  saveCheckpoint,
  startCharger,
} from "./checkpoint.ts";
import type { Destination, Written } from "./destination.ts";
import type { Lock } from "./lock.ts";

/** On some file systems a rename takes as long as a page. An old checkpoint costs pages, never rows. */
const SAVE_INTERVAL_MS = 1000;

export interface FileDestinationOptions {
  readonly output: string;
  readonly format: Format;
  readonly checkpoint: Checkpoint;
  readonly lock: Pick<Lock, "check">;
  readonly now: () => number;
  /** Reports that a charger is read again. */
  readonly say: (line: string) => void;
}

export class FileDestination implements Destination {
  readonly #output: string;
  readonly #format: Format;
  readonly #checkpoint: Checkpoint;
  readonly #lock: Pick<Lock, "check">;
  readonly #now: () => number;
  readonly #mode: number | undefined;
  readonly #handles = new Map<number, FileHandle>();
  readonly #hashes = new Map<number, Hash>();
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
   * Creates the first part, or truncates the existing parts to what the checkpoint knows. A charger whose part has been
   * changed is read again.
   *
   * @throws {CommandError} if the output has appeared or changed since the export began
   */
  static async open(options: FileDestinationOptions): Promise<FileDestination> {
    const { output, format, checkpoint, say } = options;
    const destination = new FileDestination(options);
    if (destination.#isInPlace) return destination;
    destination.#checkOutput();
    for (const [index, charger] of checkpoint.chargers.entries()) {
      if (charger.bytes === 0 || (await destination.#verifyPart(index, charger))) continue;
      say(`${partOf(output, index)} was changed; reading ${charger.evse} again.`);
      Object.assign(charger, startCharger(charger.evse));
    }
    const [first] = checkpoint.chargers;
    if (first?.bytes === 0 && format.head !== "") {
      Object.assign(first, await destination.append(0, format.head));
    }
    destination.save();
    return destination;
  }

  async append(index: number, text: string): Promise<Written> {
    this.#lock.check();
    let handle = this.#handles.get(index);
    if (!handle) {
      // A part that is not in the checkpoint is left over from another export.
      const flag = this.#checkpoint.chargers[index]?.bytes ? "a" : "w";
      handle = await open(partOf(this.#output, index), flag, this.#mode);
      this.#handles.set(index, handle);
    }
    await handle.appendFile(text);
    const hash = this.#hashes.get(index) ?? createHash("sha256");
    this.#hashes.set(index, hash.update(text));
    return { bytes: Buffer.byteLength(text), digest: hash.copy().digest("hex") };
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
    this.#hashes.delete(index);
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
    this.#checkOutput();
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

  /** Whether a part begins with what the checkpoint knows. What follows is of a page that was not completed. */
  async #verifyPart(index: number, { bytes, digest }: ChargerState): Promise<boolean> {
    const part = partOf(this.#output, index);
    if ((statSync(part, { throwIfNoEntry: false })?.size ?? 0) < bytes) return false;
    const hash = createHash("sha256");
    for await (const chunk of createReadStream(part, { end: bytes - 1 })) hash.update(chunk);
    if (hash.copy().digest("hex") !== digest) return false;
    await truncate(part, bytes);
    this.#hashes.set(index, hash);
    return true;
  }

  #checkOutput(): void {
    const found = fingerprintOf(this.#output);
    if (found === undefined || found === this.#checkpoint.replaces) return;
    throw new CommandError(
      EXIT.failed,
      `${this.#output} has appeared or changed since the export began, and is not replaced; move it away and resume`,
    );
  }
}
