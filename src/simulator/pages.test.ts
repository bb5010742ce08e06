// Pages of a small series whose rows are known by heart, and of many that are not.

import fc from "fast-check";
import { describe, expect, test, vi } from "vitest";
import { knownFrom, linkHeader, type PageRequest, readPage } from "./pages.ts";
import type { Entry, Series } from "./series.ts";
import { formatStamp } from "./stamps.ts";

/** A series of these stamps; each row is known five microseconds later. */
function seriesOf(stamps: readonly number[]): Series {
  const entries = stamps.map((stampUs): Entry => ({ stampUs, loggedUs: stampUs + 5, fields: {} }));
  return {
    descending: (fromUs) => entries.toReversed().filter(({ stampUs }) => stampUs <= fromUs),
    ascending: (fromUs) => entries.filter(({ stampUs }) => stampUs >= fromUs),
  };
}

const SEVEN = seriesOf([10, 20, 30, 40, 50, 60, 70]);
const NEWEST = { towards: "older", stampUs: Infinity } as const;

/** The page's stamps, and its cursors as numbers. */
function read({
  series = SEVEN,
  nowUs = 1000,
  ...request
}: Partial<PageRequest> & { series?: Series; nowUs?: number }) {
  const { entries, before, after } = readPage(
    series,
    { size: 3, minUs: -Infinity, maxUs: Infinity, cursor: NEWEST, ...request },
    nowUs,
  );
  const number = (cursor: string | undefined) => cursor && Number(cursor.slice(-4, -1));
  return { stamps: entries.map(({ stampUs }) => stampUs), before: number(before), after: number(after) };
}

const olderThan = (stampUs: number) => ({ towards: "older", stampUs }) as const;
const newerThan = (stampUs: number) => ({ towards: "newer", stampUs }) as const;

describe("the first page", () => {
  test("has the newest rows, newest first, and nothing before it", () => {
    expect(read({})).toEqual({ stamps: [70, 60, 50], before: undefined, after: 50 });
  });

  test.for([7, 8])("is the last as well if all rows fit: %d", (size) => {
    expect(read({ size })).toEqual({ stamps: [70, 60, 50, 40, 30, 20, 10], before: undefined, after: undefined });
  });

  test("is empty where there are no rows", () => {
    expect(read({ series: seriesOf([]) })).toEqual({ stamps: [], before: undefined, after: undefined });
  });
});

describe("page_after", () => {
  test("leads to the rows below the cursor, with links both ways", () => {
    expect(read({ cursor: olderThan(50) })).toEqual({ stamps: [40, 30, 20], before: 40, after: 20 });
  });

  test("a last page that is exactly full has nothing after it", () => {
    expect(read({ cursor: olderThan(40) })).toEqual({ stamps: [30, 20, 10], before: 30, after: undefined });
  });

  test("need not be the stamp of a row", () => {
    expect(read({ cursor: olderThan(45) }).stamps).toEqual([40, 30, 20]);
    expect(read({ cursor: olderThan(40.5) }).stamps).toEqual([40, 30, 20]);
  });

  test("below all rows there is nothing", () => {
    expect(read({ cursor: olderThan(10) })).toEqual({ stamps: [], before: undefined, after: undefined });
  });
});

describe("page_before", () => {
  test("leads to the rows just above the cursor, still newest first", () => {
    expect(read({ cursor: newerThan(20) })).toEqual({ stamps: [50, 40, 30], before: 50, after: 30 });
  });

  test("at the top, holds what is left, and has nothing before it", () => {
    expect(read({ cursor: newerThan(50) })).toEqual({ stamps: [70, 60], before: undefined, after: 60 });
    expect(read({ cursor: newerThan(40) })).toEqual({ stamps: [70, 60, 50], before: undefined, after: 50 });
  });

  test("need not be the stamp of a row", () => {
    expect(read({ cursor: newerThan(25) }).stamps).toEqual([50, 40, 30]);
    expect(read({ cursor: newerThan(29.5) }).stamps).toEqual([50, 40, 30]);
  });

  test("at the bottom, has nothing after it", () => {
    expect(read({ cursor: newerThan(5) })).toEqual({ stamps: [30, 20, 10], before: 30, after: undefined });
  });

  test("above all rows there is nothing", () => {
    expect(read({ cursor: newerThan(70) })).toEqual({ stamps: [], before: undefined, after: undefined });
    expect(read({ cursor: newerThan(Infinity) })).toEqual({ stamps: [], before: undefined, after: undefined });
  });
});

describe("bounds", () => {
  test("are inclusive", () => {
    expect(read({ minUs: 30, maxUs: 50 })).toEqual({ stamps: [50, 40, 30], before: undefined, after: undefined });
    expect(read({ minUs: 31, maxUs: 49 })).toEqual({ stamps: [40], before: undefined, after: undefined });
  });

  test("hold for both cursors and for both links", () => {
    expect(read({ minUs: 20, maxUs: 60, size: 2 })).toEqual({ stamps: [60, 50], before: undefined, after: 50 });
    expect(read({ minUs: 20, maxUs: 60, size: 2, cursor: olderThan(50) })).toEqual({
      stamps: [40, 30],
      before: 40,
      after: 30,
    });
    expect(read({ minUs: 20, maxUs: 60, size: 2, cursor: olderThan(30) })).toEqual({
      stamps: [20],
      before: 20,
      after: undefined,
    });
    expect(read({ minUs: 20, maxUs: 60, size: 2, cursor: newerThan(0) })).toEqual({
      stamps: [30, 20],
      before: 30,
      after: undefined,
    });
    expect(read({ minUs: 20, maxUs: 60, size: 3, cursor: newerThan(40) })).toEqual({
      stamps: [60, 50],
      before: undefined,
      after: 50,
    });
  });

  test("may leave nothing", () => {
    expect(read({ minUs: 50, maxUs: 30 }).stamps).toEqual([]);
    expect(read({ minUs: 71 }).stamps).toEqual([]);
    expect(read({ minUs: 2000, cursor: newerThan(0) }).stamps).toEqual([]);
    expect(read({ maxUs: 9 }).stamps).toEqual([]);
  });
});

