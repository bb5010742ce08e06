// The error for each kind of response, over a real socket. Retries and broken bodies are in tests/faults.test.ts.

import { describe, expect, onTestFinished, test, vi } from "vitest";
import { EVSE_ID, STAMP, statusRow } from "../tests/support/rows.ts";
import { json, page, problem, type Step, startOrigin, text } from "../tests/support/scripted-origin.ts";
import {
  ApiError,
  AuthenticationError,
  type Client,
  createClient,
  InvalidResponseError,
  NotFoundError,
  PermissionError,
  RateLimitError,
} from "./index.ts";

const path = `/evses/${EVSE_ID}/status_logs/2024-04-17T09%3A39%3A45.984584Z`;

/** Returns the error with which `statusLogs.get`, or another call, rejects for this response. */
async function failure(
  step: Step,
  call = ({ statusLogs }: Client) => statusLogs.get(EVSE_ID, STAMP) as Promise<unknown>,
  auth = "the-token",
) {
  const { url } = await startOrigin(step);
  const error = await call(createClient({ auth, baseUrl: url, maxRetries: 0 })).then(
    () => expect.fail("succeeded"),
    (reason: unknown) => reason as ApiError,
  );
  return { error, url };
}

describe("an error status", () => {
  test.for([
    [400, ApiError, "Bad request: No."],
    [401, AuthenticationError, "Bad request: No. (the token may be wrong or expired)"],
    [403, PermissionError, "Bad request: No. (the token needs the scope evse:read)"],
    [404, NotFoundError, "Bad request: No."],
    [418, ApiError, "Bad request: No."],
    [429, RateLimitError, "Bad request: No."],
    [500, ApiError, "Bad request: No."],
  ] as const)("%i throws its error class, with the details of the response", async ([status, type, message]) => {
    const { error, url } = await failure(problem(status, "Bad request", "No.", { headers: { "x-request-id": "r1" } }));
    expect(error.constructor).toBe(type);
    expect(error).toMatchObject({
      status,
      problem: { title: "Bad request", detail: "No.", status },
      method: "GET",
      url: url + path,
      message: `GET ${url}${path}: ${status} ${message}`,
    });
    expect(error.headers.get("X-Request-Id")).toBe("r1");
  });

  test("403 reports the scope that the operation needs", async () => {
    for (const [scope, call] of [
      ["evse:read", (client: Client) => client.statusLogs.list(EVSE_ID).toArray()],
      ["debug:read", (client: Client) => client.commandLogs.get(EVSE_ID, STAMP)],
      ["debug:read", (client: Client) => client.commandLogs.list(EVSE_ID).toArray()],
    ] as const) {
      const { error } = await failure(problem(403, "Forbidden", "No."), call);
      expect(error).toHaveProperty("requiredScopes", [scope]);
    }
  });

  test("includes every member of the problem", async () => {
    const body = { title: "Invalid", field_errors: { page_size: ["Too big."] }, trace: { id: 7 } };
    expect((await failure(json(body, { status: 400 }))).error.problem).toEqual(body);
  });

  test.for([
    ["HTML", "<html><h1>Bad Gateway</h1></html>"],
    ["an empty string", ""],
    ["a list", '[{"title": "Oops"}]'],
    ["null", "null"],
  ] as const)("with %s as the body has no problem", async ([, body]) => {
    const { error, url } = await failure(text(body, { status: 502, headers: { "content-type": "text/html" } }));
    expect(error).toMatchObject({ status: 502, problem: undefined, message: `GET ${url}${path}: 502` });
  });

  test("with a title that is not a string shows only the status", async () => {
    const { error, url } = await failure(json({ title: { en: "Oops" }, detail: 5 }, { status: 500 }));
    expect(error.message).toBe(`GET ${url}${path}: 500`);
  });

  test("keeps its text if the token is as short as an ordinary word", async () => {
    const { error } = await failure(problem(400, "Bad request", "No such latest entry."), undefined, "test");
    expect(error.message).toMatch(/400 Bad request: No such latest entry\.$/);
  });

  // Trimming this message with a backtracking pattern took 20 s.
  test("with a hostile detail is reported in linear time", async () => {
    const { error } = await failure(problem(400, "Invalid", `${" .".repeat(60_000)}x`));
    expect(error.message).toMatch(/ \.x$/);
  });

  test("429 reports when to retry", async () => {
    vi.useFakeTimers({ toFake: ["Date"], now: Date.UTC(2024, 3, 17, 9, 39, 45) });
    onTestFinished(() => {
      vi.useRealTimers();
    });
    const { error } = await failure(problem(429, "Limited", "Wait.", { headers: { "retry-after": "0.5" } }));
    expect(error).toMatchObject({ retryAfterMs: 500, retryAt: new Date(Date.UTC(2024, 3, 17, 9, 39, 45, 500)) });
  });
});

describe("a success that violates the contract", () => {
  const list = ({ statusLogs }: Client) => statusLogs.list(EVSE_ID).toArray();
  const get = ({ commandLogs }: Client) => commandLogs.get(EVSE_ID, STAMP);
  const html = { headers: { "content-type": "text/html" } };

  test.for<[string, (client: Client) => Promise<unknown>, Step, message: string]>([
    ["HTML for a list", list, text("<html>", html), "a body that is not JSON (text/html) instead of a list of logs"],
    ["an empty body for a log", get, text(""), "a body that is not JSON (no content type) instead of a log"],
    ["an object for a list", list, json({ results: [] }), "other JSON instead of a list of logs"],
    ["null for a list", list, json(null), "other JSON instead of a list of logs"],
    ["null in a list", list, json([null]), "other JSON instead of a list of logs"],
    ["a list in a list", list, json([[]]), "other JSON instead of a list of logs"],
    ["a list for a log", get, json([]), "other JSON instead of a log"],
    ["a string for a log", get, json("x"), "other JSON instead of a log"],
  ])("is an InvalidResponseError: %s", async ([, call, step, message]) => {
    const { error, url } = await failure(step, call);
    expect(error).toBeInstanceOf(InvalidResponseError);
    expect(error).toMatchObject({ code: "invalid_response", status: 200 });
    expect(error.headers.get("EvEnergy-Version")).toBe("2");
    expect(error.message).toContain(`GET ${url}/evses/${EVSE_ID}/`);
    expect(error.message).toMatch(/: 200 with .*; check baseUrl$/);
    expect(error.message).toContain(message);
    // The parser's message quotes the body.
    expect(error.cause).toBeUndefined();
  });

  test.for([204, 300, 304])("is an InvalidResponseError: status %i", async (status) => {
    expect((await failure(text("", { status }))).error).toMatchObject({ code: "invalid_response", status });
  });

  test("does not include JSON with a wrong content type", async () => {
    const { url } = await startOrigin(text(JSON.stringify(statusRow(0)), html));
    const client = createClient({ auth: "the-token", baseUrl: url });
    expect(await client.statusLogs.get(EVSE_ID, STAMP)).toEqual(statusRow(0));
  });
});

test("a redirect to another origin is followed without the token", async () => {
  const other = await startOrigin(page([statusRow(7)]));
  const origin = await startOrigin(text("", { status: 302, headers: { location: `${other.url}/elsewhere` } }));
  const client = createClient({ auth: "the-token", baseUrl: origin.url });
  expect(await client.statusLogs.list(EVSE_ID).toArray()).toEqual([statusRow(7)]);
  expect(other.requests[0]?.headers).not.toHaveProperty("authorization");
});
