// What a request meets that a fault strikes, and which requests those are.

import { afterEach, describe, expect, test, vi } from "vitest";
import { EVSE_ID } from "../../tests/support/rows.ts";
import { NOW, ORIGIN, STATUS_LOGS, startTrial } from "../../tests/support/trial.ts";
import { ConnectionError, RateLimitError, TimeoutError } from "../errors.ts";
import { clientCredentials } from "../oauth.ts";
import type { SimulatorFault } from "./index.ts";

const GRANT = { grant_type: "client_credentials" };

afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

/** The status of each of so many requests; "reset" where there is none. */
async function statuses(fault: SimulatorFault, count: number): Promise<unknown[]> {
  const { get } = startTrial({ faults: [fault] });
  const outcomes = [];
  for (let request = 0; request < count; request++) {
    outcomes.push(
      await get(STATUS_LOGS).then(
        ({ status }) => status,
        () => "reset",
      ),
    );
  }
  return outcomes;
}

describe("the requests that are struck", () => {
  test("are all of them", async () => {
    expect(await statuses({ kind: "reset" }, 3)).toEqual(["reset", "reset", "reset"]);
  });

  test("are one of them, counted from 1", async () => {
    expect(await statuses({ kind: "status", status: 503, request: 2 }, 3)).toEqual([200, 503, 200]);
  });

  test("are several of them", async () => {
    expect(await statuses({ kind: "html", request: [1, 3] }, 4)).toEqual([502, 200, 502, 200]);
  });

  test("are none of an empty list", async () => {
    expect(await statuses({ kind: "reset", request: [] }, 2)).toEqual([200, 200]);
  });

  test("are those of the API, or those for a token, which are counted apart", async () => {
    const { get, post, simulator } = startTrial({
      faults: [
        { kind: "status", status: 500, request: 2 },
        { kind: "status", status: 503, request: 1, to: "token" },
        { kind: "status", status: 504, request: 3, to: "api" },
      ],
    });
    await get(STATUS_LOGS);
    await post("/o/token/", GRANT);
    await get("/elsewhere");
    await post("/o/revoke_token/", { token: "x" });
    await post("/o/token/", GRANT);
    await get(STATUS_LOGS);
    await get(STATUS_LOGS);
    expect(simulator.requests.map(({ status }) => status)).toEqual([200, 503, 404, 200, 200, 500, 504]);
  });

  test("meet the first of several faults", async () => {
    const { get } = startTrial({
      faults: [
        { kind: "status", status: 500, request: 2 },
        { kind: "html", status: 503 },
      ],
    });
    expect([(await get(STATUS_LOGS)).status, (await get(STATUS_LOGS)).status]).toEqual([503, 500]);
  });

  test("do not change with the script that was handed in", async () => {
    const fault = { kind: "html", request: 1, status: 503 };
    const { get } = startTrial({ faults: [fault as SimulatorFault] });
    fault.request = 2;
    expect((await get(STATUS_LOGS)).status).toBe(503);
  });
});

describe("status", () => {
  test.for<[status: number, title: string, detail: string]>([
    [400, "Bad Request", "The request could not be understood."],
    [401, "Unauthorized", "Authentication credentials were not provided."],
    [403, "Forbidden", "You do not have permission to perform this action."],
    [404, "Not found", "Resource does not exist or cannot be accessed."],
    [406, "Not Acceptable", "Could not satisfy the request Accept header."],
    [408, "Request Timeout", "The request did not come in time."],
    [418, "Error", "The answer is 418."],
    [500, "Internal Server Error", "Something went wrong."],
    [502, "Bad Gateway", "The upstream server gave no valid answer."],
    [503, "Service Unavailable", "The service is not available for the moment."],
    [504, "Gateway Timeout", "The upstream server did not answer in time."],
  ])("%d comes with its problem document and the usual headers", async ([status, title, detail]) => {
    const response = await startTrial({ faults: [{ kind: "status", status }] }).get(STATUS_LOGS);
    expect(response.status).toBe(status);
    expect(response.headers.get("Content-Type")).toBe("application/problem+json");
    expect(response.headers.get("EvEnergy-Version")).toBe("2");
    expect(response.headers.get("X-RateLimit-Remaining")).toBe("1000");
    expect(response.headers.get("WWW-Authenticate")).toBe(status === 401 ? "Bearer" : null);
    expect(await response.json()).toEqual({ title, detail, status });
  });

  test.for<[headers: Record<string, string> | undefined, seconds: string]>([
    [undefined, "1"],
    [{ "retry-after": "42" }, "42"],
  ])("429 with %j asks to wait", async ([headers, seconds]) => {
    const response = await startTrial({ faults: [{ kind: "status", status: 429, headers }] }).get(STATUS_LOGS);
    expect(response.headers.get("Retry-After")).toBe(seconds);
    expect(await response.json()).toEqual({
      type: "https://api.ev.energy/v2/problems/rate-limit-exceeded/",
      title: "Too Many Requests",
      detail: `Request was rate limited. Try again in ${seconds} seconds`,
      status: 429,
    });
  });

  test("has the headers it is given, in place of the usual ones", async () => {
    const headers = { "X-RateLimit-Remaining": "0", "Retry-After": "3", "Content-Type": "text/plain" };
    const response = await startTrial({ faults: [{ kind: "status", status: 503, headers }] }).get(STATUS_LOGS);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      "x-ratelimit-remaining": "0",
      "x-ratelimit-limit": "1000",
      "retry-after": "3",
      "content-type": "text/plain",
    });
  });

  test("strikes a token request without the headers of the API", async () => {
    const { post } = startTrial({ faults: [{ kind: "status", status: 503, to: "token" }] });
    const response = await post("/o/token/", GRANT);
    expect([response.status, response.headers.get("EvEnergy-Version")]).toEqual([503, null]);
  });
});

