// Finds out what is new in the logs of a charger, from one look at them to the next.

import type { Client } from "../../index.ts";
import { type Kind, type KindName, kinds, type Log } from "../shared/log-kinds.ts";
import { compareStamps } from "./stamps.ts";

export interface Entry {
  readonly kind: "status" | "command";
  /** What identifies it among those of its kind. */
  readonly stamp: string;
  /** As it came. */
  readonly log: Log;
}

export interface WatchOptions {
  readonly client: Pick<Client, Kind["calls"]>;
  readonly evse: string;
  /** From when on logs count as new, as the API takes it; without it, those that are there at the first look are old. */
  readonly since?: string | undefined;
  readonly expand: readonly string[];
  readonly signal: AbortSignal;
}

/** How much older than the newest log one may be and still be noticed, if it turns up late. */
const LOOK_BACK_MS = 10 * 60_000;
const EPOCH = "1970-01-01";

/**
 * Watches both kinds of log. It goes by the stamps of the logs alone: the clock here may differ from the provider's, and
 * what a charger reports after a long silence is not missed.
 */
export class Watch {
  readonly #trails: readonly Trail[];

  constructor(options: WatchOptions) {
    // Commands come first: their scope is the one that a token may lack.
    this.#trails = [new Trail("commands", "command", options), new Trail("status", "status", options)];
  }

  /** Gives what is new, oldest first. A look that fails changes nothing: the next one finds what this one would have. */
  async look(): Promise<readonly Entry[]> {
    const found: Entry[][] = [];
    for (const trail of this.#trails) found.push(await trail.read());
    const fresh = this.#trails.flatMap((trail, index) => trail.keep(found[index] as Entry[]));
    return fresh.sort((a, b) => compareStamps(a.stamp, b.stamp));
  }
}

/** What was seen of one kind. */
class Trail {
  readonly #kind: Kind;
  readonly #name: Entry["kind"];
  readonly #options: WatchOptions;
  /** Older ones are not asked for. */
  #from: string | undefined;
  /** Those of the logs seen, as far as they can come again. */
  #stamps = new Set<string>();
  #isFirst = true;

  constructor(kind: KindName, name: Entry["kind"], options: WatchOptions) {
    this.#kind = kinds[kind];
    this.#name = name;
    this.#options = options;
    this.#from = options.since;
  }

  async read(): Promise<Entry[]> {
    const { client, evse, expand, signal } = this.#options;
    const { calls, stamp: field } = this.#kind;
    const query: object = {
      ...(this.#from !== undefined && { [`${field}__gte`]: this.#from }),
      ...(expand.length > 0 && { expand }),
    };
    const entries: Entry[] = [];
    for await (const item of client[calls].list(evse, query, { signal })) {
      const log = item as unknown as Log;
      const stamp = String(log[field]);
      if (this.#isBeyond(stamp, entries[0])) break;
      entries.push({ kind: this.#name, stamp, log });
    }
    return entries;
  }

  /** Remembers what was read, and gives what is new of it. */
  keep(entries: readonly Entry[]): Entry[] {
    const fresh = entries.filter(({ stamp }) => !this.#stamps.has(stamp));
    for (const { stamp } of fresh) this.#stamps.add(stamp);
    const [newest] = entries;
    if (newest) this.#forgetBefore(Date.parse(newest.stamp) - LOOK_BACK_MS);
    const areOld = this.#isFirst && this.#options.since === undefined;
    this.#isFirst = false;
    return areOld ? [] : fresh;
  }

  /** The first look, which has no limit of its own, needs no more than what can come again. */
  #isBeyond(stamp: string, newest: Entry | undefined): boolean {
    if (!this.#isFirst || this.#from !== undefined || !newest) return false;
    return Date.parse(stamp) < Date.parse(newest.stamp) - LOOK_BACK_MS;
  }

  #forgetBefore(ms: number): void {
    // A log without a stamp tells nothing.
    if (!(ms > Date.parse(this.#from ?? EPOCH))) return;
    this.#from = new Date(ms).toISOString();
    for (const stamp of this.#stamps) {
      if (Date.parse(stamp) < ms) this.#stamps.delete(stamp);
    }
  }
}
