// One attempt against a stubbed fetch: nothing may hang, and no body may stay open.

import { getEventListeners } from "node:events";
import { describe, expect, test, vi } from "vitest";
import { FakeClock } from "../../tests/support/test-clock.ts";
import { ConnectionError, TimeoutError } from "../errors.ts";
import { type AttemptOptions, attempt } from "./attempt.ts";

const url = "https://api.ev.energy/v2/evses";

/** A body that gives the chunks and then, unless told to end, nothing for ever. */
function body({ chunks = [] as string[], ends = false } = {}) {
  const cancel = vi.fn();
  const stream = new ReadableStream<Uint8Array>({
    start(controller) {
      for (const chunk of chunks) controller.enqueue(new TextEncoder().encode(chunk));
      if (ends) controller.close();
    },
    cancel,
  });
  return { response: new Response(stream), cancel };
}

function start(fetch: (request: Request) => Promise<Response>, options: Partial<AttemptOptions> = {}) {
  const clock = new FakeClock();
  const result = attempt(new Request(url), {
    fetch: fetch as AttemptOptions["fetch"],
    token: undefined,
    clock,
    timeoutMs: 1_000,
    signal: undefined,
    onHeaders: () => true,
    ...options,
  });
  // Looked at later.
  result.catch(() => {});
  return { clock, result };
}

const turn = () => new Promise((resolve) => setImmediate(resolve));

describe("an attempt", () => {
  test("gives the response, its text, and when its headers came", async () => {
    const { response } = body({ chunks: ["[1,", "2]"], ends: true });
    const { clock, result } = start(async () => response);
    expect(await result).toMatchObject({ response, text: "[1,2]", json: [1, 2], receivedAt: clock.now() });
    expect(clock.pending).toBe(0);
  });

  test("puts characters together that are cut between two chunks", async () => {
    const bytes = new TextEncoder().encode("€🚗");
    const stream = new ReadableStream<Uint8Array>({
      start(controller) {
        for (const byte of bytes) controller.enqueue(new Uint8Array([byte]));
        controller.enqueue(bytes.subarray(0, 2));
        controller.close();
      },
    });
    expect((await start(async () => new Response(stream)).result).text).toBe("€🚗\uFFFD");
  });

  test("sends method, headers and body, with the token in place", async () => {
    const fetch = vi.fn(async (_: Request) => new Response(null));
    const request = new Request(url, { method: "POST", headers: { "X-Trace": "7" }, body: "grant" });
    const { clock } = start(async () => new Response(null));
    const options = { fetch: fetch as unknown as AttemptOptions["fetch"], token: "the-token", clock };
    for (let attempts = 0; attempts < 2; attempts++) {
      await attempt(request, { ...options, timeoutMs: 1_000, signal: undefined, onHeaders: () => true });
    }
    for (const [sent] of fetch.mock.calls) {
      expect([sent.method, sent.url, await sent.text()]).toEqual(["POST", url, "grant"]);
      expect(Object.fromEntries(sent.headers)).toMatchObject({ authorization: "Bearer the-token", "x-trace": "7" });
    }
    expect(fetch).toHaveBeenCalledTimes(2);
  });

  test("has the empty text if there is no body", async () => {
    expect((await start(async () => new Response(null, { status: 204 })).result).text).toBe("");
  });

  test("cancels a body that is not wanted, and does not wait for that", async () => {
    const cancel = vi.fn(() => new Promise<void>(() => {}));
    const stream = new ReadableStream({ cancel });
    const { clock, result } = start(async () => new Response(stream), { onHeaders: () => false });
    expect((await result).text).toBe("");
    expect(cancel).toHaveBeenCalledOnce();
    expect(clock.pending).toBe(0);
  });

  test("does not mind if an unwanted body can't be cancelled, or is none", async () => {
    const stream = new ReadableStream({ cancel: () => Promise.reject(new Error("no")) });
    expect((await start(async () => new Response(stream), { onHeaders: () => false }).result).text).toBe("");
    expect((await start(async () => new Response(null), { onHeaders: () => false }).result).text).toBe("");
    await turn();
  });
});

