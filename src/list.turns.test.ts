// The turn of the event loop that a page waits for, while the request of the next one goes out: here it is in the test's hand.

import { beforeEach, expect, test, vi } from "vitest";
import { EVSE_ID, statusRows } from "../tests/support/rows.ts";
import type { ListOptions } from "./index.ts";

const reason = new Error("gone home");
let held: (() => void)[] = [];

// The package looks its `setImmediate` up when it is loaded.
vi.stubGlobal("setImmediate", (callback: () => void) => held.push(callback));
const inHand = await import("./index.ts");
vi.resetModules();
vi.stubGlobal("setImmediate", undefined);
const withoutTurns = await import("./index.ts");
vi.unstubAllGlobals();

beforeEach(() => {
  held = [];
});

/** A list of five pages over a fetch that answers at once. */
function start(options: ListOptions = {}, { createClient } = inHand) {
  const fetch = vi.fn(async (input: string | URL | Request) => {
    const place = Number(new URL((input as Request).url).searchParams.get("page_after"));
    const headers: Record<string, string> = place < 4 ? { Link: `<?page_after=${place + 1}>; rel="next"` } : {};
    return Response.json(statusRows(1, place), { headers });
  });
  const list = createClient({ auth: "the-token", fetch }).statusLogs.list(EVSE_ID, {}, options);
  const pages = list.pages()[Symbol.asyncIterator]() as AsyncGenerator<{ items: unknown[] }>;
  return { fetch, list, pages };
}

/** Lets happen what can without the turn. */
const settle = async () => {
  for (let turns = 0; turns < 5; turns++) await new Promise<void>((resolve) => void setImmediate(resolve));
};

/** Reads the first page, and gives the second as a promise that waits for its turn, as the third does already. */
async function reachTurn(options?: ListOptions) {
  const started = start(options);
  await started.pages.next();
  const second = started.pages.next();
  await settle();
  expect([started.fetch.mock.calls.length, held.length]).toEqual([3, 2]);
  return { ...started, second };
}

const release = () => {
  for (const callback of held.splice(0)) callback();
};

test("a page comes after the turn", async () => {
  const { second } = await reachTurn();
  release();
  expect((await second).value?.items).toEqual(statusRows(1, 1));
});

test("a reader who leaves within it gets no page", async () => {
  const { second, pages, fetch } = await reachTurn();
  const left = pages.return(undefined);
  release();
  expect(await second).toEqual({ done: true, value: undefined });
  await left;
  await settle();
  expect(fetch).toHaveBeenCalledTimes(3);
});

test("an abort within it is the end", async () => {
  const abort = new AbortController();
  const { second } = await reachTurn({ signal: abort.signal });
  abort.abort(reason);
  release();
  await expect(second).rejects.toBe(reason);
});

test.for<[string, ListOptions]>([
  ["where nothing is fetched ahead", { prefetch: false }],
  ["within the first page", { maxItems: 1 }],
])("there is none %s", async ([, options]) => {
  const { list } = start(options);
  expect((await list.toArray()).length).toBeGreaterThan(0);
  expect(held).toEqual([]);
});

test("there is none where the platform has none", async () => {
  expect(await start({}, withoutTurns).list.toArray()).toHaveLength(5);
});
