// The cache on its own; each test controls the clock and the token requests.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { systemClock } from "./clock.ts";
import { type Grant, TokenCache } from "./token-cache.ts";

interface PendingGrant {
  readonly signal: AbortSignal;
  readonly fetch: unknown;
  grant(token: string, lifetimeMs?: number): Promise<void>;
  fail(reason: Error): Promise<void>;
}

const settled = () => new Promise<void>((resolve) => setImmediate(resolve));

function start(options?: { runsToEnd: boolean }) {
  const requests: PendingGrant[] = [];
  const time = { now: 1_000_000 };
  const cache = new TokenCache(
    ({ signal, fetch }) =>
      new Promise<Grant>((resolve, reject) => {
        requests.push({
          signal,
          fetch,
          async grant(token, lifetimeMs = 36_000_000) {
            resolve({ token, lifetimeMs });
            await settled();
          },
          async fail(reason) {
            reject(reason);
            await settled();
          },
        });
      }),
    { ...systemClock, now: () => time.now },
    options,
  );
  return { cache, requests, time };
}

/** Returns the request with this index. */
function requestAt<T>(requests: readonly T[], index: number): T {
  const request = requests[index];
  if (!request) throw new Error(`No request ${index}`);
  return request;
}

async function startWithToken(lifetimeMs?: number) {
  const started = start();
  const token = started.cache.getToken();
  await requestAt(started.requests, 0).grant("first", lifetimeMs);
  expect(await token).toBe("first");
  return started;
}

describe("the cached token", () => {
  test.for<[lifetimeMs: number, lastMs: number]>([
    [36_000_000, 35_939_999],
    [600_001, 540_000],
    [600_000, 539_999],
    [300_000, 269_999],
    [1_000, 899],
    [10, 8],
  ])("with a lifetime of %i ms is used for %i ms, then renewed", async ([lifetimeMs, lastMs]) => {
    const { cache, requests, time } = await startWithToken(lifetimeMs);
    time.now += lastMs;
    expect(await cache.getToken()).toBe("first");
    expect(requests).toHaveLength(1);
    time.now += 1;
    const second = cache.getToken();
    await requestAt(requests, 1).grant("second");
    expect(await second).toBe("second");
  });

  test.for([0, -1, -3_600_000, Number.NaN, Number.POSITIVE_INFINITY])(
    "with a lifetime of %d ms is used until it is refused",
    async (lifetimeMs) => {
      const { cache, requests, time } = await startWithToken(lifetimeMs);
      time.now += 1e12;
      expect(await cache.getToken()).toBe("first");
      expect(requests).toHaveLength(1);
    },
  );

  test("is renewed if the clock was set back to before its grant; its lifetime starts at the new time", async () => {
    const { cache, requests, time } = await startWithToken(600_000);
    time.now = 0;
    const second = cache.getToken();
    await requestAt(requests, 1).grant("second", 600_000);
    expect(await second).toBe("second");
    time.now = 539_999;
    expect(await cache.getToken()).toBe("second");
  });

  test("starts its lifetime at the response, not at the request", async () => {
    const { cache, requests, time } = start();
    const first = cache.getToken();
    time.now += 5_000_000;
    await requestAt(requests, 0).grant("first", 600_000);
    await first;
    time.now += 539_999;
    expect(await cache.getToken()).toBe("first");
  });

  test("is dropped only when this token is refused", async () => {
    const { cache, requests } = await startWithToken();
    cache.invalidate("another");
    expect(await cache.getToken()).toBe("first");
    cache.invalidate("first");
    const second = cache.getToken();
    await requestAt(requests, 1).grant("second");
    cache.invalidate("first");
    expect([await second, await cache.getToken()]).toEqual(["second", "second"]);
    expect(requests).toHaveLength(2);
  });
});

describe("callers that wait for the same token", () => {
  test("share one request, sent with the fetch of the first", async () => {
    const { cache, requests } = start();
    const fetch = async () => new Response();
    const tokens = [cache.getToken({ fetch }), cache.getToken({ fetch: async () => new Response() }), cache.getToken()];
    await requestAt(requests, 0).grant("first");
    expect(await Promise.all(tokens)).toEqual(["first", "first", "first"]);
    expect(requests.map((request) => request.fetch)).toEqual([fetch]);
  });

  test("share its failure, which is not cached", async () => {
    const { cache, requests } = start();
    const reason = new Error("down");
    const tokens = Promise.allSettled([cache.getToken(), cache.getToken()]);
    await requestAt(requests, 0).fail(reason);
    expect((await tokens).map((token) => token.status === "rejected" && token.reason)).toEqual([reason, reason]);
    const next = cache.getToken();
    await requestAt(requests, 1).grant("first");
    expect(await next).toBe("first");
  });

  test("abort separately, each with its own reason, while the request continues for the others", async () => {
    const { cache, requests } = start();
    const [one, two] = [new AbortController(), new AbortController()];
    const aborted = [cache.getToken({ signal: one.signal }), cache.getToken({ signal: two.signal })];
    const remaining = cache.getToken();
    one.abort("first reason");
    two.abort("second reason");
    expect(await Promise.allSettled(aborted)).toEqual([
      { status: "rejected", reason: "first reason" },
      { status: "rejected", reason: "second reason" },
    ]);
    expect(requestAt(requests, 0).signal.aborted).toBe(false);
    await requestAt(requests, 0).grant("first");
    expect(await remaining).toBe("first");
  });

  test("abort the request when the last of them aborts, and the next caller starts another one", async () => {
    const { cache, requests } = start();
    const controller = new AbortController();
    const aborted = [1, 2].map(() => cache.getToken({ signal: controller.signal }));
    controller.abort();
    await Promise.allSettled(aborted);
    expect(requestAt(requests, 0).signal.aborted).toBe(true);
    const next = cache.getToken();
    await requestAt(requests, 1).grant("second");
    await requestAt(requests, 0).grant("late", 36_000_000);
    expect([await next, await cache.getToken()]).toEqual(["second", "second"]);
  });

  test("leave no listener on a signal that outlives them", async () => {
    const { cache, requests } = start();
    const { signal } = new AbortController();
    let listeners = 0;
    const add = signal.addEventListener.bind(signal);
    const remove = signal.removeEventListener.bind(signal);
    signal.addEventListener = (...args: Parameters<typeof add>) => {
      listeners++;
      add(...args);
    };
    signal.removeEventListener = (...args: Parameters<typeof remove>) => {
      listeners--;
      remove(...args);
    };
    const tokens = Array.from({ length: 1000 }, () => cache.getToken({ signal }));
    expect(listeners).toBe(1000);
    await requestAt(requests, 0).grant("first");
    await Promise.all(tokens);
    expect(listeners).toBe(0);
  });

  test("send no request if their signal has already aborted", async () => {
    const { cache, requests } = start();
    await expect(cache.getToken({ signal: AbortSignal.abort("too late") })).rejects.toBe("too late");
    expect(requests).toEqual([]);
  });
});

