// The client over a real socket: what goes out on the wire, and that what comes in is handed on as it is.

import { inspect } from "node:util";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { EVSE_ID, STAMP, statusRow } from "../tests/support/rows.ts";
import { json, page, problem, type Step, startOrigin, text } from "../tests/support/scripted-origin.ts";
import { type ClientOptions, createClient, type StatusLog } from "./index.ts";

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
      "http.GET": () => client.http.GET("/evses/{evse_id}/status_logs", { params: { path: { evse_id: EVSE_ID } } }),
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

  test.for([
    ["2024-04-17T09:39:45.984584+05:30", "2024-04-17T09%3A39%3A45.984584%2B05%3A30"],
    ["2024-01-01T11:11:11.1111Z", "2024-01-01T11%3A11%3A11.1111Z"],
  ] as const)("leaves the stamp as it is: %s", async ([stamp, encoded]) => {
    const { origin, client } = await start(json(statusRow(0)));
    await client.statusLogs.get(EVSE_ID, stamp);
    expect(origin.requests[0]?.path).toBe(`/v2/evses/${EVSE_ID}/status_logs/${encoded}`);
  });

  test.for<[baseUrl: string, path: string]>([
    ["", "/evses"],
    ["/", "/evses"],
    ["/_mock/v2", "/_mock/v2/evses"],
    ["/v2///", "/v2/evses"],
  ])("goes to the baseUrl, whatever its end: %j", async ([end, path]) => {
    const { origin } = await start(json(statusRow(0)));
    const client = createClient({ auth: "the-token", baseUrl: origin.url.replace("/v2", end) });
    await client.statusLogs.get(EVSE_ID, STAMP);
    expect(origin.requests[0]?.path).toBe(`${path}/${EVSE_ID}/status_logs/2024-04-17T09%3A39%3A45.984584Z`);
  });

  test("goes to production unless told otherwise", async () => {
    const fetch = vi.fn(async (_: unknown) => Response.json({}));
    await createClient({ auth: "the-token", fetch }).commandLogs.get(EVSE_ID, STAMP);
    expect(fetch.mock.calls[0]?.[0]).toHaveProperty(
      "url",
      `https://api.ev.energy/v2/evses/${EVSE_ID}/command_logs/2024-04-17T09%3A39%3A45.984584Z`,
    );
  });

  test("asks an auth function for the token of each request", async () => {
    const tokens = ["first", "second", "third"];
    const script = [page([], { next: "page_after=a" }), page([]), json(statusRow(0))];
    const { origin, client } = await start(script, { auth: async () => tokens.shift() ?? "none" });
    await client.statusLogs.list(EVSE_ID).toArray();
    await client.statusLogs.get(EVSE_ID, STAMP);
    expect(origin.requests.map((request) => request.headers.authorization)).toEqual([
      "Bearer first",
      "Bearer second",
      "Bearer third",
    ]);
  });

  test("keeps to itself where a list goes on that failed for the same reason", async () => {
    const reason = new Error("the vault is closed");
    const { client } = await start([], { auth: () => Promise.reject(reason) });
    await client.statusLogs
      .list(EVSE_ID, {}, { from: "page_after=9" })
      .toArray()
      .catch(() => {});
    await expect(client.statusLogs.get(EVSE_ID, STAMP)).rejects.toBe(reason);
    expect(reason).not.toHaveProperty("resumeFrom");
  });

  test("hands on what an auth function throws, and sends nothing", async () => {
    const reason = new Error("the vault is closed");
    const { origin, client } = await start([], { auth: () => Promise.reject(reason) });
    await expect(client.statusLogs.get(EVSE_ID, STAMP)).rejects.toBe(reason);
    await expect(client.statusLogs.list(EVSE_ID).toArray()).rejects.toThrow("the vault is closed");
    expect(origin.requests).toEqual([]);
  });
});

describe("a query", () => {
  test.for<[query: Parameters<ReturnType<typeof createClient>["statusLogs"]["list"]>[1], wire: string]>([
    [{}, "page_size=100"],
    [{ page_size: 7 }, "page_size=7"],
    [{ page_size: undefined as unknown as number }, "page_size=100"],
    [{ expand: [] }, "page_size=100"],
    [{ expand: ["evse", "evse.user"] }, "expand=evse&expand=evse.user&page_size=100"],
    [{ page_after: "a b&c=d", page_size: 1 }, "page_after=a%20b%26c%3Dd&page_size=1"],
    [{ page_before: "2024-04-17T09:39:45.984584Z" }, "page_before=2024-04-17T09%3A39%3A45.984584Z&page_size=100"],
    [
      { sampled_at__gte: "2024-04-17T09:39:45.984584+05:30", sampled_at__lte: "2024-04-18T00:00:00.1234Z" },
      "sampled_at__gte=2024-04-17T09%3A39%3A45.984584%2B05%3A30&sampled_at__lte=2024-04-18T00%3A00%3A00.1234Z&page_size=100",
    ],
  ])("of a list goes over the wire with its own names: %j", async ([query, wire]) => {
    const { origin, client } = await start(page([]));
    await client.statusLogs.list(EVSE_ID, query).toArray();
    expect(origin.requests[0]?.query).toBe(wire);
  });

  test("of command logs filters by logged_at", async () => {
    const { origin, client } = await start(page([]));
    await client.commandLogs.list(EVSE_ID, { logged_at__gte: "2024-04-17T00:00:00Z", page_size: 1 }).toArray();
    expect(origin.requests[0]?.query).toBe("logged_at__gte=2024-04-17T00%3A00%3A00Z&page_size=1");
  });

  test("of one log takes expand, and no page size", async () => {
    const { origin, client } = await start(json(statusRow(0)));
    await client.commandLogs.get(EVSE_ID, STAMP, { expand: ["evse.model.make", "evse.user"] });
    expect(origin.requests[0]?.query).toBe("expand=evse.model.make&expand=evse.user");
  });
});

