// Walking a list over a real socket: which rows come out, in which order, for how many requests.

import { describe, expect, onTestFinished, test, vi } from "vitest";
import { EVSE_ID, statusRows } from "../tests/support/rows.ts";
import { json, page, type Step, startOrigin } from "../tests/support/scripted-origin.ts";
import { createClient, type ListOptions, type StatusLog } from "./index.ts";

/** A provider with so many rows: cursors are places, and the query goes on from page to page. */
function provider(rows: number, pageSize = 100): Step {
  return (request, response, index) => {
    const query = new URL(request.url ?? "", "http://h").searchParams;
    const first = Number(query.get("page_after") ?? 0);
    const next = first + pageSize;
    page(statusRows(Math.min(pageSize, rows - first), first), {
      ...(next < rows && { next: `page_after=${next}` }),
      ...(first > 0 && { previous: `page_before=${first}` }),
    })(request, response, index);
  };
}

async function start(script: Step | readonly Step[]) {
  const { url, requests } = await startOrigin(script);
  const { statusLogs } = createClient({ auth: "the-token", baseUrl: url });
  return {
    requests,
    queries: () => requests.map((request) => request.query),
    list: (options?: ListOptions) => statusLogs.list(EVSE_ID, {}, options),
  };
}

async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const collected: T[] = [];
  for await (const item of items) collected.push(item);
  return collected;
}

/** The places that rows have in the list. */
const places = (logs: readonly StatusLog[]) => logs.map((log) => (log as StatusLog & { place: number }).place);

/** 0, 1, … up to but not including `end`. */
const range = (end: number, first = 0) => Array.from({ length: end - first }, (_, index) => first + index);

describe("a list", () => {
  test("gives the items of all pages in order, for one request a page", async () => {
    const { list, queries } = await start(provider(8, 3));
    expect(places(await collect(list()))).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
    expect(queries()).toEqual(["page_size=100", "page_after=3", "page_after=6"]);
  });

  test("gives them as an array", async () => {
    const { list } = await start(provider(8, 3));
    expect(await list().toArray()).toEqual(statusRows(8));
  });

  test("sends nothing before it is read", async () => {
    const { list, requests } = await start(provider(8, 3));
    const unread = list();
    unread.pages();
    unread[Symbol.asyncIterator]();
    expect(requests).toEqual([]);
  });

  test("costs one request if the reader leaves within the first page", async () => {
    const { list, requests } = await start(provider(200));
    for await (const log of list()) {
      expect(places([log])).toEqual([0]);
      break;
    }
    expect(requests).toHaveLength(1);
  });

  test("needs nothing of timers that a caller's test fakes after it was loaded", async () => {
    vi.useFakeTimers();
    onTestFinished(() => {
      vi.useRealTimers();
    });
    let count = 0;
    const fetch = async () => {
      const headers: Record<string, string> = count < 4 ? { Link: `<?page_after=${count + 1}>; rel="next"` } : {};
      return Response.json(statusRows(1, count++), { headers });
    };
    const { statusLogs } = createClient({ auth: "the-token", fetch });
    expect(places(await statusLogs.list(EVSE_ID).toArray())).toEqual([0, 1, 2, 3, 4]);
  });

  test("starts anew at each iteration", async () => {
    const { list, requests } = await start(provider(5, 3));
    const twice = list();
    expect(places(await twice.toArray())).toEqual([0, 1, 2, 3, 4]);
    expect(places(await collect(twice))).toEqual([0, 1, 2, 3, 4]);
    expect(requests).toHaveLength(4);
  });

  test("may be read by two readers at their own pace", async () => {
    const { list } = await start(provider(4, 2));
    const shared = list();
    const seen: number[][] = [];
    for await (const outer of shared) seen.push([...places([outer]), ...places(await shared.toArray())]);
    expect(seen).toEqual([0, 1, 2, 3].map((place) => [place, 0, 1, 2, 3]));
  });

  test("gives different items to two calls of next() at once", async () => {
    const { list } = await start(provider(3, 2));
    const items = list()[Symbol.asyncIterator]();
    const results = await Promise.all([items.next(), items.next(), items.next(), items.next()]);
    expect(results.map(({ value }) => value)).toEqual([...statusRows(3), undefined]);
  });

  test("drains 500 pages, each row once", async () => {
    const { list, requests } = await start(provider(500, 1));
    expect(places(await list().toArray())).toEqual(range(500));
    expect(requests).toHaveLength(500);
  });

  test("of command logs is walked likewise", async () => {
    const row = (micros: number) => ({ logged_at: `2024-04-17T09:39:45.00000${micros}Z` });
    const { url } = await startOrigin([page([row(3), row(2)], { next: "page_after=2" }), page([row(2), row(1)])]);
    const { commandLogs } = createClient({ auth: "the-token", baseUrl: url });
    expect(await commandLogs.list(EVSE_ID).toArray()).toEqual([row(3), row(2), row(1)]);
  });
});

describe("the end of a list", () => {
  const link = (value: string) => json(statusRows(2), { headers: { link: value } });

  test.for<[string, Step]>([
    ["about:blank", link('<about:blank>; rel="previous", <about:blank>; rel="next"')],
    ["no Link header", json(statusRows(2))],
    ["a Link header without next", link('<https://api.ev.energy/v2/evses?page_before=a>; rel="previous"')],
    ["a Link header that can't be read", link('rel="next"; <https://api.ev.energy/v2/evses?page_after=a')],
  ])("is %s", async ([, last]) => {
    const { list, requests } = await start([last]);
    expect(places(await list().toArray())).toEqual([0, 1]);
    expect(requests).toHaveLength(1);
  });

  test("is not an empty page", async () => {
    const { list } = await start([
      page([], { next: "page_after=a" }),
      page(statusRows(2), { next: "page_after=b" }),
      page([], { next: "page_after=c" }),
      page(statusRows(1, 2)),
    ]);
    expect(places(await list().toArray())).toEqual([0, 1, 2]);
  });

  test("may come at once", async () => {
    const { list } = await start([page([])]);
    expect(await list().toArray()).toEqual([]);
  });
});

