// Token sources in a client, over real sockets: how many token requests a call takes, and which settings apply to them.

import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { EVSE_ID, STAMP, statusRow, statusRows } from "../tests/support/rows.ts";
import { json, page, problem, type Step, startOrigin } from "../tests/support/scripted-origin.ts";
import {
  answer,
  gate,
  grant,
  grants,
  refusal,
  silence,
  startTokenEndpoint,
  type TokenStep,
} from "../tests/support/scripted-token-endpoint.ts";
import { type ClientOptions, createClient, type TransportEvent } from "./index.ts";
import { clientCredentials, refreshToken } from "./oauth.ts";

beforeEach(() => {
  // No back-off: all waits come from the steps.
  vi.spyOn(Math, "random").mockReturnValue(0);
});

afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

async function start(
  api: Step | readonly Step[],
  token: TokenStep | readonly TokenStep[],
  options?: Partial<ClientOptions>,
) {
  const endpoint = await startTokenEndpoint(token);
  const origin = await startOrigin(api);
  const auth = clientCredentials({ clientId: "my-app", clientSecret: "my-secret", tokenUrl: endpoint.url });
  const events: TransportEvent[] = [];
  const onEvent = (event: TransportEvent) => void events.push(event);
  const client = createClient({ auth, baseUrl: origin.url, onEvent, ...options });
  const tokensSeen = () => origin.requests.map(({ headers }) => headers.authorization?.replace("Bearer ", ""));
  return { auth, client, endpoint, origin, events, tokensSeen };
}

const unauthorized = problem(401, "Unauthorized", "Token expired.");
const log = json(statusRow(0));

/** Accepts only this token. */
function onlyWith(token: string, step: Step): Step {
  return (request, response, index) =>
    (request.headers.authorization === `Bearer ${token}` ? step : unauthorized)(request, response, index);
}

/** Three pages of two rows. */
const rows: Step = (request, response, index) => {
  const first = Number(new URL(request.url ?? "", "http://x").searchParams.get("page_after") ?? 0);
  page(statusRows(2, first), first < 4 ? { next: `page_after=${first + 2}` } : {})(request, response, index);
};

test("a token request sends no cookies and triggers no password prompt in a browser", async () => {
  const modes: RequestCredentials[] = [];
  const fetch: typeof globalThis.fetch = async (input, init) => {
    modes.push(new Request(input, init).credentials);
    return Response.json({ access_token: "a-token", token_type: "Bearer", expires_in: 36_000 });
  };
  await clientCredentials({ clientId: "my-app", clientSecret: "my-secret", fetch }).getToken();
  await refreshToken({ clientId: "my-app", refreshToken: "stored", fetch }).getToken();
  expect(modes).toEqual(["omit", "omit"]);
});

describe("a list whose token expires half-way", () => {
  test("takes one more token request and loses no row, if the lifetime has passed", async () => {
    vi.useFakeTimers({ toFake: ["Date"], now: 1_700_000_000_000 });
    const { client, endpoint, tokensSeen } = await start(rows, grants());
    const read: number[] = [];
    for await (const row of client.statusLogs.list(EVSE_ID, {}, { prefetch: false })) {
      read.push(placeOf(row));
      if (read.length === 3) vi.setSystemTime(1_700_000_000_000 + 36_000_000);
    }
    expect(read).toEqual([0, 1, 2, 3, 4, 5]);
    expect(tokensSeen()).toEqual(["token-0", "token-0", "token-1"]);
    expect(endpoint.requests).toHaveLength(2);
  });

  test("takes one more token request and loses no row, if the API refuses the token", async () => {
    const late: Step = (request, response, index) =>
      (index === 0 ? rows : onlyWith("token-1", rows))(request, response, index);
    const { client, endpoint, tokensSeen } = await start(late, grants());
    expect((await client.statusLogs.list(EVSE_ID).toArray()).map(placeOf)).toEqual([0, 1, 2, 3, 4, 5]);
    expect(tokensSeen()).toEqual(["token-0", "token-0", "token-1", "token-1"]);
    expect(endpoint.requests).toHaveLength(2);
  });
});