test.for([200, 502, 503])("html is a page of status %d, and nothing of the API", async (status) => {
  const response = await startTrial({ faults: [{ kind: "html", status }] }).get(STATUS_LOGS);
  expect([response.status, response.headers.get("Content-Type")]).toEqual([status, "text/html"]);
  expect(response.headers.get("EvEnergy-Version")).toBeNull();
  expect(await response.text()).toMatch(/^<!doctype html>/);
});

test("reset rejects as a platform's fetch does", async () => {
  const { get, simulator } = startTrial({ faults: [{ kind: "reset" }] });
  const error = await get(STATUS_LOGS).catch((error) => error);
  expect(error).toBeInstanceOf(TypeError);
  expect([error.message, error.cause.message]).toEqual(["fetch failed", "read ECONNRESET"]);
  expect(simulator.requests).toMatchObject([{ status: undefined }]);
});

test("cut breaks off after half of the body", async () => {
  const whole = await (await startTrial().get(STATUS_LOGS)).text();
  const { get, simulator } = startTrial({ faults: [{ kind: "cut" }] });
  const response = await get(STATUS_LOGS);
  expect([response.status, response.headers.get("Content-Length")]).toEqual([200, String(whole.length)]);
  const reader = (response.body as ReadableStream<Uint8Array>).getReader();
  const { value } = await reader.read();
  expect(new TextDecoder().decode(value)).toBe(whole.slice(0, Math.floor(whole.length / 2)));
  await expect(reader.read()).rejects.toThrow(new TypeError("terminated"));
  expect(simulator.requests).toMatchObject([{ status: 200 }]);
});

describe("stall", () => {
  test.for(["head", undefined] as const)("never answers until the request is aborted: part %s", async (part) => {
    const { simulator } = startTrial({ faults: [{ kind: "stall", part }] });
    const controller = new AbortController();
    const pending = simulator.fetch(ORIGIN + STATUS_LOGS, { signal: controller.signal });
    const first = await Promise.race([pending, new Promise((resolve) => setImmediate(() => resolve("nothing")))]);
    expect(first).toBe("nothing");
    controller.abort("enough");
    await expect(pending).rejects.toBe("enough");
    expect(simulator.requests).toMatchObject([{ status: undefined }]);
  });

  test("sends half of the body, and the rest never", async () => {
    const { simulator } = startTrial({ faults: [{ kind: "stall", part: "body" }] });
    const controller = new AbortController();
    const response = await simulator.fetch(ORIGIN + STATUS_LOGS, {
      headers: { Authorization: "Bearer demo-token" },
      signal: controller.signal,
    });
    const reader = (response.body as ReadableStream<Uint8Array>).getReader();
    const { value } = await reader.read();
    const length = Number(response.headers.get("Content-Length"));
    expect(value).toHaveLength(Math.floor(length / 2));
    const rest = reader.read();
    controller.abort("enough");
    await expect(rest).rejects.toBe("enough");
  });
});

