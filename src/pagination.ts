// Walks a list page by page along its Link headers, and tells where to go on from if that fails.

import { PaginationError, withResumeFrom } from "./errors.ts";
import { pageLinks } from "./link.ts";
import type { RateLimit } from "./types.ts";

/** One page of a list. */
export interface Page<T> {
  /** The logs of this page, newest first. A page may be empty without being the last. */
  readonly items: T[];
  /** Where the page of older logs is, for `list(…, { from })`; undefined at the end. Opaque, and good in another process. */
  readonly next: string | undefined;
  /** Where the page of newer logs is, likewise. */
  readonly previous: string | undefined;
  /** The state of the hourly allowance, if the response told it. */
  readonly rateLimit: RateLimit | undefined;
  /** The response, for its headers; its body has been read. */
  readonly response: Response;
}

/** A fetched page before its place in the list is known. */
export interface FetchedPage<T> {
  readonly items: T[];
  readonly rateLimit: RateLimit | undefined;
  readonly response: Response;
}

/** What a list needs to know of its family and of the call. */
export interface ListPlan<T> {
  /** Fetches the page that a query leads to. */
  readonly fetchPage: (query: string) => Promise<FetchedPage<T>>;
  /** Query of the first page. */
  readonly firstQuery: string;
  /** The `from` that the caller gave, if any. */
  readonly from: string | undefined;
  readonly maxItems: number;
  /** The time stamp that identifies an item. */
  identify(item: T): unknown;
  readonly signal: AbortSignal | undefined;
}

/**
 * The logs that a query matches, newest first, fetched page by page as they are read. Each iteration starts anew.
 *
 * @example
 * for await (const log of client.statusLogs.list(evseId)) console.log(log.sampled_at, log.mode);
 */
export class LogList<T> implements AsyncIterable<T> {
  readonly #plan: ListPlan<T>;

  constructor(plan: ListPlan<T>) {
    this.#plan = plan;
  }

  /** Goes through the items, one request a page. */
  async *[Symbol.asyncIterator](): AsyncGenerator<T, void, undefined> {
    let left = this.#plan.maxItems;
    for await (const page of this.pages()) {
      for (const item of page.items) {
        yield item;
        if (--left === 0) return;
      }
    }
  }

  /** Goes through the pages. With `maxItems`, it ends with the page that reaches it, whole. */
  async *pages(): AsyncGenerator<Page<T>, void, undefined> {
    const { fetchPage, firstQuery, from, maxItems, identify, signal } = this.#plan;
    const loops = new LoopDetector(firstQuery);
    let query = firstQuery;
    let resumeFrom = from;
    let seen = new Set<unknown>();
    for (let count = 0; count < maxItems; ) {
      let page: Page<T>;
      try {
        const fetched = await fetchPage(query);
        page = toPage(fetched, seen, identify);
        seen = new Set(fetched.items.map(identify));
      } catch (error) {
        throw signal?.aborted && error === signal.reason ? error : withResumeFrom(error, resumeFrom);
      }
      count += page.items.length;
      yield page;
      if (page.next === undefined) return;
      if (loops.leadsBack(page.next)) {
        throw withResumeFrom(
          new PaginationError(`The next page leads back to one already seen: ?${page.next}`),
          page.next,
        );
      }
      query = resumeFrom = page.next;
    }
  }

  /**
   * Fetches all of it into memory.
   *
   * @throws whatever a page's request throws, with `resumeFrom`; what was read before that is gone, so for long
   * lists iterate.
   */
  async toArray(): Promise<T[]> {
    const items: T[] = [];
    for await (const item of this) items.push(item);
    return items;
  }
}

/** Rows that came with the page before are left out: the border may have moved by them in between. */
function toPage<T>(fetched: FetchedPage<T>, seen: ReadonlySet<unknown>, identify: (item: T) => unknown): Page<T> {
  const { next, previous } = pageLinks(fetched.response.headers.get("Link"));
  const items = fetched.items.filter((item) => {
    const id = identify(item);
    return typeof id !== "string" || !seen.has(id);
  });
  return { items, next, previous, rateLimit: fetched.rateLimit, response: fetched.response };
}

/** Finds a loop of any length in constant memory, by Brent's method. */
class LoopDetector {
  readonly #first: string;
  #landmark: string;
  #steps = 0;
  #limit = 1;

  constructor(first: string) {
    this.#first = first;
    this.#landmark = first;
  }

  leadsBack(query: string): boolean {
    // Without a query a link leads to the very first page. The first page is no landmark for long, but where most loops lead.
    if (query === "" || query === this.#first || query === this.#landmark) return true;
    if (++this.#steps === this.#limit) {
      this.#landmark = query;
      this.#steps = 0;
      this.#limit *= 2;
    }
    return false;
  }
}
