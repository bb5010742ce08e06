// When a list sends for its next page, and what becomes of that request if the reader leaves or it fails.

import { subscribe, unsubscribe } from "node:diagnostics_channel";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import * as faults from "../tests/support/failing-steps.ts";
import { heldPage, provider } from "../tests/support/paged-origin.ts";
import { EVSE_ID, statusRows } from "../tests/support/rows.ts";
import { page, problem, type Step, startOrigin } from "../tests/support/scripted-origin.ts";
import { type Client, createClient, type ListOptions, type StatusLog } from "./index.ts";

async function start(script: Step | readonly Step[]) {
  const origin = await startOrigin(script);
  const client: Client = createClient({ auth: "the-token", baseUrl: origin.url, maxRetries: 1, maxRetryWaitMs: 0 });
  return {
    origin,
    client,
    list: (options?: ListOptions) => client.statusLogs.list(EVSE_ID, {}, options),
    pages: (options?: ListOptions) =>
      client.statusLogs.list(EVSE_ID, {}, options).pages()[Symbol.asyncIterator]() as AsyncIterator<unknown> & {
        return(): Promise<IteratorResult<unknown>>;
      },
    queries: () => origin.requests.map(({ query }) => query),
  };
}

const places = (logs: readonly StatusLog[]) => logs.map((log) => (log as StatusLog & { place: number }).place);
const range = (end: number) => Array.from({ length: end }, (_, index) => index);

/** Long enough for a request that should not go out to do so: it would need two turns. */
async function settle() {
  for (let turns = 0; turns < 20; turns++) await new Promise((resolve) => setImmediate(resolve));
}

const first = page(statusRows(1), { next: "page_after=1" });

/** A page whose body is cut short, once there was time to send for the next one. */
const cutAfter =
  (next: string): Step =>
  ({ socket }, response) => {
    response.writeHead(200, { link: `<?${next}>; rel="next"` }).write("[");
    setTimeout(() => socket.destroy(), 20);
  };