test("slow keeps the answer back that was ready when the request came", async () => {
  vi.useFakeTimers();
  const { get, clock } = startTrial({ faults: [{ kind: "slow", delayMs: 5000, request: 1 }] });
  const slow = get(`${STATUS_LOGS}?page_size=1`);
  expect((await get(STATUS_LOGS)).headers.get("X-RateLimit-Remaining")).toBe("998");
  clock.now += 86_400_000;
  await vi.advanceTimersByTimeAsync(5000);
  const [log] = (await (await slow).json()) as { logged_at: string }[];
  expect(Date.parse(log?.logged_at ?? "")).toBeLessThanOrEqual(NOW);
});

test("slow answers late, and not at all if it is aborted before", async () => {
  vi.useFakeTimers();
  const { get, simulator } = startTrial({ faults: [{ kind: "slow", delayMs: 5000 }] });
  let status = 0;
  const pending = get(STATUS_LOGS).then((response) => {
    status = response.status;
  });
  await vi.advanceTimersByTimeAsync(4999);
  expect(status).toBe(0);
  await vi.advanceTimersByTimeAsync(1);
  await pending;
  expect(status).toBe(200);

  const controller = new AbortController();
  const late = simulator.fetch(ORIGIN + STATUS_LOGS, { signal: controller.signal });
  await vi.advanceTimersByTimeAsync(0);
  controller.abort("enough");
  await expect(late).rejects.toBe("enough");
});

test("what the provider never saw does not count against the rate limit", async () => {
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
  const controller = new AbortController();
  const remaining: unknown[] = [];
  for (const index of kinds.keys()) {
    const headers = { Authorization: "Bearer demo-token" };
    simulator.fetch(ORIGIN + STATUS_LOGS, { headers, signal: controller.signal }).then(
      (response) => {
        remaining[index] = response.headers.get("X-RateLimit-Remaining");
      },
      () => {},
    );
    await vi.advanceTimersByTimeAsync(10);
  }
  controller.abort();
  expect(remaining).toEqual(["1000", null, undefined, undefined, "999", "998", "997"]);
  expect(simulator.requests.map(({ status }) => status)).toEqual([500, 502, undefined, undefined, 200, 200, 200]);
  expect((await get(STATUS_LOGS)).headers.get("X-RateLimit-Remaining")).toBe("996");
});

describe("the client", () => {
  const first = async (client: ReturnType<ReturnType<typeof startTrial>["client"]>) =>
    (await client.statusLogs.list(EVSE_ID, {}, { maxItems: 1 }).toArray()).length;

  test("gets over what passes: each kind of failure, one after the other", async () => {
    vi.spyOn(Math, "random").mockReturnValue(0);
    const { client, simulator } = startTrial({
      faults: [
        { kind: "reset", request: 1 },
        { kind: "cut", request: 2 },
        { kind: "html", request: 3 },
        { kind: "status", status: 503, request: 4 },
        { kind: "status", status: 429, headers: { "Retry-After": "0" }, request: 5 },
        { kind: "stall", request: 6 },
        { kind: "stall", part: "body", request: 7 },
        { kind: "reset", request: 1, to: "token" },
      ],
    });
    const tokens = { clientId: "demo", clientSecret: "demo-secret", tokenUrl: `${ORIGIN}/o/token/` };
    vi.useFakeTimers();
    const count = first(client({ auth: clientCredentials(tokens), maxRetries: 7 }));
    await vi.advanceTimersByTimeAsync(120_000);
    expect(await count).toBe(1);
    expect(simulator.requests.map(({ status }) => status)).toEqual([
      ...[undefined, 200],
      ...[undefined, 200, 502, 503, 429, undefined, 200, 200],
    ]);
  });

  test("tells what does not pass", async () => {
    const fail = async (fault: SimulatorFault) => {
      vi.useFakeTimers();
      const outcome = first(startTrial({ faults: [fault] }).client({ maxRetries: 0 })).catch((error) => error);
      await vi.advanceTimersByTimeAsync(30_000);
      return await outcome;
    };
    expect(await fail({ kind: "reset" })).toBeInstanceOf(ConnectionError);
    expect(await fail({ kind: "cut" })).toBeInstanceOf(ConnectionError);
    expect(await fail({ kind: "stall" })).toBeInstanceOf(TimeoutError);
    expect(await fail({ kind: "stall", part: "body" })).toBeInstanceOf(TimeoutError);
    expect(await fail({ kind: "slow", delayMs: 60_000 })).toBeInstanceOf(TimeoutError);
    expect(await fail({ kind: "status", status: 429 })).toBeInstanceOf(RateLimitError);
  });
});
