// Which requests get the token, and the effect of a 401. Tests with OAuth sources are in src/oauth.client.test.ts.

import { describe, expect, test, vi } from "vitest";
import { FakeClock } from "../../tests/support/test-clock.ts";
import { type Auth, createAuthorizer, hideToken } from "./auth.ts";
import { createSend, type Transport } from "./send.ts";

const baseUrl = "https://api.ev.energy/v2";
const url = `${baseUrl}/evses`;

/** Starts a transport to an API that first responds with these statuses, then accepts one token. */
function start(auth: Auth, accepted: string, ...statuses: number[]) {
  const tokens: string[] = [];
  const fetch = async (request: Request) => {
    const token = request.headers.get("Authorization")?.replace("Bearer ", "") ?? "none";
    tokens.push(token);
    return new Response("{}", { status: statuses.shift() ?? (token === accepted ? 200 : 401) });
  };
  const send = createSend({
    fetch: fetch as Transport["fetch"],
    clock: new FakeClock({ skipsBelow: 1_000 }),
    authorizer: createAuthorizer(auth, baseUrl, globalThis.fetch),
  });
  return { tokens, send: async (to = url) => (await send(new Request(to))).response.status };
}

/** Returns t1 until it is invalidated, then t2 and so on. */
function countingSource() {
  let count = 1;
  return {
    getToken: async () => `t${count}`,
    invalidate: (token: string) => {
      if (token === `t${count}`) count++;
    },
  };
}

describe("a 401", () => {
  test("is retried once with a fresh token, in addition to other retries", async () => {
    const { send, tokens } = start(countingSource(), "t2", 503, 401, 503);
    expect(await send()).toBe(200);
    expect(tokens).toEqual(["t1", "t1", "t2", "t2"]);
  });

  test("is final if the fresh token is refused too", async () => {
    const { send, tokens } = start(countingSource(), "t9");
    expect(await send()).toBe(401);
    expect(tokens).toEqual(["t1", "t2"]);
  });

  test.for<[string, Auth]>([
    ["a static token", "the-token"],
    ["a function that returns the same token", () => "the-token"],
    ["a source that has no other token", { getToken: async () => "the-token", invalidate: () => {} }],
  ])("is final with %s", async ([, auth]) => {
    const { send, tokens } = start(auth, "another");
    expect(await send()).toBe(401);
    expect(tokens).toEqual(["the-token"]);
  });

  test("rejects with the source's error if it cannot get a fresh token", async () => {
    const reason = new Error("the vault is unavailable");
    const getToken = vi.fn<() => Promise<string>>().mockResolvedValueOnce("old").mockRejectedValueOnce(reason);
    const { send, tokens } = start({ getToken, invalidate: () => {} }, "new");
    await expect(send()).rejects.toBe(reason);
    expect(tokens).toEqual(["old"]);
  });
});

test("the token is requested again after a wait, during which it may have expired", async () => {
  const tokens = ["t1", "t2", "t3"];
  const { send, tokens: sent } = start(() => tokens.shift() ?? "none", "t3", 503, 503);
  expect(await send()).toBe(200);
  expect(sent).toEqual(["t1", "t2", "t3"]);
});

describe("a token", () => {
  test.for([
    "https://api.ev.energy.evil.example/v2/evses",
    "https://api.ev.energy:444/v2/evses",
    "http://api.ev.energy/v2/evses",
    "https://api.ev.energy/v20/evses",
    "https://api.ev.energy/v2",
    "https://api.ev.energy/v2/../o/token/",
  ])("is not requested from the source for an address outside the API: %s", async (address) => {
    const getToken = vi.fn(async () => "the-token");
    const { send, tokens } = start({ getToken, invalidate: () => {} }, "the-token");
    await expect(send(address)).rejects.toMatchObject({
      code: "invalid_argument",
      argument: "baseUrl",
      message: expect.stringMatching(/^baseUrl must be an address below https:\/\/api\.ev\.energy\/v2 \(/),
    });
    expect([tokens, getToken.mock.calls]).toEqual([[], []]);
  });

  test.for([
    ["It was the-token.", "the-token", "It was [token]."],
    ['It was "the\\"token".', 'the"token', 'It was "[token]".'],
    ["It was the%2Ftoken.", "the/token", "It was [token]."],
    ["The latest test.", "test", "The latest test."],
    ["The token.", undefined, "The token."],
  ] as const)("is hidden in any encoding, unless it is too short: %s", ([text, token, hidden]) => {
    expect(hideToken(text, token)).toBe(hidden);
  });
});

describe("a source", () => {
  test("receives the signal of the call and the client's fetch", async () => {
    const getToken = vi.fn(async () => "the-token");
    const authorizer = createAuthorizer({ getToken, invalidate: () => {} }, baseUrl, globalThis.fetch);
    const { signal } = new AbortController();
    await authorizer.token(url, signal);
    expect(getToken.mock.calls).toEqual([[{ signal, fetch: globalThis.fetch }]]);
  });

  test("that aborts the call and then throws rejects with the abort reason", async () => {
    const abort = new AbortController();
    const auth = () => {
      abort.abort("enough");
      throw new Error("the vault is unavailable");
    };
    await expect(createAuthorizer(auth, baseUrl, fetch).token(url, abort.signal)).rejects.toBe("enough");
  });
});
