// The client over a real socket: what it sends, and that it passes on what it receives.

import { getEventListeners } from "node:events";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { EVSE_ID, STAMP, statusRow } from "../tests/support/rows.ts";
import { json, page, problem, type Step, startOrigin, text } from "../tests/support/scripted-origin.ts";
import { type ClientOptions, createClient, type StatusLog } from "./index.ts";

const http = "/evses/{evse_id}/status_logs";
const params = { path: { evse_id: EVSE_ID } };

async function start(script: Step | readonly Step[], options?: Partial<ClientOptions>) {
  const origin = await startOrigin(script);
  return { origin, client: createClient({ auth: "the-token", baseUrl: origin.url, ...options }) };
}

describe("each call", () => {
  test.for([
    ["statusLogs.list", "/status_logs", "page_size=100"],
    ["statusLogs.get", "/status_logs/2024-04-17T09%3A39%3A45.984584Z", ""],
    ["commandLogs.list", "/command_logs", "page_size=100"],
    ["commandLogs.get", "/command_logs/2024-04-17T09%3A39%3A45.984584Z", ""],
    ["http.GET", "/status_logs", ""],
  ] as const)("sends path, token, version and both media types: %s", async ([name, path, query]) => {
    const { origin, client } = await start(name.endsWith("get") ? json(statusRow(0)) : page([]));
    await {
      "statusLogs.list": () => client.statusLogs.list(EVSE_ID).toArray(),
      "statusLogs.get": () => client.statusLogs.get(EVSE_ID, STAMP),
      "commandLogs.list": () => client.commandLogs.list(EVSE_ID).toArray(),
      "commandLogs.get": () => client.commandLogs.get(EVSE_ID, STAMP),
      "http.GET": () => client.http.GET(http, { params }),
    }[name]();
    expect(origin.requests).toEqual([
      {
        method: "GET",
        path: `/v2/evses/evse01HSH04KDEWF6Z4DB2J77J74K5${path}`,
        query,
        headers: expect.objectContaining({
          authorization: "Bearer the-token",
          "evenergy-version": "2",
          accept: "application/json, application/problem+json",
        }),
      },
    ]);
  });

  test("leaves the timestamp unchanged", async () => {
    const { origin, client } = await start(json(statusRow(0)));
    await client.statusLogs.get(EVSE_ID, "2024-04-17T09:39:45.1111+05:30");
    expect(origin.requests[0]?.path).toMatch(/\/status_logs\/2024-04-17T09%3A39%3A45\.1111%2B05%3A30$/);
  });

  test.for<[end: string, path: string]>([
    ["", "/evses/"],
    ["/_mock/v2", "/_mock/v2/evses/"],
    ["/v2///", "/v2/evses/"],
  ])("goes to the baseUrl, whatever its end: %j", async ([end, path]) => {
    const { origin } = await start(json(statusRow(0)));
    const client = createClient({ auth: "the-token", baseUrl: origin.url.replace("/v2", end) });
    await client.statusLogs.get(EVSE_ID, STAMP);
    expect(origin.requests[0]?.path.startsWith(path)).toBe(true);
  });

  test("goes to production by default", async () => {
    const fetch = vi.fn(async (_: unknown) => Response.json({}));
    await createClient({ auth: "the-token", fetch }).commandLogs.get(EVSE_ID, STAMP);
    expect(fetch.mock.calls[0]?.[0]).toHaveProperty(
      "url",
      `https://api.ev.energy/v2/evses/${EVSE_ID}/command_logs/2024-04-17T09%3A39%3A45.984584Z`,
    );
  });

  test("asks an auth function for the token of each request, and passes on what it throws", async () => {
    const tokens = ["first", "second", "third"];
    const reason = new Error("the vault is closed");
    const script = [page([], { next: "page_after=a" }), page([]), json(statusRow(0))];
    const { origin, client } = await start(script, { auth: async () => tokens.shift() ?? Promise.reject(reason) });
    await client.statusLogs.list(EVSE_ID).toArray();
    await client.statusLogs.get(EVSE_ID, STAMP);
    await expect(client.statusLogs.get(EVSE_ID, STAMP)).rejects.toBe(reason);
    expect(origin.requests.map((request) => request.headers.authorization)).toEqual([
      "Bearer first",
      "Bearer second",
      "Bearer third",
    ]);
  });
});

