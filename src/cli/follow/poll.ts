// Finds the new logs of a charger, poll by poll.

import type { Client } from "../../index.ts";
import { type Kind, type KindName, kinds, type Log } from "../shared/log-kinds.ts";
import { compareTimestamps } from "../shared/timestamps.ts";

export interface Entry {
  readonly kind: "status" | "command";
  /** Identifies the log among those of its kind. */
  readonly timestamp: string;
  /** As the API returned it. */
  readonly log: Log;
}

export interface PollerOptions {
  readonly client: Pick<Client, Kind["calls"]>;
  readonly evse: string;
  /** Logs from this timestamp on are new. Without it, only logs that appear after the first poll are. */
  readonly since?: string | undefined;
  /** How far behind the newest log a late one is still found. */
  readonly lookbackMs: number;
  readonly expand: readonly string[];
  readonly signal: AbortSignal;
}

/** Polls both kinds of log. Relies on the timestamps of the logs only: the local clock may differ from the provider's. */
export class Poller {
  readonly #feeds: readonly Feed[];

  constructor(options: PollerOptions) {
    // Commands first: their scope is the one that a token may lack.
    this.#feeds = [new Feed("commands", "command", options), new Feed("status", "status", options)];
  }

  /** Returns the new logs, oldest first. A poll that fails changes nothing, so the next one finds the same logs. */
  async poll(): Promise<readonly Entry[]> {
    const found: Entry[][] = [];
    for (const feed of this.#feeds) found.push(await feed.read());
    const fresh = this.#feeds.flatMap((feed, index) => feed.takeNew(found[index] as Entry[]));
    return fresh.sort((a, b) => compareTimestamps(a.timestamp, b.timestamp));
  }
}

/** The logs of one kind. */
class Feed {
  readonly #kind: Kind;
  readonly #name: Entry["kind"];
  readonly #options: PollerOptions;
  /** Older logs are not requested. */
  #from: string | undefined;
  /** The timestamps of known logs, as far as they can be returned again. */
  readonly #known = new Set<string>();
  #isFirstPoll = true;

  constructor(kind: KindName, name: Entry["kind"], options: PollerOptions) {
    this.#kind = kinds[kind];
    this.#name = name;
    this.#options = options;
    this.#from = options.since;
  }

  async read(): Promise<Entry[]> {
    const { client, evse, expand, signal, lookbackMs } = this.#options;
    const { calls, timestamp: field } = this.#kind;
    const query: object = {
      ...(this.#from !== undefined && { [`${field}__gte`]: this.#from }),
      ...(expand.length > 0 && { expand }),
    };
    const entries: Entry[] = [];
    let newestMs = -Infinity;
    for await (const item of client[calls].list(evse, query, { signal })) {
      const log = item as unknown as Log;
      const timestamp = String(log[field]);
      // The first poll without a start needs only what the next polls will return again.
      if (this.#from === undefined && this.#isFirstPoll && Date.parse(timestamp) < newestMs - lookbackMs) break;
      newestMs = Math.max(newestMs, reachedMs(log));
      entries.push({ kind: this.#name, timestamp, log });
    }
    return entries;
  }

  /** Returns the logs that are new, and remembers them. */
  takeNew(entries: readonly Entry[]): Entry[] {
    const fresh = entries.filter(({ timestamp }) => !this.#known.has(timestamp));
    for (const { timestamp } of fresh) this.#known.add(timestamp);
    const newestMs = entries.reduce((newest, { log }) => Math.max(newest, reachedMs(log)), -Infinity);
    this.#forgetBefore(newestMs - this.#options.lookbackMs);
    const areOld = this.#isFirstPoll && this.#options.since === undefined;
    this.#isFirstPoll = false;
    return areOld ? [] : fresh;
  }

  #forgetBefore(ms: number): void {
    if (ms === -Infinity || ms <= Date.parse(this.#from ?? "")) return;
    this.#from = new Date(ms).toISOString();
    for (const timestamp of this.#known) {
      if (Date.parse(timestamp) < ms) this.#known.delete(timestamp);
    }
  }
}

/** Returns the earlier of the two timestamps of a log. A charger's clock may be ahead, the provider's never is. */
function reachedMs({ sampled_at, logged_at }: Log): number {
  const times = [sampled_at, logged_at].map((value) => Date.parse(String(value))).filter(Number.isFinite);
  return times.length > 0 ? Math.min(...times) : -Infinity;
}
