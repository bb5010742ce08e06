// Lists page by page: order, size, both directions, the end, and new logs.

import { expect } from "vitest";
import { type Behaviour, callsOf, ofBoth, readPage, readPages } from "./behaviour.ts";
import { between, expectNewestFirst, timestampsOf } from "./timestamps.ts";

const DAY_MS = 86_400_000;

export const paging: Behaviour[] = [
  ...ofBoth("page", "a page is newest first and has page_size logs", async (provider, family) => {
    const list = callsOf(provider.client(), family).list(provider.evseId, { page_size: 2 });
    const { items, rateLimit, response } = await readPage(list);

    expect(items).toHaveLength(2);
    expectNewestFirst(items, family);
    expect(rateLimit).toEqual({ limit: expect.any(Number), remaining: expect.any(Number) });
    expect(response.headers.get("Content-Type")).toMatch(/^application\/json(;|$)/);
  }),

  ...ofBoth(
    "rows",
    "pages are consecutive parts of one list, with links in both directions",
    async (provider, family) => {
      const { client, evseId } = provider;
      const calls = callsOf(client(), family);
      const timestamps = timestampsOf((await readPage(calls.list(evseId, { page_size: 6 }))).items, family);
      // The bound excludes logs that arrive meanwhile.
      const query = { ...between(family, undefined, timestamps[0]), page_size: 3 };
      const pages = await readPages(calls.list(evseId, query, { maxItems: 6 }));
      const back = await readPage(callsOf(client(), family).list(evseId, {}, { from: pages[1]?.previous }));

      expect(timestamps).toHaveLength(6);
      expect(pages.map(({ items }) => timestampsOf(items, family))).toEqual([
        timestamps.slice(0, 3),
        timestamps.slice(3),
      ]);
      expect(timestampsOf(back.items, family)).toEqual(timestamps.slice(0, 3));
      expect(provider.exchanges).toHaveLength(4);
    },
  ),

  ...ofBoth("control", "next and previous lead through the same pages from end to end", async (provider, family) => {
    const { client, evseId, exchanges } = provider;
    const calls = callsOf(client(), family);
    const { items: rows } = await readPage(calls.list(evseId));
    const down = await readPages(calls.list(evseId, { page_size: 4 }));
    const up = [];
    for (let from = down.at(-1)?.previous; from && up.length < down.length; from = up[0]?.previous) {
      up.unshift(await readPage(calls.list(evseId, {}, { from })));
    }

    expectNewestFirst(rows, family);
    expect(down.flatMap(({ items }) => items)).toEqual(rows);
    expect(up.map(({ items }) => items)).toEqual(down.slice(0, -1).map(({ items }) => items));
    expect(new Set(up.map(({ items }) => items.length))).toEqual(new Set([4]));
    expect([down[0]?.previous, down.at(-1)?.next]).toEqual([undefined, undefined]);
    expect(exchanges).toHaveLength(1 + down.length + up.length);
  }),

  ...ofBoth(
    "control",
    "a list ends with its last page, even if that page is full",
    async ({ client, evseId, exchanges }, family) => {
      const calls = callsOf(client(), family);
      const { items: rows } = await readPage(calls.list(evseId, { page_size: 6 }));
      const oldest = timestampsOf(rows, family).at(-1);
      const pages = await readPages(calls.list(evseId, { ...between(family, oldest), page_size: 3 }));

      expect(pages.map(({ items }) => items)).toEqual([rows.slice(0, 3), rows.slice(3)]);
      expect(exchanges).toHaveLength(3);
    },
  ),

  ...ofBoth("control", "maxItems requests no page that it does not need", async (provider, family) => {
    const { client, evseId, exchanges } = provider;
    const rows = await callsOf(client(), family).list(evseId, { page_size: 3 }, { maxItems: 5 }).toArray();

    expect(rows).toHaveLength(5);
    expect(exchanges).toHaveLength(2);
  }),

  ...ofBoth("control", "a page has 25 logs by default, and the client requests 100", async (provider, family) => {
    provider.restart({ from: "2024-02-01T00:00:00Z" });
    const { client, evseId } = provider;
    const { data } = await family.operation.send(client());
    const { items: rows } = await readPage(callsOf(client(), family).list(evseId));

    expect(rows).toHaveLength(100);
    expect(data).toEqual(rows.slice(0, 25));
  }),

  ...ofBoth("control", "page_before is ignored if page_after is given", async ({ client, evseId }, family) => {
    const calls = callsOf(client(), family);
    const { items: rows } = await readPage(calls.list(evseId, { page_size: 8 }));
    const [, , page_after, , , page_before] = timestampsOf(rows, family);
    const { items } = await readPage(calls.list(evseId, { page_after, page_before, page_size: 3 }));

    expect(items).toEqual(rows.slice(3, 6));
  }),

  ...ofBoth("control", "any string is accepted as a cursor", async ({ client, evseId }, family) => {
    const list = callsOf(client(), family).list(evseId, { page_after: "a b&c=d/ü" });

    expect(await list.toArray()).toEqual([]);
  }),

  ...ofBoth("control", "new logs come first and do not shift earlier pages", async (provider, family) => {
    const { client, evseId } = provider;
    const calls = callsOf(client(), family);
    const before = await readPage(calls.list(evseId, { page_size: 3 }));
    const [page_before = ""] = timestampsOf(before.items, family);
    provider.nowMs += DAY_MS;
    const { items: rows } = await readPage(calls.list(evseId));
    const next = await readPage(calls.list(evseId, {}, { from: before.next }));
    const newer = await readPage(calls.list(evseId, { page_before, page_size: 3 }));

    const place = timestampsOf(rows, family).indexOf(page_before);
    expect(place).toBeGreaterThan(3);
    expect([newer, before, next].flatMap(({ items }) => items)).toEqual(rows.slice(place - 3, place + 6));
  }),
];
