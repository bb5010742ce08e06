// Lists page by page: order, size, both directions, the end, and what time does to them.

import { expect } from "vitest";
import { type Behaviour, callsOf, ofBoth, readPage, readPages } from "./behaviour.ts";
import { between, expectNewestFirst, stampsOf } from "./stamps.ts";

const DAY_MS = 86_400_000;

export const paging: Behaviour[] = [
  ...ofBoth("page", "a page is newest first, and as long as it was asked for", async (provider, family) => {
    const list = callsOf(provider.client(), family).list(provider.evseId, { page_size: 2 });
    const { items, rateLimit, response } = await readPage(list);

    expect(items).toHaveLength(2);
    expectNewestFirst(items, family);
    expect(rateLimit).toEqual({ limit: expect.any(Number), remaining: expect.any(Number) });
    expect(response.headers.get("Content-Type")).toMatch(/^application\/json(;|$)/);
  }),

  ...ofBoth("rows", "pages are parts of one list, and lead back and forth", async (provider, family) => {
    const { client, evseId } = provider;
    const calls = callsOf(client(), family);
    const stamps = stampsOf((await readPage(calls.list(evseId, { page_size: 6 }))).items, family);
    // Bounded, for the list may grow meanwhile.
    const query = { ...between(family, undefined, stamps[0]), page_size: 3 };
    const pages = await readPages(calls.list(evseId, query, { maxItems: 6 }));
    const back = await readPage(callsOf(client(), family).list(evseId, {}, { from: pages[1]?.previous }));

    expect(stamps).toHaveLength(6);
    expect(pages.map(({ items }) => stampsOf(items, family))).toEqual([stamps.slice(0, 3), stamps.slice(3)]);
    expect(stampsOf(back.items, family)).toEqual(stamps.slice(0, 3));
    expect(provider.exchanges).toHaveLength(4);
  }),

  ...ofBoth("control", "both directions lead from end to end through the same pages", async (provider, family) => {
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

  ...ofBoth("control", "a list whose last page is full ends with it", async ({ client, evseId, exchanges }, family) => {
    const calls = callsOf(client(), family);
    const { items: rows } = await readPage(calls.list(evseId, { page_size: 6 }));
    const oldest = stampsOf(rows, family).at(-1);
    const pages = await readPages(calls.list(evseId, { ...between(family, oldest), page_size: 3 }));

    expect(pages.map(({ items }) => items)).toEqual([rows.slice(0, 3), rows.slice(3)]);
    expect(exchanges).toHaveLength(3);
  }),

  ...ofBoth("control", "maxItems asks for no page that it does not take", async (provider, family) => {
    const { client, evseId, exchanges } = provider;
    const rows = await callsOf(client(), family).list(evseId, { page_size: 3 }, { maxItems: 5 }).toArray();

    expect(rows).toHaveLength(5);
    expect(exchanges).toHaveLength(2);
  }),

  ...ofBoth("control", "a page has 25 logs unless told otherwise, by the client 100", async (provider, family) => {
    provider.restart({ from: "2024-02-01T00:00:00Z" });
    const { client, evseId } = provider;
    const { data } = await family.operation.send(client());
    const { items: rows } = await readPage(callsOf(client(), family).list(evseId));

    expect(rows).toHaveLength(100);
    expect(data).toEqual(rows.slice(0, 25));
  }),

  ...ofBoth("control", "page_before is ignored beside page_after", async ({ client, evseId }, family) => {
    const calls = callsOf(client(), family);
    const { items: rows } = await readPage(calls.list(evseId, { page_size: 8 }));
    const [, , page_after, , , page_before] = stampsOf(rows, family);
    const { items } = await readPage(calls.list(evseId, { page_after, page_before, page_size: 3 }));

    expect(items).toEqual(rows.slice(3, 6));
  }),

  ...ofBoth("control", "any string is a cursor, even if it leads nowhere", async ({ client, evseId }, family) => {
    const list = callsOf(client(), family).list(evseId, { page_after: "a b&c=d/ü" });

    expect(await list.toArray()).toEqual([]);
  }),

  ...ofBoth("control", "what comes later is on top, and moves no page read before", async (provider, family) => {
    const { client, evseId } = provider;
    const calls = callsOf(client(), family);
    const before = await readPage(calls.list(evseId, { page_size: 3 }));
    const [page_before = ""] = stampsOf(before.items, family);
    provider.nowMs += DAY_MS;
    const { items: rows } = await readPage(calls.list(evseId));
    const next = await readPage(calls.list(evseId, {}, { from: before.next }));
    const newer = await readPage(calls.list(evseId, { page_before, page_size: 3 }));

    const place = stampsOf(rows, family).indexOf(page_before);
    expect(place).toBeGreaterThan(3);
    expect([newer, before, next].flatMap(({ items }) => items)).toEqual(rows.slice(place - 3, place + 6));
  }),
];
