// What a caller sees of each kind of answer, over a real socket.

import { createServer } from "node:net";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { EVSE_ID, STAMP, statusRow } from "../tests/support/rows.ts";
import { json, page, problem, type Step, startOrigin, text } from "../tests/support/scripted-origin.ts";
import {
  ApiError,
  AuthenticationError,
  type Client,
  ConnectionError,
  createClient,
  InvalidResponseError,
  NotFoundError,
  PermissionError,
  RateLimitError,
} from "./index.ts";

const path = `/evses/${EVSE_ID}/status_logs/2024-04-17T09%3A39%3A45.984584Z`;

/** What `statusLogs.get`, or another call, rejects with when that is the answer. */
async function failure(
  step: Step,
  call = ({ statusLogs }: Client) => statusLogs.get(EVSE_ID, STAMP) as Promise<unknown>,
) {
  const { url } = await startOrigin(step);
  const error = await call(createClient({ auth: "the-token", baseUrl: url, maxRetries: 0 })).then(
    () => expect.fail("was taken for a success"),
    (reason: unknown) => reason as ApiError,
  );
  return { error, url };
}

describe("an error status", () => {
  test.for([
    [400, ApiError, "Bad request", "Wrong version.", "Bad request: Wrong version."],
    [
      401,
      AuthenticationError,
      "Unauthorized",
      "No credentials.",
      "Unauthorized: No credentials. (the token may be wrong or expired)",
    ],
    [403, PermissionError, "Forbidden", "No.", "Forbidden: No. (the token needs the scope evse:read)"],
    [404, NotFoundError, "Not found", "No such log", "Not found: No such log"],
    [406, ApiError, "Not Acceptable", "No Accept. ", "Not Acceptable: No Accept."],
    [418, ApiError, "I'm a teapot", "Short and stout...", "I'm a teapot: Short and stout..."],
    [429, RateLimitError, "Too Many Requests", "Limited.", "Too Many Requests: Limited."],
    [500, ApiError, "Server error", "Oops.", "Server error: Oops."],
    [503, ApiError, "Unavailable", "Later.", "Unavailable: Later."],
  ] as const)("becomes its error, with the exchange's facts: %i", async ([status, type, title, detail, message]) => {
    const { error, url } = await failure(problem(status, title, detail, { headers: { "x-request-id": "r1" } }));
    expect(error.constructor).toBe(type);
    expect(error).toMatchObject({
      status,
      problem: { title, detail, status },
      method: "GET",
      url: url + path,
      message: `GET ${url}${path}: ${status} ${message}`,
    });
    expect(error.resumeFrom).toBeUndefined();
    expect(error.headers.get("X-Request-Id")).toBe("r1");
  });

  test("of 403 names the scope that the operation needs", async () => {
    const forbidden = problem(403, "Forbidden", "No.");
    for (const [scope, call] of [
      ["evse:read", (client: Client) => client.statusLogs.get(EVSE_ID, STAMP)],
      ["evse:read", (client: Client) => client.statusLogs.list(EVSE_ID).toArray()],
      ["debug:read", (client: Client) => client.commandLogs.get(EVSE_ID, STAMP)],
      ["debug:read", (client: Client) => client.commandLogs.list(EVSE_ID).toArray()],
    ] as const) {
      const { error } = await failure(forbidden, call);
      expect(error).toHaveProperty("requiredScopes", [scope]);
      expect(error.message).toContain(`(the token needs the scope ${scope})`);
    }
  });

  test("keeps every member of the problem", async () => {
    const body = { title: "Invalid", field_errors: { page_size: ["Too big."] }, trace: { id: 7 } };
    const { error } = await failure(json(body, { status: 400 }));
    expect(error.problem).toEqual(body);
    expect(error.message).toMatch(/: 400 Invalid$/);
  });

  test.for([
    ["HTML", 502, "<html><h1>Bad Gateway</h1></html>"],
    ["nothing", 504, ""],
    ["nothing", 404, ""],
    ["broken JSON", 500, '{"title": "Oo'],
    ["a list", 500, '[{"title": "Oops"}]'],
    ["null", 500, "null"],
    ["a string", 500, '"Oops"'],
  ] as const)("with %s for a body has no problem, and says the status: %i", async ([, status, body]) => {
    const { error, url } = await failure(text(body, { status, headers: { "content-type": "text/html" } }));
    expect(error).toBeInstanceOf(ApiError);
    expect(error).toMatchObject({ status, problem: undefined, message: `GET ${url}${path}: ${status}` });
  });

  test("keeps its words if the token is as short as one of them", async () => {
    const { url } = await startOrigin(problem(400, "Bad request", "No such latest entry."));
    const client = createClient({ auth: "test", baseUrl: url });
    await expect(client.statusLogs.get(EVSE_ID, STAMP)).rejects.toThrow("400 Bad request: No such latest entry.");
  });

  test("whose problem has no text for a title says the status alone", async () => {
    const { error, url } = await failure(json({ title: { en: "Oops" }, detail: 5 }, { status: 500 }));
    expect(error.message).toBe(`GET ${url}${path}: 500`);
  });

  test("without any text says the number alone", async () => {
    const fetch = async () => new Response(null, { status: 400 });
    const { statusLogs } = createClient({ auth: "the-token", fetch });
    await expect(statusLogs.get(EVSE_ID, STAMP)).rejects.toThrow(/: 400$/);
  });

  // Trimming the message by a backtracking expression took 20 s for this.
  test("with a hostile detail is reported at once", async () => {
    const { error } = await failure(problem(400, "Invalid", `${" .".repeat(60_000)}x`));
    expect(error.message).toMatch(/ \.x$/);
  });
});