describe("a request that runs to its end", () => {
  test("continues when all callers have aborted, and the next caller gets its token", async () => {
    const { cache, requests } = start({ runsToEnd: true });
    const controller = new AbortController();
    const aborted = cache.getToken({ signal: controller.signal });
    controller.abort("enough");
    await expect(aborted).rejects.toBe("enough");
    const next = cache.getToken();
    await requestAt(requests, 0).grant("first");
    expect([await next, requestAt(requests, 0).signal.aborted, requests.length]).toEqual(["first", false, 1]);
  });

  test("fails without an unhandled rejection when all callers have aborted", async () => {
    const { cache, requests } = start({ runsToEnd: true });
    const controller = new AbortController();
    const aborted = cache.getToken({ signal: controller.signal });
    controller.abort("enough");
    await expect(aborted).rejects.toBe("enough");
    await requestAt(requests, 0).fail(new Error("unobserved"));
    const next = cache.getToken();
    await requestAt(requests, 1).grant("second");
    expect(await next).toBe("second");
  });
});

type Action = { readonly do: "get" | "abort" | "grant" | "fail" | "invalidate" | "step"; readonly n: number };

test("any sequence of actions: at most one request at a time, no stale token, and every promise settles", async () => {
  const action = fc.record<Action>({
    do: fc.constantFrom("get", "get", "get", "abort", "grant", "grant", "fail", "invalidate", "step"),
    n: fc.integer({ min: -20, max: 20 }),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(action, { maxLength: 40 }), fc.boolean(), async (actions, runsToEnd) => {
      const { cache, requests, time } = start({ runsToEnd });
      const callers: { controller: AbortController; result?: unknown }[] = [];
      /** The unanswered requests, by index. At most one of them has not been aborted. */
      const open = () => requests.flatMap((request, index) => (answered.has(index) ? [] : [{ request, index }]));
      const answered = new Set<number>();
      let cached: { token: string; from: number; until: number } | undefined;

      for (const { do: what, n } of actions) {
        const [first] = open().filter(({ request }) => !request.signal.aborted);
        const pick = <T>(list: readonly T[]): T | undefined => list[Math.abs(n) % (list.length || 1)];
        if (what === "get") {
          const isCached = cached && time.now >= cached.from && time.now < cached.until;
          const before = requests.length;
          const caller: (typeof callers)[number] = { controller: new AbortController() };
          callers.push(caller);
          cache.getToken({ signal: caller.controller.signal }).then(
            (token) => Object.assign(caller, { result: token }),
            (reason) => Object.assign(caller, { result: reason }),
          );
          await settled();
          expect(requests.length - before).toBe(isCached || first ? 0 : 1);
          expect(caller.result).toBe(isCached ? cached?.token : undefined);
        } else if (what === "abort") {
          const caller = pick(callers.filter(({ result }) => result === undefined));
          caller?.controller.abort("enough");
          await settled();
          if (caller) expect(caller.result).toBe("enough");
        } else if (what === "grant" || what === "fail") {
          const target = pick(open());
          if (!target) continue;
          const { request, index } = target;
          answered.add(index);
          const waiting = callers.filter(({ result }) => result === undefined);
          const token = `token-${index}`;
          const lifetimeMs = n * 1000;
          await (what === "grant" ? request.grant(token, lifetimeMs) : request.fail(new Error(token)));
          if (request.signal.aborted) continue;
          if (what === "grant") {
            const until = lifetimeMs > 0 ? time.now + lifetimeMs * 0.9 : Number.POSITIVE_INFINITY;
            cached = { token, from: time.now, until };
          }
          const expected = what === "grant" ? token : new Error(token);
          expect(waiting.map(({ result }) => result)).toEqual(waiting.map(() => expected));
        } else if (what === "invalidate") {
          const token = `token-${Math.abs(n) % (requests.length + 1)}`;
          cache.invalidate(token);
          if (cached?.token === token) cached = undefined;
        } else {
          time.now += n * 500;
        }
        expect(open().filter(({ request }) => !request.signal.aborted).length).toBeLessThanOrEqual(1);
      }

      for (const { request } of open()) await request.fail(new Error("end"));
      expect(callers.filter(({ result }) => result === undefined)).toEqual([]);
      if (runsToEnd) expect(requests.filter(({ signal }) => signal.aborted)).toEqual([]);
    }),
    { numRuns: 300 },
  );
});
