// Lists that go wrong on the way: nothing may be lost, doubled or walked for ever.

import { describe, expect, test } from "vitest";
import { EVSE_ID, statusRows } from "../tests/support/rows.ts";
import { page, problem, type Step, startOrigin, text } from "../tests/support/scripted-origin.ts";
import { createClient, PaginationError, type StatusLog } from "./index.ts";

async function start(script: Step | readonly Step[]) {
  const { url, requests } = await startOrigin(script);
  const { statusLogs } = createClient({ auth: "the-token", baseUrl: url, maxRetries: 0 });
  return { requests, list: (options?: { from?: string; maxItems?: number }) => statusLogs.list(EVSE_ID, {}, options) };
}

/** Reads to the end or the failure, and gives the places of the rows and the error. */
async function read(logs: AsyncIterable<StatusLog>) {
  const places: number[] = [];
  try {
    for await (const log of logs) places.push((log as StatusLog & { place: number }).place);
  } catch (error) {
    return { places, error: error as { resumeFrom?: string } };
  }
  return { places, error: undefined };
}

const fault = problem(500, "Server error", "Oops.");
const empty = text("");

describe("a list that fails part-way", () => {
  const first = page(statusRows(2), { next: "page_after=2&expand=evse&expand=evse.user" });
  const second = page(statusRows(2, 2), { next: "page_after=4" });
  const third = page(statusRows(2, 4));

  test.for<[string, Step]>([
    ["a status", fault],
    ["an unusable body", empty],
    ["the connection", (request) => request.socket.resetAndDestroy()],
  ])("on page 3 by %s says where to go on, and a new list does so exactly", async ([, failing]) => {
    const { list, requests } = await start([first, second, failing, third]);
    const { places, error } = await read(list());
    expect(places).toEqual([0, 1, 2, 3]);
    expect(error?.resumeFrom).toBe("page_after=4");
    const { places: rest } = await read(list({ from: "page_after=4" }));
    expect(rest).toEqual([4, 5]);
    expect(requests.slice(2).map((request) => request.query)).toEqual(["page_after=4", "page_after=4"]);
  });

  test("on page 2 keeps the query of the link to the letter", async () => {
    const { list } = await start([first, fault]);
    expect((await read(list())).error?.resumeFrom).toBe("page_after=2&expand=evse&expand=evse.user");
  });

  test("on page 1 has nowhere else to go on from than its start", async () => {
    const { list } = await start([fault, fault]);
    expect((await read(list())).error).toMatchObject({ code: "api", resumeFrom: undefined });
    expect((await read(list({ from: "page_after=2" }))).error?.resumeFrom).toBe("page_after=2");
  });

  test("fails pages() and toArray() alike", async () => {
    const { list } = await start([first, fault, first, fault]);
    await expect(list().toArray()).rejects.toHaveProperty("resumeFrom", "page_after=2&expand=evse&expand=evse.user");
    const pages = list().pages()[Symbol.asyncIterator]();
    expect((await pages.next()).value?.items).toEqual(statusRows(2));
    await expect(pages.next()).rejects.toHaveProperty("resumeFrom", "page_after=2&expand=evse&expand=evse.user");
    expect(await pages.next()).toEqual({ done: true, value: undefined });
  });

  test("for the same reason as another list still has its own place", async () => {
    const { url } = await startOrigin((...exchange) => first(...exchange));
    const reason = new Error("the vault is closed");
    let calls = 0;
    const { statusLogs } = createClient({
      auth: () => (++calls === 1 ? "the-token" : Promise.reject(reason)),
      baseUrl: url,
    });
    const late = await read(statusLogs.list(EVSE_ID));
    const early = await read(statusLogs.list(EVSE_ID, {}, { from: "page_after=9" }));
    expect([late.error?.resumeFrom, early.error?.resumeFrom]).toEqual([
      "page_after=2&expand=evse&expand=evse.user",
      "page_after=9",
    ]);
  });
});