describe("the next page", () => {
  test("is not sent for while the reader is within the first", async () => {
    const { list, queries } = await start(provider(1_000));
    let read = 0;
    for await (const _ of list()) if (++read === 100) break;
    await settle();
    expect(queries()).toEqual(["page_size=100"]);
  });

  test("from the second on is sent for as soon as the Link header is in, while the body is still coming", async () => {
    const second = heldPage(statusRows(1, 1), "page_after=2");
    const { list, origin, queries } = await start([first, second.step, page(statusRows(1, 2))]);
    const reading = list().toArray();
    await origin.seen(3);
    expect(queries()).toEqual(["page_size=100", "page_after=1", "page_after=2"]);
    second.release();
    expect(places(await reading)).toEqual([0, 1, 2]);
  });

  test("is on its way before this one, which came whole, is parsed", async () => {
    const { list } = await start(provider(400));
    // So that both connections are there.
    await list().toArray();
    const order: string[] = [];
    const onSent = () => order.push("sent");
    const { parse } = JSON;
    vi.spyOn(JSON, "parse").mockImplementation((text) => {
      order.push("parsed");
      return parse(text);
    });
    // Tells when the platform's fetch has written a request, which is later than when it was called.
    subscribe("undici:client:sendHeaders", onSent);
    onTestFinished(() => {
      unsubscribe("undici:client:sendHeaders", onSent);
      vi.restoreAllMocks();
    });
    await list().toArray();
    expect(order).toEqual(["sent", "parsed", "sent", "sent", "parsed", "sent", "parsed", "parsed"]);
  });

  test("is never followed by its own next before the reader gets there", async () => {
    const { pages, origin } = await start(provider(1_000));
    const iterator = pages();
    const seen: number[] = [];
    for (let page = 0; page < 5; page++) {
      await iterator.next();
      await settle();
      seen.push(origin.requests.length);
    }
    expect(seen).toEqual([1, 3, 4, 5, 6]);
    await iterator.return();
  });

  test("is never sent for ahead with prefetch: false", async () => {
    const { pages, origin } = await start(provider(1_000));
    const iterator = pages({ prefetch: false });
    for (const requests of [1, 2, 3, 4]) {
      await iterator.next();
      await settle();
      expect(origin.requests).toHaveLength(requests);
    }
  });

  test.for([
    [0, 1],
    [1, 1],
    [100, 1],
    [101, 2],
    [200, 2],
    [450, 5],
    [1_000, 10],
  ] as const)("of %i rows costs %i requests to the end", async ([rows, requests]) => {
    const { list, origin } = await start(provider(rows));
    expect(places(await list().toArray())).toEqual(range(rows));
    await settle();
    expect(origin.requests).toHaveLength(requests);
  });

  test.for([
    [1, 1],
    [99, 1],
    [100, 1],
    [101, 2],
    [150, 2],
    [199, 2],
    [200, 2],
    [201, 3],
    [250, 3],
    [300, 3],
    [999, 10],
  ] as const)("is not sent for if maxItems of %i do not need it: %i requests", async ([maxItems, requests]) => {
    const { list, origin } = await start(provider(1_000));
    expect(places(await list({ maxItems }).toArray())).toEqual(range(maxItems));
    await settle();
    expect(origin.requests).toHaveLength(requests);
  });

  test.for([
    [3, 2],
    [4, 2],
    [5, 3],
  ] as const)("is sent for while the body is still coming only if maxItems of %i may need it: %i", async (row) => {
    const [maxItems, requests] = row;
    const rows = (place: number, next: string) => page(statusRows(2, place), { next });
    const second = heldPage(statusRows(2, 2), "page_after=4&page_size=2");
    const { list, origin } = await start([rows(0, "page_after=2&page_size=2"), second.step, rows(4, "page_after=6")]);
    const reading = list({ maxItems }).toArray();
    await origin.seen(requests);
    await settle();
    expect(origin.requests).toHaveLength(requests);
    second.release();
    expect(places(await reading)).toEqual(range(maxItems));
  });

  test("is sent for ahead of maxItems by the page size of the links", async () => {
    const rows = (place: number, next: string) => page(statusRows(2, place), { next });
    const script = [rows(0, "page_after=2&page_size=2"), rows(2, "page_after=4&page_size=2"), rows(4, "page_after=6")];
    const { list, origin } = await start(script);
    expect(places(await list({ maxItems: 5 }).toArray())).toEqual([0, 1, 2, 3, 4]);
    expect(origin.requests).toHaveLength(3);
  });

  test("of the answer that counts is followed, if the body had to be fetched twice with different links", async () => {
    let attempts = 0;
    const { list, queries } = await start((request, response, index) => {
      const query = request.url?.split("?")[1] ?? "";
      const step: Record<string, Step> = {
        "page_size=100": first,
        "page_after=1":
          ++attempts === 2 ? cutAfter("page_after=old") : page(statusRows(1, 1), { next: "page_after=new" }),
        "page_after=old": faults.stallHead,
        "page_after=new": page(statusRows(1, 2)),
      };
      return (step[query] as Step)(request, response, index);
    });
    expect(places(await list().toArray())).toEqual([0, 1, 2]);
    expect(queries()).toEqual(["page_size=100", "page_after=1", "page_after=old", "page_after=1", "page_after=new"]);
  });

  test.for([
    ["to the page itself", "page_after=1"],
    ["to the first page", "page_size=100"],
    ["to the first page by having no query", ""],
  ] as const)("is not sent for ahead if it leads back %s", async ([, next]) => {
    const second = heldPage(statusRows(1, 1), next);
    const { list, origin } = await start([first, second.step]);
    const reading = list().toArray();
    await origin.seen(2);
    await settle();
    second.release();
    await expect(reading).rejects.toMatchObject({ code: "pagination" });
    expect(origin.requests).toHaveLength(2);
  });

  test("is asked for once, if the body had to be fetched twice with the same link", async () => {
    const { list, queries } = await start([
      first,
      cutAfter("page_after=2"),
      page(statusRows(1, 2)),
      page(statusRows(1, 1), { next: "page_after=2" }),
    ]);
    expect(places(await list().toArray())).toEqual([0, 1, 2]);
    expect(queries()).toEqual(["page_size=100", "page_after=1", "page_after=2", "page_after=1"]);
  });

  test("is not left under way if this one fails", async () => {
    const failing: Step = (_, response) => {
      response.writeHead(200, { link: '<?page_after=2>; rel="next"' }).write("[");
      setTimeout(() => response.end("no JSON"), 20);
    };
    const { pages, origin } = await start([first, failing, faults.stallHead]);
    const iterator = pages();
    await iterator.next();
    await expect(iterator.next()).rejects.toHaveProperty("code", "invalid_response");
    await origin.quiet();
    expect(origin.requests).toHaveLength(3);
  });

  test("is dropped if the answer that counts is the last", async () => {
    const { list, origin } = await start([first, cutAfter("page_after=2"), faults.stallHead, page(statusRows(1, 1))]);
    expect(places(await list().toArray())).toEqual([0, 1]);
    await origin.quiet();
  });
});