describe("a query", () => {
  test.for<[query: Parameters<ReturnType<typeof createClient>["statusLogs"]["list"]>[1], wire: string]>([
    [{ page_size: undefined as unknown as number, expand: [] }, "page_size=100"],
    [{ expand: ["evse", "evse.user"], page_size: 7 }, "expand=evse&expand=evse.user&page_size=7"],
    [{ page_after: "a b&c=d", page_size: 1 }, "page_after=a%20b%26c%3Dd&page_size=1"],
    [
      { sampled_at__gte: "2024-04-17T09:39:45.984584+05:30", sampled_at__lte: "2024-04-18T00:00:00.1234Z" },
      "sampled_at__gte=2024-04-17T09%3A39%3A45.984584%2B05%3A30&sampled_at__lte=2024-04-18T00%3A00%3A00.1234Z&page_size=100",
    ],
  ])("of a list is sent with the names of the wire: %j", async ([query, wire]) => {
    const { origin, client } = await start(page([]));
    await client.statusLogs.list(EVSE_ID, query).toArray();
    expect(origin.requests[0]?.query).toBe(wire);
  });

  test("of one log has expand, and no page size", async () => {
    const { origin, client } = await start(json(statusRow(0)));
    await client.commandLogs.get(EVSE_ID, STAMP, { expand: ["evse.model.make", "evse.user"] });
    expect(origin.requests[0]?.query).toBe("expand=evse.model.make&expand=evse.user");
  });
});

test("unknown members and values pass through untouched, microseconds included", async () => {
  const log = { ...statusRow(0), mode: "Sleepwalk", control_pilot_status: "Z", soil: { ph: [7.2, null] } };
  const { client } = await start([json(log), page([log])]);
  const got: StatusLog = await client.statusLogs.get(EVSE_ID, STAMP);
  expect(got).toEqual(log);
  expect(await client.statusLogs.list(EVSE_ID).toArray()).toEqual([log]);
});

describe("client.http", () => {
  test("returns data and response, and the body of an error", async () => {
    const { origin, client } = await start([page([statusRow(0)]), problem(404, "Not found", "No such EVSE.")]);
    const query = { expand: ["evse", "evse.user"], page_size: 5 } as const;
    const { data, response } = await client.http.GET(http, {
      params: { ...params, query: { ...query, expand: [...query.expand] } },
    });
    expect(data).toEqual([statusRow(0)]);
    expect(response.headers.get("Link")).toBe('<about:blank>; rel="previous", <about:blank>; rel="next"');
    expect(origin.requests[0]?.query).toBe("expand=evse&expand=evse.user&page_size=5");
    expect((await client.http.GET(http, { params })).error).toEqual({
      title: "Not found",
      detail: "No such EVSE.",
      status: 404,
    });
  });

  test("shares errors and rate limit with the calls", async () => {
    const { client } = await start(page([], { headers: { "x-ratelimit-remaining": "5" } }), { fetch: undefined });
    await client.http.GET(http, { params });
    expect(client.rateLimit).toEqual({ limit: undefined, remaining: 5 });
    const fetch = () => Promise.reject(new Error("no network"));
    const broken = createClient({ auth: "the-token", fetch, maxRetries: 0 });
    await expect(broken.http.GET(http, { params })).rejects.toHaveProperty("code", "connection");
  });

  test("has middleware that sees no token and does not affect the calls", async () => {
    const { client, origin } = await start([page([]), json(statusRow(0)), page([statusRow(0)])]);
    const seen: string[] = [];
    client.http.use({
      onRequest: ({ request }) => void seen.push(...request.headers.keys()),
      onResponse: ({ request, response }) => void [seen.push(...request.headers.keys()), response.clone()],
    });
    await client.http.GET(http, { params });
    expect(await client.statusLogs.get(EVSE_ID, STAMP)).toEqual(statusRow(0));
    expect(await client.statusLogs.list(EVSE_ID).toArray()).toEqual([statusRow(0)]);
    expect(origin.requests).toHaveLength(3);
    expect(seen).toEqual(["accept", "evenergy-version", "accept", "evenergy-version"]);
  });

  test.for([204, 205, 304])("supports a status without a body: %i", async (status) => {
    const { client } = await start(text("", { status }));
    expect((await client.http.GET(http, { params })).response.status).toBe(status);
  });

  test("never sends the token to another origin than that of baseUrl", async () => {
    const { client } = await start([]);
    const other = await startOrigin(page([]));
    await expect(client.http.GET(http, { params, baseUrl: other.url })).rejects.toHaveProperty("argument", "baseUrl");
    expect(other.requests).toEqual([]);
  });
});

