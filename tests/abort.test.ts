// An abort over real sockets: it takes effect at once wherever it falls, and nothing is left behind.

import { getEventListeners } from "node:events";
import { describe, expect, test, vi } from "vitest";
import { type Client, type ClientOptions, createClient, type StatusLog } from "../src/index.ts";
import * as faults from "./support/failing-steps.ts";
import { EVSE_ID, STAMP, statusRow, statusRows } from "./support/rows.ts";
import { json, page, problem, type Step, startOrigin } from "./support/scripted-origin.ts";

const reason = new Error("gone home");

async function start(script: Step | readonly Step[], options?: Partial<ClientOptions>) {
  const origin = await startOrigin(script);
  const abort = new AbortController();
  const { signal } = abort;
  const client = createClient({ auth: "the-token", baseUrl: origin.url, ...options });
  return {
    origin,
    abort,
    signal,
    client,
    list: () => client.statusLogs.list(EVSE_ID, {}, { signal }),
    get: () => client.statusLogs.get(EVSE_ID, STAMP, {}, { signal }),
    /** Expects that the call ends with the reason within 50 ms of the abort. */
    async expectPromptEnd(running: Promise<unknown>) {
      let abortedAt = Number.NaN;
      signal.addEventListener("abort", () => (abortedAt = performance.now()), { once: true });
      await expect(running).rejects.toBe(reason);
      expect(performance.now() - abortedAt).toBeLessThan(50);
    },
    /** Waits until the origin has nothing more to do, and makes sure that only this was ever sent. */
    async expectLeftClean(requests: number) {
      await origin.quiet();
      expect(origin.requests).toHaveLength(requests);
      expect(getEventListeners(signal, "abort")).toEqual([]);
    },
  };
}

/** A step that does something once the client has got what the step before sent. */
const then =
  (step: Step, act: () => void): Step =>
  (request, response, index) => {
    step(request, response, index);
    setTimeout(act, 20);
  };

describe.for(["get", "list"] as const)("an abort of %s", (call) => {
  type Started = Awaited<ReturnType<typeof start>>;
  const run = ({ get, list }: Started): Promise<unknown> => (call === "get" ? get() : list().toArray());

  test("before the call sends nothing", async () => {
    const started = await start([]);
    started.abort.abort(reason);
    await expect(run(started)).rejects.toBe(reason);
    await started.expectLeftClean(0);
  });

  test("while the token is fetched sends nothing", async () => {
    const asked = Promise.withResolvers<void>();
    const auth = () => {
      asked.resolve();
      return new Promise<string>(() => {});
    };
    const started = await start([], { auth });
    const running = run(started);
    await asked.promise;
    setImmediate(() => started.abort.abort(reason));
    await started.expectPromptEnd(running);
    await started.expectLeftClean(0);
  });

  test.for<[string, Step]>([
    ["before the head", faults.stallHead],
    ["within the head", faults.stallWithinHead],
    ["within the body", faults.stallBody],
    ["within a body that keeps coming", faults.dripBody],
    ["in the back-off", faults.html(503)],
    ["in a wait that the provider asked for", faults.limited({ "retry-after": "30" })],
  ])("%s is at once, and closes the connection", async ([, step]) => {
    vi.spyOn(Math, "random").mockReturnValueOnce(1);
    const started = await start((...exchange) => then(step, () => started.abort.abort(reason))(...exchange));
    await started.expectPromptEnd(run(started));
    await started.expectLeftClean(1);
  });
});

