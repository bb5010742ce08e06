// Filters: bounds are inclusive, may be in any time zone, and apply to every page.

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
import { between, inAnotherZone, laterBy, timestampsOf } from "./timestamps.ts";

interface Newest {
  readonly rows: readonly Row[];
  readonly timestamps: readonly string[];
}

async function readNewest(count: number, calls: Calls, evseId: string, family: Family): Promise<Newest> {
  const { items } = await readPage(calls.list(evseId, { page_size: count }));
  return { rows: items, timestamps: timestampsOf(items, family) };
}

export const filters: Behaviour[] = [
  ...ofBoth("rows", "bounds are inclusive to the microsecond", async (provider, family) => {
    const { client, evseId } = provider;
    const calls = callsOf(client(), family);
    const { timestamps } = await readNewest(5, calls, evseId, family);
    const [, later = "", , earlier = ""] = timestamps;
    const timestampsBetween = async (gte: string, lte: string) =>
      timestampsOf(await calls.list(evseId, { ...between(family, gte, lte), page_size: 5 }).toArray(), family);

    expect(await timestampsBetween(earlier, later)).toEqual(timestamps.slice(1, 4));
    expect(await timestampsBetween(laterBy(1, earlier), laterBy(-1, later))).toEqual(timestamps.slice(2, 3));
  }),

  ...ofBoth("control", "each bound works without the other", async ({ client, evseId }, family) => {
    const calls = callsOf(client(), family);
    const { rows, timestamps } = await readNewest(8, calls, evseId, family);
    const newer = await calls.list(evseId, between(family, timestamps[4])).toArray();
    const older = await calls.list(evseId, between(family, undefined, timestamps[4]), { maxItems: 4 }).toArray();

    expect(newer).toEqual(rows.slice(0, 5));
    expect(older).toEqual(rows.slice(4));
  }),

  ...ofBoth("control", "bounds may be written in any time zone", async ({ client, evseId }, family) => {
    const calls = callsOf(client(), family);
    const { rows, timestamps } = await readNewest(5, calls, evseId, family);
    const [, later = "", , earlier = ""] = timestamps;
    const query = between(family, inAnotherZone(earlier), inAnotherZone(later));

    expect(await calls.list(evseId, query).toArray()).toEqual(rows.slice(1, 4));
  }),

  ...ofBoth("control", "a range without logs is one empty page", async ({ client, evseId }, family) => {
    const calls = callsOf(client(), family);
    const [later = "", earlier = ""] = (await readNewest(2, calls, evseId, family)).timestamps;
    const pages = await readPages(calls.list(evseId, between(family, laterBy(1, earlier), laterBy(-1, later))));

    expect(pages).toMatchObject([{ items: [], next: undefined, previous: undefined }]);
  }),

  ...ofBoth("control", "bounds apply to every page, in both directions", async ({ client, evseId }, family) => {
    const calls = callsOf(client(), family);
    const { rows, timestamps } = await readNewest(9, calls, evseId, family);
    const pages = await readPages(
      calls.list(evseId, { ...between(family, timestamps[7], timestamps[1]), page_size: 3 }),
    );
    const again = await readPages(calls.list(evseId, {}, { from: pages[1]?.previous }));

    expect(pages.map(({ items }) => items)).toEqual([rows.slice(1, 4), rows.slice(4, 7), rows.slice(7, 8)]);
    expect(again.map(({ items }) => items)).toEqual(pages.map(({ items }) => items));
    expect(again[0]?.previous).toBeUndefined();
  }),
];
