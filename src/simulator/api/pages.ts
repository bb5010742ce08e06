// Pages of a series and the links between them. A cursor is the timestamp of the first or last row of a page, and the
// time at which it was issued if it can expire.

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
  /** When the cursor was issued, if it can expire. */
  readonly issuedUs?: number | undefined;
}

export interface Page {
  /** Newest first. */
  readonly entries: readonly Entry[];
  /** The row that the previous page, with newer rows, is next to; undefined if there is none. */
  readonly before: number | undefined;
  /** The row that the next page, with older rows, is next to; undefined if there is none. */
  readonly after: number | undefined;
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
    before: newer(first, 1).length > 0 ? first : undefined,
    after: older(last, 1).length > 0 ? last : undefined,
  };
}

function take(entries: Iterable<Entry>, count: number): Entry[] {
  const taken: Entry[] = [];
  for (const entry of entries) {
    if (taken.push(entry) === count) break;
  }
  return taken;
}

/**
 * Formats the Link header of a page.
 *
 * @param kept the parameters of the list, which its links repeat
 * @param issuedUsOf returns the current time for a cursor that can expire
 */
export function linkHeader(
  url: URL,
  { before, after }: Page,
  kept: readonly (readonly [string, string])[],
  issuedUsOf: (us: number) => number | undefined,
): string {
  const link = (name: string, us: number | undefined, relation: string) => {
    if (us === undefined) return `<about:blank>; rel="${relation}"`;
    const issuedUs = issuedUsOf(us);
    const cursor = formatTimestamp(us) + (issuedUs === undefined ? "" : `~${issuedUs}`);
    const query = new URLSearchParams([[name, cursor], ...kept.map(([...pair]) => pair)]);
    return `<${url.origin}${url.pathname}?${query}>; rel="${relation}"`;
  };
  return `${link("page_before", before, "previous")}, ${link("page_after", after, "next")}`;
}
