// Follows the Link headers of a list, prefetching one page, and reports where to resume after a failure.

import { PaginationError, withResumeFrom } from "./errors.ts";
import { type PageLinks, pageLinks } from "./link.ts";
import { parseLogs } from "./responses.ts";
import { followSignal, onAbort } from "./transport/abort.ts";
import { readRateLimit } from "./transport/rate-limit.ts";
import type { Send } from "./transport/send.ts";
import type { CallOptions, RateLimit } from "./types.ts";

/** One page of a list. */
export interface Page<T> {
  /** The logs of this page, newest first. A page may be empty without being the last. */
  readonly items: T[];
  /** The position of the page of older logs, for `list(…, { from })`; undefined at the end. Opaque; valid in other processes. */
  readonly next: string | undefined;
  /** The position of the page of newer logs, likewise. */
  readonly previous: string | undefined;
  /** The state of the hourly rate limit, if the response reported it. */
  readonly rateLimit: RateLimit | undefined;
  /** The response, for its headers; its body has been read. */
  readonly response: Response;
}

/** Options of a list. */
export interface ListOptions extends CallOptions {
  /**
   * Where to start: the `next` or `previous` of a page, or the `resumeFrom` of an error. It is the whole query of the
   * first request; the `query` argument then only determines the result type.
   */
  from?: string | undefined;
  /** The maximum number of items. Pages beyond it are not requested; the page size does not change. */
  maxItems?: number | undefined;
  /** Whether to request the next page while the current one is still being received, from the second page on. Default true. */
  prefetch?: boolean | undefined;
}

/** What to list, as `logs.ts` has checked it. */
export interface ListRequest {
  readonly send: Send;
  /** Without the query. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly firstQuery: string;
  /** The scope that the operation needs. */
  readonly scope: string;
  /** The field that identifies an item. */
  readonly timestamp: string;
  readonly options: ListOptions;
}

/**
 * The logs that match a query, newest first, requested page by page as they are read. Each iteration starts anew.
 *
 * @example
 * for await (const log of client.statusLogs.list(evseId)) console.log(log.sampled_at, log.mode);
 */
export class LogList<T> implements AsyncIterable<T> {
  readonly #request: ListRequest;

  /** @internal */
  constructor(request: ListRequest) {
    this.#request = request;
  }