describe("links that lead back", () => {
  /** Serves pages named after their queries, each with a link to the next of the route. */
  const maze =
    (route: Readonly<Record<string, string>>): Step =>
    (request, response, index) => {
      const place = new URL(request.url ?? "", "http://h").search.slice(1);
      const next = route[place];
      page(statusRows(1, index), next === undefined ? {} : { next })(request, response, index);
    };

  test.for<[string, route: Record<string, string>, atMost: number]>([
    ["to the page itself", { "page_size=100": "page_size=100" }, 1],
    ["from the second page to itself", { "page_size=100": "b", b: "b" }, 2],
    ["from the second page to the start", { "page_size=100": "b", b: "page_size=100" }, 3],
    ["from the third page to the start", { "page_size=100": "b", b: "c", c: "page_size=100" }, 6],
    ["two pages back", { "page_size=100": "b", b: "c", c: "b" }, 5],
    ["three pages back", { "page_size=100": "b", b: "c", c: "d", d: "b" }, 7],
    ["to the start by having no query", { "page_size=100": "b", b: "" }, 2],
  ])("%s are a PaginationError, soon", async ([, route, atMost]) => {
    const { list, requests } = await start(maze(route));
    const { error, places } = await read(list());
    expect(error).toBeInstanceOf(PaginationError);
    expect(requests.length).toBeLessThanOrEqual(atMost);
    expect(places).toHaveLength(requests.length);
  });

  test("give nowhere to go on from", async () => {
    const { list } = await start(maze({ "page_size=100": "b", b: "b" }));
    const { error } = await read(list());
    expect(error).toMatchObject({ code: "pagination", message: "The next page leads back to one already seen" });
    // Whoever went on there would read the loop again.
    expect(error?.resumeFrom).toBeUndefined();
  });

  test("after a long way are found within three times the way", async () => {
    const route = Object.fromEntries(Array.from({ length: 100 }, (_, n) => [`n=${n}`, `n=${n === 99 ? 50 : n + 1}`]));
    const { list, requests } = await start(maze({ "page_size=100": "n=0", ...route }));
    expect((await read(list())).error).toBeInstanceOf(PaginationError);
    expect(requests.length).toBeLessThanOrEqual(300);
  });

  test("to where `from` started are found too", async () => {
    const { list, requests } = await start(maze({ b: "b" }));
    expect((await read(list({ from: "b" }))).error).toBeInstanceOf(PaginationError);
    expect(requests).toHaveLength(1);
  });

  test("do no harm to who does not get there", async () => {
    const { list, requests } = await start(maze({ "page_size=100": "b", b: "b" }));
    expect(await read(list({ maxItems: 2 }))).toEqual({ places: [0, 1], error: undefined });
    expect(requests).toHaveLength(2);
  });
});

describe("a row that comes twice across a page border", () => {
  test("comes out once", async () => {
    const { list } = await start([
      page(statusRows(3), { next: "page_after=a" }),
      page(statusRows(3, 2), { next: "page_after=b" }),
      page(statusRows(3, 3)),
    ]);
    expect(await read(list())).toEqual({ places: [0, 1, 2, 3, 4, 5], error: undefined });
  });

  test("comes out once even if a page has nothing else", async () => {
    const { list } = await start([
      page(statusRows(2), { next: "page_after=a" }),
      page(statusRows(1, 1), { next: "page_after=b" }),
      page(statusRows(2, 1)),
    ]);
    expect(await read(list())).toEqual({ places: [0, 1, 2], error: undefined });
  });

  test("comes out once even if an empty page lies between", async () => {
    const { list } = await start([
      page(statusRows(2), { next: "page_after=a" }),
      page([], { next: "page_after=b" }),
      page(statusRows(2, 1)),
    ]);
    expect(await read(list())).toEqual({ places: [0, 1, 2], error: undefined });
  });

  test("does not count towards maxItems", async () => {
    const { list } = await start([page(statusRows(2), { next: "page_after=a" }), page(statusRows(3, 1))]);
    expect(await read(list({ maxItems: 4 }))).toEqual({ places: [0, 1, 2, 3], error: undefined });
  });

  test("is told by its stamp; rows without one are all kept", async () => {
    const { list } = await start([
      page([{ place: 0 }, { place: 1 }], { next: "page_after=a" }),
      page([{ place: 2 }, { place: 3, sampled_at: null }], { next: "page_after=b" }),
      page([...statusRows(1, 4), { place: 5, sampled_at: null }], { next: "page_after=c" }),
      page([{ place: 6, sampled_at: null }]),
    ]);
    expect(await read(list())).toEqual({ places: [0, 1, 2, 3, 4, 5, 6], error: undefined });
  });
});

test("rows that arrive at the top while paging do no harm", async () => {
  // Cursors name rows, so the rows behind one stay the same whatever comes before them.
  let arrived = 0;
  const { list } = await start((request, response, index) => {
    arrived += 2;
    const after = new URL(request.url ?? "", "http://h").searchParams.get("page_after");
    const from = after === null ? -arrived : Number(after);
    const next = from + 3;
    page(statusRows(3, from), next < 12 ? { next: `page_after=${next}` } : {})(request, response, index);
  });
  const { places: rows } = await read(list());
  expect(rows).toEqual(Array.from({ length: rows.length }, (_, index) => index - 2));
  expect(rows.at(-1)).toBe(12);
});

test("two lists that wait for the same failing token each get their own place to go on from", async () => {
  const failing = Promise.withResolvers<string>();
  const origin = await startOrigin([]);
  const source = { getToken: () => failing.promise, invalidate: () => {} };
  const { statusLogs } = createClient({ auth: source, baseUrl: origin.url });
  const lists = ["page_after=1", "page_after=2", undefined].map((from) =>
    statusLogs
      .list(EVSE_ID, {}, { from })
      .toArray()
      .catch((error: unknown) => error),
  );
  failing.reject(new Error("the vault is closed"));
  const errors = (await Promise.all(lists)) as { message: string; resumeFrom: unknown }[];
  expect(errors.map(({ resumeFrom }) => resumeFrom)).toEqual(["page_after=1", "page_after=2", undefined]);
  for (const error of errors) expect(error).toMatchObject({ message: "the vault is closed" });
});
