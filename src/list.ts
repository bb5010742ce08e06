// Walks a list page by page along its Link headers, one request ahead of the reader, and tells where to go on from
// if that fails.

import { PaginationError, withResumeFrom } from "./errors.ts";
import { type PageLinks, pageLinks } from "./link.ts";
import { followSignal, onAbort } from "./transport/abort.ts";
import { nextTurn } from "./transport/clock.ts";
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

/** A page as it came, before its place in the list is known. */
export interface FetchedPage<T> {
  readonly items: T[];
  readonly rateLimit: RateLimit | undefined;
  readonly response: Response;
}

export interface FetchPageOptions {
  readonly signal: AbortSignal;
  /** Called as soon as the headers are in; once more if the body fails and the page is fetched again. */
  readonly onHeaders: (response: Response) => void;
  /** Called, and waited for, when the body is in. */
  readonly ready: () => Promise<void> | undefined;
}

/** What a list needs to know of its family and of the call. */
export interface ListPlan<T> {
  /** Fetches the page that a query leads to. */
  readonly fetchPage: (query: string, options: FetchPageOptions) => Promise<FetchedPage<T>>;
  readonly firstQuery: string;
  /** The `from` that the caller gave, if any. */
  readonly from: string | undefined;
  readonly maxItems: number;
  readonly prefetch: boolean;
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

  /** @internal */
  constructor(plan: ListPlan<T>) {
    this.#plan = plan;
  }

  /** Goes through the items. */
  [Symbol.asyncIterator](): AsyncIterator<T, undefined, undefined> {
    return iterate((left) => readItems(this.#plan, left));
  }

  /**
   * Goes through the pages. With `maxItems`, it ends with the page that reaches it, whole.
   *
   * @example
   * for await (const { items, next } of client.statusLogs.list(evseId).pages()) await save(items, next);
   */
  pages(): AsyncIterable<Page<T>> {
    return { [Symbol.asyncIterator]: () => iterate((left) => readPages(this.#plan, left)) };
  }

  /**
   * Fetches all of it into memory.
   *
   * @throws whatever the request of a page throws, with `resumeFrom`. What was read before it is gone, so for long
   * lists iterate.
   */
  async toArray(): Promise<T[]> {
    return await Array.fromAsync(this);
  }
}

/**
 * An iterator whose `return` takes effect at once: a generator alone would first finish the request that its reader
 * waits for.
 */
function iterate<T>(start: (left: AbortSignal) => AsyncGenerator<T, undefined, undefined>) {
  const reader = new AbortController();
  const generator = start(reader.signal);
  const iterator: AsyncIterableIterator<T, undefined, undefined> = {
    next: () => generator.next(),
    return: () => {
      reader.abort();
      return generator.return(undefined);
    },
    [Symbol.asyncIterator]: () => iterator,
  };
  return iterator;
}

async function* readItems<T>(plan: ListPlan<T>, left: AbortSignal): AsyncGenerator<T, undefined, undefined> {
  let remaining = plan.maxItems;
  for await (const page of readPages(plan, left)) {
    for (const item of page.items) {
      plan.signal?.throwIfAborted();
      yield item;
      if (--remaining === 0) return;
    }
  }
}

/** The request of one page, which may be under way before its reader gets there. */
interface PageRequest<T> {
  readonly query: string;
  readonly fetched: Promise<FetchedPage<T>>;
  readonly cancel: () => void;
  /** Those of the headers that came last: an attempt whose body fails is followed by another. */
  links: PageLinks;
}

async function* readPages<T>(plan: ListPlan<T>, left: AbortSignal): AsyncGenerator<Page<T>, undefined, undefined> {
  const leadsBack = createLoopDetector(plan.firstQuery);
  let { firstQuery: query, from: resumeFrom } = plan;
  /** What came with the page before: the border may have moved by some rows in between. */
  let seen: Set<unknown> | undefined;
  let count = 0;
  /** Where the reader is. */
  let current: PageRequest<T> | undefined;
  let ahead: PageRequest<T> | undefined;

  const open = (pageQuery: string): PageRequest<T> => {
    const [controller, release] = followSignal(plan.signal);
    const fetched = plan.fetchPage(pageQuery, {
      signal: controller.signal,
      onHeaders: ({ headers }) => {
        request.links = pageLinks(headers.get("Link"));
        if (request === current) lookAhead();
      },
      // Node sends a request one turn after it was made: the next page's is to go out before this one is parsed.
      ready: () => ahead && nextTurn(),
    });
    // Also keeps a failure quiet until the reader gets there, or for good if the reader has left.
    fetched.then(release, release);
    const request: PageRequest<T> = {
      query: pageQuery,
      fetched,
      // Those of the headers, before which nobody needs them.
      links: {} as PageLinks,
      cancel: () => {
        // Not left to the request, which takes its time to end.
        release();
        controller.abort();
      },
    };
    return request;
  };

  /** Sends for the next page while the body of this one is still coming, unless this one may well be enough. */
  const lookAhead = () => {
    const next = current?.links.next;
    if (ahead?.query !== next) {
      ahead?.cancel();
      ahead = undefined;
    }
    // Who stops within the first page pays for one request only.
    const isFirst = query === plan.firstQuery;
    const isWanted = !isFirst && plan.prefetch && count + pageSize(query) < plan.maxItems;
    if (isWanted && next && next !== query && next !== plan.firstQuery) ahead ??= open(next);
  };

  const leave = () => {
    current?.cancel();
    ahead?.cancel();
  };
  onAbort(left, leave);

  try {
    while (count < plan.maxItems) {
      current = ahead ?? open(query);
      ahead = undefined;
      lookAhead();

      let page: Page<T>;
      try {
        const fetched = await current.fetched;
        left.throwIfAborted();
        plan.signal?.throwIfAborted();
        const items = fetched.items.filter((item) => !seen?.has(plan.identify(item)));
        // Rows without a stamp can't be told apart, so none of them counts as seen.
        const stamps = fetched.items.map(plan.identify).filter(Boolean);
        // An empty page between two others is no border.
        if (stamps[0]) seen = new Set(stamps);
        page = { ...fetched, ...current.links, items };
      } catch (error) {
        if (left.aborted) return;
        plan.signal?.throwIfAborted();
        throw withResumeFrom(error, resumeFrom);
      }
      const { items, next } = page;
      count += items.length;
      yield page;

      if (next === undefined) return;
      if (leadsBack(next)) {
        throw new PaginationError("The next page leads back to one already seen");
      }
      query = next;
      resumeFrom = next;
    }
  } finally {
    leave();
  }
}

/** How many rows the page of a query may have. */
function pageSize(query: string): number {
  return Number(new URLSearchParams(query).get("page_size")) || 100;
}

/**
 * Finds a loop of any length in constant memory, by Brent's method: gives a function that is told each query in turn,
 * and says whether it leads back.
 */
function createLoopDetector(first: string): (query: string) => boolean {
  let landmark = first;
  let steps = 0;
  let limit = 1;
  return (query) => {
    // Most loops lead to the first page, as does a link without a query.
    if (query === "" || query === first || query === landmark) return true;
    if (++steps === limit) {
      landmark = query;
      steps = 0;
      limit *= 2;
    }
    return false;
  };
}
