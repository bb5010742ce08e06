// What the provider asks a charger for: its logs of one kind, from any moment on, in both directions.

/** One log. */
export interface Entry {
  /** Identifies it, in microseconds since 1970: `sampled_at` of a status log, `logged_at` of a command log. */
  readonly stampUs: number;
  /** When the provider knows of it. It grows with `stampUs`: no log overtakes another. */
  readonly loggedUs: number;
  /** The log as on the wire, with its time stamps, but without `url` and `evse`. */
  readonly fields: Readonly<Record<string, unknown>>;
}

/** The logs of one kind of one charger. They are computed when asked for, so a series costs nothing to hold. */
export interface Series {
  /** Newest first, from `stampUs <= fromUs` down to the charger's own `fromUs`. One of `fromUs` and its `toUs` is finite. */
  descending(fromUs: number): Iterable<Entry>;
  /** Oldest first, from `stampUs >= fromUs` up to the charger's own `toUs`, or without end. */
  ascending(fromUs: number): Iterable<Entry>;
}

/** Entries by the piece, each of which can be had without the others. */
export interface Chunks {
  /** The number of the chunk that a moment belongs to. */
  numberOf(us: number): number;
  /** Its entries, oldest first, none of which is older than one of a chunk before. */
  entries(number: number): readonly Entry[];
  /** The next chunk in that direction that may have entries. */
  next(number: number, step: 1 | -1): number;
}

/** The series of the entries between two moments, both included. The last may be `Infinity`. */
export function createSeries(chunks: Chunks, firstUs: number, lastUs: number): Series {
  return {
    *descending(fromUs) {
      const startUs = Math.min(fromUs, lastUs);
      const end = chunks.numberOf(firstUs);
      for (let number = chunks.numberOf(startUs); number >= end; number = chunks.next(number, -1)) {
        for (const entry of chunks.entries(number).toReversed()) {
          if (entry.stampUs < firstUs) return;
          if (entry.stampUs <= startUs) yield entry;
        }
      }
    },
    *ascending(fromUs) {
      const startUs = Math.max(fromUs, firstUs);
      const end = chunks.numberOf(lastUs);
      for (let number = chunks.numberOf(startUs); number <= end; number = chunks.next(number, 1)) {
        for (const entry of chunks.entries(number)) {
          if (entry.stampUs > lastUs) return;
          if (entry.stampUs >= startUs) yield entry;
        }
      }
    },
  };
}
