// The logs of one kind of one charger, computed when they are read.

/** One log. */
export interface Entry {
  /** Identifies the log, in microseconds since 1970: `sampled_at` of a status log, `logged_at` of a command log. */
  readonly us: number;
  /** When the provider records the log, and so when it becomes visible. */
  readonly loggedUs: number;
  /** The log as sent, without `url` and `evse`. */
  readonly fields: Readonly<Record<string, unknown>>;
  /** The version that this one replaces once it is logged. */
  readonly earlier?: Entry | undefined;
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
  /** The next chunk in this direction that may have entries which are visible at `nowUs`. */
  next(number: number, step: 1 | -1, nowUs: number): number;
}

/**
 * Creates the series of the entries from `firstUs` to `lastUs`, both inclusive.
 *
 * @param aheadUs how far an entry can be ahead of the time at which it is logged
 */
export function createSeries(chunks: Chunks, firstUs: number, lastUs: number, aheadUs = 0): Series {
  function* read({ fromUs, toUs, nowUs }: Range, step: 1 | -1): Iterable<Entry> {
    const low = Math.max(fromUs, firstUs);
    const high = Math.min(toUs, lastUs, nowUs + aheadUs);
    if (low > high) return;
    const end = chunks.numberOf(step > 0 ? high : low);
    const start = chunks.numberOf(step > 0 ? low : high);
    for (let number = start; (end - number) * step >= 0; number = chunks.next(number, step, nowUs)) {
      const entries = chunks.entries(number);
      for (const entry of step > 0 ? entries : entries.toReversed()) {
        const version = entry.loggedUs <= nowUs ? entry : entry.earlier;
        if (version && version.us >= low && version.us <= high && version.loggedUs <= nowUs) yield version;
      }
    }
  }
  return {
    ascending: (range) => read(range, 1),
    descending: (range) => read(range, -1),
  };
}

export function mergeSeries(all: readonly Series[]): Series {
  function* merge(lists: readonly Iterable<Entry>[], step: 1 | -1): Iterable<Entry> {
    const iterators = lists.map((list) => list[Symbol.iterator]());
    const heads = iterators.map((iterator) => iterator.next());
    for (;;) {
      let first = -1;
      heads.forEach(({ done, value }, index) => {
        if (!done && (first < 0 || (value.us - heads[first]?.value.us) * step < 0)) first = index;
      });
      if (first < 0) return;
      yield heads[first]?.value;
      heads[first] = (iterators[first] as Iterator<Entry>).next();
    }
  }
  return {
    ascending: (range) =>
      merge(
        all.map((series) => series.ascending(range)),
        1,
      ),
    descending: (range) =>
      merge(
        all.map((series) => series.descending(range)),
        -1,
      ),
  };
}