describe("a reader who leaves while the next page is under way", () => {
  const script = () => [first, page(statusRows(2, 1), { next: "page_after=3" }), faults.stallHead];

  test.for(["break", "throw", "return()"] as const)("by %s ends that request", async (how) => {
    const { list, origin } = await start(script());
    const items = list()[Symbol.asyncIterator]();
    const leaving = async () => {
      for await (const log of items as AsyncIterableIterator<StatusLog>) {
        if (places([log])[0] !== 1) continue;
        await origin.seen(3);
        if (how === "break") break;
        if (how === "throw") throw new Error("had enough");
        expect(await items.return?.()).toEqual({ done: true, value: undefined });
      }
    };
    await leaving().catch((error) => expect(error).toHaveProperty("message", "had enough"));
    await origin.quiet();
    expect(await items.next()).toEqual({ done: true, value: undefined });
    expect(origin.requests).toHaveLength(3);
  });

  test.for<[string, Step]>([
    ["the head", faults.stallHead],
    ["the body", faults.stallBody],
    ["the wait before a retry", faults.limited({ "retry-after": "0" })],
  ])("by return() while a next() waits for %s ends both at once", async ([, step]) => {
    const { pages, origin } = await start([first, step, faults.stallHead, faults.stallHead]);
    const iterator = pages();
    await iterator.next();
    const waiting = iterator.next();
    await origin.seen(2);
    expect(await iterator.return()).toEqual({ done: true, value: undefined });
    expect(await waiting).toEqual({ done: true, value: undefined });
    await origin.quiet();
  });

  test("before anything was read costs nothing", async () => {
    const { pages, origin } = await start([]);
    const iterator = pages();
    await iterator.return();
    expect(await iterator.next()).toEqual({ done: true, value: undefined });
    expect(origin.requests).toEqual([]);
  });
});

describe("a next page that fails ahead of the reader", () => {
  const fault = problem(400, "Bad request", "No.");

  function failOnUnhandled() {
    const unhandled: unknown[] = [];
    const note = (reason: unknown) => void unhandled.push(reason);
    process.on("unhandledRejection", note);
    onTestFinished(() => {
      process.off("unhandledRejection", note);
    });
    return unhandled;
  }

  test("is told when the reader gets there, with the place to go on from, and not before", async () => {
    const unhandled = failOnUnhandled();
    const { list, origin } = await start([first, page(statusRows(3, 1), { next: "page_after=4" }), fault]);
    const seen: StatusLog[] = [];
    const reading = async () => {
      for await (const log of list()) {
        seen.push(log);
        if (seen.length === 2) {
          await origin.seen(3);
          await origin.quiet();
          await settle();
        }
      }
    };
    await expect(reading()).rejects.toMatchObject({ code: "api", status: 400, resumeFrom: "page_after=4" });
    expect(places(seen)).toEqual([0, 1, 2, 3]);
    expect(unhandled).toEqual([]);
  });

  test("is never told to a reader who has left", async () => {
    const unhandled = failOnUnhandled();
    const { list, origin } = await start([first, page(statusRows(3, 1), { next: "page_after=4" }), fault]);
    for await (const log of list()) {
      if (places([log])[0] !== 1) continue;
      await origin.seen(3);
      await origin.quiet();
      break;
    }
    await settle();
    expect(unhandled).toEqual([]);
  });

  test("is never told to a reader who just stops asking", async () => {
    const unhandled = failOnUnhandled();
    const { pages, origin } = await start([first, page(statusRows(3, 1), { next: "page_after=4" }), fault]);
    const iterator = pages();
    await iterator.next();
    await iterator.next();
    await origin.seen(3);
    await origin.quiet();
    await settle();
    expect(unhandled).toEqual([]);
  });
});