test("client.rateLimit has the last values that any response reported, errors included", async () => {
  const { client } = await start([
    json({}, { headers: { "x-ratelimit-limit": "1000", "x-ratelimit-remaining": "999" } }),
    json({}),
    json({}, { headers: { "x-ratelimit-limit": "many", "x-ratelimit-remaining": "-1" } }),
    json({}, { headers: { "x-ratelimit-remaining": "5" } }),
    problem(404, "Not found", "Gone.", { headers: { "x-ratelimit-limit": "900", "x-ratelimit-remaining": "0" } }),
  ]);
  const seen = [client.rateLimit];
  for (let calls = 0; calls < 5; calls++) {
    await client.statusLogs.get(EVSE_ID, STAMP).catch(() => undefined);
    seen.push(client.rateLimit);
  }
  const first = { limit: 1000, remaining: 999 };
  expect(seen).toEqual([undefined, first, first, first, { limit: 1000, remaining: 5 }, { limit: 900, remaining: 0 }]);
});

describe("a wait that the provider asks for", () => {
  /** Responds with these, and then with empty lists. */
  function startPaused(responses: Response[], options?: Partial<ClientOptions>) {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "Date"] });
    onTestFinished(() => {
      vi.useRealTimers();
    });
    const fetch = vi.fn(async () => responses.shift() ?? Response.json([]));
    return { fetch, client: createClient({ auth: "the-token", fetch, ...options }) };
  }

  const paused = (status: number, retryAfter: string) =>
    Response.json({ title: "Wait" }, { status, headers: { "Retry-After": retryAfter } });

  test.for([429, 503, 500, 408])("holds all requests of the client, whichever call received it: %i", async (status) => {
    const { fetch, client } = startPaused([paused(status, "42")]);
    const first = client.statusLogs.list(EVSE_ID).toArray();
    await vi.advanceTimersByTimeAsync(2_000);
    const lists = Array.from({ length: 10 }, () => client.commandLogs.list(EVSE_ID).toArray());
    const calls = [client.statusLogs.list(EVSE_ID).toArray(), client.http.GET(http, { params })];
    await vi.advanceTimersByTimeAsync(39_999);
    expect(fetch).toHaveBeenCalledOnce();
    await vi.advanceTimersByTimeAsync(1);
    expect(await Promise.all([first, ...lists])).toEqual(Array(11).fill([]));
    await Promise.all(calls);
    expect(fetch).toHaveBeenCalledTimes(14);
  });

  test("fails all calls at once if it is longer than maxRetryWaitMs, and sends nothing until it is over", async () => {
    const { fetch, client } = startPaused([paused(429, "61")]);
    const message = (error: Error) => error.message.replace(/^GET \S+: /, "");
    const first = await client.statusLogs.get(EVSE_ID, STAMP).catch((error) => error);
    expect(first).toMatchObject({ name: "RateLimitError", retryAfterMs: 61_000 });
    expect(message(first)).toBe("429 Wait");
    await vi.advanceTimersByTimeAsync(999);
    const second = await client.commandLogs
      .list(EVSE_ID, {}, { from: "page_after=9" })
      .toArray()
      .catch((error) => error);
    expect(second).toMatchObject({ name: "RateLimitError", retryAfterMs: 60_001, resumeFrom: "page_after=9" });
    expect(second.retryAt).toEqual(first.retryAt);
    expect(message(second)).toBe("429 (not sent: the provider asked for a wait)");
    expect((await client.http.GET(http, { params })).response.status).toBe(429);
    await vi.advanceTimersByTimeAsync(1);
    const third = client.statusLogs.list(EVSE_ID).toArray();
    await vi.advanceTimersByTimeAsync(59_999);
    expect(fetch).toHaveBeenCalledOnce();
    await vi.advanceTimersByTimeAsync(1);
    expect(await third).toEqual([]);
    expect(fetch).toHaveBeenCalledTimes(2);
  });

  test("hides the token that the response repeats, also from the errors of calls that are not sent", async () => {
    const { client } = startPaused([
      new Response("", { status: 429, headers: { "Retry-After": "61", "x-echo": "Bearer the-token" } }),
    ]);
    for (let calls = 0; calls < 2; calls++) {
      const error = await client.statusLogs.get(EVSE_ID, STAMP).catch((reason) => reason);
      expect(error.headers.get("x-echo")).toBe("Bearer [token]");
    }
  });

  test("fails calls with the class of error of the call that received it", async () => {
    const { client } = startPaused([paused(503, "61")]);
    for (let calls = 0; calls < 2; calls++) {
      await expect(client.statusLogs.get(EVSE_ID, STAMP)).rejects.toMatchObject({ name: "ApiError", status: 503 });
    }
  });

  test("that another call is told to extend is extended for all, and never shortened", async () => {
    const late = Promise.withResolvers<Response>();
    const { fetch, client } = startPaused([]);
    fetch.mockImplementationOnce(() => late.promise).mockImplementationOnce(async () => paused(429, "10"));
    const calls = [client.statusLogs.list(EVSE_ID).toArray(), client.statusLogs.list(EVSE_ID).toArray()];
    await vi.advanceTimersByTimeAsync(5_000);
    late.resolve(paused(429, "20"));
    await vi.advanceTimersByTimeAsync(19_999);
    expect(fetch).toHaveBeenCalledTimes(2);
    await vi.advanceTimersByTimeAsync(1);
    expect(await Promise.all(calls)).toEqual([[], []]);
  });

  test("is left by the call that aborts", async () => {
    const { fetch, client } = startPaused([paused(429, "30")]);
    const { signal } = new AbortController();
    const abort = new AbortController();
    const first = client.statusLogs.list(EVSE_ID, {}, { signal }).toArray();
    await vi.advanceTimersByTimeAsync(0);
    const second = expect(client.statusLogs.list(EVSE_ID, {}, { signal: abort.signal }).toArray()).rejects.toBe(
      "enough",
    );
    await vi.advanceTimersByTimeAsync(10_000);
    abort.abort("enough");
    await second;
    expect(getEventListeners(abort.signal, "abort")).toEqual([]);
    expect(fetch).toHaveBeenCalledOnce();
    await vi.advanceTimersByTimeAsync(20_000);
    expect(await first).toEqual([]);
  });
});

test("the default fetch is looked up at each call, so that tools may replace it", async () => {
  const { client } = await start([]);
  vi.stubGlobal("fetch", async () => Response.json(statusRow(4)));
  onTestFinished(() => {
    vi.unstubAllGlobals();
  });
  expect(await client.statusLogs.get(EVSE_ID, STAMP)).toEqual(statusRow(4));
});

test("timers that a caller's test fakes do not hold up a list", async () => {
  vi.useFakeTimers();
  onTestFinished(() => {
    vi.useRealTimers();
  });
  let count = 0;
  const fetch = async () => {
    const headers: Record<string, string> = count < 4 ? { Link: `<?page_after=${count + 1}>; rel="next"` } : {};
    return Response.json([statusRow(count++)], { headers });
  };
  expect(await createClient({ auth: "the-token", fetch }).statusLogs.list(EVSE_ID).toArray()).toHaveLength(5);
});

test("exceptions of the event listener are ignored", async () => {
  const onEvent = () => {
    throw new Error("full disk");
  };
  const { client } = await start(json(statusRow(0)), { onEvent });
  expect(await client.statusLogs.get(EVSE_ID, STAMP)).toEqual(statusRow(0));
});
