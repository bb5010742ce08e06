// Cuts pages out of a series, and links each to its neighbours. A cursor is the time stamp of a page's border row.

import type { Entry, Series } from "./series.ts";
import { formatStamp } from "./stamps.ts";

/** Where a page lies, and what of the list it may hold. */
export interface PageRequest {
  readonly size: number;
  /** Inclusive, in microseconds since 1970; may be infinite. */
  readonly minUs: number;
  /** Inclusive, in microseconds since 1970; may be infinite. */
  readonly maxUs: number;
  readonly cursor: Cursor;
}

/** The page that begins beyond this moment, going that way. */
export interface Cursor {
  readonly towards: "newer" | "older";
  readonly stampUs: number;
}

export interface Page {
  /** Newest first. */
  readonly entries: readonly Entry[];
  /** The cursor of the page of newer rows that precedes this one, if there is one. */
  readonly before: string | undefined;
  /** The cursor of the page of older rows that follows this one, if there is one. */
  readonly after: string | undefined;
}

/** Newest first, from that moment on. What is logged later than `nowUs` is not there yet. */
export function* knownFrom(series: Series, fromUs: number, nowUs: number): Generator<Entry> {
  for (const entry of series.descending(Math.min(fromUs, nowUs))) {
    if (entry.loggedUs <= nowUs) yield entry;
  }
}

/** Gives the page as it is at the moment `nowUs`. */
export function readPage(series: Series, { size, minUs, maxUs, cursor }: PageRequest, nowUs: number): Page {
  function* olderFrom(fromUs: number): Generator<Entry> {
    for (const entry of knownFrom(series, Math.min(fromUs, maxUs), nowUs)) {
      if (entry.stampUs < minUs) return;
      yield entry;
    }
  }
  function* newerFrom(fromUs: number): Generator<Entry> {
    const startUs = Math.max(fromUs, minUs);
    if (startUs > nowUs) return;
    for (const entry of series.ascending(startUs)) {
      if (entry.stampUs > maxUs || entry.loggedUs > nowUs) return;
      yield entry;
    }
  }

  const entries =
    cursor.towards === "newer"
      ? take(newerFrom(Math.floor(cursor.stampUs) + 1), size).reverse()
      : take(olderFrom(Math.ceil(cursor.stampUs) - 1), size);
  const [newest] = entries;
  const oldest = entries.at(-1);
  if (!newest || !oldest) return { entries, before: undefined, after: undefined };
  const [newer] = take(newerFrom(newest.stampUs + 1), 1);
  const [older] = take(olderFrom(oldest.stampUs - 1), 1);
  return { entries, before: newer && formatStamp(newest.stampUs), after: older && formatStamp(oldest.stampUs) };
}

function take(entries: Iterable<Entry>, count: number): Entry[] {
  const taken: Entry[] = [];
  for (const entry of entries) {
    if (taken.push(entry) === count) break;
  }
  return taken;
}

/** The Link header of a page. `kept` are the other parameters that lead to this list. */
export function linkHeader(url: URL, { before, after }: Page, kept: readonly (readonly [string, string])[]): string {
  const link = (name: string, cursor: string | undefined, relation: string) => {
    const query = new URLSearchParams([[name, cursor ?? ""], ...kept.map(([...pair]) => pair)]);
    const target = cursor === undefined ? "about:blank" : `${url.origin}${url.pathname}?${query}`;
    return `<${target}>; rel="${relation}"`;
  };
  return `${link("page_before", before, "previous")}, ${link("page_after", after, "next")}`;
}
