// The errors of failed token requests, and that they contain no secret, even if the endpoint repeats one.

import { inspect } from "node:util";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { answer, refusal, startTokenEndpoint, type TokenStep } from "../tests/support/scripted-token-endpoint.ts";
import { clientCredentials, refreshToken } from "./oauth.ts";

const id = "my-app";
const secret = "planted secret/+é";
const refresh = "planted-refresh%token";
const clients = { [id]: secret };

beforeEach(() => {
  // No back-off: all waits come from the steps.
  vi.spyOn(Math, "random").mockReturnValue(0);
});

afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

/** Requests a token with both grants, checks that both fail alike, and returns the error and the URL. */
async function fail(
  step: TokenStep,
  { scopes, clientSecret = secret }: { scopes?: string[]; clientSecret?: string } = {},
) {
  const { url, requests } = await startTokenEndpoint(step, clients);
  const options = { clientId: id, clientSecret, tokenUrl: url, scopes };
  const byClient = await rejection(clientCredentials(options).getToken());
  const sent = requests.length;
  const byRefresh = await rejection(refreshToken({ ...options, refreshToken: refresh }).getToken());
  for (const error of [byClient, byRefresh]) expectNoSecret(error);
  expect(withoutStack(byRefresh)).toEqual(withoutStack(byClient));
  return { url, sent, error: byClient };
}

async function rejection(promise: Promise<unknown>): Promise<Error> {
  return await promise.then(
    () => Promise.reject(new Error("It did not reject")),
    (error) => error,
  );
}

function withoutStack(error: Error): object {
  const { name, message } = error;
  return { ...error, name, message, cause: undefined };
}

/** Searches an error and its causes for the planted secrets, in any encoding. */
function expectNoSecret(error: unknown): void {
  let shown = "";
  for (let current = error; current instanceof Error; current = current.cause) {
    shown += [
      current.message,
      current.stack,
      String(current),
      JSON.stringify(current),
      inspect(current, { showHidden: true, depth: Infinity }),
    ];
  }
  const decoded = shown.replaceAll("+", " ").replace(/(%[0-9a-f]{2})+/gi, (bytes) => decodeURIComponent(bytes));
  expect(shown + decoded).not.toMatch(/planted|cGxhbnRlZ|BsYW50ZW|wbGFudGVk/);
  for (const run of shown.match(/[\w+/-]{12,}/g) ?? []) {
    expect(Buffer.from(run, "base64").toString("latin1")).not.toContain("planted");
  }
}

describe("a refusal", () => {
  test.for<[status: number, code: string, hint: string]>([
    [401, "invalid_client", "Check clientId and clientSecret."],
    [
      400,
      "invalid_grant",
      "The refresh token has expired, was revoked or was replaced: ask the user to authorize again.",
    ],
    [400, "unauthorized_client", "Check that the application may use this grant."],
    [400, "unsupported_grant_type", "Check that the application may use this grant."],
    [400, "invalid_scope", "Check that the application was granted the scopes evse:read debug:read."],
    [409, "conflict", "Check clientId, clientSecret and tokenUrl."],
  ])("with status %i reports its code and what to do: %s", async ([status, code, hint]) => {
    const { error, url, sent } = await fail(refusal(status, code), { scopes: ["evse:read", "debug:read"] });
    expect(error).toMatchObject({
      name: "AuthenticationError",
      code: "authentication",
      message: `POST ${url}: ${status} ${code}. ${hint}`,
      oauthError: code,
      status,
      method: "POST",
      url,
    });
    expect(sent).toBe(1);
  });

  test("with invalid_scope, if no scopes were requested, advises to check the granted scopes", async () => {
    const { error, url } = await fail(refusal(400, "invalid_scope"));
    expect(error.message).toBe(`POST ${url}: 400 invalid_scope. Check that the application was granted a scope.`);
  });

  test("includes a description in plain words", async () => {
    const { error, url } = await fail(
      refusal(400, "invalid_request", "Wrong. The parameter client_id isn't known (yet)."),
    );
    expect(error.message).toBe(
      `POST ${url}: 400 invalid_request: Wrong. The parameter client_id isn't known (yet). Check clientId, clientSecret and tokenUrl.`,
    );
  });

  test.for([400, 401, 403])("with status %i and no code is an AuthenticationError too", async (status) => {
    const { error, url } = await fail(answer(status, "<html>No.</html>"));
    expect(error).toMatchObject({ name: "AuthenticationError", status });
    expect(error).not.toHaveProperty("oauthError");
    expect(error.message).toMatch(
      new RegExp(`^POST ${url}: ${status} .+\\. Check clientId, clientSecret and tokenUrl\\.$`),
    );
  });

  test.for(["null", '{"error":7}'])("does not require a valid error document: %s", async (body) => {
    const { error, url } = await fail(answer(401, body));
    expect(error.message).toBe(`POST ${url}: 401 Unauthorized. Check clientId, clientSecret and tokenUrl.`);
  });
});

