// Aborts over real sockets: they take effect at once at any stage, and leave no listeners, timers or open requests.

import { getEventListeners } from "node:events";
import { describe, expect, test, vi } from "vitest";
import {
  type Client,
  type ClientOptions,
  createClient,
  type StatusLog,
  TimeoutError,
  type TransportEvent,
} from "../src/index.ts";
import * as faults from "./support/failing-steps.ts";
import { EVSE_ID, STAMP, statusRow, statusRows } from "./support/rows.ts";
import { json, page, problem, type Step, startOrigin } from "./support/scripted-origin.ts";

const reason = new Error("enough");
const params = { path: { evse_id: EVSE_ID } };

async function start(script: Step | readonly Step[], options?: Partial<ClientOptions>) {
  const origin = await startOrigin(script);
  const abort = new AbortController();
  const { signal } = abort;
  const events = new EventTarget();
  const onEvent = ({ type }: TransportEvent) => void events.dispatchEvent(new Event(type));
  const client = createClient({ auth: "the-token", baseUrl: origin.url, onEvent, ...options });
  return {
    origin,
    abort,
    signal,
    client,
    list: () => client.statusLogs.list(EVSE_ID, {}, { signal }),
    get: () => client.statusLogs.get(EVSE_ID, STAMP, {}, { signal }),
    /** Aborts after an event of this type, and expects the call to reject at once with the reason. */
    async abortAt(type: TransportEvent["type"], running: Promise<unknown>) {
      let settled = false;
      const end = expect(running)
        .rejects.toBe(reason)
        .finally(() => {
          settled = true;
        });
      if (type === "request") await origin.seen(1);
      else await new Promise((resolve) => events.addEventListener(type, resolve, { once: true }));
      await turns(3);
      abort.abort(reason);
      // Counts turns of the event loop, because time depends on the load of the machine.
      await turns(3);
      expect(settled).toBe(true);
      await end;
    },
    /** Waits until the origin is idle, and checks the number of requests and that no listener is left. */
    async expectClean(requests: number) {
      await origin.quiet();
      expect(origin.requests).toHaveLength(requests);
      expect(getEventListeners(signal, "abort")).toEqual([]);
    },
  };
}

async function turns(count: number) {
  for (let turn = 0; turn < count; turn++) await new Promise((resolve) => setImmediate(resolve));
}

describe.for(["get", "list", "http"] as const)("an abort of %s", (call) => {
  type Started = Awaited<ReturnType<typeof start>>;
  const run = ({ client, signal, get, list }: Started): Promise<unknown> =>
    ({
      get,
      list: () => list().toArray(),
      http: () => client.http.GET("/evses/{evse_id}/status_logs", { params, signal }),
    })[call]();

  test("before the call sends no request", async () => {
    const started = await start([]);
    started.abort.abort(reason);
    await expect(run(started)).rejects.toBe(reason);
    await started.expectClean(0);
  });

  test("while the token is fetched sends no request", async () => {
    const requested = Promise.withResolvers<void>();
    const auth = () => {
      requested.resolve();
      return new Promise<string>(() => {});
    };
    const started = await start([], { auth });
    const running = expect(run(started)).rejects.toBe(reason);
    await requested.promise;
    started.abort.abort(reason);
    await running;
    await started.expectClean(0);
  });

  test.for<[string, Step, TransportEvent["type"]]>([
    ["before the headers", faults.stallHead, "request"],
    ["during the headers", faults.stallWithinHead, "request"],
    ["during the body", faults.stallBody, "response"],
    ["during a body that keeps arriving", faults.dripBody, "response"],
    ["during the back-off", faults.html(503), "retry"],
    ["during a wait that the provider asked for", faults.limited({ "retry-after": "30" }), "retry"],
  ])("%s rejects at once, and closes the connection", async ([, step, type]) => {
    vi.spyOn(Math, "random").mockReturnValueOnce(1);
    const started = await start(step);
    await started.abortAt(type, run(started));
    await started.expectClean(1);
  });
});

