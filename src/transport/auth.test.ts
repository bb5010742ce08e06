// Which token goes where, and what a 401 does.

import { describe, expect, test, vi } from "vitest";
import { FakeClock } from "../../tests/support/test-clock.ts";
import { type Auth, createAuthorizer, type TokenSource } from "./auth.ts";
import { createSend, type Transport } from "./send.ts";

const baseUrl = "https://api.ev.energy/v2";
const url = `${baseUrl}/evses`;

/** A transport to an API that takes only the tokens told, and fails with 503 where a status is given instead. */
function start(auth: Auth, ...accepts: (string | number)[]) {
  const tokens: string[] = [];
  const clock = new FakeClock({ skipsBelow: 1_000 });
  const fetch = async (request: Request) => {
    const token = request.headers.get("Authorization")?.replace("Bearer ", "") ?? "none";
    tokens.push(token);
    const accepted = accepts.length > 1 ? accepts.shift() : accepts[0];
    if (typeof accepted === "number") return new Response("{}", { status: accepted });
    return new Response("{}", { status: token === accepted ? 200 : 401 });
  };
  const send = createSend({
    fetch: fetch as Transport["fetch"],
    clock,
    emit: () => {},
    authorizer: createAuthorizer(auth, baseUrl, globalThis.fetch),
  });
  return { tokens, send: async (to = url) => (await send(new Request(to))).response.status };
}

/** Gives t1, t2, … each for as long as it is not invalidated; a new one takes until it is let. */
function countingSource() {
  let held: string | undefined;
  let pending: Promise<string> | undefined;
  let requests = 0;
  const source: TokenSource = {
    getToken: async () => {
      if (held !== undefined) return held;
      pending ??= new Promise<string>((resolve) => {
        const token = `t${++requests}`;
        setImmediate(() => {
          held = token;
          pending = undefined;
          resolve(token);
        });
      });
      return await pending;
    },
    invalidate: (token) => {
      if (held === token) held = undefined;
    },
  };
  return { source, requests: () => requests };
}

describe("a 401", () => {
  test("is repeated once with a fresh token", async () => {
    const { source } = countingSource();
    const { send, tokens } = start(source, "t2");
    expect(await send()).toBe(200);
    expect(tokens).toEqual(["t1", "t2"]);
  });

  test("with the fresh token too is final", async () => {
    const { source } = countingSource();
    const { send, tokens } = start(source, "t9");
    expect(await send()).toBe(401);
    expect(tokens).toEqual(["t1", "t2"]);
  });

  test.for<[string, Auth]>([
    ["a static token", "the-token"],
    ["a function that gives the same again", () => "the-token"],
    ["a source that has no other", { getToken: async () => "the-token", invalidate: () => {} }],
  ])("is final with %s", async ([, auth]) => {
    const { send, tokens } = start(auth, "another");
    expect(await send()).toBe(401);
    expect(tokens).toEqual(["the-token"]);
  });

  test("is not repeated if there is a failure instead of a fresh token, which is handed on", async () => {
    const reason = new Error("the vault is closed");
    const getToken = vi.fn<() => Promise<string>>().mockResolvedValueOnce("old").mockRejectedValueOnce(reason);
    const { send, tokens } = start({ getToken, invalidate: () => {} }, "new");
    await expect(send()).rejects.toBe(reason);
    expect(tokens).toEqual(["old"]);
  });

  test("does not use up a retry, nor a retry it", async () => {
    const { source } = countingSource();
    const { send, tokens } = start(source, 503, "t2", 503, "t2");
    expect(await send()).toBe(200);
    expect(tokens).toEqual(["t1", "t1", "t2", "t2"]);
  });

  test("met by ten calls at once costs one token request", async () => {
    const { source, requests } = countingSource();
    const { send, tokens } = start(source, "t2");
    expect(await Promise.all(Array.from({ length: 10 }, () => send()))).toEqual(Array(10).fill(200));
    expect(requests()).toBe(2);
    expect(tokens.toSorted()).toEqual([...Array(10).fill("t1"), ...Array(10).fill("t2")]);
  });

  test("that comes late does not discard the newer token", async () => {
    const { source, requests } = countingSource();
    const held = Promise.withResolvers<void>();
    const fetch = async (request: Request) => {
      if (request.headers.get("Authorization") === "Bearer t2") return new Response("{}");
      if (request.url.endsWith("late")) await held.promise;
      return new Response("{}", { status: 401 });
    };
    const send = createSend({
      fetch: fetch as Transport["fetch"],
      clock: new FakeClock(),
      emit: () => {},
      authorizer: createAuthorizer(source, baseUrl, globalThis.fetch),
    });
    const late = send(new Request(`${url}/late`));
    expect((await send(new Request(url))).response.status).toBe(200);
    held.resolve();
    expect((await late).response.status).toBe(200);
    expect(requests()).toBe(2);
  });
});

