// Reading a list over a real socket: which rows come out, in which order, for how many requests, and what happens if the
// list fails part-way.

import { describe, expect, test } from "vitest";
import { provider } from "../tests/support/paged-origin.ts";
import { EVSE_ID, statusRows } from "../tests/support/rows.ts";
import { json, page, problem, type Step, startOrigin, text } from "../tests/support/scripted-origin.ts";
import { createClient, type ListOptions, PaginationError, type StatusLog } from "./index.ts";

async function start(script: Step | readonly Step[]) {
  const { url, requests } = await startOrigin(script);
  const { statusLogs, commandLogs } = createClient({ auth: "the-token", baseUrl: url, maxRetries: 0 });
  return {
    requests,
    commandLogs,
    queries: () => requests.map(({ query }) => query),
    list: (options?: ListOptions) => statusLogs.list(EVSE_ID, {}, options),
  };
}

/** The places that rows have in the list. */
const places = (logs: readonly StatusLog[]) => logs.map((log) => (log as StatusLog & { place: number }).place);

/** 0, 1, … up to but not including `end`. */
const range = (end: number) => Array.from({ length: end }, (_, index) => index);

/** Reads to the end or the failure. */
async function read(logs: AsyncIterable<StatusLog>) {
  const seen: StatusLog[] = [];
  try {
    for await (const log of logs) seen.push(log);
  } catch (error) {
    return { places: places(seen), error: error as { resumeFrom?: string } };
  }
  return { places: places(seen), error: undefined };
}

describe("a list", () => {
  test("yields the items of all pages in order, for one request per page", async () => {
    const { list, queries } = await start(provider(8, { pageSize: 3 }));
    expect((await read(list())).places).toEqual(range(8));
    expect(queries()).toEqual(["page_size=100", "page_after=3", "page_after=6"]);
  });

  test("sends nothing before it is read", async () => {
    const { list, requests } = await start(provider(8));
    list().pages();
    list()[Symbol.asyncIterator]();
    expect(requests).toEqual([]);
  });

  test("starts anew at each iteration, for several readers at their own pace", async () => {
    const { list } = await start(provider(4, { pageSize: 2 }));
    const shared = list();
    const seen: number[][] = [];
    for await (const outer of shared) seen.push([...places([outer]), ...places(await shared.toArray())]);
    expect(seen).toEqual([0, 1, 2, 3].map((place) => [place, 0, 1, 2, 3]));
  });

  test("returns different items to simultaneous calls of next()", async () => {
    const { list } = await start(provider(3, { pageSize: 2 }));
    const items = list()[Symbol.asyncIterator]();
    const results = await Promise.all([items.next(), items.next(), items.next(), items.next()]);
    expect(results.map(({ value }) => value)).toEqual([...statusRows(3), undefined]);
  });

  test("of command logs recognizes rows by logged_at", async () => {
    const row = (micros: number) => ({ logged_at: `2024-04-17T09:39:45.00000${micros}Z` });
    const script = [page([row(3), row(2)], { next: "page_after=2" }), page([row(2), row(1)])];
    const { commandLogs } = await start(script);
    expect(await commandLogs.list(EVSE_ID).toArray()).toEqual([row(3), row(2), row(1)]);
  });
});

describe("the end of a list", () => {
  const link = (value: string) => json(statusRows(2), { headers: { link: value } });

  test.for<[string, Step]>([
    ["about:blank", link('<about:blank>; rel="previous", <about:blank>; rel="next"')],
    ["no Link header", json(statusRows(2))],
    ["a Link header without next", link('<https://api.ev.energy/v2/evses?page_before=a>; rel="previous"')],
  ])("is %s", async ([, last]) => {
    const { list, requests } = await start([last]);
    expect((await read(list())).places).toEqual([0, 1]);
    expect(requests).toHaveLength(1);
  });

  test("is not an empty page", async () => {
    const { list } = await start([
      page([], { next: "page_after=a" }),
      page(statusRows(2), { next: "page_after=b" }),
      page([], { next: "page_after=c" }),
      page(statusRows(1, 2)),
    ]);
    expect((await read(list())).places).toEqual([0, 1, 2]);
  });
});

