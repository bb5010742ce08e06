// Which requests a fault applies to, and what each kind of fault does.

import { afterEach, describe, expect, test, vi } from "vitest";
import { NOW, ORIGIN, STATUS_LOGS, startTrial } from "../../../tests/support/trial.ts";
import type { SimulatorFault } from "../index.ts";

const GRANT = { grant_type: "client_credentials" };
const authorized = { headers: { Authorization: "Bearer demo-token" } };

afterEach(() => void vi.useRealTimers());

describe("a fault applies to", () => {
  test.for<[what: string, request: number | number[] | undefined, statuses: number[]]>([
    ["all requests", undefined, [503, 503, 503]],
    ["one request", 2, [200, 503, 200]],
    ["several requests", [1, 3], [503, 200, 503]],
    ["no request", [], [200, 200, 200]],
  ])("%s", async ([, request, statuses]) => {
    const { get, simulator } = startTrial({ faults: [{ kind: "status", status: 503, request }] });
    for (let count = 0; count < 3; count++) await get(STATUS_LOGS);

    expect(simulator.requests.map(({ status }) => status)).toEqual(statuses);
  });

  test("API requests or token requests, which are counted separately", async () => {
    const { get, post, simulator } = startTrial({
      faults: [
        { kind: "status", status: 500, request: 2 },
        { kind: "status", status: 503, request: 1, to: "token" },
      ],
    });
    await get(STATUS_LOGS);
    await post("/o/token/", GRANT);
    await get("/elsewhere");
    await post("/o/revoke_token/", { token: "x" });
    await post("/o/token/", GRANT);
    await get(STATUS_LOGS);

    expect(simulator.requests.map(({ status }) => status)).toEqual([200, 503, 404, 200, 200, 500]);
  });

  test("a request only if no earlier fault does, and as it was when the simulator was created", async () => {
    const first = { kind: "status", status: 500, request: 2 };
    const { get } = startTrial({ faults: [first as SimulatorFault, { kind: "html", status: 503 }] });
    first.request = 1;

    expect([(await get(STATUS_LOGS)).status, (await get(STATUS_LOGS)).status]).toEqual([503, 500]);
  });
});

describe("status", () => {
  test.for<[status: number, title: string]>([
    [401, "Unauthorized"],
    [418, "Error"],
    [503, "Service Unavailable"],
  ])("%d has its problem document and the usual headers", async ([status, title]) => {
    const response = await startTrial({ faults: [{ kind: "status", status }] }).get(STATUS_LOGS);

    expect(response.headers.get("Content-Type")).toBe("application/problem+json");
    expect(response.headers.get("EvEnergy-Version")).toBe("2");
    expect(response.headers.get("X-RateLimit-Remaining")).toBe("1000");
    expect(response.headers.get("WWW-Authenticate")).toBe(status === 401 ? "Bearer" : null);
    expect(await response.json()).toEqual({ title, detail: expect.any(String), status });
  });

  test("replaces the usual headers by its own", async () => {
    const headers = { "X-RateLimit-Remaining": "0", "retry-after": "42", "Content-Type": "text/plain" };
    const response = await startTrial({ faults: [{ kind: "status", status: 429, headers }] }).get(STATUS_LOGS);

    expect(Object.fromEntries(response.headers)).toMatchObject({
      "x-ratelimit-remaining": "0",
      "x-ratelimit-limit": "1000",
      "retry-after": "42",
      "content-type": "text/plain",
    });
    expect(await response.json()).toMatchObject({ detail: "Request was rate limited. Try again in 42 seconds" });
  });
});

test.for([200, 502])("html is a page with status %d and without the headers of the API", async (status) => {
  const response = await startTrial({ faults: [{ kind: "html", status }] }).get(STATUS_LOGS);

  expect([response.status, response.headers.get("Content-Type")]).toEqual([status, "text/html"]);
  expect(response.headers.get("EvEnergy-Version")).toBeNull();
  expect(await response.text()).toMatch(/^<!doctype html>/);
});