describe("a rate limit", () => {
  test.for<[header: string | undefined, retryAfterMs: number | undefined]>([
    ["42", 42_000],
    ["0", 0],
    ["0.5", 500],
    ["-1", undefined],
    ["soon", undefined],
    [undefined, undefined],
  ])("with Retry-After %j says when to come back", async ([header, retryAfterMs]) => {
    vi.useFakeTimers({ toFake: ["Date"], now: Date.UTC(2024, 3, 17, 9, 39, 45) });
    onTestFinished(() => {
      vi.useRealTimers();
    });
    const limited = problem(
      429,
      "Limited",
      "Wait.",
      header === undefined ? {} : { headers: { "retry-after": header } },
    );
    expect((await failure(limited)).error).toMatchObject({
      retryAfterMs,
      retryAt: retryAfterMs === undefined ? undefined : new Date(Date.UTC(2024, 3, 17, 9, 39, 45) + retryAfterMs),
    });
  });
});

describe("a success that is not what the contract says", () => {
  const list = ({ statusLogs }: Client) => statusLogs.list(EVSE_ID).toArray();
  const get = ({ commandLogs }: Client) => commandLogs.get(EVSE_ID, STAMP);
  const html = { "content-type": "text/html" };

  test.for<[string, (client: Client) => Promise<unknown>, Step, string]>([
    ["HTML for a list", list, text("<html>", { headers: html }), "unreadable text/html in place of a list of logs"],
    ["HTML for a log", get, text("<html>", { headers: html }), "unreadable text/html in place of a log"],
    ["nothing for a list", list, text(""), "unreadable unknown type in place of a list of logs"],
    ["nothing for a log", get, text("", { headers: html }), "unreadable text/html in place of a log"],
    ["no content type", get, text("{"), "unreadable unknown type in place of a log"],
    [
      "broken JSON",
      list,
      text('[{"a":', { headers: { "content-type": "application/json" } }),
      "unreadable application/json in place of a list of logs",
    ],
    ["an object for a list", list, json({ results: [] }), "other JSON in place of a list of logs"],
    ["null for a list", list, json(null), "other JSON in place of a list of logs"],
    ["a string in a list", list, json([statusRow(0), "x"]), "other JSON in place of a list of logs"],
    ["null in a list", list, json([null]), "other JSON in place of a list of logs"],
    ["a list in a list", list, json([[]]), "other JSON in place of a list of logs"],
    ["a list for a log", get, json([]), "other JSON in place of a log"],
    ["null for a log", get, json(null), "other JSON in place of a log"],
    ["a string for a log", get, json("x"), "other JSON in place of a log"],
  ])("is an InvalidResponseError: %s", async ([, call, step, what]) => {
    const { error, url } = await failure(step, call);
    expect(error).toBeInstanceOf(InvalidResponseError);
    expect(error).toMatchObject({ code: "invalid_response", status: 200 });
    expect(error.headers.get("EvEnergy-Version")).toBe("2");
    expect(error.message.replace(/GET [^ ]+: /, "")).toBe(`200 with ${what}; check baseUrl`);
    expect(error.message).toContain(`GET ${url}/evses/${EVSE_ID}/`);
    // What the parser says quotes the body.
    expect(error.cause).toBeUndefined();
  });

  test.for([204, 205])("is an InvalidResponseError: %i", async (status) => {
    expect((await failure(text("", { status }))).error).toMatchObject({ code: "invalid_response", status });
  });

  test.for([300, 304])("is an InvalidResponseError if it is neither success nor error: %i", async (status) => {
    const { error, url } = await failure(text("", { status }));
    expect(error).toBeInstanceOf(InvalidResponseError);
    expect(error).toMatchObject({
      status,
      message: `GET ${url}${path}: ${status}`,
    });
  });

  test("is taken as it is if only its content type is wrong", async () => {
    const { url } = await startOrigin(text(JSON.stringify(statusRow(0)), { headers: html }));
    const client = createClient({ auth: "the-token", baseUrl: url });
    expect(await client.statusLogs.get(EVSE_ID, STAMP)).toEqual(statusRow(0));
  });
});

