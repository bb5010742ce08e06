// The logs of one kind of one charger, computed when they are read.

/** One log. */
export interface Entry {
  /** Identifies the log, in microseconds since 1970: `sampled_at` of a status log, `logged_at` of a command log. */
  readonly us: number;
  /** When the provider records the log, and so when it becomes visible. */
  readonly loggedUs: number;
  /** The log as sent, without `url` and `evse`. */
  readonly fields: Readonly<Record<string, unknown>>;
}

export interface Series {
  ascending(range: Range): Iterable<Entry>;
  descending(range: Range): Iterable<Entry>;
}

/** The logs from `fromUs` to `toUs`, both inclusive, as far as they are visible at `nowUs`. */
export interface Range {
  readonly fromUs: number;
  readonly toUs: number;
  readonly nowUs: number;
}

/** Entries in numbered chunks, each computed without the others. */
export interface Chunks {
  /** The number of the chunk that a time belongs to. */
  numberOf(us: number): number;
  /** The entries of a chunk, oldest first. */
  entries(number: number): readonly Entry[];
  /** The next chunk in this direction that may have entries. */
  next(number: number, step: 1 | -1): number;
}

/** Creates the series of the entries from `firstUs` to `lastUs`, both inclusive. */
export function createSeries(chunks: Chunks, firstUs: number, lastUs: number): Series {
  function* read({ fromUs, toUs, nowUs }: Range, step: 1 | -1): Iterable<Entry> {
    const low = Math.max(fromUs, firstUs);
    const high = Math.min(toUs, lastUs, nowUs);
    if (low > high) return;
    const end = chunks.numberOf(step > 0 ? high : low);
    const start = chunks.numberOf(step > 0 ? low : high);
    for (let number = start; (end - number) * step >= 0; number = chunks.next(number, step)) {
      const entries = chunks.entries(number);
      for (const entry of step > 0 ? entries : entries.toReversed()) {
        if (entry.us >= low && entry.us <= high && entry.loggedUs <= nowUs) yield entry;
      }
    }
  }
  return {
    ascending: (range) => read(range, 1),
    descending: (range) => read(range, -1),
  };
}
