// Pages of known rows, and the links between them.

import fc from "fast-check";
import { expect, test } from "vitest";
import { EVSE_ID } from "../../../tests/support/rows.ts";
import { COMMAND_LOGS, ORIGIN, STATUS_LOGS, startTrial } from "../../../tests/support/trial.ts";
import { createSeries, type Entry } from "../charger/series.ts";
import { type Cursor, linkHeader, readPage } from "./pages.ts";

/** Returns a series of rows at these microseconds, each logged five microseconds later. */
function seriesOf(times: readonly number[]) {
  const entries = times.map((us): Entry => ({ us, loggedUs: us + 5, fields: {} }));
  return createSeries({ numberOf: () => 0, entries: () => entries, next: (number, step) => number + step }, 0, 999);
}

const NEWEST: Cursor = { direction: "older", us: Infinity };
const olderThan = (us: number): Cursor => ({ direction: "older", us });
const newerThan = (us: number): Cursor => ({ direction: "newer", us });

test.for<[what: string, cursor: Cursor, rows: number[]]>([
  ["between rows", olderThan(45), [40, 30, 20]],
  ["below all rows", olderThan(10), []],
  ["above all rows", newerThan(Infinity), []],
])("a cursor %s", ([, cursor, rows]) => {
  const series = seriesOf([10, 20, 30, 40, 50, 60, 70]);
  const page = readPage(series, { size: 3, minUs: -Infinity, maxUs: Infinity, cursor }, 1000);
  expect(page.entries.map(({ us }) => us)).toEqual(rows);
});

test("pages contain every visible row within the bounds once, and are the same in both directions", () => {
  const anyTimes = fc.uniqueArray(fc.integer({ min: 0, max: 300 }), { maxLength: 40 });
  const cases = fc.record({
    times: anyTimes.map((list) => list.sort((a, b) => a - b)),
    size: fc.integer({ min: 1, max: 9 }),
    minUs: fc.integer({ min: -10, max: 310 }),
    maxUs: fc.integer({ min: -10, max: 310 }),
    nowUs: fc.integer({ min: 0, max: 320 }),
  });
  fc.assert(
    fc.property(cases, ({ times, size, minUs, maxUs, nowUs }) => {
      const series = seriesOf(times);
      const page = (cursor: Cursor) => readPage(series, { size, minUs, maxUs, cursor }, nowUs);
      const first = page(NEWEST);
      const pages = [first];
      for (let { after } = first; after !== undefined; { after = undefined } = pages.at(-1) ?? {}) {
        pages.push(page(olderThan(after)));
      }
      const visible = times.filter((us) => us >= minUs && us <= maxUs && us + 5 <= nowUs).reverse();
      expect(pages.flatMap(({ entries }) => entries.map(({ us }) => us))).toEqual(visible);
      expect(pages.slice(0, -1).every(({ entries }) => entries.length === size)).toBe(true);

      const back = pages.slice(-1);
      for (let before = back[0]?.before; before !== undefined; before = back[0]?.before) {
        back.unshift(page(newerThan(before)));
      }
      expect(back).toEqual(pages);
    }),
    { seed: 20240417 },
  );
});

test("links start with the cursor and repeat the parameters of the list; both ends are about:blank", () => {
  const url = new URL(`${ORIGIN}${STATUS_LOGS}?page_size=3&page_after=x&what=ever`);
  const kept = [
    ["page_size", "3"],
    ["sampled_at__gte", "2024-04-17T09:39:45+02:00"],
    ["expand", "evse.model"],
    ["expand", "evse.user"],
  ] as const;
  const query = "page_size=3&sampled_at__gte=2024-04-17T09%3A39%3A45%2B02%3A00&expand=evse.model&expand=evse.user";

  expect(linkHeader(url, { entries: [], before: 40, after: 20 }, kept, () => undefined)).toBe(
    `<${ORIGIN}${STATUS_LOGS}?page_before=1970-01-01T00%3A00%3A00.000040Z&${query}>; rel="previous", ` +
      `<${ORIGIN}${STATUS_LOGS}?page_after=1970-01-01T00%3A00%3A00.000020Z&${query}>; rel="next"`,
  );
  expect(linkHeader(url, { entries: [], before: undefined, after: undefined }, kept, () => undefined)).toBe(
    '<about:blank>; rel="previous", <about:blank>; rel="next"',
  );
});

test.for([
  ["status logs", STATUS_LOGS, "sampled_at", `${ORIGIN}/v2/evse/${EVSE_ID}/status_logs`],
  ["command logs", COMMAND_LOGS, "logged_at", ORIGIN + COMMAND_LOGS],
] as const)("%s link to each other, and each has a label", async ([, path, field, label]) => {
  const { get } = startTrial({ from: "2024-04-10T00:00:00Z", to: "2024-04-16T00:00:00Z" });
  const bounds = `${field}__gte=2024-04-11T00%3A00%3A00Z&${field}__lte=2024-04-15T12%3A00%3A00%2B02%3A00`;
  const response = await get(`${path}?expand=evse.user&what=ever&${bounds}&page_size=2`);
  const logs = (await response.json()) as Record<string, string>[];
  const cursor = encodeURIComponent(logs.at(-1)?.[field] ?? "");

  expect(logs.map(({ url }) => url)).toEqual(logs.map((log) => `${label}/${log[field]}/`));
  expect(response.headers.get("Link")).toBe(
    '<about:blank>; rel="previous", ' +
      `<${ORIGIN}${path}?page_after=${cursor}&page_size=2&${bounds}&expand=evse.user>; rel="next"`,
  );
});