describe("a link", () => {
  test("is followed on baseUrl and the requested path, wherever it points", async () => {
    const elsewhere = await startOrigin([]);
    const link = `<${elsewhere.url}/users?page_after=a&page_size=25>; rel="next"`;
    const { list, requests } = await start([json(statusRows(1), { headers: { link } }), page(statusRows(1, 1))]);
    expect((await read(list())).places).toEqual([0, 1]);
    expect(requests[1]).toMatchObject({
      path: `/v2/evses/${EVSE_ID}/status_logs`,
      query: "page_after=a&page_size=25",
      headers: { authorization: "Bearer the-token" },
    });
    expect(elsewhere.requests).toEqual([]);
  });

  test.for([
    "expand=evse&expand=evse.user&page_after=a",
    "page_after=2024-04-17T09%3A39:45.984584%2B05%3a30",
    "a=1,2;3&&b=&=c&d+e%20f",
    "page_after=a?b/../c{evse_id}",
  ])("keeps its query unchanged: %s", async (next) => {
    const { list, queries } = await start([page([], { next }), page([])]);
    await list().toArray();
    expect(queries()).toEqual(["page_size=100", next]);
  });
});

describe("pages()", () => {
  test("yields items, links, rate limit and response of each page, even of an empty one", async () => {
    const headers = { "x-ratelimit-limit": "1000", "x-ratelimit-remaining": "998" };
    const { list } = await start([
      page(statusRows(2), { next: "page_after=a" }),
      page([], { previous: "page_before=b", headers }),
    ]);
    const [first, second, ...more] = await Array.fromAsync(list().pages());
    expect(first).toEqual({
      items: statusRows(2),
      next: "page_after=a",
      previous: undefined,
      rateLimit: undefined,
      response: expect.any(Response),
    });
    expect(second).toMatchObject({
      items: [],
      next: undefined,
      previous: "page_before=b",
      rateLimit: { limit: 1000, remaining: 998 },
      response: { status: 200, bodyUsed: true },
    });
    expect(second?.response.headers.get("X-RateLimit-Remaining")).toBe("998");
    expect(more).toEqual([]);
  });
});

describe("from", () => {
  test("resumes after a page in another client", async () => {
    const { list } = await start(provider(8, { pageSize: 3 }));
    const [, second] = await Array.fromAsync(list().pages());
    const other = await start(provider(8, { pageSize: 3 }));
    expect((await read(other.list({ from: second?.next }))).places).toEqual([6, 7]);
    expect(other.queries()).toEqual(["page_after=6"]);
  });

  test("is the whole query of the first request, whatever the query argument says", async () => {
    const { url, requests } = await startOrigin([page([])]);
    const { statusLogs } = createClient({ auth: "the-token", baseUrl: url });
    const query = { page_size: 5, expand: ["evse"], sampled_at__gte: "2024-04-17T00:00:00Z" } as const;
    await statusLogs.list(EVSE_ID, query, { from: "page_after=a&expand=evse&expand=evse.user" }).toArray();
    expect(requests[0]?.query).toBe("page_after=a&expand=evse&expand=evse.user");
  });
});

describe("maxItems", () => {
  test.for([
    [0, 0, 0],
    [1, 1, 100],
    [100, 1, 100],
    [101, 2, 200],
    [1000, 3, 250],
  ] as const)("of %i ends the items there, and pages() with a complete page", async ([maxItems, count, rows]) => {
    const { list, requests } = await start(provider(250));
    expect((await read(list({ maxItems }))).places).toEqual(range(Math.min(maxItems, 250)));
    expect(requests).toHaveLength(count);
    const pages = await Array.fromAsync(list({ maxItems }).pages());
    expect(places(pages.flatMap(({ items }) => items))).toEqual(range(rows));
    expect([pages.length, requests.length]).toEqual([count, 2 * count]);
    expect(requests.slice(0, 1).map(({ query }) => query)).toEqual(count === 0 ? [] : ["page_size=100"]);
  });

  test("counts across empty pages", async () => {
    const { list, requests } = await start([
      page([], { next: "page_after=a" }),
      page(statusRows(2), { next: "page_after=b" }),
    ]);
    expect((await read(list({ maxItems: 2 }))).places).toEqual([0, 1]);
    expect(requests).toHaveLength(2);
  });
});