describe("a network failure", () => {
  test("is a ConnectionError, whose cause is what fetch threw", async () => {
    const cause = new TypeError("fetch failed");
    const client = createClient({ auth: "the-token", fetch: () => Promise.reject(cause), maxRetries: 0 });
    const error = await client.statusLogs.get(EVSE_ID, STAMP).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(ConnectionError);
    expect(error).toMatchObject({
      cause,
      message: `GET https://api.ev.energy/v2${path}: the connection failed; check the network`,
    });
  });

  test("is a ConnectionError if nobody listens", async () => {
    const server = createServer().listen(0, "127.0.0.1");
    await new Promise((resolve) => server.once("listening", resolve));
    const { port } = server.address() as { port: number };
    await new Promise((resolve) => server.close(resolve));
    const client = createClient({ auth: "the-token", baseUrl: `http://127.0.0.1:${port}`, maxRetries: 0 });
    await expect(client.statusLogs.get(EVSE_ID, STAMP)).rejects.toMatchObject({
      code: "connection",
      cause: { cause: { code: "ECONNREFUSED" } },
    });
  });

  test.for<[string, Step]>([
    ["before the headers", (request) => request.socket.resetAndDestroy()],
    [
      "within the body",
      (request, response) => {
        response.writeHead(200, { "content-length": "100" }).write("[", () => request.socket.destroy());
      },
    ],
  ])("is a ConnectionError %s too", async ([, step]) => {
    expect((await failure(step)).error).toBeInstanceOf(ConnectionError);
  });

  test("of a signal nobody aborted stays a ConnectionError", async () => {
    const { signal } = new AbortController();
    const { error } = await failure(
      (request) => request.socket.destroy(),
      ({ statusLogs }) => statusLogs.get(EVSE_ID, STAMP, {}, { signal }),
    );
    expect(error).toBeInstanceOf(ConnectionError);
  });
});

test("a redirect to another origin is followed without the token", async () => {
  const other = await startOrigin(page([statusRow(7)]));
  const origin = await startOrigin(text("", { status: 302, headers: { location: `${other.url}/elsewhere` } }));
  const client = createClient({ auth: "the-token", baseUrl: origin.url });
  expect(await client.statusLogs.list(EVSE_ID).toArray()).toEqual([statusRow(7)]);
  expect(other.requests[0]?.headers).not.toHaveProperty("authorization");
});