describe("an abort of a list", () => {
  const place = (log: StatusLog | undefined) => (log as (StatusLog & { place: number }) | undefined)?.place;

  test("between two items of a page ends the list before the next item", async () => {
    const { list, abort, expectClean } = await start([page(statusRows(3))]);
    const seen: unknown[] = [];
    const reading = async () => {
      for await (const log of list()) {
        seen.push(place(log));
        abort.abort(reason);
      }
    };
    await expect(reading()).rejects.toBe(reason);
    expect(seen).toEqual([0]);
    await expectClean(1);
  });

  test("between two pages sends no other request", async () => {
    const { list, abort, expectClean } = await start([page(statusRows(3), { next: "page_after=3" })]);
    const pages = list().pages()[Symbol.asyncIterator]();
    await pages.next();
    abort.abort(reason);
    await expect(pages.next()).rejects.toBe(reason);
    expect(await pages.next()).toEqual({ done: true, value: undefined });
    await expectClean(1);
  });

  test("while the next page is prefetched ends that request too", async () => {
    const { list, abort, origin, expectClean } = await start([
      page(statusRows(1), { next: "page_after=1" }),
      page(statusRows(1, 1), { next: "page_after=2" }),
      faults.stallHead,
    ]);
    const items = list()[Symbol.asyncIterator]();
    await items.next();
    expect(place((await items.next()).value)).toBe(1);
    await origin.seen(3);
    abort.abort(reason);
    await origin.quiet();
    await expect(items.next()).rejects.toBe(reason);
    await expectClean(3);
  });

  test.for<[string, Step]>([
    ["has arrived", page(statusRows(1, 2))],
    ["has failed", problem(404, "Not found", "No.")],
  ])("between two pages ends the list even if the prefetched page %s", async ([, third]) => {
    const { list, abort, signal, origin, expectClean } = await start([
      page(statusRows(1), { next: "page_after=1" }),
      page(statusRows(1, 1), { next: "page_after=2" }),
      third,
    ]);
    const pages = list().pages()[Symbol.asyncIterator]();
    await pages.next();
    await pages.next();
    await origin.seen(3);
    await vi.waitFor(() => expect(getEventListeners(signal, "abort")).toEqual([]));
    abort.abort(reason);
    await expect(pages.next()).rejects.toBe(reason);
    await expectClean(3);
  });

  test("leaves no listener when the reader stops during a prefetch", async () => {
    const { list, origin, signal } = await start([
      page(statusRows(1), { next: "page_after=1" }),
      page(statusRows(1, 1), { next: "page_after=2" }),
      faults.stallHead,
    ]);
    const items = list()[Symbol.asyncIterator]();
    await items.next();
    await items.next();
    await origin.seen(3);
    const returned = items.return?.();
    expect(getEventListeners(signal, "abort")).toEqual([]);
    await returned;
    await origin.quiet();
  });

  test("rejects with the reason unchanged, even if it is an error of this package", async () => {
    const timeout = new TimeoutError("too slow", { timeoutMs: 5 });
    const { list, abort, origin, expectClean } = await start(faults.stallBody);
    const running = expect(list().toArray()).rejects.toBe(timeout);
    await origin.seen(1);
    abort.abort(timeout);
    await running;
    expect(timeout).not.toHaveProperty("resumeFrom");
    await expectClean(1);
  });

  test("does not affect a reader who already has the last page", async () => {
    const { list, abort } = await start([page(statusRows(1))]);
    const pages = list().pages()[Symbol.asyncIterator]();
    await pages.next();
    abort.abort(reason);
    expect(await pages.next()).toEqual({ done: true, value: undefined });
  });
});

/** One call of each kind, on the same signal. */
const calls = (client: Client, signal: AbortSignal) =>
  [
    () => client.statusLogs.get(EVSE_ID, STAMP, {}, { signal }),
    () => client.commandLogs.get(EVSE_ID, STAMP, {}, { signal, maxRetries: 0 }),
    () => client.statusLogs.list(EVSE_ID, {}, { signal }).toArray(),
    () => client.commandLogs.list(EVSE_ID, {}, { signal, maxItems: 3 }).toArray(),
    async () => {
      for await (const _ of client.statusLogs.list(EVSE_ID, {}, { signal })) break;
    },
    () => client.http.GET("/evses/{evse_id}/status_logs", { params, signal }),
    () => client.http.request("get", "/evses/{evse_id}/command_logs", { params, signal }),
  ] as const;

const timers = () => process.getActiveResourcesInfo().filter((name) => name === "Timeout").length;

test("an abort ends many concurrent calls, and leaves no listener, no timer and no open request", async () => {
  const stalls = [faults.stallHead, faults.stallBody, faults.slowDripBody, faults.stallError(404)];
  const step: Step = (request, response, index) => stalls[index % stalls.length]?.(request, response, index);
  const { client, origin, signal, abort, expectClean } = await start(step);
  const before = timers();
  const running = Array.from({ length: 20 }, () => calls(client, signal).map((call) => call())).flat();
  const settled = Promise.allSettled(running);
  await origin.seen(running.length);
  abort.abort(reason);
  for (const outcome of await settled) expect(outcome).toEqual({ status: "rejected", reason });
  await expectClean(running.length);
  await vi.waitFor(() => expect(timers()).toBeLessThanOrEqual(before));
});

test("many calls on one signal leave no listener, no timer and no open request", async () => {
  const responses: Step[] = [
    json(statusRow(0)),
    page(statusRows(2), { next: "page_after=2" }),
    page(statusRows(2, 2), { next: "page_after=4" }),
    page(statusRows(2, 4)),
    problem(404, "Not found", "No."),
    faults.html(503),
    faults.resetWithinBody,
    faults.limited({ "retry-after": "0" }),
    faults.html(200),
  ];
  const step: Step = (request, response, index) => responses[index % responses.length]?.(request, response, index);
  const { client, origin, signal } = await start(step, { maxRetryWaitMs: 0 });
  const before = timers();
  const outcomes = { fulfilled: 0, rejected: 0 };
  for (let round = 0; round < 9; round++) {
    const running = [1, 2].flatMap(() => calls(client, signal).map((call) => call()));
    for (const { status } of await Promise.allSettled(running)) outcomes[status]++;
  }
  expect(Math.min(outcomes.fulfilled, outcomes.rejected)).toBeGreaterThan(10);
  expect(getEventListeners(signal, "abort")).toEqual([]);
  await vi.waitFor(() => expect(timers()).toBeLessThanOrEqual(before));
  await origin.quiet();
});