test("members and values that are not known yet come through untouched, microseconds included", async () => {
  const log = {
    ...statusRow(0),
    sampled_at: "2024-04-17T09:39:45.984584Z",
    mode: "Sleepwalk",
    control_pilot_status: "Z",
    soil: { ph: [7.2, null] },
  };
  const { client } = await start([json(log), page([log])]);
  const got: StatusLog = await client.statusLogs.get(EVSE_ID, STAMP);
  expect(got).toEqual(log);
  expect(await client.statusLogs.list(EVSE_ID).toArray()).toEqual([log]);
});

describe("client.http", () => {
  const list = "/evses/{evse_id}/status_logs";
  const params = { path: { evse_id: EVSE_ID } };

  test("gives data and response, and the error body with its own types", async () => {
    const { client } = await start([page([statusRow(0)]), problem(404, "Not found", "No such EVSE.")]);
    const { data, response } = await client.http.GET(list, { params });
    expect(data).toEqual([statusRow(0)]);
    expect(response.headers.get("Link")).toBe('<about:blank>; rel="previous", <about:blank>; rel="next"');
    expect((await client.http.GET(list, { params })).error).toEqual({
      title: "Not found",
      detail: "No such EVSE.",
      status: 404,
    });
  });

  test("takes the parameters of the contract", async () => {
    const { origin, client } = await start(page([]));
    await client.http.GET(list, { params: { ...params, query: { expand: ["evse", "evse.user"], page_size: 5 } } });
    expect(origin.requests[0]?.query).toBe("expand=evse&expand=evse.user&page_size=5");
  });

  test("shares token, errors and rate limit with the calls", async () => {
    const { client } = await start(page([], { headers: { "x-ratelimit-remaining": "5" } }), { fetch: undefined });
    await client.http.GET(list, { params });
    expect(client.rateLimit).toEqual({ limit: undefined, remaining: 5 });
    const broken = createClient({
      auth: "the-token",
      fetch: () => Promise.reject(new Error("no network")),
      maxRetries: 0,
    });
    await expect(broken.http.GET(list, { params })).rejects.toHaveProperty("code", "connection");
  });

  test("shows its middleware no token", async () => {
    const { client } = await start(page([]));
    const seen: string[] = [];
    client.http.use({
      onRequest: ({ request }) => void seen.push(...request.headers.keys()),
      onResponse: ({ request }) => void seen.push(...request.headers.keys()),
    });
    await client.http.GET(list, { params });
    expect(seen).toEqual(["accept", "evenergy-version", "accept", "evenergy-version"]);
  });

  test("leaves the calls alone, whatever its middleware does", async () => {
    const { client, origin } = await start([json(statusRow(0)), page([statusRow(0)])]);
    client.http.use({
      onRequest: ({ request }) => new Request(request, { headers: { "X-Trace": "7" } }),
      onResponse: ({ request, response }) => void [request.clone(), response.clone()],
    });
    expect(await client.statusLogs.get(EVSE_ID, STAMP)).toEqual(statusRow(0));
    expect(await client.statusLogs.list(EVSE_ID).toArray()).toEqual([statusRow(0)]);
    expect(origin.requests).toHaveLength(2);
  });

  test.for([204, 205, 304])("copes with a status that has no body: %i", async (status) => {
    const { client } = await start(text("", { status }));
    expect((await client.http.GET(list, { params })).response.status).toBe(status);
  });

  test("rejects with the reason of its signal", async () => {
    const { origin, client } = await start([]);
    const signal = AbortSignal.abort(new Error("gone home"));
    await expect(client.http.GET(list, { params, signal })).rejects.toBe(signal.reason);
    expect(origin.requests).toEqual([]);
  });

  test("never takes the token to another origin than baseUrl's", async () => {
    const { client } = await start([]);
    const other = await startOrigin(page([]));
    await client.http.GET(list, { params, baseUrl: other.url }).catch(() => undefined);
    expect(other.requests.map((request) => request.headers.authorization)).not.toContain("Bearer the-token");
  });
});

