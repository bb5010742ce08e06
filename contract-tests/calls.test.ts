// The four typed calls against the mock: what they send, what they give back, and that nothing is sent for a bad argument.

import { describe, expect, expectTypeOf, test } from "vitest";
import { type CommandLog, InvalidArgumentError, type StatusLog } from "../src/index.ts";
import { charging, EVSE_ID, examples, STAMP, scheduledCharging } from "./fixtures.ts";
import { useMock } from "./mock.ts";

const mock = useMock();

const STATUS_LOGS = "/evses/evse01HSH04KDEWF6Z4DB2J77J74K5/status_logs";
const COMMAND_LOGS = "/evses/evse01HSH04KDEWF6Z4DB2J77J74K5/command_logs";

/** The path, with colons as they were before they were encoded, and the query of each request of the running test. */
function sent(): [string, string][] {
  return mock.exchanges.map(({ path, query }) => [decodeURIComponent(path), decodeURIComponent(`${query}`)]);
}

type ItemOf<List> = List extends AsyncIterable<infer Item> ? Item : never;

async function collect<List extends AsyncIterable<unknown>>(list: List): Promise<ItemOf<List>[]> {
  const items: unknown[] = [];
  for await (const item of list) items.push(item);
  return items as ItemOf<List>[];
}

describe.each([
  { family: "statusLogs", path: STATUS_LOGS, body: examples.listEvseStatusLogs.page, log: charging },
  { family: "commandLogs", path: COMMAND_LOGS, body: examples.listEvseCommandLogs.page, log: scheduledCharging },
] as const)("$family", ({ family, path, body, log }) => {
  test("list asks for the largest page and stops after it, for its link to the next page is about:blank", async () => {
    expect(await mock.client()[family].list(EVSE_ID).toArray()).toEqual(body);
    expect(sent()).toEqual([[path, "page_size=100"]]);
  });

  test("list gives the same items one by one", async () => {
    expect(await collect(mock.client()[family].list(EVSE_ID))).toEqual(body);
  });

  test("a page knows its neighbours, the rate limit and its response", async () => {
    const pages = await collect(mock.client()[family].list(EVSE_ID).pages());

    expect(pages).toHaveLength(1);
    expect(pages[0]).toMatchObject({ items: body, rateLimit: { limit: 1000, remaining: 987 } });
    expect(pages[0]?.next).toBeUndefined();
    expect(pages[0]?.previous).toBe("page_before=2024-04-17T09%3A39%3A45.984584Z&page_size=25");
    expect(pages[0]?.response.headers.get("EvEnergy-Version")).toBe("2");
  });

  test("an empty page is a page like any other: its link tells the end", async () => {
    const pages = await collect(mock.client({ prefer: "example=emptyPage" })[family].list(EVSE_ID).pages());

    expect(pages.map(({ items, next }) => ({ items, next }))).toEqual([{ items: [], next: undefined }]);
  });

  test("list goes on from a page's neighbour with the query of its link and no other", async () => {
    const [page] = await collect(mock.client()[family].list(EVSE_ID).pages());
    await mock.client()[family].list(EVSE_ID, { page_size: 7 }, { from: page?.previous }).toArray();

    expect(sent().at(-1)).toEqual([path, "page_before=2024-04-17T09:39:45.984584Z&page_size=25"]);
  });

  test("maxItems ends the items, and pages with the page that reaches it", async () => {
    const list = mock.client()[family].list(EVSE_ID, {}, { maxItems: 1 });

    expect(await list.toArray()).toEqual([body[0]]);
    expect((await collect(list.pages())).map(({ items }) => items)).toEqual([body]);
    expect(sent()).toEqual([
      [path, "page_size=100"],
      [path, "page_size=100"],
    ]);
  });

  test.for([1, 25, 100])("list sends page_size=%d when asked to", async (page_size) => {
    await mock.client()[family].list(EVSE_ID, { page_size }).toArray();

    expect(sent()).toEqual([[path, `page_size=${page_size}`]]);
  });

  test("list sends cursors as they are", async () => {
    await mock.client()[family].list(EVSE_ID, { page_after: "a b&c=d", page_before: STAMP }).toArray();

    expect(Object.fromEntries(mock.exchanges[0]?.query ?? [])).toEqual({
      page_after: "a b&c=d",
      page_before: "2024-04-17T09:39:45.984584Z",
      page_size: "100",
    });
  });

  test("get gives one log, asked for by its exact time stamp", async () => {
    expect(await mock.client()[family].get(EVSE_ID, STAMP)).toEqual(log);
    expect(sent()).toEqual([[`${path}/2024-04-17T09:39:45.984584Z`, ""]]);
  });

  test("get keeps the offset of a time stamp", async () => {
    await mock.client()[family].get(EVSE_ID, "2024-04-17T11:39:45.984584+02:00");

    expect(sent()).toEqual([[`${path}/2024-04-17T11:39:45.984584+02:00`, ""]]);
  });

  test.for([
    ["evseId", "evse123", {}],
    ["evseId", "../users", {}],
    ["page_size", EVSE_ID, { page_size: 0 }],
    ["page_size", EVSE_ID, { page_size: 101 }],
    ["page_size", EVSE_ID, { page_size: 1.5 }],
    ["page_size", EVSE_ID, { page_size: Number.NaN }],
    ["expand", EVSE_ID, { expand: ["evse.make" as "evse"] }],
  ] as const)("list throws about %s at once and sends nothing: %s %j", ([argument, evseId, query]) => {
    expect(() => mock.client()[family].list(evseId, query)).toThrow(expect.objectContaining({ argument }));
    expect(() => mock.client()[family].list(evseId, query)).toThrow(InvalidArgumentError);
    expect(mock.exchanges).toEqual([]);
  });

  test.for(["2024-04-17T09:39:45", "2024-04-17", ""])(
    "get rejects the time stamp %j and sends nothing",
    async (stamp) => {
      await expect(mock.client()[family].get(EVSE_ID, stamp)).rejects.toThrow(InvalidArgumentError);
      expect(mock.exchanges).toEqual([]);
    },
  );
});

test("status logs are bounded by sampled_at", async () => {
  const bounds = { sampled_at__gte: "2024-04-17T00:00:00Z", sampled_at__lte: "2024-04-17T23:59:59.999999Z" };
  const logs = await mock.client().statusLogs.list(EVSE_ID, bounds).toArray();

  expectTypeOf(logs).toEqualTypeOf<StatusLog[]>();
  expect(Object.fromEntries(mock.exchanges[0]?.query ?? [])).toEqual({ ...bounds, page_size: "100" });
});

test("command logs are bounded by logged_at", async () => {
  const bounds = { logged_at__gte: "2024-04-17T00:00:00Z", logged_at__lte: "2024-04-17T23:59:59.999999Z" };
  const logs = await mock.client().commandLogs.list(EVSE_ID, bounds).toArray();

  expectTypeOf(logs).toEqualTypeOf<CommandLog[]>();
  expect(Object.fromEntries(mock.exchanges[0]?.query ?? [])).toEqual({ ...bounds, page_size: "100" });
});

test("the bounds of one family are no parameters of the other", () => {
  const { statusLogs, commandLogs } = mock.client();
  // @ts-expect-error command logs are not sampled
  expect(() => commandLogs.list(EVSE_ID, { sampled_at__gte: STAMP })).not.toThrow();
  // @ts-expect-error status logs are bounded by sampled_at alone
  expect(() => statusLogs.list(EVSE_ID, { logged_at__gte: STAMP })).not.toThrow();
});