  /** Iterates over the items. */
  [Symbol.asyncIterator](): AsyncIterator<T, undefined, undefined> {
    return createIterator((stopped) => readItems<T>(this.#request, stopped));
  }

  /**
   * Iterates over the pages. With `maxItems`, ends with the page that reaches it, which is complete.
   *
   * @example
   * for await (const { items, next } of client.statusLogs.list(evseId).pages()) await save(items, next);
   */
  pages(): AsyncIterable<Page<T>> {
    return { [Symbol.asyncIterator]: () => createIterator((stopped) => readPages<T>(this.#request, stopped)) };
  }

  /**
   * Collects all items in memory.
   *
   * @throws any error of a request, with `resumeFrom`. The items read before it are lost, so iterate over long lists.
   */
  async toArray(): Promise<T[]> {
    return await Array.fromAsync(this);
  }
}

/** Creates an iterator whose `return` takes effect at once; a generator alone would first wait for the pending request. */
function createIterator<T>(start: (stopped: AbortSignal) => AsyncGenerator<T, undefined, undefined>) {
  const stop = new AbortController();
  const iterator = start(stop.signal);
  const finish = iterator.return.bind(iterator);
  iterator.return = (value) => {
    stop.abort();
    return finish(value);
  };
  return iterator;
}

async function* readItems<T>(request: ListRequest, stopped: AbortSignal): AsyncGenerator<T, undefined, undefined> {
  let remaining = request.options.maxItems ?? Number.POSITIVE_INFINITY;
  for await (const { items } of readPages<T>(request, stopped)) {
    for (const item of items) {
      request.options.signal?.throwIfAborted();
      yield item;
      if (--remaining === 0) return;
    }
  }
}

async function* readPages<T>(
  request: ListRequest,
  stopped: AbortSignal,
): AsyncGenerator<Page<T>, undefined, undefined> {
  const { firstQuery, timestamp, options } = request;
  const { signal, from, maxItems = Number.POSITIVE_INFINITY, prefetch = true } = options;
  const isLoop = createLoopDetector(firstQuery);
  let query = firstQuery;
  let resumeFrom = from;
  let count = 0;
  /** The timestamps of the page before: while the list is read, rows may move across the page border. */
  let known = new Set<unknown>();
  let current: PendingPage<T> | undefined;
  let ahead: PendingPage<T> | undefined;

  /** Requests the next page while the body of this one is still arriving, unless this one may be enough. */
  const prefetchNext = () => {
    const next = current?.links.next;
    if (ahead?.query !== next) {
      ahead?.cancel();
      ahead = undefined;
    }
    // A reader who stops within the first page pays for one request only.
    const isNeeded = prefetch && query !== firstQuery && count + pageSize(query) < maxItems;
    if (next && isNeeded && next !== query && next !== firstQuery) ahead ??= requestPage(request, next, onHeaders);
  };
  const onHeaders = (page: PendingPage<T>) => {
    if (page === current) prefetchNext();
  };
  const cancel = () => {
    current?.cancel();
    ahead?.cancel();
  };
  onAbort(stopped, cancel);

  try {
    while (count < maxItems) {
      current = ahead ?? requestPage<T>(request, query, onHeaders);
      ahead = undefined;
      prefetchNext();

      let page: Page<T>;
      try {
        page = await current.page;
        stopped.throwIfAborted();
        signal?.throwIfAborted();
      } catch (error) {
        if (stopped.aborted) return;
        signal?.throwIfAborted();
        throw withResumeFrom(error, resumeFrom);
      }
      const keyOf = (item: T) => (item as Record<string, unknown>)[timestamp];
      const items = page.items.filter((item) => !known.has(keyOf(item)));
      // Rows without a timestamp can't be told apart. An empty page has no border.
      const keys = page.items.map(keyOf).filter(Boolean);
      if (keys.length > 0) known = new Set(keys);
      count += items.length;
      yield { ...page, items };

      if (page.next === undefined) return;
      if (isLoop(page.next)) throw new PaginationError("The next page leads back to one already read");
      query = page.next;
      resumeFrom = page.next;
    }
  } finally {
    cancel();
  }
}

/** A page whose request may be under way before the reader gets there. */
interface PendingPage<T> {
  readonly query: string;
  readonly page: Promise<Page<T>>;
  /** From the latest headers: if a body fails, the request is retried and the links may change. */
  readonly links: PageLinks;
  cancel(): void;
}

function requestPage<T>(
  { send, url, headers, scope, options }: ListRequest,
  query: string,
  onHeaders: (page: PendingPage<T>) => void,
): PendingPage<T> {
  const [controller, release] = followSignal(options.signal);
  const fetchPage = async (): Promise<Page<T>> => {
    const received = await send(
      { method: "GET", url: `${url}?${query}`, headers },
      {
        ...options,
        signal: controller.signal,
        onHeaders: (response) => {
          pending.links = pageLinks(response.headers.get("Link"));
          onHeaders(pending);
        },
      },
    );
    const { response } = received;
    const items = parseLogs(received, scope) as T[];
    return { items, ...pending.links, rateLimit: readRateLimit(response.headers), response };
  };
  const pending = {
    query,
    links: {} as PageLinks,
    page: fetchPage(),
    cancel: () => {
      // At once, because the request takes a while to end.
      release();
      controller.abort();
    },
  };
  // Also prevents an unhandled rejection if the reader never gets there.
  pending.page.then(release, release);
  return pending;
}

/** Returns how many rows the page of a query may have. */
function pageSize(query: string): number {
  return Number(new URLSearchParams(query).get("page_size")) || 100;
}

/** Returns a function that tells, given each query in turn, whether the list has entered a loop (Brent's method). */
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