test("reset rejects like a platform's fetch", async () => {
  const error = await startTrial({ faults: [{ kind: "reset" }] })
    .get(STATUS_LOGS)
    .catch((error) => error);

  expect(error).toBeInstanceOf(TypeError);
  expect([error.message, error.cause.message]).toEqual(["fetch failed", "read ECONNRESET"]);
});

test("cut breaks off after half of the body", async () => {
  const whole = await (await startTrial().get(STATUS_LOGS)).text();
  const response = await startTrial({ faults: [{ kind: "cut" }] }).get(STATUS_LOGS);
  const reader = (response.body as ReadableStream<Uint8Array>).getReader();
  const { value } = await reader.read();

  expect([response.status, response.headers.get("Content-Length")]).toEqual([200, String(whole.length)]);
  expect(new TextDecoder().decode(value)).toBe(whole.slice(0, Math.floor(whole.length / 2)));
  await expect(reader.read()).rejects.toThrow(new TypeError("terminated"));
});

test("stall of the head sends nothing until the request is aborted", async () => {
  const { simulator } = startTrial({ faults: [{ kind: "stall" }] });
  const controller = new AbortController();
  const pending = simulator.fetch(ORIGIN + STATUS_LOGS, { signal: controller.signal });
  const first = await Promise.race([pending, new Promise((resolve) => setImmediate(() => resolve("nothing")))]);
  expect(first).toBe("nothing");
  controller.abort("enough");

  await expect(pending).rejects.toBe("enough");
});

test("stall of the body sends half of it", async () => {
  const { simulator } = startTrial({ faults: [{ kind: "stall", part: "body" }] });
  const controller = new AbortController();
  const response = await simulator.fetch(ORIGIN + STATUS_LOGS, { ...authorized, signal: controller.signal });
  const reader = (response.body as ReadableStream<Uint8Array>).getReader();
  const { value } = await reader.read();
  expect(value).toHaveLength(Math.floor(Number(response.headers.get("Content-Length")) / 2));
  const rest = reader.read();
  controller.abort("enough");

  await expect(rest).rejects.toBe("enough");
});

test("slow delays a response that reflects the time of the request", async () => {
  vi.useFakeTimers();
  const { get, clock } = startTrial({ faults: [{ kind: "slow", delayMs: 5000 }] });
  let isOver = false;
  const pending = get(`${STATUS_LOGS}?page_size=1`).finally(() => {
    isOver = true;
  });
  await vi.advanceTimersByTimeAsync(4999);
  expect(isOver).toBe(false);
  clock.now += 86_400_000;
  await vi.advanceTimersByTimeAsync(1);

  const [log] = (await (await pending).json()) as { logged_at: string }[];
  expect(Date.parse(log?.logged_at ?? "")).toBeLessThanOrEqual(NOW);
});

test("a request that a fault replaces does not count against the rate limit", async () => {
  const kinds: SimulatorFault[] = [
    { kind: "status", status: 500 },
    { kind: "html" },
    { kind: "reset" },
    { kind: "stall" },
    { kind: "stall", part: "body" },
    { kind: "cut" },
    { kind: "slow", delayMs: 0 },
  ];
  vi.useFakeTimers();
  const { simulator, get } = startTrial({ faults: kinds.map((fault, index) => ({ ...fault, request: index + 1 })) });
  const signal = AbortSignal.timeout(60_000);
  const requests = kinds.map(() => simulator.fetch(ORIGIN + STATUS_LOGS, { ...authorized, signal }).catch(() => {}));
  await vi.advanceTimersByTimeAsync(60_001);
  await Promise.all([requests[0], requests[1], requests[2], requests[4], requests[5], requests[6]]);

  expect(simulator.requests.map(({ status }) => status)).toEqual([500, 502, undefined, undefined, 200, 200, 200]);
  expect((await get(STATUS_LOGS)).headers.get("X-RateLimit-Remaining")).toBe("996");
});