test("the token is asked for again after a wait, which may have outlived the last one", async () => {
  const tokens = ["t1", "t2", "t3"];
  const { send, tokens: sent } = start(() => tokens.shift() ?? "none", 503, 503, "t3");
  expect(await send()).toBe(200);
  expect(sent).toEqual(["t1", "t2", "t3"]);
});

describe("a token", () => {
  const source = { getToken: vi.fn(async () => "the-token"), invalidate: () => {} };

  test.for([
    "https://evil.example/v2/evses",
    "https://api.ev.energy.evil.example/v2/evses",
    "https://api.ev.energy:444/v2/evses",
    "http://api.ev.energy/v2/evses",
    "https://api.ev.energy/v20/evses",
    "https://api.ev.energy/v2",
    "https://api.ev.energy/o/token/",
    "https://api.ev.energy/v2/../o/token/",
  ])("is not even asked for if the request leaves the API: %s", async (address) => {
    source.getToken.mockClear();
    const { send, tokens } = start(source, "the-token");
    await expect(send(address)).rejects.toMatchObject({
      code: "invalid_argument",
      argument: "baseUrl",
      message: expect.stringMatching(/^baseUrl must be an address below https:\/\/api\.ev\.energy\/v2 \(/),
    });
    expect(tokens).toEqual([]);
    expect(source.getToken).not.toHaveBeenCalled();
  });

  test.for([undefined, null, 5, "", "with blanks", "with\nbreaks", "wiđth", { token: "x" }])(
    "that can't stand in a header fails the call, and is not shown: %j",
    async (token) => {
      const { send, tokens } = start({ getToken: async () => token as never, invalidate: () => {} }, "the-token");
      const error: unknown = await send().catch((reason: unknown) => reason);
      expect(error).toMatchObject({ code: "invalid_argument", argument: "auth" });
      expect(String(error)).not.toMatch(/with\b|wiđth|breaks/);
      expect(tokens).toEqual([]);
    },
  );
});

describe("a source", () => {
  test("gets the signal of the call and a fetch of the client's", async () => {
    const getToken = vi.fn(async () => "the-token");
    const authorizer = createAuthorizer({ getToken, invalidate: () => {} }, baseUrl, globalThis.fetch);
    const { signal } = new AbortController();
    await authorizer.token(url, signal);
    await authorizer.token(url, undefined);
    expect(getToken.mock.calls).toEqual([[{ signal, fetch: globalThis.fetch }], [{ fetch: globalThis.fetch }]]);
  });

  test("that ends the call and then throws has not failed it", async () => {
    const abort = new AbortController();
    const auth = () => {
      abort.abort("gone home");
      throw new Error("the vault is closed");
    };
    const authorizer = createAuthorizer(auth, baseUrl, globalThis.fetch);
    await expect(authorizer.token(url, abort.signal)).rejects.toBe("gone home");
  });

  test("is left alone by an abort if it does not heed the signal", async () => {
    const abort = new AbortController();
    const getToken = () => new Promise<string>(() => {});
    const authorizer = createAuthorizer({ getToken, invalidate: () => {} }, baseUrl, globalThis.fetch);
    const asked = authorizer.token(url, abort.signal);
    abort.abort("gone home");
    await expect(asked).rejects.toBe("gone home");
  });
});