describe("an attempt that fails", () => {
  test("is a ConnectionError with what fetch rejected with as its cause", async () => {
    const cause = new TypeError("fetch failed");
    const { clock, result } = start(() => Promise.reject(cause));
    await expect(result).rejects.toBeInstanceOf(ConnectionError);
    await expect(result).rejects.toHaveProperty("cause", cause);
    expect(clock.pending).toBe(0);
  });

  test("is a ConnectionError if fetch throws at once", async () => {
    const cause = new TypeError("no such thing");
    const { clock, result } = start(() => {
      throw cause;
    });
    await expect(result).rejects.toMatchObject({ code: "connection", cause });
    expect(clock.pending).toBe(0);
  });

  test("is a ConnectionError if the body breaks", async () => {
    const cause = new TypeError("terminated");
    const stream = new ReadableStream({ pull: () => Promise.reject(cause) });
    const { clock, result } = start(async () => new Response(stream));
    await expect(result).rejects.toMatchObject({ code: "connection", cause });
    expect(clock.pending).toBe(0);
  });

  test("is a ConnectionError if the body is not made of bytes, and cancels it", async () => {
    const cancel = vi.fn();
    const stream = new ReadableStream({ start: (controller) => controller.enqueue("[]"), cancel });
    await expect(start(async () => ({ body: stream }) as Response).result).rejects.toHaveProperty("code", "connection");
    expect(cancel).toHaveBeenCalledOnce();
  });
});

describe("an error status", () => {
  const broken = () => new ReadableStream({ pull: () => Promise.reject(new TypeError("terminated")) });

  test("stands without its text if the body breaks", async () => {
    const { clock, result } = start(async () => new Response(broken(), { status: 404 }));
    expect(await result).toMatchObject({ response: { status: 404 }, text: "", receivedAt: clock.now() });
    expect(clock.pending).toBe(0);
  });

  test("stands without its text if the body does not end in time, which is cancelled", async () => {
    const cancel = vi.fn();
    const { clock, result } = start(async () => new Response(new ReadableStream({ cancel }), { status: 429 }));
    await turn();
    clock.advance(1_000);
    expect(await result).toMatchObject({ response: { status: 429 }, text: "" });
    expect(cancel).toHaveBeenCalledOnce();
  });

  test("stands without its text if the time is up when the headers are looked at, and its body is cancelled", async () => {
    const cancel = vi.fn();
    const stream = new ReadableStream({ cancel });
    const onHeaders = () => {
      clock.advance(1_000);
      return true;
    };
    const { clock, result } = start(async () => new Response(stream, { status: 404 }), { onHeaders });
    expect(await result).toMatchObject({ response: { status: 404 }, text: "" });
    await turn();
    expect(cancel).toHaveBeenCalledOnce();
  });

  test("does not stand against an abort within its body", async () => {
    const abort = new AbortController();
    const { signal } = abort;
    const { result } = start(async () => new Response(new ReadableStream(), { status: 404 }), { signal });
    await turn();
    abort.abort("gone home");
    await expect(result).rejects.toBe("gone home");
  });
});

test("a time-out reaches the fetch by its second argument, where no caller can abort the request", async () => {
  const fetch = vi.fn((_: Request, _init?: RequestInit) => new Promise<Response>(() => {}));
  const { clock, result } = start(fetch);
  const init = fetch.mock.calls[0]?.[1];
  expect(init?.signal?.aborted).toBe(false);
  clock.advance(1_000);
  expect(init?.signal?.reason).toBeInstanceOf(TimeoutError);
  await expect(result).rejects.toBe(init?.signal?.reason);
});

test("an abort that comes from within a fetch that never answers ends it", async () => {
  const abort = new AbortController();
  const never = () => {
    abort.abort("gone home");
    return new Promise<Response>(() => {});
  };
  await expect(start(never, { signal: abort.signal }).result).rejects.toBe("gone home");
});