describe("an abort of a list", () => {
  const place = (log: StatusLog | undefined) => (log as (StatusLog & { place: number }) | undefined)?.place;

  test("between two items of a page ends it before the next", async () => {
    const { list, abort, expectLeftClean } = await start([page(statusRows(3))]);
    const seen: unknown[] = [];
    const reading = async () => {
      for await (const log of list()) {
        seen.push(place(log));
        abort.abort(reason);
      }
    };
    await expect(reading()).rejects.toBe(reason);
    expect(seen).toEqual([0]);
    await expectLeftClean(1);
  });

  test("between two pages sends for no other", async () => {
    const { list, abort, expectLeftClean } = await start([page(statusRows(3), { next: "page_after=3" })]);
    const pages = list().pages()[Symbol.asyncIterator]();
    await pages.next();
    abort.abort(reason);
    await expect(pages.next()).rejects.toBe(reason);
    expect(await pages.next()).toEqual({ done: true, value: undefined });
    await expectLeftClean(1);
  });

  test("while the next page is fetched ahead ends that request too", async () => {
    const { list, abort, origin, expectLeftClean } = await start([
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
    await expectLeftClean(3);
  });

  test.for<[string, Step]>([
    ["came", page(statusRows(1, 2))],
    ["failed", problem(404, "Not found", "No.")],
  ])("between two pages is the end even if the one fetched ahead %s", async ([, third]) => {
    const { list, abort, signal, origin, expectLeftClean } = await start([
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
    await expectLeftClean(3);
  });

  test("is not listened for any more once the reader has left a page that was fetched ahead", async () => {
    const { list, origin, signal } = await start([
      page(statusRows(1), { next: "page_after=1" }),
      page(statusRows(1, 1), { next: "page_after=2" }),
      faults.stallHead,
    ]);
    const items = list()[Symbol.asyncIterator]();
    await items.next();
    await items.next();
    await origin.seen(3);
    const left = items.return?.();
    expect(getEventListeners(signal, "abort")).toEqual([]);
    await left;
    await origin.quiet();
  });

  test("hands on the reason as it is, even if that is an error of the package", async () => {
    const { client } = await start(faults.stallBody);
    const timeout: unknown = await client.statusLogs
      .get(EVSE_ID, STAMP, {}, { timeoutMs: 5, maxRetries: 0 })
      .catch((error: unknown) => error);
    const { list, abort, expectLeftClean } = await start((...exchange) => {
      then(faults.stallBody, () => abort.abort(timeout))(...exchange);
    });
    await expect(list().toArray()).rejects.toBe(timeout);
    expect(timeout).not.toHaveProperty("resumeFrom", expect.anything());
    await expectLeftClean(1);
  });

  test("of a call over client.http is at once, with the reason", async () => {
    const { client, abort, signal, expectPromptEnd, expectLeftClean } = await start(
      then(faults.stallBody, () => abort.abort(reason)),
    );
    const params = { path: { evse_id: EVSE_ID } };
    await expectPromptEnd(client.http.GET("/evses/{evse_id}/status_logs", { params, signal }));
    await expectLeftClean(1);
  });

  test("is not seen by a reader who has the last page already", async () => {
    const { list, abort } = await start([page(statusRows(1))]);
    const pages = list().pages()[Symbol.asyncIterator]();
    await pages.next();
    abort.abort(reason);
    expect(await pages.next()).toEqual({ done: true, value: undefined });
  });
});

/** Ends well, or in any way that the provider makes it end. */
const calls = (client: Client, signal: AbortSignal) =>
  [
    () => client.statusLogs.get(EVSE_ID, STAMP, {}, { signal }),
    () => client.commandLogs.get(EVSE_ID, STAMP, {}, { signal, maxRetries: 0 }),
    () => client.statusLogs.list(EVSE_ID, {}, { signal }).toArray(),
    () => client.commandLogs.list(EVSE_ID, {}, { signal, maxItems: 3 }).toArray(),
    async () => {
      for await (const _ of client.statusLogs.list(EVSE_ID, {}, { signal })) break;
    },
    () => client.http.GET("/evses/{evse_id}/status_logs", { params: { path: { evse_id: EVSE_ID } }, signal }),
    () =>
      client.http.request("get", "/evses/{evse_id}/command_logs", { params: { path: { evse_id: EVSE_ID } }, signal }),
  ] as const;

test("an abort ends a thousand calls that are under way, and leaves no listener, no timer and no open socket", async () => {
  const stalls = [faults.stallHead, faults.stallBody, faults.slowDripBody, faults.stallError(404)];
  const step: Step = (request, response, index) => stalls[index % stalls.length]?.(request, response, index);
  const { client, origin, signal, abort, expectLeftClean } = await start(step);
  const resources = (type: string) => process.getActiveResourcesInfo().filter((name) => name === type).length;
  const before = resources("Timeout");
  const running = Array.from({ length: 250 }, () => [
    client.statusLogs.get(EVSE_ID, STAMP, {}, { signal }),
    client.commandLogs.get(EVSE_ID, STAMP, {}, { signal }),
    client.statusLogs.list(EVSE_ID, {}, { signal }).toArray(),
    client.http.GET("/evses/{evse_id}/status_logs", { params: { path: { evse_id: EVSE_ID } }, signal }),
  ]).flat();
  const settled = Promise.allSettled(running);
  await origin.seen(1_000);
  abort.abort(reason);
  const abortedAt = performance.now();
  expect(new Set((await settled).map((outcome) => (outcome as PromiseRejectedResult).reason))).toEqual(
    new Set([reason]),
  );
  // Each one alone takes next to nothing; a thousand are to be over before anybody notices.
  expect(performance.now() - abortedAt).toBeLessThan(2_000);
  await expectLeftClean(1_000);
  expect(resources("Timeout")).toBeLessThanOrEqual(before);
  await vi.waitFor(() => expect(resources("TCPSocketWrap")).toBe(0));
});

test("a thousand calls on one signal leave no listener, no timer and no open request", async () => {
  const answers: Step[] = [
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
  const step: Step = (request, response, index) => answers[index % answers.length]?.(request, response, index);
  const { client, origin, signal } = await start(step, { maxRetryWaitMs: 0 });
  const timers = () => process.getActiveResourcesInfo().filter((name) => name === "Timeout").length;
  const before = timers();
  const outcomes = { fulfilled: 0, rejected: 0 };
  for (let round = 0; round < 18; round++) {
    const running = Array.from({ length: 8 }, () => calls(client, signal).map((call) => call())).flat();
    for (const { status } of await Promise.allSettled(running)) outcomes[status]++;
  }
  expect(outcomes.fulfilled + outcomes.rejected).toBe(1_008);
  expect(Math.min(outcomes.fulfilled, outcomes.rejected)).toBeGreaterThan(100);
  expect(getEventListeners(signal, "abort")).toEqual([]);
  // Those of the test runner come and go.
  expect(timers()).toBeLessThanOrEqual(before);
  await origin.quiet();
});
