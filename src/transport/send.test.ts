// Calls over a stubbed fetch and a clock that runs by itself: what is repeated, when, and what is told of it.

import { describe, expect, test, vi } from "vitest";
import { FakeClock } from "../../tests/support/test-clock.ts";
import { ConnectionError } from "../errors.ts";
import { type Auth, createAuthorizer } from "./auth.ts";
import type { TransportEvent } from "./events.ts";
import { createSend, type SendOptions, type Transport } from "./send.ts";

const baseUrl = "https://api.ev.energy/v2";
const url = `${baseUrl}/evses`;

/** What the fetch does next: answers with a status, answers like this, throws this, or never answers. */
type Step = number | Response | Error | "stalls";

function start(steps: Step[], { auth, ...transport }: Partial<Transport> & { auth?: Auth } = {}) {
  // Longer than any wait, so that only waits are skipped.
  const clock = new FakeClock({ skipsBelow: 100_000 });
  const events: TransportEvent[] = [];
  const tokens: (string | null)[] = [];
  const fetch = vi.fn(async (request: Request) => {
    tokens.push(request.headers.get("Authorization"));
    const step = steps.shift() ?? expect.fail("unscripted request");
    if (step instanceof Error) throw step;
    if (step === "stalls") return await new Promise<never>(() => {});
    return typeof step === "number" ? new Response("{}", { status: step }) : step;
  });
  const send = createSend({
    fetch: fetch as unknown as Transport["fetch"],
    clock,
    emit: (event) => void events.push(event),
    timeoutMs: 100_000,
    ...(auth !== undefined && { authorizer: createAuthorizer(auth, baseUrl, globalThis.fetch) }),
    ...transport,
  });
  return {
    clock,
    events,
    fetch,
    tokens,
    send: (init?: RequestInit, options?: SendOptions) => send(new Request(url, init), options),
    /** The waits, without the time-outs. */
    waits: () => clock.delays.filter((delayMs) => delayMs < 100_000),
  };
}

const limited = (retryAfter: string) => new Response("{}", { status: 429, headers: { "Retry-After": retryAfter } });
const network = new TypeError("fetch failed");

describe("a GET", () => {
  test.for<[string, Step[], number]>([
    ["a status that may pass", [503, 200], 200],
    ["a broken connection", [network, 200], 200],
    ["several failures of all kinds", [network, 500, 200], 200],
    ["failures up to the limit", [500, 502, 504], 504],
    ["a status that stays", [404], 404],
    ["a redirect that fetch was told not to follow", [302], 302],
  ])("after %s ends in %i", async ([, steps, status]) => {
    const { send, fetch } = start([...steps]);
    expect((await send()).response.status).toBe(status);
    expect(fetch).toHaveBeenCalledTimes(steps.length);
  });

  test("gives up on a connection that stays broken", async () => {
    const { send, fetch } = start([network, network, network]);
    await expect(send()).rejects.toMatchObject({ code: "connection", cause: network });
    expect(fetch).toHaveBeenCalledTimes(3);
  });

  test("is repeated after a time-out", async () => {
    const { send, clock, events } = start(["stalls", 200], { timeoutMs: 200_000 });
    const sent = send();
    await vi.waitFor(() => expect(events).toHaveLength(1));
    clock.advance(200_000);
    expect((await sent).response.status).toBe(200);
    expect(events.map(({ type, reason }) => reason ?? type)).toEqual(["request", "timeout", "request", "response"]);
  });

  test("takes the options of the call before those of the client", async () => {
    const { send, fetch, clock } = start([503, 503], { maxRetries: 9 });
    await send({}, { maxRetries: 1, timeoutMs: 150_000 });
    expect(fetch).toHaveBeenCalledTimes(2);
    expect(clock.delays).toContain(150_000);
  });

  test("waits longer from retry to retry, and never less than it was told", async () => {
    const { send, clock, waits } = start([503, 503, limited("7"), limited("1"), 200], { maxRetries: 4 });
    clock.chance = 0.9;
    await send();
    expect(waits()).toEqual([450, 900, 7_000, 3_600]);
    expect(clock.pending).toBe(0);
  });

  test.for([408, 429, 500, 502, 503, 504, 400, 401, 403, 404, 501, 505])(
    "is retried after %i if that may pass",
    async (status) => {
      const { send, fetch } = start([status, 200]);
      await send();
      expect(fetch).toHaveBeenCalledTimes([408, 429, 500, 502, 503, 504].includes(status) ? 2 : 1);
    },
  );

  test("tells of each success as its headers come in, and of no failure", async () => {
    const cut = new Response(new ReadableStream({ pull: () => Promise.reject(network) }), { status: 206 });
    const onHeaders = vi.fn((_: Response) => {});
    await start([503, cut, 200]).send({}, { onHeaders });
    expect(onHeaders.mock.calls.map(([{ status }]) => status)).toEqual([206, 200]);
  });

  test("tells onResponse of each response, failures included", async () => {
    const onResponse = vi.fn((_: Response) => {});
    await start([503, network, 404], { onResponse }).send();
    expect(onResponse.mock.calls.map(([{ status }]) => status)).toEqual([503, 404]);
  });
});

