// The refresh token grant, over real sockets: above all, no refresh token that the provider issued is lost.

import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import {
  answer,
  gate,
  grant,
  grants,
  refusal,
  reset,
  startTokenEndpoint,
  type TokenStep,
} from "../tests/support/scripted-token-endpoint.ts";
import { type RefreshTokenOptions, refreshToken } from "./oauth.ts";

/** Returns `refresh-1` to request 0, `refresh-2` to request 1 and so on. */
const rotating: TokenStep = (request, response, index) =>
  grant(`token-${index}`, { refresh_token: `refresh-${index + 1}` })(request, response, index);

beforeEach(() => {
  // No back-off: all waits come from the steps.
  vi.spyOn(Math, "random").mockReturnValue(0);
});

afterEach(() => {
  vi.restoreAllMocks();
});

async function start(script: TokenStep | readonly TokenStep[], options?: Partial<RefreshTokenOptions>) {
  const endpoint = await startTokenEndpoint(script, { "my-app": "my-secret", "my-public-app": undefined });
  const tokenUrl = endpoint.url;
  const source = refreshToken({ clientId: "my-public-app", tokenUrl, refreshToken: "refresh-0", ...options });
  /** Gets a token and invalidates it, as after a 401. */
  const renew = async () => {
    source.invalidate(await source.getToken());
  };
  return { endpoint, source, renew, sent: () => endpoint.requests.map(({ form }) => form["refresh_token"]) };
}

describe("the request", () => {
  test("sends the id of a public client in the body", async () => {
    const { endpoint, source } = await start(grants());
    expect(await source.getToken()).toBe("token-0");
    expect(endpoint.requests).toMatchObject([
      {
        method: "POST",
        body: "refresh_token=refresh-0&grant_type=refresh_token&client_id=my-public-app",
        basic: undefined,
        headers: { "content-type": "application/x-www-form-urlencoded;charset=UTF-8" },
      },
    ]);
  });

  test("sends client id and secret in the Basic header only", async () => {
    const options = { clientId: "my-app", clientSecret: "my-secret", refreshToken: "a+b c&é=%" };
    const { endpoint, source } = await start(grants(), { ...options, scopes: ["evse:read", "debug:read"] });
    await source.getToken();
    expect(endpoint.requests).toMatchObject([{ basic: ["my-app", "my-secret"] }]);
    expect(endpoint.requests[0]?.form).toEqual({
      grant_type: "refresh_token",
      refresh_token: "a+b c&é=%",
      scope: "evse:read debug:read",
    });
  });

  test("is shared by all waiting callers", async () => {
    const onRefresh = vi.fn();
    const { source, sent } = await start(rotating, { onRefresh });
    const tokens = await Promise.all(Array.from({ length: 20 }, () => source.getToken()));
    expect(new Set(tokens)).toEqual(new Set(["token-0"]));
    expect([sent(), onRefresh.mock.calls]).toEqual([["refresh-0"], [[{ refreshToken: "refresh-1" }]]]);
  });
});

