// When a list requests its next page, and what becomes of that request if the reader stops or it fails.

import { describe, expect, onTestFinished, test } from "vitest";
import * as faults from "../tests/support/failing-steps.ts";
import { heldPage, provider } from "../tests/support/paged-origin.ts";
import { EVSE_ID, statusRows } from "../tests/support/rows.ts";
import { page, problem, type Step, startOrigin } from "../tests/support/scripted-origin.ts";
import { createClient, type ListOptions, type StatusLog } from "./index.ts";

async function start(script: Step | readonly Step[]) {
  const origin = await startOrigin(script);
  const { statusLogs } = createClient({ auth: "the-token", baseUrl: origin.url, maxRetries: 1, maxRetryWaitMs: 0 });
  return {
    origin,
    list: (options?: ListOptions) => statusLogs.list(EVSE_ID, {}, options),
    pages: (options?: ListOptions) =>
      statusLogs.list(EVSE_ID, {}, options).pages()[Symbol.asyncIterator]() as AsyncIterableIterator<unknown> & {
        return(): Promise<IteratorResult<unknown>>;
      },
    queries: () => origin.requests.map(({ query }) => query),
  };
}

const places = (logs: readonly StatusLog[]) => logs.map((log) => (log as StatusLog & { place: number }).place);
const range = (end: number) => Array.from({ length: end }, (_, index) => index);

/** Long enough for a request to go out, if one were sent. */
async function settle() {
  for (let turns = 0; turns < 20; turns++) await new Promise((resolve) => setImmediate(resolve));
}

const first = page(statusRows(1), { next: "page_after=1" });

describe("the next page", () => {
  test("is requested from the second page on, as soon as the Link header has arrived", async () => {
    const second = heldPage(statusRows(1, 1), "page_after=2");
    const { list, origin, queries } = await start([first, second.step, page(statusRows(1, 2))]);
    const reading = list().toArray();
    await origin.seen(3);
    expect(queries()).toEqual(["page_size=100", "page_after=1", "page_after=2"]);
    second.release();
    expect(places(await reading)).toEqual([0, 1, 2]);
  });

  test.for<[string, ListOptions, requests: number[]]>([
    ["one page ahead of the reader at most", {}, [1, 3, 4, 5]],
    ["when the reader gets there with prefetch: false", { prefetch: false }, [1, 2, 3, 4]],
  ])("is requested %s", async ([, options, requests]) => {
    const { pages, origin } = await start(provider(1_000));
    const iterator = pages(options);
    for (const count of requests) {
      await iterator.next();
      await settle();
      expect(origin.requests).toHaveLength(count);
    }
    await iterator.return();
  });

  test.for([
    [3, 2],
    [4, 2],
    [5, 3],
  ] as const)("is requested early only if maxItems of %i may need it: %i requests", async ([maxItems, requests]) => {
    const rows = (place: number, next: string) => page(statusRows(2, place), { next });
    const second = heldPage(statusRows(2, 2), "page_after=4&page_size=2");
    const { list, origin } = await start([rows(0, "page_after=2&page_size=2"), second.step, rows(4, "page_after=6")]);
    const reading = list({ maxItems }).toArray();
    await origin.seen(requests);
    await settle();
    expect(origin.requests).toHaveLength(requests);
    second.release();
    expect(places(await reading)).toEqual(range(maxItems));
    expect(origin.requests).toHaveLength(requests);
  });

  test.for([
    ["to the page itself", "page_after=1"],
    ["to the first page", "page_size=100"],
    ["to the first page by having no query", ""],
  ] as const)("is not requested early if it leads back %s", async ([, next]) => {
    const second = heldPage(statusRows(1, 1), next);
    const { list, origin } = await start([first, second.step]);
    const reading = list().toArray();
    await origin.seen(2);
    await settle();
    second.release();
    await expect(reading).rejects.toMatchObject({ code: "pagination" });
    expect(origin.requests).toHaveLength(2);
  });

  test.for<[string, next: string | undefined, queries: string[]]>([
    ["is the one in the last response", "page_after=new", ["page_after=new"]],
    ["is requested once if the link is the same", "page_after=old", []],
    ["is discarded if the last response has none", undefined, []],
  ])("%s, if the body is fetched twice", async ([, next, more]) => {
    const second = heldPage(statusRows(1, 1), "page_after=old");
    const attempts = [second.step, page(statusRows(1, 1), next === undefined ? {} : { next })];
    const { list, origin, queries } = await start((request, response, index) => {
      const query = request.url?.split("?")[1] ?? "";
      if (query === "page_after=1") return attempts.shift()?.(request, response, index);
      const old = next === "page_after=old" ? page(statusRows(1, 2)) : faults.stallHead;
      const steps = { "page_size=100": first, "page_after=old": old, "page_after=new": page(statusRows(1, 2)) };
      return steps[query as keyof typeof steps](request, response, index);
    });
    const reading = list().toArray();
    await origin.seen(3);
    second.cut();
    expect(places(await reading)).toEqual(next === undefined ? [0, 1] : [0, 1, 2]);
    expect(queries()).toEqual(["page_size=100", "page_after=1", "page_after=old", "page_after=1", ...more]);
    await origin.quiet();
  });

  test("is cancelled if the current page fails", async () => {
    const second = heldPage({ results: [] }, "page_after=2");
    const { pages, origin } = await start([first, second.step, faults.stallHead]);
    const iterator = pages();
    await iterator.next();
    const failing = iterator.next();
    await origin.seen(3);
    second.release();
    await expect(failing).rejects.toHaveProperty("code", "invalid_response");
    await origin.quiet();
    expect(origin.requests).toHaveLength(3);
  });
});