test("an abort that comes when the headers are looked at cancels the body", async () => {
  const abort = new AbortController();
  const { response, cancel } = body();
  const onHeaders = () => {
    abort.abort("gone home");
    return true;
  };
  const { result } = start(async () => response, { signal: abort.signal, onHeaders });
  await expect(result).rejects.toBe("gone home");
  expect(cancel).toHaveBeenCalledOnce();
});

test("an abort that has come before the request goes out keeps it from a fetch that ignores signals", async () => {
  const fetch = vi.fn(async () => new Response("[]"));
  const { result } = start(fetch, { signal: AbortSignal.abort("gone home") });
  await expect(result).rejects.toBe("gone home");
  expect(fetch).not.toHaveBeenCalled();
});

describe.for(["time-out", "abort"] as const)("a %s", (how) => {
  const reason = new Error("gone home");

  function stoppable(fetch: (request: Request) => Promise<Response>) {
    const abort = new AbortController();
    const { clock, result } = start(fetch, { signal: abort.signal });
    const stop = () => (how === "abort" ? abort.abort(reason) : clock.advance(1_000));
    const expectStopped = async () => {
      if (how === "abort") await expect(result).rejects.toBe(reason);
      else await expect(result).rejects.toBeInstanceOf(TimeoutError);
      expect([clock.pending, getEventListeners(abort.signal, "abort").length]).toEqual([0, 0]);
    };
    return { stop, expectStopped, clock };
  }

  test("before the headers reaches the fetch, by the request and by what comes with it", async () => {
    const fetch = vi.fn((_: Request, _init?: RequestInit) => new Promise<Response>(() => {}));
    const { stop, expectStopped } = stoppable(fetch);
    const signals = () =>
      fetch.mock.calls.flatMap(([request, init]) => [request.signal.aborted, init?.signal?.aborted]);
    expect(signals()).toEqual([false, false]);
    stop();
    await expectStopped();
    expect(signals()).toEqual([true, true]);
  });

  test("of a fetch that ignores its signal cancels the body that comes late", async () => {
    const late = Promise.withResolvers<Response>();
    const { stop, expectStopped } = stoppable(() => late.promise);
    stop();
    await expectStopped();
    const { response, cancel } = body();
    late.resolve(response);
    await turn();
    expect(cancel).toHaveBeenCalledOnce();
  });

  test.for(["rejects late", "comes late without a body", "comes late and can't be cancelled"])(
    "of a fetch that ignores its signal is not disturbed if it %s",
    async (what) => {
      const late = Promise.withResolvers<Response>();
      const { stop, expectStopped } = stoppable(() => late.promise);
      stop();
      await expectStopped();
      if (what === "rejects late") late.reject(new Error("too late"));
      else if (what === "comes late without a body") late.resolve(new Response(null));
      else late.resolve(new Response(new ReadableStream({ cancel: () => Promise.reject(new Error("no")) })));
      // An unhandled rejection fails the run.
      await turn();
    },
  );

  test("within a body that never ends cancels it", async () => {
    const { response, cancel } = body({ chunks: ["["] });
    const { stop, expectStopped } = stoppable(async () => response);
    await turn();
    stop();
    await expectStopped();
    expect(cancel).toHaveBeenCalledOnce();
  });
});

test("a time-out says how long the attempt was given", async () => {
  const { clock, result } = start(() => new Promise(() => {}), { timeoutMs: 250 });
  clock.advance(249);
  await turn();
  clock.advance(1);
  await expect(result).rejects.toMatchObject({ code: "timeout", timeoutMs: 250 });
  await expect(result).rejects.toThrow(`GET ${url}: no complete response within 250 ms`);
});

test("a failure that is not an error is described in the cause", async () => {
  const { result } = start(() => Promise.reject("no network"));
  await expect(result).rejects.toMatchObject({ code: "connection", cause: { name: "Error", message: "no network" } });
});