describe("a refused token", () => {
  test("is replaced with one token request, however many calls are refused", async () => {
    const waiting: (() => void)[] = [];
    const together: Step = (request, response, index) => {
      waiting.push(() => onlyWith("token-1", log)(request, response, index));
      if (index < 9) return;
      for (const respond of waiting.splice(0)) respond();
    };
    const { client, endpoint, tokensSeen } = await start(together, grants());
    const calls = Array.from({ length: 10 }, () => client.statusLogs.get(EVSE_ID, STAMP));
    expect(await Promise.all(calls)).toHaveLength(10);
    expect(endpoint.requests).toHaveLength(2);
    expect(tokensSeen()).toEqual([...Array(10).fill("token-0"), ...Array(10).fill("token-1")]);
  });

  test("is reported after one retry if the new token is refused too", async () => {
    const { client, endpoint, origin } = await start(unauthorized, grants());
    await expect(client.statusLogs.get(EVSE_ID, STAMP)).rejects.toMatchObject({ name: "AuthenticationError" });
    expect([origin.requests.length, endpoint.requests.length]).toEqual([2, 2]);
  });
});

test("a refused token that the token endpoint returns again is not retried", async () => {
  const { client, endpoint, origin } = await start(unauthorized, grant("same"));
  await expect(client.statusLogs.get(EVSE_ID, STAMP)).rejects.toMatchObject({ name: "AuthenticationError" });
  expect([origin.requests.length, endpoint.requests.length]).toEqual([1, 2]);
});

describe("a token request", () => {
  test("emits the client's events, without secrets", async () => {
    const { client, endpoint, origin, events } = await start([log], [answer(503, ""), grant("planted-token")]);
    await client.statusLogs.get(EVSE_ID, STAMP);
    const post = { method: "POST", url: endpoint.url };
    const get = { method: "GET", url: `${origin.url}/evses/${EVSE_ID}/status_logs/2024-04-17T09%3A39%3A45.984584Z` };
    const durationMs = expect.any(Number);
    expect(events).toEqual([
      { type: "request", ...post, attempt: 1 },
      { type: "response", ...post, attempt: 1, status: 503, durationMs },
      { type: "retry", ...post, attempt: 1, status: 503, delayMs: 0, reason: "status 503" },
      { type: "request", ...post, attempt: 2 },
      { type: "response", ...post, attempt: 2, status: 200, durationMs },
      { type: "request", ...get, attempt: 1 },
      { type: "response", ...get, attempt: 1, status: 200, durationMs },
    ]);
    expect(JSON.stringify(events)).not.toMatch(/planted|secret|my-app|bXkl/);
  });

  test("uses the client's fetch, without the headers of API requests", async () => {
    const fetch = vi.fn((request: string | URL | Request) => globalThis.fetch(request));
    const { client, endpoint } = await start([log], grants(), { fetch });
    await client.statusLogs.get(EVSE_ID, STAMP);
    expect(fetch.mock.calls.map(([request]) => (request as Request).method)).toEqual(["POST", "GET"]);
    expect(endpoint.requests[0]?.headers).not.toHaveProperty("evenergy-version");
  });

  test("waits for Retry-After", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    const retry = new EventTarget();
    const isWaiting = new Promise((resolve) => retry.addEventListener("retry", resolve));
    const onEvent = ({ type }: TransportEvent) => void (type === "retry" && retry.dispatchEvent(new Event("retry")));
    const { client, endpoint } = await start(log, [answer(503, "", { "retry-after": "7" }), grants()], { onEvent });
    const got = client.statusLogs.get(EVSE_ID, STAMP);
    await isWaiting;
    await vi.advanceTimersByTimeAsync(6_999);
    await new Promise(setImmediate);
    expect(endpoint.requests).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(1);
    await got;
    expect(endpoint.requests).toHaveLength(2);
  });

  test("is not retried if Retry-After exceeds maxRetryWaitMs", async () => {
    vi.useFakeTimers({ toFake: ["Date"] });
    const limited = answer(429, "", { "retry-after": "7" });
    const { client, endpoint, origin } = await start(log, limited, { maxRetryWaitMs: 6_999 });
    await expect(client.statusLogs.get(EVSE_ID, STAMP)).rejects.toMatchObject({
      name: "RateLimitError",
      retryAfterMs: 7_000,
      url: endpoint.url,
    });
    // The wait applies to all token requests, and to those only.
    await expect(client.statusLogs.get(EVSE_ID, STAMP)).rejects.toHaveProperty("name", "RateLimitError");
    expect([endpoint.requests.length, origin.requests.length]).toEqual([1, 0]);
  });

  test("uses the client's timeout and retries", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    const { client, endpoint, origin } = await start(log, silence, { timeoutMs: 1_234, maxRetries: 0 });
    const failed = expect(client.statusLogs.get(EVSE_ID, STAMP)).rejects.toMatchObject({
      name: "TimeoutError",
      timeoutMs: 1_234,
      message: expect.stringContaining(`POST ${endpoint.url}`),
    });
    await endpoint.came(1);
    await vi.advanceTimersByTimeAsync(1_234);
    await failed;
    await endpoint.gaveUp(1);
    expect([endpoint.requests.length, origin.requests.length]).toEqual([1, 0]);
  });

  test("is cancelled when the only call that waits for it aborts", async () => {
    const { client, endpoint, origin } = await start(log, silence);
    const controller = new AbortController();
    const reason = new Error("enough");
    const failed = expect(client.statusLogs.get(EVSE_ID, STAMP, {}, { signal: controller.signal })).rejects.toBe(
      reason,
    );
    await endpoint.came(1);
    controller.abort(reason);
    await failed;
    await endpoint.gaveUp(1);
    expect(origin.requests).toEqual([]);
  });
});

