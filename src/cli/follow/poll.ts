// Finds the new logs of a charger, poll by poll.

import { ApiError, type Client, InvalidResponseError } from "../../index.ts";
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
  /**
   * Logs from this timestamp on are new. Without it, only logs that appear after the first poll are or, if that fails,
   * those recorded since then.
   */
  readonly since?: string | undefined;
  /** How far behind the newest log a late one is still found. */
  readonly lookbackMs: number;
  readonly expand: readonly string[];
  readonly signal: AbortSignal;
  /** Milliseconds since 1970. */
  now(): number;
}

/**
 * Polls both kinds of log. Relies on the timestamps of the logs only: the local clock may differ from the provider's.
 * It counts only if the first polls fail without a response.
 */
export class Poller {
  readonly #feeds: readonly Feed[];
  readonly #now: () => number;
  readonly #createdMs: number;
  /** The start of the first poll, if it failed. */
  #startMs: number | undefined;
  #isStartOfProvider = false;

  constructor(options: PollerOptions) {
    this.#now = options.now;
    this.#createdMs = options.now();
    // Commands first: their scope is the one that a token may lack.
    this.#feeds = [new Feed("commands", "command", options), new Feed("status", "status", options)];
  }

  /** Returns the new logs, oldest first. A poll that fails changes nothing, so the next one finds the same logs. */
  async poll(): Promise<readonly Entry[]> {
    const found: Entry[][] = [];
    try {
      for (const feed of this.#feeds) found.push(await feed.read(this.#startMs));
    } catch (error) {
      this.#noteStart(error);
      throw error;
    }
    const fresh = this.#feeds.flatMap((feed, index) => feed.takeNew(found[index] as Entry[], this.#startMs));
    return fresh.sort((a, b) => compareTimestamps(a.timestamp, b.timestamp));
  }

  /** Determines the start by the provider's clock as soon as a response tells its time. */
  #noteStart(error: unknown): void {
    this.#startMs ??= this.#createdMs;
    if (this.#isStartOfProvider || !(error instanceof ApiError || error instanceof InvalidResponseError)) return;
    const providerMs = Date.parse(error.headers.get("Date") ?? "");
    if (Number.isNaN(providerMs)) return;
    this.#startMs = providerMs - (this.#now() - this.#createdMs);
    this.#isStartOfProvider = true;
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

  async read(startMs = Infinity): Promise<Entry[]> {
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
      // The first poll without `since` needs only new logs, and what the next polls will return again.
      const neededMs = Math.min(newestMs, startMs) - lookbackMs;
      if (this.#from === undefined && this.#isFirstPoll && Date.parse(timestamp) < neededMs) break;
      newestMs = Math.max(newestMs, reachedMs(log));
      entries.push({ kind: this.#name, timestamp, log });
    }
    return entries;
  }

  /** Returns the logs that are new, and remembers them. */
  takeNew(entries: readonly Entry[], startMs = Infinity): Entry[] {
    const fresh = entries.filter(({ timestamp }) => !this.#known.has(timestamp));
    for (const { timestamp } of fresh) this.#known.add(timestamp);
    const newestMs = entries.reduce((newest, { log }) => Math.max(newest, reachedMs(log)), -Infinity);
    this.#forgetBefore(newestMs - this.#options.lookbackMs);
    const isBaseline = this.#isFirstPoll && this.#options.since === undefined;
    this.#isFirstPoll = false;
    return isBaseline ? fresh.filter(({ log }) => Date.parse(String(log["logged_at"])) >= startMs) : fresh;
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