describe("what is logged later than now", () => {
  test("is not there yet", () => {
    expect(read({ nowUs: 54 })).toEqual({ stamps: [40, 30, 20], before: undefined, after: 20 });
    expect(read({ nowUs: 55 })).toEqual({ stamps: [50, 40, 30], before: undefined, after: 30 });
  });

  test("is no page that precedes either", () => {
    expect(read({ nowUs: 54, cursor: newerThan(20) })).toEqual({ stamps: [40, 30], before: undefined, after: 30 });
    expect(read({ nowUs: 54, cursor: newerThan(20), size: 1 })).toEqual({ stamps: [30], before: 30, after: 30 });
  });

  test("is not asked for beyond now", () => {
    const ascending = vi.fn((fromUs: number) => SEVEN.ascending(fromUs));
    const series = { ...SEVEN, ascending };
    expect(read({ series, nowUs: 60, cursor: newerThan(60) }).stamps).toEqual([]);
    expect(read({ series, nowUs: 60, cursor: newerThan(Infinity) }).stamps).toEqual([]);
    expect(ascending).not.toHaveBeenCalled();
    expect(read({ series, nowUs: 75, cursor: newerThan(69) }).stamps).toEqual([70]);
  });

  test("is not looked through where it never ends", () => {
    const endless: Series = {
      descending: SEVEN.descending,
      *ascending(fromUs) {
        for (let stampUs = fromUs; ; stampUs++) yield { stampUs, loggedUs: stampUs, fields: {} };
      },
    };
    expect(read({ series: endless, nowUs: 30, cursor: newerThan(27) }).stamps).toEqual([30, 29, 28]);
    expect(read({ series: endless, nowUs: 30, cursor: newerThan(29) }).stamps).toEqual([30]);
  });

  test("is not known from any moment on", () => {
    expect([...knownFrom(SEVEN, 60, 54)].map(({ stampUs }) => stampUs)).toEqual([40, 30, 20, 10]);
    expect([...knownFrom(SEVEN, 30, 54)].map(({ stampUs }) => stampUs)).toEqual([30, 20, 10]);
  });
});

describe("any series, walked page by page", () => {
  const cases = fc.record({
    stamps: fc
      .uniqueArray(fc.integer({ min: 0, max: 300 }), { maxLength: 40 })
      .map((list) => list.sort((a, b) => a - b)),
    size: fc.integer({ min: 1, max: 9 }),
    minUs: fc.integer({ min: -10, max: 310 }),
    maxUs: fc.integer({ min: -10, max: 310 }),
    nowUs: fc.integer({ min: 0, max: 320 }),
  });
  const us = (cursor: string) => Number(cursor.slice(-4, -1));

  test("gives every row within the bounds once, in both directions, in the same pages", () => {
    fc.assert(
      fc.property(cases, ({ stamps, size, minUs, maxUs, nowUs }) => {
        const series = seriesOf(stamps);
        const page = (cursor: PageRequest["cursor"]) => readPage(series, { size, minUs, maxUs, cursor }, nowUs);
        const pages = [page(NEWEST)];
        for (let { after } = pages[0] as (typeof pages)[0]; after !== undefined; { after } = pages.at(-1) as never) {
          pages.push(page(olderThan(us(after))));
        }
        const visible = stamps.filter((stamp) => stamp >= minUs && stamp <= maxUs && stamp + 5 <= nowUs);
        expect(pages.flatMap(({ entries }) => entries.map(({ stampUs }) => stampUs))).toEqual(visible.reverse());
        expect(pages.slice(0, -1).every(({ entries }) => entries.length === size)).toBe(true);

        const back = [pages.at(-1) as (typeof pages)[0]];
        for (let { before } = back[0] as (typeof pages)[0]; before !== undefined; { before } = back[0] as never) {
          back.unshift(page(newerThan(us(before))));
        }
        expect(back).toEqual(pages);
      }),
    );
  });
});

describe("the Link header", () => {
  const url = new URL("https://simulator.example/v2/evses/e/status_logs?page_size=3&page_after=x&what=ever");
  const kept = [
    ["page_size", "3"],
    ["sampled_at__gte", "2024-04-17T09:39:45+02:00"],
    ["expand", "evse.model"],
    ["expand", "evse.user"],
  ] as const;

  test("names both neighbours, each by the cursor first and then what is kept", () => {
    const page = { entries: [], before: formatStamp(40), after: formatStamp(20) };
    const rest = "page_size=3&sampled_at__gte=2024-04-17T09%3A39%3A45%2B02%3A00&expand=evse.model&expand=evse.user";
    expect(linkHeader(url, page, kept)).toBe(
      `<https://simulator.example/v2/evses/e/status_logs?page_before=1970-01-01T00%3A00%3A00.000040Z&${rest}>; rel="previous", ` +
        `<https://simulator.example/v2/evses/e/status_logs?page_after=1970-01-01T00%3A00%3A00.000020Z&${rest}>; rel="next"`,
    );
  });

  test("has about:blank at the ends", () => {
    const page = { entries: [], before: undefined, after: undefined };
    expect(linkHeader(url, page, [])).toBe('<about:blank>; rel="previous", <about:blank>; rel="next"');
  });
});