test("lists that wait for the same failing token each report where to resume", async () => {
  const step = gate(refusal(401, "invalid_client"));
  const { client, endpoint } = await start(rows, step);
  const lists = ["page_after=2", "page_after=4", undefined].map((from) =>
    client.statusLogs
      .list(EVSE_ID, {}, from === undefined ? {} : { from })
      .toArray()
      .catch((error) => error),
  );
  await endpoint.came(1);
  await new Promise(setImmediate);
  step.open();
  const errors = await Promise.all(lists);
  expect(errors.map(({ name, resumeFrom }) => [name, resumeFrom])).toEqual([
    ["AuthenticationError", "page_after=2"],
    ["AuthenticationError", "page_after=4"],
    ["AuthenticationError", undefined],
  ]);
  expect(new Set(errors.map(({ message }) => message))).toEqual(
    new Set([`POST ${endpoint.url}: 401 invalid_client. Check clientId and clientSecret.`]),
  );
  expect(endpoint.requests).toHaveLength(1);
});

test("a user's refresh token goes to the token endpoint only, the access token to the API only", async () => {
  const endpoint = await startTokenEndpoint(grant("access", { refresh_token: "refresh-1" }), { "my-app": undefined });
  const origin = await startOrigin([log]);
  const auth = refreshToken({ clientId: "my-app", refreshToken: "refresh-0", tokenUrl: endpoint.url });
  await createClient({ auth, baseUrl: origin.url }).statusLogs.get(EVSE_ID, STAMP);
  expect(JSON.stringify(origin.requests)).not.toContain("refresh-");
  expect(origin.requests[0]?.headers.authorization).toBe("Bearer access");
  expect(endpoint.requests[0]?.headers).not.toHaveProperty("authorization");
});

function placeOf(row: object): number {
  return (row as { place: number }).place;
}