describe("a list that fails part-way", () => {
  const first = page(statusRows(2), { next: "page_after=2&expand=evse&expand=evse.user" });
  const second = page(statusRows(2, 2), { next: "page_after=4" });
  const third = page(statusRows(2, 4));
  const fault = problem(500, "Server error", "Oops.");

  test.for<[string, Step]>([
    ["a status", fault],
    ["an unusable body", text("")],
    ["the connection", (request) => request.socket.resetAndDestroy()],
  ])("on page 3 by %s says where to resume, and a new list continues exactly there", async ([, failing]) => {
    const { list, queries } = await start([first, second, failing, third]);
    const { places: seen, error } = await read(list());
    expect(seen).toEqual([0, 1, 2, 3]);
    expect(error?.resumeFrom).toBe("page_after=4");
    expect((await read(list({ from: "page_after=4" }))).places).toEqual([4, 5]);
    expect(queries().slice(2)).toEqual(["page_after=4", "page_after=4"]);
  });

  test("on page 1 can only resume at its start", async () => {
    const { list } = await start([fault, fault]);
    expect((await read(list())).error).toMatchObject({ code: "api", resumeFrom: undefined });
    expect((await read(list({ from: "page_after=2" }))).error?.resumeFrom).toBe("page_after=2");
  });

  test("fails pages() and toArray() alike, with the unchanged query of the link", async () => {
    const { list } = await start([first, fault, first, fault]);
    const expected = { resumeFrom: "page_after=2&expand=evse&expand=evse.user" };
    await expect(list().toArray()).rejects.toMatchObject(expected);
    const pages = list().pages()[Symbol.asyncIterator]();
    expect((await pages.next()).value?.items).toEqual(statusRows(2));
    await expect(pages.next()).rejects.toMatchObject(expected);
    expect(await pages.next()).toEqual({ done: true, value: undefined });
  });

  test("by an error of the caller's own code rejects with that error, unchanged", async () => {
    const { url } = await startOrigin(first);
    const reason = new Error("the vault is closed");
    const tokens = ["the-token"];
    const auth = () => tokens.pop() ?? Promise.reject(reason);
    const { error } = await read(createClient({ auth, baseUrl: url }).statusLogs.list(EVSE_ID));
    expect(error).toBe(reason);
    expect(reason).not.toHaveProperty("resumeFrom");
  });
});

describe("links that lead back", () => {
  /** Serves pages named after their queries, each with a link to the next of the route. */
  const maze =
    (route: Readonly<Record<string, string>>): Step =>
    (request, response, index) => {
      const next = route[new URL(request.url ?? "", "http://h").search.slice(1)];
      page(statusRows(1, index), next === undefined ? {} : { next })(request, response, index);
    };

  test.for<[string, route: Record<string, string>, atMost: number]>([
    ["to the page itself", { "page_size=100": "page_size=100" }, 1],
    ["from the second page to itself", { "page_size=100": "b", b: "b" }, 2],
    ["from the third page to the start", { "page_size=100": "b", b: "c", c: "page_size=100" }, 6],
    ["two pages back", { "page_size=100": "b", b: "c", c: "b" }, 5],
    ["to the start by having no query", { "page_size=100": "b", b: "" }, 2],
  ])("%s are a PaginationError without a place to resume, soon", async ([, route, atMost]) => {
    const { list, requests } = await start(maze(route));
    const { error, places: seen } = await read(list());
    expect(error).toBeInstanceOf(PaginationError);
    expect(error?.resumeFrom).toBeUndefined();
    expect(requests.length).toBeLessThanOrEqual(atMost);
    expect(seen).toHaveLength(requests.length);
  });

  test("after many pages are found within three times their number", async () => {
    const route = Object.fromEntries(range(100).map((n) => [`n=${n}`, `n=${n === 99 ? 50 : n + 1}`]));
    const { list, requests } = await start(maze({ "page_size=100": "n=0", ...route }));
    expect((await read(list())).error).toBeInstanceOf(PaginationError);
    expect(requests.length).toBeLessThanOrEqual(300);
  });

  test("are not followed for a reader who stops before", async () => {
    const { list, requests } = await start(maze({ "page_size=100": "b", b: "b" }));
    expect(await read(list({ maxItems: 2 }))).toEqual({ places: [0, 1], error: undefined });
    expect(requests).toHaveLength(2);
  });
});

describe("a row that is repeated across a page border", () => {
  test.for<[string, Step[]]>([
    ["", [page(statusRows(3), { next: "page_after=a" }), page(statusRows(3, 2))]],
    [
      ", on a page without other rows",
      [page(statusRows(3), { next: "a" }), page(statusRows(1, 2), { next: "b" }), page(statusRows(3, 2))],
    ],
    [", after an empty page", [page(statusRows(3), { next: "a" }), page([], { next: "b" }), page(statusRows(3, 2))]],
  ])("is yielded once%s, and counted once", async ([, script]) => {
    const { list } = await start([...script, ...script]);
    expect(await read(list())).toEqual({ places: range(5), error: undefined });
    expect(await read(list({ maxItems: 4 }))).toEqual({ places: range(4), error: undefined });
  });

  test("is recognized by its timestamp; rows without one are all kept", async () => {
    const { list } = await start([
      page([{ place: 0 }, { place: 1 }], { next: "page_after=a" }),
      page([{ place: 2 }, { place: 3, sampled_at: null }], { next: "page_after=b" }),
      page([...statusRows(1, 4), { place: 5, sampled_at: null }], { next: "page_after=c" }),
      page([{ place: 6, sampled_at: null }]),
    ]);
    expect(await read(list())).toEqual({ places: range(7), error: undefined });
  });
});