describe("an error does not include what the endpoint repeats:", () => {
  const basic = Buffer.from("my%2Dapp:planted+secret%2F%2B%C3%A9").toString("base64");
  const plainBasic = Buffer.from(`${id}:${secret}`).toString("base64url");
  test.for<[what: string, echo: string]>([
    ["the secret", `Wrong: ${secret}`],
    ["the refresh token", `Wrong: ${refresh}`],
    ["URL-encoded", `Wrong: ${encodeURIComponent(secret)} ${encodeURIComponent(refresh)}`],
    ["form-encoded", `Wrong: ${new URLSearchParams({ secret, refresh })}`],
    ["the Basic header", `Wrong: Basic ${basic}`],
    ["the Basic header in base64url", `Wrong: ${plainBasic}`],
    ["hex", `Wrong: ${Buffer.from(secret).toString("hex")}`],
    ["a long text", `Wrong. ${"x ".repeat(200)}${secret}`],
  ])("%s", async ([, echo]) => {
    const { error, url } = await fail(refusal(400, "invalid_request", echo));
    expect(error.message).toBe(`POST ${url}: 400 invalid_request. Check clientId, clientSecret and tokenUrl.`);
    const asCode = await fail(refusal(401, echo));
    expect(asCode.error.message).toBe(
      `POST ${asCode.url}: 401 Unauthorized. Check clientId, clientSecret and tokenUrl.`,
    );
    expect(asCode.error).not.toHaveProperty("oauthError");
  });

  test("a secret that consists only of letters", async () => {
    const { url } = await startTokenEndpoint(refusal(401, "invalid_client", "The Hunter is not known."), {
      a: "hUNTER",
    });
    const options = { clientId: "a", clientSecret: "hUNTER", tokenUrl: url };
    const known = await startTokenEndpoint(refusal(401, "invalid_client", "The Hunter is not known."), {
      a: undefined,
    });
    const errors = await Promise.all([
      rejection(clientCredentials(options).getToken()),
      rejection(refreshToken({ ...options, refreshToken: "absent" }).getToken()),
      rejection(refreshToken({ clientId: "a", tokenUrl: known.url, refreshToken: "hUNTER" }).getToken()),
    ]);
    expect(errors.map(({ message }) => message)).toEqual([
      `POST ${url}: 401 invalid_client. Check clientId and clientSecret.`,
      `POST ${url}: 401 invalid_client. Check clientId and clientSecret.`,
      `POST ${known.url}: 401 invalid_client. Check clientId and clientSecret.`,
    ]);
  });

  test.for<[words: string, shown: string]>([
    ["No such qwertyuiopasdfghjkl.", ": No such qwertyuiopasdfghjkl"],
    ["No such qwertyuiopasdfghjklz.", ""],
  ])("a run of letters too long for a word, which may be base64: %s", async ([words, shown]) => {
    const { error, url } = await fail(refusal(400, "odd", words));
    expect(error.message).toBe(`POST ${url}: 400 odd${shown}. Check clientId, clientSecret and tokenUrl.`);
  });

  test("headers", async () => {
    const echoes = {
      "x-secret": secret,
      "x-refresh": `refused ${refresh}`,
      "x-basic": `Basic ${basic}`,
      "x-form": `${new URLSearchParams({ secret, refresh })}`,
    };
    const { error } = await fail(answer(400, '{"error":"odd"}', { ...echoes, "retry-after": "7" }));
    const { headers } = error as unknown as { headers: Headers };
    expect(headers.get("retry-after")).toBe("7");
    expect(headers.get("content-type")).toBe("application/json");
    for (const name of Object.keys(echoes)) expect(headers.has(name)).toBe(false);
    expect([...headers].flat().join()).not.toContain("planted");
  });

  test.for([
    ["headers", "HTTP/1.1 200 OK\r\nNo header "],
    ["chunks", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz"],
  ] as const)("a token in a response with malformed %s", async ([, before]) => {
    const { error } = await fail(({ socket }) => socket.end(`${before}planted-access-token\r\n\r\n`));
    expect(error).toHaveProperty("code", "connection");
  });

  test("the reason phrase", async () => {
    const { error, url } = await fail((_, response) => response.writeHead(404, `No ${basic}`).end());
    expect(error.message).toBe(`POST ${url}: 404. Check tokenUrl.`);
  });
});

describe("a failure that is not a refusal:", () => {
  test.for<[status: number, body: string, end: string, sent: number]>([
    [404, "<html>", " Not Found. Check tokenUrl.", 1],
    [500, "<html>", " Internal Server Error.", 3],
    [503, '{"error":"temporarily_unavailable"}', " temporarily_unavailable.", 3],
    [501, "", " Not Implemented.", 1],
  ])("status %i %s is an ApiError, after any retries", async ([status, body, end, sent]) => {
    const failed = await fail(answer(status, body));
    expect(failed.error).toMatchObject({ name: "ApiError", code: "api", status, method: "POST", url: failed.url });
    expect(failed.error.message).toBe(`POST ${failed.url}: ${status}${end}`);
    expect(failed.sent).toBe(sent);
  });

  test("429 with a long wait is a RateLimitError at once", async () => {
    vi.useFakeTimers({ toFake: ["Date"], now: 1_700_000_000_000 });
    const { error, url, sent } = await fail(answer(429, "", { "retry-after": "3600" }));
    expect(error).toMatchObject({
      name: "RateLimitError",
      message: `POST ${url}: 429 Too Many Requests.`,
      retryAfterMs: 3_600_000,
      retryAt: new Date(1_700_003_600_000),
    });
    expect(sent).toBe(1);
  });

  test("repeated 429 without Retry-After is a RateLimitError without a wait", async () => {
    const { error, sent } = await fail(answer(429, '{"error":"slow_down"}'));
    expect(error).toMatchObject({ name: "RateLimitError", retryAfterMs: undefined, retryAt: undefined });
    expect(sent).toBe(3);
  });

  const token = "planted-access-token";
  test.for<[what: string, body: string]>([
    ["null", "null"],
    ["no token", `{"token":"${token}","token_type":"Bearer"}`],
    ["an empty token", '{"access_token":"","token_type":"Bearer"}'],
    ["a token that is a number", '{"access_token":7,"token_type":"Bearer"}'],
    ["a token that cannot be sent in a header", `{"access_token":"${token} b","token_type":"Bearer"}`],
    ["a token without a type", `{"access_token":"${token}"}`],
    ["a token that is bound to a key", `{"access_token":"${token}","token_type":"DPoP"}`],
  ])("200 with %s is an InvalidResponseError without the body", async ([, body]) => {
    const { error, url, sent } = await fail(answer(200, body));
    expect(error).toMatchObject({ name: "InvalidResponseError", code: "invalid_response", status: 200 });
    expect(error.message).toBe(`POST ${url}: 200 without a bearer token. Check tokenUrl.`);
    expect(error.cause).toBeUndefined();
    expect(sent).toBe(1);
  });

  test.for([302, 307])("a redirect (%i) is not followed, so that the secret goes nowhere else", async (status) => {
    const other = await startTokenEndpoint(answer(200, ""));
    const { error, url } = await fail((_, response) => response.writeHead(status, { location: other.url }).end());
    expect(error).toMatchObject({ name: "InvalidResponseError", status });
    expect(error.message).toMatch(
      new RegExp(`^POST ${url}: ${status} (Found|Temporary Redirect)\\. Check tokenUrl\\.$`),
    );
    expect(other.requests).toEqual([]);
  });
});

test("hides the secrets that the error of an injected fetch repeats", async () => {
  const fetch: typeof globalThis.fetch = async (input, init) => {
    const request = new Request(input, init);
    throw new Error(`refused: ${request.headers.get("Authorization")} ${await request.text()}`);
  };
  const options = { clientId: id, clientSecret: secret, fetch };
  for (const source of [clientCredentials(options), refreshToken({ ...options, refreshToken: refresh })]) {
    const error = await rejection(source.getToken());
    expect(error).toMatchObject({ code: "connection", cause: { name: "Error" } });
    expectNoSecret(error);
  }
});

test("a failure rejects all waiting callers, and the next caller sends a new request", async () => {
  const { url, requests } = await startTokenEndpoint(refusal(401, "invalid_client"), clients);
  const source = clientCredentials({ clientId: id, clientSecret: secret, tokenUrl: url });
  const errors = await Promise.all(Array.from({ length: 10 }, () => rejection(source.getToken())));
  expect(errors.map(({ name }) => name)).toEqual(Array(10).fill("AuthenticationError"));
  expect(requests).toHaveLength(1);
  await rejection(source.getToken());
  expect(requests).toHaveLength(2);
});