describe("client.rateLimit", () => {
  test("is undefined at first, then what the last response that told it said, errors included", async () => {
    const { client } = await start([
      json({}, { headers: { "x-ratelimit-limit": "1000", "x-ratelimit-remaining": "999" } }),
      json({}),
      json({}, { headers: { "x-ratelimit-limit": "many", "x-ratelimit-remaining": "-1" } }),
      problem(404, "Not found", "Gone.", { headers: { "x-ratelimit-limit": "1000", "x-ratelimit-remaining": "0" } }),
    ]);
    const seen = [client.rateLimit];
    for (let calls = 0; calls < 4; calls++) {
      await client.statusLogs.get(EVSE_ID, STAMP).catch(() => undefined);
      seen.push(client.rateLimit);
    }
    const first = { limit: 1000, remaining: 999 };
    expect(seen).toEqual([undefined, first, first, first, { limit: 1000, remaining: 0 }]);
  });

  test("keeps the half that a response does not tell", async () => {
    const { client } = await start([
      json({}, { headers: { "x-ratelimit-limit": "1000", "x-ratelimit-remaining": "6" } }),
      json({}, { headers: { "x-ratelimit-remaining": "5" } }),
    ]);
    await client.statusLogs.get(EVSE_ID, STAMP);
    await client.statusLogs.get(EVSE_ID, STAMP);
    expect(client.rateLimit).toEqual({ limit: 1000, remaining: 5 });
  });
});

describe("the fetch", () => {
  test("may be injected", async () => {
    const { origin, client } = await start([], { fetch: async () => Response.json(statusRow(3)) });
    expect(await client.statusLogs.get(EVSE_ID, STAMP)).toEqual(statusRow(3));
    expect(origin.requests).toEqual([]);
  });

  test("is the platform's of the moment, so that one put in its place later is heeded", async () => {
    const { client } = await start([]);
    vi.stubGlobal("fetch", async () => Response.json(statusRow(4)));
    onTestFinished(() => {
      vi.unstubAllGlobals();
    });
    expect(await client.statusLogs.get(EVSE_ID, STAMP)).toEqual(statusRow(4));
  });
});

describe("an abort", () => {
  test("before the call rejects with the signal's own reason, and nothing is sent", async () => {
    const { origin, client } = await start([]);
    for (const reason of [new Error("gone home"), "a string"]) {
      const signal = AbortSignal.abort(reason);
      await expect(client.statusLogs.get(EVSE_ID, STAMP, {}, { signal })).rejects.toBe(reason);
      await expect(client.statusLogs.list(EVSE_ID, {}, { signal }).toArray()).rejects.toBe(reason);
    }
    expect(origin.requests).toEqual([]);
  });

  test.for(["headers", "body"])(
    "before the %s are in rejects with the signal's own reason, bare of resumeFrom",
    async (part) => {
      const abort = new AbortController();
      const reason = new Error("gone home");
      const stalls: Step = (_, response) => (part === "body" ? response.write("[") : abort.abort(reason));
      const { client } = await start(stalls, {
        fetch: async (request) => {
          const response = await fetch(request);
          abort.abort(reason);
          return response;
        },
      });
      await expect(client.statusLogs.list(EVSE_ID, {}, { signal: abort.signal }).toArray()).rejects.toBe(reason);
      expect(reason).not.toHaveProperty("resumeFrom");
    },
  );
});

test("no token shows in what is logged of the client, its lists and its errors", async () => {
  const { client } = await start(problem(401, "Unauthorized", "No."));
  const errors = [
    await client.statusLogs.get(EVSE_ID, STAMP).catch((error: unknown) => error),
    await client.statusLogs
      .list(EVSE_ID)
      .toArray()
      .catch((error: unknown) => error),
    await createClient({ auth: "the-token", baseUrl: "http://127.0.0.1:1", maxRetries: 0 })
      .statusLogs.get(EVSE_ID, STAMP)
      .catch((error: unknown) => error),
  ];
  for (const thing of [client, client.http, client.statusLogs, client.statusLogs.list(EVSE_ID), ...errors]) {
    expect(inspect(thing, { depth: 9, showHidden: true, getters: true })).not.toContain("the-token");
    expect(JSON.stringify(thing)).not.toContain("the-token");
  }
});

test("a client whose listener throws goes on as if it had not", async () => {
  const client = createClient({
    auth: "the-token",
    fetch: async () => Response.json({ sampled_at: "2024-04-17T09:39:45Z" }),
    onEvent: () => {
      throw new Error("full disk");
    },
  });
  await expect(client.statusLogs.get("evse01HSH04KDEWF6Z4DB2J77J74K5", "2024-04-17T09:39:45Z")).resolves.toMatchObject({
    sampled_at: "2024-04-17T09:39:45Z",
  });
});
