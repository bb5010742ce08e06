// Writes to a stream: the charger whose turn it is directly, those after it to memory until their turn comes.

import { EventEmitter, once } from "node:events";
import type { Format } from "../shared/formats/format.ts";
import { type Output, write } from "../shared/io.ts";
import type { Destination, Written } from "./destination.ts";

/** How much may wait in memory. Beyond that, chargers pause until their turn. */
const MAX_WAITING_BYTES = 32 * 1024 * 1024;

export class StreamDestination implements Destination {
  readonly #output: Output;
  readonly #format: Format;
  readonly #maxWaitingBytes: number;
  /** The index of the charger whose turn it is. */
  #turn = 0;
  readonly #turns = new EventEmitter().setMaxListeners(0);
  readonly #ended = new Set<number>();
  readonly #waiting = new Map<number, Buffer[]>();
  #waitingBytes = 0;
  /** All writes so far, one after the other. */
  #writes: Promise<void> = Promise.resolve();
  /** The charger that was written last. */
  #last: number | undefined;

  constructor(output: Output, format: Format, maxWaitingBytes = MAX_WAITING_BYTES) {
    this.#output = output;
    this.#format = format;
    this.#maxWaitingBytes = maxWaitingBytes;
  }

  async append(index: number, text: string, signal: AbortSignal): Promise<Written> {
    const bytes = Buffer.byteLength(text);
    while (index !== this.#turn && this.#waitingBytes + bytes > this.#maxWaitingBytes) {
      // It rejects with an error of its own.
      await once(this.#turns, "next", { signal }).catch(() => signal.throwIfAborted());
    }
    if (index === this.#turn) {
      await this.#write(index, [text]);
    } else {
      const chunks = this.#waiting.get(index) ?? [];
      this.#waiting.set(index, [...chunks, Buffer.from(text)]);
      this.#waitingBytes += bytes;
    }
    return { bytes };
  }

  /** A stream can't be resumed. */
  save(): void {}

  async end(index: number): Promise<void> {
    this.#ended.add(index);
    while (this.#ended.has(this.#turn)) {
      const chunks = this.#waiting.get(++this.#turn) ?? [];
      this.#waiting.delete(this.#turn);
      await this.#write(this.#turn, chunks);
      this.#waitingBytes -= chunks.reduce((sum, { length }) => sum + length, 0);
      this.#turns.emit("next");
    }
  }

  async finish(): Promise<void> {
    const { head, foot } = this.#format;
    await write(this.#output, this.#last === undefined ? head + foot : foot);
  }

  async close(): Promise<void> {}

  #write(index: number, chunks: readonly (string | Buffer)[]): Promise<void> {
    this.#writes = this.#writes.then(async () => {
      if (chunks.length > 0 && index !== this.#last) {
        await write(this.#output, this.#last === undefined ? this.#format.head : this.#format.betweenChargers);
        this.#last = index;
      }
      for (const chunk of chunks) await write(this.#output, chunk);
    });
    return this.#writes;
  }
}