describe("a link", () => {
  test("is followed on baseUrl and the path asked for, wherever it points", async () => {
    const elsewhere = await startOrigin([]);
    const link = `<${elsewhere.url}/users?page_after=a&page_size=25>; rel="next"`;
    const { list, requests } = await start([json(statusRows(1), { headers: { link } }), page(statusRows(1, 1))]);
    expect(places(await list().toArray())).toEqual([0, 1]);
    expect(requests[1]).toMatchObject({
      path: `/v2/evses/${EVSE_ID}/status_logs`,
      query: "page_after=a&page_size=25",
      headers: { authorization: "Bearer the-token" },
    });
    expect(elsewhere.requests).toEqual([]);
  });

  test.for([
    "expand=evse&expand=evse.user&page_after=a",
    "page_after=2024-04-17T09%3A39%3A45.984584%2B05%3a30",
    "page_after=2024-04-17T09:39:45.984584Z",
    "page_after=a+b%20c%26d",
    "a=1,2;3&&b=&=c&d",
    "page_after=a?b/../c",
    "page_after={evse_id}",
  ])("keeps its query to the letter: %s", async (next) => {
    const { list, queries } = await start([page([], { next }), page([])]);
    await list().toArray();
    expect(queries()).toEqual(["page_size=100", next]);
  });
});

describe("pages()", () => {
  test("gives items, places to go on from, allowance and response of each page", async () => {
    const headers = { "x-ratelimit-limit": "1000", "x-ratelimit-remaining": "998" };
    const { list } = await start([
      page(statusRows(2), { next: "page_after=a" }),
      page(statusRows(1, 2), { previous: "page_before=b", headers }),
    ]);
    const [first, second, ...more] = await collect(list().pages());
    expect(first).toEqual({
      items: statusRows(2),
      next: "page_after=a",
      previous: undefined,
      rateLimit: undefined,
      response: expect.any(Response),
    });
    expect(second).toMatchObject({
      items: statusRows(1, 2),
      next: undefined,
      previous: "page_before=b",
      rateLimit: { limit: 1000, remaining: 998 },
      response: { status: 200, bodyUsed: true },
    });
    expect(second?.response.headers.get("X-RateLimit-Remaining")).toBe("998");
    expect(more).toEqual([]);
  });

  test("give a list of one page even if it is empty", async () => {
    const { list } = await start([page([])]);
    expect(await collect(list().pages())).toMatchObject([{ items: [], next: undefined }]);
  });
});

describe("from", () => {
  test("goes on after a page in another client", async () => {
    const { list } = await start(provider(8, 3));
    const pages = list().pages()[Symbol.asyncIterator]();
    await pages.next();
    const { value } = await pages.next();
    const other = await start(provider(8, 3));
    expect(places(await other.list({ from: value?.next }).toArray())).toEqual([6, 7]);
    expect(other.queries()).toEqual(["page_after=6"]);
  });

  test("is the whole query of the first request, whatever stands beside it", async () => {
    const { url, requests } = await startOrigin([page([])]);
    const { statusLogs } = createClient({ auth: "the-token", baseUrl: url });
    const query = { page_size: 5, expand: ["evse"], sampled_at__gte: "2024-04-17T00:00:00Z" } as const;
    await statusLogs.list(EVSE_ID, query, { from: "page_after=a&expand=evse&expand=evse.user" }).toArray();
    expect(requests[0]?.query).toBe("page_after=a&expand=evse&expand=evse.user");
  });
});

describe("maxItems", () => {
  test.for([
    [0, 0],
    [1, 1],
    [99, 1],
    [100, 1],
    [101, 2],
    [200, 2],
    [250, 3],
    [1000, 3],
  ] as const)("of %i ends the items there, for %i requests", async ([maxItems, count]) => {
    const { list, requests } = await start(provider(250));
    expect(places(await list({ maxItems }).toArray())).toEqual(range(Math.min(maxItems, 250)));
    expect(requests).toHaveLength(count);
  });

  test.for([
    [0, 0, 0],
    [1, 1, 100],
    [100, 1, 100],
    [101, 2, 200],
    [250, 3, 250],
  ] as const)("of %i ends pages() after %i, whole", async ([maxItems, count, rows]) => {
    const { list, requests } = await start(provider(250));
    const pages = await collect(list({ maxItems }).pages());
    expect(places(pages.flatMap(({ items }) => items))).toEqual(range(rows));
    expect([pages.length, requests.length]).toEqual([count, count]);
  });

  test("leaves the size of the pages alone", async () => {
    const { list, queries } = await start(provider(5));
    await list({ maxItems: 2 }).toArray();
    expect(queries()).toEqual(["page_size=100"]);
  });

  test("counts across empty pages", async () => {
    const { list, requests } = await start([
      page([], { next: "page_after=a" }),
      page(statusRows(2), { next: "page_after=b" }),
    ]);
    expect(places(await list({ maxItems: 2 }).toArray())).toEqual([0, 1]);
    expect(requests).toHaveLength(2);
  });
});
