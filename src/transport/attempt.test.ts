// One attempt with a stubbed fetch: it never hangs, and leaves no body open.

import { getEventListeners } from "node:events";
import { describe, expect, test, vi } from "vitest";
import { FakeClock } from "../../tests/support/test-clock.ts";
import { ConnectionError, TimeoutError } from "../errors.ts";
import { type AttemptOptions, attempt } from "./attempt.ts";

const url = "https://api.ev.energy/v2/evses";

/** Creates a response whose body sends the chunks and then stalls, or ends if `ends` is set. */
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
  // Avoids an unhandled rejection: the test awaits the result later.
  result.catch(() => {});
  return { clock, result };
}

const turn = () => new Promise((resolve) => setImmediate(resolve));

describe("an attempt", () => {
  test("returns the response, its text, and when its headers arrived", async () => {
    const { response } = body({ chunks: ["[1,", "2]"], ends: true });
    const { clock, result } = start(async () => response);
    expect(await result).toMatchObject({ response, text: "[1,2]", json: [1, 2], receivedAt: clock.now() });
    expect(clock.pending).toBe(0);
  });

  test("decodes characters that are split between chunks", async () => {
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

  test("sends method, headers, body and token", async () => {
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

  test("returns an empty text if there is no body", async () => {
    expect((await start(async () => new Response(null, { status: 204 })).result).text).toBe("");
  });

  test("cancels an unwanted body, and does not wait for that", async () => {
    const cancel = vi.fn(() => new Promise<void>(() => {}));
    const stream = new ReadableStream({ cancel });
    const { clock, result } = start(async () => new Response(stream), { onHeaders: () => false });
    expect((await result).text).toBe("");
    expect(cancel).toHaveBeenCalledOnce();
    expect(clock.pending).toBe(0);
  });

  test("succeeds if an unwanted body is missing or cannot be cancelled", async () => {
    const stream = new ReadableStream({ cancel: () => Promise.reject(new Error("no")) });
    expect((await start(async () => new Response(stream), { onHeaders: () => false }).result).text).toBe("");
    expect((await start(async () => new Response(null), { onHeaders: () => false }).result).text).toBe("");
    await turn();
  });
});

describe("a failed attempt", () => {
  test("is a ConnectionError whose cause is the error of fetch", async () => {
    const cause = new TypeError("fetch failed");
    const { clock, result } = start(() => Promise.reject(cause));
    await expect(result).rejects.toBeInstanceOf(ConnectionError);
    await expect(result).rejects.toHaveProperty("cause", cause);
    expect(clock.pending).toBe(0);
  });

  test("is a ConnectionError if fetch throws synchronously", async () => {
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

  test("is a ConnectionError if the body does not consist of bytes; the body is cancelled", async () => {
    const cancel = vi.fn();
    const stream = new ReadableStream({ start: (controller) => controller.enqueue("[]"), cancel });
    await expect(start(async () => ({ body: stream }) as Response).result).rejects.toHaveProperty("code", "connection");
    expect(cancel).toHaveBeenCalledOnce();
  });

  test("is a ConnectionError if fetch returns no response", async () => {
    await expect(start(async () => undefined as never, {}).result).rejects.toHaveProperty("code", "connection");
  });
});

describe("an error status", () => {
  const broken = () => new ReadableStream({ pull: () => Promise.reject(new TypeError("terminated")) });

  test("is returned without its text if the body breaks", async () => {
    const { clock, result } = start(async () => new Response(broken(), { status: 404 }));
    expect(await result).toMatchObject({ response: { status: 404 }, text: "", receivedAt: clock.now() });
    expect(clock.pending).toBe(0);
  });

  test("is returned without its text if the body does not end in time; the body is cancelled", async () => {
    const cancel = vi.fn();
    const { clock, result } = start(async () => new Response(new ReadableStream({ cancel }), { status: 429 }));
    await turn();
    clock.advance(1_000);
    expect(await result).toMatchObject({ response: { status: 429 }, text: "" });
    expect(cancel).toHaveBeenCalledOnce();
  });

  test("is returned without its text if the timeout passes in onHeaders; the body is cancelled", async () => {
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

  test("rejects with the reason of an abort during its body", async () => {
    const abort = new AbortController();
    const { signal } = abort;
    const { result } = start(async () => new Response(new ReadableStream(), { status: 404 }), { signal });
    await turn();
    abort.abort("enough");
    await expect(result).rejects.toBe("enough");
  });
});

test("accepts a fetch that returns a response instead of a promise", async () => {
  const { response } = body({ chunks: ["[]"], ends: true });
  expect((await start(() => response as never).result).text).toBe("[]");
});

test("a timeout aborts the signal in the second argument of fetch if the caller has no signal", async () => {
  const fetch = vi.fn((_: Request, _init?: RequestInit) => new Promise<Response>(() => {}));
  const { clock, result } = start(fetch);
  const init = fetch.mock.calls[0]?.[1];
  expect(init?.signal?.aborted).toBe(false);
  clock.advance(1_000);
  expect(init?.signal?.reason).toBeInstanceOf(TimeoutError);
  await expect(result).rejects.toBe(init?.signal?.reason);
});

test("an abort from within a fetch that never responds rejects with the reason", async () => {
  const abort = new AbortController();
  const never = () => {
    abort.abort("enough");
    return new Promise<Response>(() => {});
  };
  await expect(start(never, { signal: abort.signal }).result).rejects.toBe("enough");
});

test("an abort in onHeaders cancels the body", async () => {
  const abort = new AbortController();
  const { response, cancel } = body();
  const onHeaders = () => {
    abort.abort("enough");
    return true;
  };
  const { result } = start(async () => response, { signal: abort.signal, onHeaders });
  await expect(result).rejects.toBe("enough");
  expect(cancel).toHaveBeenCalledOnce();
});

test("does not call fetch if the signal has already aborted", async () => {
  const fetch = vi.fn(async () => new Response("[]"));
  const { result } = start(fetch, { signal: AbortSignal.abort("enough") });
  await expect(result).rejects.toBe("enough");
  expect(fetch).not.toHaveBeenCalled();
});

describe.for(["timeout", "abort"] as const)("a %s", (how) => {
  const reason = new Error("enough");

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

  test("before the headers aborts both signals of fetch: the request's and the second argument's", async () => {
    const fetch = vi.fn((_: Request, _init?: RequestInit) => new Promise<Response>(() => {}));
    const { stop, expectStopped } = stoppable(fetch);
    const signals = () =>
      fetch.mock.calls.flatMap(([request, init]) => [request.signal.aborted, init?.signal?.aborted]);
    expect(signals()).toEqual([false, false]);
    stop();
    await expectStopped();
    expect(signals()).toEqual([true, true]);
  });

  test("of a fetch that ignores its signal cancels a body that arrives late", async () => {
    const late = Promise.withResolvers<Response>();
    const { stop, expectStopped } = stoppable(() => late.promise);
    stop();
    await expectStopped();
    const { response, cancel } = body();
    late.resolve(response);
    await turn();
    expect(cancel).toHaveBeenCalledOnce();
  });

  test.for(["rejects late", "responds late without a body", "responds late and cannot be cancelled"])(
    "of a fetch that ignores its signal causes no unhandled rejection if it %s",
    async (what) => {
      const late = Promise.withResolvers<Response>();
      const { stop, expectStopped } = stoppable(() => late.promise);
      stop();
      await expectStopped();
      if (what === "rejects late") late.reject(new Error("too late"));
      else if (what === "responds late without a body") late.resolve(new Response(null));
      else late.resolve(new Response(new ReadableStream({ cancel: () => Promise.reject(new Error("no")) })));
      // An unhandled rejection fails the run.
      await turn();
    },
  );

  test("during a body that never ends cancels it", async () => {
    const { response, cancel } = body({ chunks: ["["] });
    const { stop, expectStopped } = stoppable(async () => response);
    await turn();
    stop();
    await expectStopped();
    expect(cancel).toHaveBeenCalledOnce();
  });

  test("during a body that cannot be cancelled rejects too", async () => {
    const stream = new ReadableStream({ cancel: () => Promise.reject(new Error("no")) });
    const { stop, expectStopped } = stoppable(async () => new Response(stream));
    await turn();
    stop();
    await expectStopped();
    await turn();
  });

  test("after the last byte has no effect", async () => {
    const { response } = body({ chunks: ["[]"], ends: true });
    const abort = new AbortController();
    const { clock, result } = start(async () => response, { signal: abort.signal });
    expect((await result).text).toBe("[]");
    clock.advance(1_000);
    abort.abort(reason);
    expect((await result).text).toBe("[]");
  });
});

test("a timeout error has the method, the URL and the time limit", async () => {
  const { clock, result } = start(() => new Promise(() => {}), { timeoutMs: 250 });
  clock.advance(249);
  await turn();
  clock.advance(1);
  await expect(result).rejects.toMatchObject({ code: "timeout", timeoutMs: 250 });
  await expect(result).rejects.toThrow(`GET ${url}: no complete response within 250 ms`);
});

test("a rejection with something other than an error is described in the cause", async () => {
  const { result } = start(() => Promise.reject("no network"));
  await expect(result).rejects.toMatchObject({ code: "connection", cause: { name: "Error", message: "no network" } });
});
