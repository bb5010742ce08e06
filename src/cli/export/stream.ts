// Writes to a stream: the charger whose turn it is directly, those after it by way of a temporary file each.

import { type FileHandle, mkdtemp, open, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Format } from "../shared/formats/format.ts";
import { type Output, write } from "../shared/io.ts";
import type { Destination } from "./destination.ts";

/** What comes of one charger. */
interface Lane {
  /** Whether its turn has come. */
  isDirect: boolean;
  isEnded: boolean;
  /** What came before its turn. */
  spool: FileHandle | undefined;
  /** What it does last. It does one thing after the other. */
  last: Promise<unknown>;
}

export class StreamDestination implements Destination {
  readonly #output: Output;
  readonly #format: Format;
  readonly #lanes: readonly Lane[];
  #turn = 0;
  /** The lane of what was written last. */
  #written: Lane | undefined;
  #folder: Promise<string> | undefined;

  constructor(output: Output, format: Format, chargers: number) {
    this.#output = output;
    this.#format = format;
    this.#lanes = Array.from({ length: chargers }, (_, index) => ({
      isDirect: index === 0,
      isEnded: false,
      spool: undefined,
      last: Promise.resolve(),
    }));
  }

  async append(index: number, text: string): Promise<number> {
    const lane = this.#lanes[index] as Lane;
    await inTurn(lane, async () => {
      if (lane.isDirect) return await this.#write(lane, text);
      lane.spool ??= await this.#openSpool(index);
      await lane.spool.appendFile(text);
    });
    return Buffer.byteLength(text);
  }

  /** Nothing of a stream can be gone on with. */
  save(): void {}

  async end(index: number): Promise<void> {
    (this.#lanes[index] as Lane).isEnded = true;
    for (let lane = this.#current; lane?.isDirect && lane.isEnded; lane = this.#current) {
      this.#turn++;
      await this.#beginTurn();
    }
  }

  async finish(): Promise<void> {
    const { head, foot } = this.#format;
    await write(this.#output, this.#written ? foot : head + foot);
  }

  async close(): Promise<void> {
    for (const { spool } of this.#lanes) await spool?.close();
    if (this.#folder) await rm(await this.#folder, { recursive: true });
  }

  get #current(): Lane | undefined {
    return this.#lanes[this.#turn];
  }

  async #beginTurn(): Promise<void> {
    const lane = this.#current;
    if (!lane) return;
    await inTurn(lane, async () => {
      for await (const chunk of lane.spool?.createReadStream({ start: 0 }) ?? []) await this.#write(lane, chunk);
      lane.spool = undefined;
      lane.isDirect = true;
    });
  }

  async #write(lane: Lane, text: string | Uint8Array): Promise<void> {
    if (lane !== this.#written) {
      await write(this.#output, this.#written ? this.#format.betweenChargers : this.#format.head);
      this.#written = lane;
    }
    await write(this.#output, text);
  }

  async #openSpool(index: number): Promise<FileHandle> {
    this.#folder ??= mkdtemp(join(tmpdir(), "ev-energy-logs-"));
    const path = join(await this.#folder, String(index));
    const spool = await open(path, "w+");
    // It is gone once it is closed, however the process ends.
    await rm(path);
    return spool;
  }
}

function inTurn<T>(lane: Lane, action: () => Promise<T>): Promise<T> {
  const done = lane.last.then(action);
  lane.last = done.catch(() => {});
  return done;
}