describe("a POST", () => {
  const post = { method: "POST", body: "x" };

  test.for<[string, Step]>([
    ["a status", 503],
    ["a broken connection", network],
  ])("to the API is not repeated after %s: it may have had its effect", async ([, step]) => {
    const { send, fetch } = start([step], { auth: "the-token" });
    await send(post).catch(() => undefined);
    expect(fetch).toHaveBeenCalledOnce();
  });

  test("for a token is repeated, with its body", async () => {
    const { send, fetch } = start([503, network, 200]);
    expect((await send(post)).response.status).toBe(200);
    expect(await Promise.all(fetch.mock.calls.map(([request]) => request.text()))).toEqual(["x", "x", "x"]);
  });
});

describe("an abort", () => {
  test("ends a wait at once, and nothing more is sent", async () => {
    const { send, clock, events, fetch } = start([limited("30")], { clock: new FakeClock() });
    const abort = new AbortController();
    const sent = send({}, { signal: abort.signal });
    await vi.waitFor(() => expect(events.at(-1)?.type).toBe("retry"));
    abort.abort("gone home");
    await expect(sent).rejects.toBe("gone home");
    expect(fetch).toHaveBeenCalledOnce();
    expect(clock.pending).toBe(0);
  });

  test("by an event's listener takes effect before the request goes out", async () => {
    const abort = new AbortController();
    const { send, fetch } = start([503], { emit: ({ type }) => type === "retry" && abort.abort("gone home") });
    await expect(send({}, { signal: abort.signal })).rejects.toBe("gone home");
    expect(fetch).toHaveBeenCalledOnce();
  });

  test("by a listener of the request itself keeps it from a fetch that ignores signals", async () => {
    const abort = new AbortController();
    const { send, fetch } = start([200], { emit: ({ type }) => type === "request" && abort.abort("gone home") });
    await expect(send({}, { signal: abort.signal })).rejects.toBe("gone home");
    expect(fetch).not.toHaveBeenCalled();
  });

  test("with one of the package's own errors as its reason is no failure to be repeated", async () => {
    const reason = new ConnectionError("theirs");
    const abort = new AbortController();
    const { send, events } = start(["stalls"]);
    const sent = send({}, { signal: abort.signal });
    await vi.waitFor(() => expect(events).toHaveLength(1));
    abort.abort(reason);
    await expect(sent).rejects.toBe(reason);
    expect(events.map(({ type }) => type)).toEqual(["request"]);
  });

  test("while a fresh token comes in sends nothing more, even over a fetch that ignores signals", async () => {
    const abort = new AbortController();
    const tokens = ["old", "new"];
    const emit = ({ type }: TransportEvent) => type === "retry" && abort.abort("gone home");
    const { send, fetch } = start([401, 200], { emit, auth: () => tokens.shift() ?? "none" });
    await expect(send({}, { signal: abort.signal })).rejects.toBe("gone home");
    expect(fetch).toHaveBeenCalledOnce();
  });
});

describe("the events of a call", () => {
  const about = { method: "GET", url };

  test("of one success", async () => {
    const { send, events } = start([200]);
    await send();
    expect(events).toEqual([
      { type: "request", ...about, attempt: 1 },
      { type: "response", ...about, attempt: 1, status: 200, durationMs: 0 },
    ]);
  });

  test("tell every failure, its wait and its reason", async () => {
    const { send, events, clock } = start([network, limited("3"), 200]);
    clock.chance = 0.5;
    await send();
    expect(events).toEqual([
      { type: "request", ...about, attempt: 1 },
      { type: "retry", ...about, attempt: 1, delayMs: 250, reason: "connection" },
      { type: "request", ...about, attempt: 2 },
      { type: "response", ...about, attempt: 2, status: 429, durationMs: 0 },
      { type: "retry", ...about, attempt: 2, status: 429, delayMs: 3_000, reason: "status 429" },
      { type: "request", ...about, attempt: 3 },
      { type: "response", ...about, attempt: 3, status: 200, durationMs: 0 },
    ]);
  });

  test("tell a fresh token after a 401 as a retry without a wait", async () => {
    const tokens = ["old", "new"];
    const { send, events } = start([401, 200], { auth: () => tokens.shift() ?? "none" });
    await send();
    expect(events).toEqual([
      { type: "request", ...about, attempt: 1 },
      { type: "response", ...about, attempt: 1, status: 401, durationMs: 0 },
      { type: "retry", ...about, attempt: 1, status: 401, delayMs: 0, reason: "status 401" },
      { type: "request", ...about, attempt: 2 },
      { type: "response", ...about, attempt: 2, status: 200, durationMs: 0 },
    ]);
  });

  test("measure the time to the headers", async () => {
    const { send, events, clock, fetch } = start([]);
    fetch.mockImplementationOnce(async () => {
      clock.advance(42);
      return new Response("{}");
    });
    await send();
    expect(events[1]).toMatchObject({ type: "response", durationMs: 42 });
  });
});
