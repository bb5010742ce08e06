// Filters: bounds are moments, include what lies on them, and hold on every page.

import { expect } from "vitest";
import {
  type Behaviour,
  type Calls,
  callsOf,
  type Family,
  ofBoth,
  type Row,
  readPage,
  readPages,
} from "./behaviour.ts";
import { between, inAnotherZone, laterBy, stampsOf } from "./stamps.ts";

interface Newest {
  readonly rows: readonly Row[];
  readonly stamps: readonly string[];
}

async function readNewest(count: number, calls: Calls, evseId: string, family: Family): Promise<Newest> {
  const { items } = await readPage(calls.list(evseId, { page_size: count }));
  return { rows: items, stamps: stampsOf(items, family) };
}

export const filters: Behaviour[] = [
  ...ofBoth("rows", "bounds include what lies on them, and nothing else", async (provider, family) => {
    const { client, evseId } = provider;
    const calls = callsOf(client(), family);
    const { stamps } = await readNewest(5, calls, evseId, family);
    const [, later = "", , earlier = ""] = stamps;
    const stampsBetween = async (gte: string, lte: string) =>
      stampsOf(await calls.list(evseId, { ...between(family, gte, lte), page_size: 5 }).toArray(), family);

    expect(await stampsBetween(earlier, later)).toEqual(stamps.slice(1, 4));
    expect(await stampsBetween(laterBy(1, earlier), laterBy(-1, later))).toEqual(stamps.slice(2, 3));
  }),

  ...ofBoth("control", "each bound holds without the other", async ({ client, evseId }, family) => {
    const calls = callsOf(client(), family);
    const { rows, stamps } = await readNewest(8, calls, evseId, family);
    const newer = await calls.list(evseId, between(family, stamps[4])).toArray();
    const older = await calls.list(evseId, between(family, undefined, stamps[4]), { maxItems: 4 }).toArray();

    expect(newer).toEqual(rows.slice(0, 5));
    expect(older).toEqual(rows.slice(4));
  }),

  ...ofBoth("control", "bounds are moments, in whatever zone they are written", async ({ client, evseId }, family) => {
    const calls = callsOf(client(), family);
    const { rows, stamps } = await readNewest(5, calls, evseId, family);
    const [, later = "", , earlier = ""] = stamps;
    const query = between(family, inAnotherZone(earlier), inAnotherZone(later));

    expect(await calls.list(evseId, query).toArray()).toEqual(rows.slice(1, 4));
  }),

  ...ofBoth("control", "between two neighbours there is one empty page", async ({ client, evseId }, family) => {
    const calls = callsOf(client(), family);
    const [later = "", earlier = ""] = (await readNewest(2, calls, evseId, family)).stamps;
    const pages = await readPages(calls.list(evseId, between(family, laterBy(1, earlier), laterBy(-1, later))));

    expect(pages).toMatchObject([{ items: [], next: undefined, previous: undefined }]);
  }),

  ...ofBoth("control", "bounds hold on every page, in both directions", async ({ client, evseId }, family) => {
    const calls = callsOf(client(), family);
    const { rows, stamps } = await readNewest(9, calls, evseId, family);
    const pages = await readPages(calls.list(evseId, { ...between(family, stamps[7], stamps[1]), page_size: 3 }));
    const again = await readPages(calls.list(evseId, {}, { from: pages[1]?.previous }));

    expect(pages.map(({ items }) => items)).toEqual([rows.slice(1, 4), rows.slice(4, 7), rows.slice(7, 8)]);
    expect(again.map(({ items }) => items)).toEqual(pages.map(({ items }) => items));
    expect(again[0]?.previous).toBeUndefined();
  }),
];