describe("a new refresh token", () => {
  test("replaces the previous one", async () => {
    const { renew, sent } = await start(rotating);
    await renew();
    await renew();
    await renew();
    expect(sent()).toEqual(["refresh-0", "refresh-1", "refresh-2"]);
  });

  test("is stored before getToken returns the access token", async () => {
    const order: string[] = [];
    const [called, stored] = [deferred(), deferred()];
    const { source } = await start(rotating, {
      onRefresh: async (tokens) => {
        order.push(`received ${tokens.refreshToken}`);
        called.resolve();
        await stored.promise;
        order.push("stored");
      },
    });
    const returned = source.getToken().then((token) => order.push(token));
    await called.promise;
    await new Promise(setImmediate);
    expect(order).toEqual(["received refresh-1"]);
    stored.resolve();
    await returned;
    expect(order).toEqual(["received refresh-1", "stored", "token-0"]);
  });

  test.for<[what: string, members: Record<string, unknown>]>([
    ["without one", {}],
    ["with the same one", { refresh_token: "refresh-0" }],
    ["with null", { refresh_token: null }],
    ["with an empty one", { refresh_token: "" }],
  ])("is not reported for a response %s", async ([, members]) => {
    const onRefresh = vi.fn();
    const { renew, sent } = await start(grants(members), { onRefresh });
    await renew();
    await renew();
    expect([sent(), onRefresh.mock.calls]).toEqual([["refresh-0", "refresh-0"], []]);
  });

  test("that onRefresh fails to store fails the call, and is reported again before the next request", async () => {
    const reported: string[] = [];
    const full = new Error("the disk is full");
    let isFull = true;
    const { source, sent } = await start(rotating, {
      onRefresh: (tokens) => {
        reported.push(tokens.refreshToken);
        if (isFull) throw full;
      },
    });
    for (let call = 0; call < 3; call++) await expect(source.getToken()).rejects.toBe(full);
    expect([reported, sent()]).toEqual([["refresh-1", "refresh-1", "refresh-1"], ["refresh-0"]]);
    isFull = false;
    expect(await source.getToken()).toBe("token-1");
    expect(reported.slice(3)).toEqual(["refresh-1", "refresh-2"]);
    expect(sent()).toEqual(["refresh-0", "refresh-1"]);
  });

  test("is kept even if the response has no usable access token", async () => {
    const onRefresh = vi.fn();
    const { source, sent } = await start(
      [grant("", { refresh_token: "refresh-1" }), grant("", { refresh_token: "refresh-2" }), grants()],
      { onRefresh },
    );
    for (let call = 0; call < 2; call++) await expect(source.getToken()).rejects.toThrow("without a bearer token");
    expect(await source.getToken()).toBe("token-2");
    expect(sent()).toEqual(["refresh-0", "refresh-1", "refresh-2"]);
    expect(onRefresh.mock.calls).toEqual([[{ refreshToken: "refresh-1" }], [{ refreshToken: "refresh-2" }]]);
  });

  test("is kept if the next token request fails", async () => {
    const onRefresh = vi.fn();
    const { source, sent } = await start(
      [grant("token-0", { refresh_token: "refresh-1" }), refusal(400, "invalid_request"), grant("token-2")],
      { onRefresh },
    );
    source.invalidate(await source.getToken());
    await expect(source.getToken()).rejects.toMatchObject({ oauthError: "invalid_request" });
    expect(await source.getToken()).toBe("token-2");
    expect(sent()).toEqual(["refresh-0", "refresh-1", "refresh-1"]);
    expect(onRefresh.mock.calls).toEqual([[{ refreshToken: "refresh-1" }]]);
  });

  test("is not lost if all callers abort during the request", async () => {
    const step = gate(rotating);
    const onRefresh = vi.fn();
    const { endpoint, source, sent } = await start(step, { onRefresh });
    const controller = new AbortController();
    const aborted = source.getToken({ signal: controller.signal });
    await endpoint.came(1);
    controller.abort("enough");
    await expect(aborted).rejects.toBe("enough");
    const next = source.getToken();
    step.open();
    expect(await next).toBe("token-0");
    expect([sent(), endpoint.abandoned]).toEqual([["refresh-0"], 0]);
    expect(onRefresh.mock.calls).toEqual([[{ refreshToken: "refresh-1" }]]);
  });

  test("is reported once if all callers abort while it is stored", async () => {
    const [called, stored] = [deferred(), deferred()];
    const onRefresh = vi.fn(() => {
      called.resolve();
      return stored.promise;
    });
    const { source, sent } = await start(rotating, { onRefresh });
    const controller = new AbortController();
    const aborted = source.getToken({ signal: controller.signal });
    await called.promise;
    controller.abort("enough");
    await expect(aborted).rejects.toBe("enough");
    const next = source.getToken();
    stored.resolve();
    expect(await next).toBe("token-0");
    expect([sent(), onRefresh.mock.calls.length]).toEqual([["refresh-0"], 1]);
  });
});

test("a failed refresh is retried like any token request", async () => {
  const { source, sent } = await start([reset, answer(503, ""), rotating]);
  expect(await source.getToken()).toBe("token-2");
  expect(sent()).toEqual(["refresh-0", "refresh-0", "refresh-0"]);
});

test("an invalid refresh token is reported with the advice to authorize again", async () => {
  const { source, endpoint } = await start(refusal(400, "invalid_grant"));
  await expect(source.getToken()).rejects.toMatchObject({
    name: "AuthenticationError",
    oauthError: "invalid_grant",
    status: 400,
    message: `POST ${endpoint.url}: 400 invalid_grant. The refresh token has expired, was revoked or was replaced: ask the user to authorize again.`,
  });
});

function deferred(): { promise: Promise<void>; resolve(): void } {
  let resolve = () => {};
  const promise = new Promise<void>((settle) => {
    resolve = settle;
  });
  return { promise, resolve: () => resolve() };
}