describe("a reader who stops", () => {
  const script = () => [first, page(statusRows(2, 1), { next: "page_after=3" }), faults.stallHead];

  test.for(["break", "throw", "return()"] as const)("by %s cancels the prefetched request", async (how) => {
    const { list, origin } = await start(script());
    const items = list()[Symbol.asyncIterator]();
    const stopping = async () => {
      for await (const log of items as AsyncIterableIterator<StatusLog>) {
        if (places([log])[0] !== 1) continue;
        await origin.seen(3);
        if (how === "break") break;
        if (how === "throw") throw new Error("had enough");
        expect(await items.return?.()).toEqual({ done: true, value: undefined });
      }
    };
    await stopping().catch((error) => expect(error).toHaveProperty("message", "had enough"));
    await origin.quiet();
    expect(await items.next()).toEqual({ done: true, value: undefined });
    expect(origin.requests).toHaveLength(3);
  });

  test.for<[string, Step]>([
    ["the headers", faults.stallHead],
    ["the body", faults.stallBody],
    ["the wait before a retry", faults.limited({ "retry-after": "0" })],
  ])("by return() while next() waits for %s ends both at once", async ([, step]) => {
    const { pages, origin } = await start([first, step, faults.stallHead, faults.stallHead]);
    const iterator = pages();
    await iterator.next();
    const waiting = iterator.next();
    await origin.seen(2);
    expect(await iterator.return()).toEqual({ done: true, value: undefined });
    expect(await waiting).toEqual({ done: true, value: undefined });
    await origin.quiet();
  });

  test("before anything was read sends nothing", async () => {
    const { pages, origin } = await start([]);
    const iterator = pages();
    await iterator.return();
    expect(await iterator.next()).toEqual({ done: true, value: undefined });
    expect(origin.requests).toEqual([]);
  });
});

describe("a prefetched page that fails", () => {
  const failing = () => [first, page(statusRows(3, 1), { next: "page_after=4" }), problem(400, "Bad request", "No.")];

  test("is reported when the reader gets there, with the place to resume", async () => {
    const { list, origin } = await start(failing());
    const seen: StatusLog[] = [];
    const reading = async () => {
      for await (const log of list()) {
        seen.push(log);
        if (seen.length !== 2) continue;
        await origin.seen(3);
        await origin.quiet();
        await settle();
      }
    };
    await expect(reading()).rejects.toMatchObject({ code: "api", status: 400, resumeFrom: "page_after=4" });
    expect(places(seen)).toEqual([0, 1, 2, 3]);
  });

  test.for(["leaves", "stops asking"])("is never reported to a reader who %s", async (how) => {
    const unhandled: unknown[] = [];
    const note = (reason: unknown) => void unhandled.push(reason);
    process.on("unhandledRejection", note);
    onTestFinished(() => {
      process.off("unhandledRejection", note);
    });
    const { pages, origin } = await start(failing());
    const iterator = pages();
    await iterator.next();
    await iterator.next();
    await origin.seen(3);
    await origin.quiet();
    if (how === "leaves") await iterator.return();
    await settle();
    expect(unhandled).toEqual([]);
  });
});
