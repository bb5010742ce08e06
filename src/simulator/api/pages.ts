// Pages of a series and the links between them. A cursor is the timestamp of the first or last row of a page.

import type { Entry, Series } from "../charger/series.ts";
import { formatTimestamp } from "../microseconds.ts";

export interface PageRequest {
  readonly size: number;
  /** Inclusive, in microseconds since 1970; may be infinite. */
  readonly minUs: number;
  /** Inclusive, in microseconds since 1970; may be infinite. */
  readonly maxUs: number;
  readonly cursor: Cursor;
}

/** The page starts with the row next to this time, in this direction. */
export interface Cursor {
  readonly direction: "newer" | "older";
  readonly us: number;
}

export interface Page {
  /** Newest first. */
  readonly entries: readonly Entry[];
  /** The cursor of the previous page, which has newer rows; undefined if there are none. */
  readonly before: string | undefined;
  /** The cursor of the next page, which has older rows; undefined if there are none. */
  readonly after: string | undefined;
}

/** Reads the page as it is at `nowUs`. */
export function readPage(series: Series, { size, minUs, maxUs, cursor }: PageRequest, nowUs: number): Page {
  const older = (us: number, count: number) =>
    take(series.descending({ fromUs: minUs, toUs: Math.min(us - 1, maxUs), nowUs }), count);
  const newer = (us: number, count: number) =>
    take(series.ascending({ fromUs: Math.max(us + 1, minUs), toUs: maxUs, nowUs }), count);

  const entries = cursor.direction === "older" ? older(cursor.us, size) : newer(cursor.us, size).reverse();
  const first = entries[0]?.us;
  const last = entries.at(-1)?.us;
  if (first === undefined || last === undefined) return { entries, before: undefined, after: undefined };
  return {
    entries,
    before: newer(first, 1).length > 0 ? formatTimestamp(first) : undefined,
    after: older(last, 1).length > 0 ? formatTimestamp(last) : undefined,
  };
}

function take(entries: Iterable<Entry>, count: number): Entry[] {
  const taken: Entry[] = [];
  for (const entry of entries) {
    if (taken.push(entry) === count) break;
  }
  return taken;
}

/** Formats the Link header of a page. `kept` are the parameters of the list, which its links repeat. */
export function linkHeader(url: URL, { before, after }: Page, kept: readonly (readonly [string, string])[]): string {
  const link = (name: string, cursor: string | undefined, relation: string) => {
    const query = new URLSearchParams([[name, cursor ?? ""], ...kept.map(([...pair]) => pair)]);
    const target = cursor === undefined ? "about:blank" : `${url.origin}${url.pathname}?${query}`;
    return `<${target}>; rel="${relation}"`;
  };
  return `${link("page_before", before, "previous")}, ${link("page_after", after, "next")}`;
}
