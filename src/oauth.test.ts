// The client credentials grant, over real sockets: the token request, how long a token is cached, and aborts.

import { inspect } from "node:util";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import {
  answer,
  gate,
  grant,
  grants,
  reset,
  silence,
  startTokenEndpoint,
} from "../tests/support/scripted-token-endpoint.ts";
import { clientCredentials, refreshToken } from "./oauth.ts";

const app = { clientId: "my-app", clientSecret: "my-secret" };

beforeEach(() => {
  // No back-off: all waits come from the steps.
  vi.spyOn(Math, "random").mockReturnValue(0);
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

describe("the token request", () => {
  test("sends the grant type in the body, and the client in the Basic header", async () => {
    const endpoint = await startTokenEndpoint(grants());
    expect(await clientCredentials({ ...app, tokenUrl: endpoint.url }).getToken()).toBe("token-0");
    expect(endpoint.requests).toEqual([
      {
        method: "POST",
        path: "/o/token/",
        body: "grant_type=client_credentials",
        form: { grant_type: "client_credentials" },
        basic: ["my-app", "my-secret"],
        headers: expect.objectContaining({
          authorization: "Basic bXklMkRhcHA6bXklMkRzZWNyZXQ=",
          "content-type": "application/x-www-form-urlencoded;charset=UTF-8",
          accept: "application/json",
        }),
      },
    ]);
  });

  test.for<[clientId: string, clientSecret: string]>([
    ["a:b+c %", "c:d:e %2F + "],
    ["café-_.!~*'()", 'naïve-ключ-🔑&=?/\\"#'],
  ])("encodes any id and secret: %j", async ([clientId, clientSecret]) => {
    const endpoint = await startTokenEndpoint(grants(), { [clientId]: clientSecret });
    await clientCredentials({ clientId, clientSecret, tokenUrl: endpoint.url }).getToken();
    expect(endpoint.requests[0]?.basic).toEqual([clientId, clientSecret]);
  });

  test.for<[scopes: string[] | undefined, body: string]>([
    [["evse:read", "debug:read"], "scope=evse%3Aread+debug%3Aread&grant_type=client_credentials"],
    [[], "grant_type=client_credentials"],
  ])("includes the scopes if there are any: %j", async ([scopes, body]) => {
    const endpoint = await startTokenEndpoint(grants());
    await clientCredentials({ ...app, scopes, tokenUrl: endpoint.url }).getToken();
    expect(endpoint.requests[0]?.body).toBe(body);
  });

  test("goes to the provider by default", async () => {
    const fetch = vi.fn(async (_: unknown) => Response.json({ access_token: "t", token_type: "bearer" }));
    await clientCredentials({ ...app, fetch }).getToken();
    expect(fetch.mock.calls[0]?.[0]).toHaveProperty("url", "https://api.ev.energy/o/token/");
  });

  test("uses the global fetch at the time of the request by default", async () => {
    const source = clientCredentials(app);
    vi.stubGlobal("fetch", async () => Response.json({ access_token: "t", token_type: "Bearer" }));
    expect(await source.getToken()).toBe("t");
  });

  test("uses the source's own fetch rather than the caller's", async () => {
    const own = vi.fn(async () => Response.json({ access_token: "own", token_type: "Bearer" }));
    const other = vi.fn(async () => Response.json({ access_token: "other", token_type: "Bearer" }));
    expect(await clientCredentials({ ...app, fetch: own }).getToken({ fetch: other })).toBe("own");
    expect(await clientCredentials(app).getToken({ fetch: other })).toBe("other");
    expect([own, other].map((fetch) => fetch.mock.calls.length)).toEqual([1, 1]);
  });

  test("is retried without a client too", async () => {
    const endpoint = await startTokenEndpoint([reset, answer(503, ""), grant("third")]);
    expect(await clientCredentials({ ...app, tokenUrl: endpoint.url }).getToken()).toBe("third");
    expect(endpoint.requests.map(({ body }) => body)).toEqual(Array(3).fill("grant_type=client_credentials"));
  });
});

describe("the token", () => {
  test.for<[expiresIn: unknown, lastMs: number]>([
    [36_000, 35_939_999],
    ["300", 269_999],
  ])("with expires_in %j is used for %i ms", async ([expires_in, lastMs]) => {
    vi.useFakeTimers({ toFake: ["Date"], now: 1_700_000_000_000 });
    const endpoint = await startTokenEndpoint(grants({ expires_in }));
    const source = clientCredentials({ ...app, tokenUrl: endpoint.url });
    await source.getToken();
    vi.setSystemTime(1_700_000_000_000 + lastMs);
    expect(await source.getToken()).toBe("token-0");
    vi.setSystemTime(1_700_000_000_000 + lastMs + 1);
    expect(await source.getToken()).toBe("token-1");
  });

  test.for(['"x":1', '"expires_in":-1', '"expires_in":"soon"'])("with %s is used until refused", async (member) => {
    vi.useFakeTimers({ toFake: ["Date"], now: 1_700_000_000_000 });
    const endpoint = await startTokenEndpoint([
      answer(200, `{"access_token":"first","token_type":"Bearer",${member}}`),
      grant("second"),
    ]);
    const source = clientCredentials({ ...app, tokenUrl: endpoint.url });
    await source.getToken();
    vi.setSystemTime(4_000_000_000_000);
    expect(await source.getToken()).toBe("first");
    source.invalidate("first");
    expect(await source.getToken()).toBe("second");
  });

  test.for<Record<string, unknown>>([{ scope: ["evse:read"] }, { refresh_token: null }])(
    "is accepted with any other members: %j",
    async (members) => {
      const endpoint = await startTokenEndpoint(grants(members));
      expect(await clientCredentials({ ...app, tokenUrl: endpoint.url }).getToken()).toBe("token-0");
    },
  );
});

describe("a caller that aborts", () => {
  test("does not affect other callers, who get their token", async () => {
    const step = gate(grant("first"));
    const endpoint = await startTokenEndpoint(step);
    const source = clientCredentials({ ...app, tokenUrl: endpoint.url });
    const controller = new AbortController();
    const aborted = source.getToken({ signal: controller.signal });
    const remaining = source.getToken();
    await endpoint.came(1);
    controller.abort("enough");
    await expect(aborted).rejects.toBe("enough");
    step.open();
    expect(await remaining).toBe("first");
    expect([endpoint.requests.length, endpoint.abandoned]).toEqual([1, 0]);
  });

  test("closes the connection if no other caller waits, and the next caller sends a new request", async () => {
    const endpoint = await startTokenEndpoint([silence, grant("second")]);
    const source = clientCredentials({ ...app, tokenUrl: endpoint.url });
    const controller = new AbortController();
    const aborted = [1, 2, 3].map(() => source.getToken({ signal: controller.signal }));
    await endpoint.came(1);
    controller.abort("enough");
    for (const { status } of await Promise.allSettled(aborted)) expect(status).toBe("rejected");
    await endpoint.gaveUp(1);
    expect(await source.getToken()).toBe("second");
    expect(endpoint.requests).toHaveLength(2);
  });
});

describe("an invalid option", () => {
  const noFetch = vi.fn();
  test.for<[argument: string, options: object]>([
    ["clientId", { clientId: undefined }],
    ["clientID", { clientID: "my-app" }],
    ["refreshToken", { refreshToken: "hunter-two" }],
    ["clientSecret", { clientSecret: "" }],
    ["clientSecret", { clientSecret: ["hunter-two"] }],
    ["scopes", { scopes: "evse:read" }],
    ["scopes", { scopes: ["evse:read debug:read"] }],
    ["scopes", { scopes: [7] }],
    ["tokenUrl", { tokenUrl: "http://api.ev.energy/o/token/" }],
    ["tokenUrl", { tokenUrl: "https://user:hunter-two@api.ev.energy/o/token/" }],
    ["fetch", { fetch: "no" }],
  ])("is rejected at once, and not shown if it may be secret: %s %o", ([argument, wrong]) => {
    const options = { ...app, fetch: noFetch, ...wrong };
    const error = thrownBy(() => clientCredentials(options));
    expect(error).toMatchObject({ name: "InvalidArgumentError", code: "invalid_argument", argument });
    expect(inspect(error, { showHidden: true, depth: Infinity })).not.toContain("hunter-two");
    expect(noFetch).not.toHaveBeenCalled();
  });

  test.for<[argument: string, options: object]>([
    ["refreshToken", { refreshToken: undefined }],
    ["clientSecret", { clientSecret: null }],
    ["onrefresh", { onrefresh: () => {} }],
    ["onRefresh", { onRefresh: "no" }],
    ["clientId", { clientId: "" }],
  ])("of refreshToken is rejected too: %s %o", ([argument, wrong]) => {
    const options = { clientId: "my-app", refreshToken: "r", ...wrong };
    expect(thrownBy(() => refreshToken(options))).toMatchObject({ name: "InvalidArgumentError", argument });
  });

  test.for([undefined, null, "my-app", []])("object is rejected: %j", (options) => {
    expect(thrownBy(() => clientCredentials(options as never))).toMatchObject({ argument: "options" });
    expect(thrownBy(() => refreshToken(options as never))).toMatchObject({ argument: "options" });
  });
});

test("a source shows neither secrets nor tokens when inspected", async () => {
  const endpoint = await startTokenEndpoint(grants({ refresh_token: "next-refresh" }));
  const tokenUrl = endpoint.url;
  for (const source of [
    clientCredentials({ ...app, tokenUrl }),
    refreshToken({ ...app, tokenUrl, refreshToken: "old-refresh" }),
  ]) {
    await source.getToken();
    const shown = inspect(source, { showHidden: true, depth: Infinity }) + JSON.stringify(source);
    expect(shown).not.toMatch(/my-secret|token-\d|-refresh/);
  }
});

function thrownBy(action: () => unknown): unknown {
  try {
    action();
  } catch (error) {
    return error;
  }
  throw new Error("It did not throw");
}
