// The cache alone, with a clock and requests in the test's hand.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { systemClock } from "./clock.ts";
import { type Grant, TokenCache } from "./token-cache.ts";

interface Asked {
  readonly signal: AbortSignal;
  readonly fetch: unknown;
  grant(token: string, lifetimeMs?: number): Promise<void>;
  fail(reason: Error): Promise<void>;
}

const settled = () => new Promise<void>((resolve) => setImmediate(resolve));

function start(options?: { runsToEnd: boolean }) {
  const requests: Asked[] = [];
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

/** The request of that index. */
function at<T>(requests: readonly T[], index: number): T {
  const request = requests[index];
  if (!request) throw new Error(`No request ${index}`);
  return request;
}

async function startHolding(lifetimeMs?: number) {
  const started = start();
  const token = started.cache.getToken();
  await at(started.requests, 0).grant("first", lifetimeMs);
  expect(await token).toBe("first");
  return started;
}

describe("the token held", () => {
  test.for<[lifetimeMs: number, lastMs: number]>([
    [36_000_000, 35_939_999],
    [600_001, 540_000],
    [600_000, 539_999],
    [300_000, 269_999],
    [1_000, 899],
    [10, 8],
  ])("of %i ms is used up to %i ms, and renewed after", async ([lifetimeMs, lastMs]) => {
    const { cache, requests, time } = await startHolding(lifetimeMs);
    time.now += lastMs;
    expect(await cache.getToken()).toBe("first");
    expect(requests).toHaveLength(1);
    time.now += 1;
    const second = cache.getToken();
    await at(requests, 1).grant("second");
    expect(await second).toBe("second");
  });

  test.for([0, -1, -3_600_000, Number.NaN, Number.POSITIVE_INFINITY])(
    "of %d ms is used until it is refused",
    async (lifetimeMs) => {
      const { cache, requests, time } = await startHolding(lifetimeMs);
      time.now += 1e12;
      expect(await cache.getToken()).toBe("first");
      expect(requests).toHaveLength(1);
    },
  );

  test("is renewed when the clock was set back behind its grant, and counts from the new time", async () => {
    const { cache, requests, time } = await startHolding(600_000);
    time.now = 0;
    const second = cache.getToken();
    await at(requests, 1).grant("second", 600_000);
    expect(await second).toBe("second");
    time.now = 539_999;
    expect(await cache.getToken()).toBe("second");
  });

  test("is dropped when it is refused, and only then", async () => {
    const { cache, requests } = await startHolding();
    cache.invalidate("another");
    expect(await cache.getToken()).toBe("first");
    cache.invalidate("first");
    const second = cache.getToken();
    await at(requests, 1).grant("second");
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
    await at(requests, 0).grant("first");
    expect(await Promise.all(tokens)).toEqual(["first", "first", "first"]);
    expect(requests.map((request) => request.fetch)).toEqual([fetch]);
  });

  test("leave alone, each with its own reason, and the request goes on for the others", async () => {
    const { cache, requests } = start();
    const [one, two] = [new AbortController(), new AbortController()];
    const leaving = [cache.getToken({ signal: one.signal }), cache.getToken({ signal: two.signal })];
    const staying = cache.getToken();
    one.abort("first reason");
    two.abort("second reason");
    expect(await Promise.allSettled(leaving)).toEqual([
      { status: "rejected", reason: "first reason" },
      { status: "rejected", reason: "second reason" },
    ]);
    expect(at(requests, 0).signal.aborted).toBe(false);
    await at(requests, 0).grant("first");
    expect(await staying).toBe("first");
  });

  test("end the request when the last of them leaves, and the next caller starts another one", async () => {
    const { cache, requests } = start();
    const controller = new AbortController();
    const leaving = [1, 2].map(() => cache.getToken({ signal: controller.signal }));
    controller.abort();
    await Promise.allSettled(leaving);
    expect(at(requests, 0).signal.aborted).toBe(true);
    const next = cache.getToken();
    await at(requests, 1).grant("second");
    await at(requests, 0).grant("late", 36_000_000);
    expect([await next, await cache.getToken()]).toEqual(["second", "second"]);
  });

  test("with a signal that has aborted already ask for nothing", async () => {
    const { cache, requests } = start();
    await expect(cache.getToken({ signal: AbortSignal.abort("too late") })).rejects.toBe("too late");
    expect(requests).toEqual([]);
  });
});

describe("a request that runs to its end", () => {
  test("goes on when everybody has left, and the next caller gets its token", async () => {
    const { cache, requests } = start({ runsToEnd: true });
    const controller = new AbortController();
    const leaving = cache.getToken({ signal: controller.signal });
    controller.abort("enough");
    await expect(leaving).rejects.toBe("enough");
    const next = cache.getToken();
    await at(requests, 0).grant("first");
    expect([await next, at(requests, 0).signal.aborted, requests.length]).toEqual(["first", false, 1]);
  });

  test("fails in silence when everybody has left", async () => {
    const { cache, requests } = start({ runsToEnd: true });
    const controller = new AbortController();
    const leaving = cache.getToken({ signal: controller.signal });
    controller.abort("enough");
    await expect(leaving).rejects.toBe("enough");
    await at(requests, 0).fail(new Error("nobody hears this"));
    const next = cache.getToken();
    await at(requests, 1).grant("second");
    expect(await next).toBe("second");
  });
});

type Move = { readonly do: "get" | "abort" | "grant" | "fail" | "invalidate" | "step"; readonly n: number };

test("whatever happens in whatever order: one request at a time, no stale token, and every promise settles", async () => {
  const move = fc.record<Move>({
    do: fc.constantFrom("get", "get", "get", "abort", "grant", "grant", "fail", "invalidate", "step"),
    n: fc.integer({ min: -20, max: 20 }),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(move, { maxLength: 40 }), fc.boolean(), async (moves, runsToEnd) => {
      const { cache, requests, time } = start({ runsToEnd });
      const callers: { controller: AbortController; result?: unknown }[] = [];
      /** By index of the request; a second and more of them go unanswered only when they were aborted. */
      const open = () => requests.flatMap((request, index) => (answered.has(index) ? [] : [{ request, index }]));
      const answered = new Set<number>();
      let held: { token: string; from: number; until: number } | undefined;

      for (const { do: what, n } of moves) {
        const [first] = open().filter(({ request }) => !request.signal.aborted);
        const pick = <T>(list: readonly T[]): T | undefined => list[Math.abs(n) % (list.length || 1)];
        if (what === "get") {
          const isHeld = held && time.now >= held.from && time.now < held.until;
          const before = requests.length;
          const caller: (typeof callers)[number] = { controller: new AbortController() };
          callers.push(caller);
          cache.getToken({ signal: caller.controller.signal }).then(
            (token) => Object.assign(caller, { result: token }),
            (reason) => Object.assign(caller, { result: reason }),
          );
          await settled();
          expect(requests.length - before).toBe(isHeld || first ? 0 : 1);
          expect(caller.result).toBe(isHeld ? held?.token : undefined);
        } else if (what === "abort") {
          const caller = pick(callers.filter(({ result }) => result === undefined));
          caller?.controller.abort("left");
          await settled();
          if (caller) expect(caller.result).toBe("left");
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
            held = { token, from: time.now, until };
          }
          const expected = what === "grant" ? token : new Error(token);
          expect(waiting.map(({ result }) => result)).toEqual(waiting.map(() => expected));
        } else if (what === "invalidate") {
          const token = `token-${Math.abs(n) % (requests.length + 1)}`;
          cache.invalidate(token);
          if (held?.token === token) held = undefined;
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
