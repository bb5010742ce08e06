// No token or password appears in anything that the package exposes: the tests use recognizable secrets, cause every
// kind of error and event, and search all of it.

import { inspect } from "node:util";
import { afterAll, describe, expect, test } from "vitest";
import {
  ApiError,
  AuthenticationError,
  type Client,
  type ClientOptions,
  ConnectionError,
  createClient,
  type EvEnergyError,
  InvalidArgumentError,
  InvalidResponseError,
  NotFoundError,
  PaginationError,
  PermissionError,
  RateLimitError,
  TimeoutError,
  type TransportEvent,
} from "../src/index.ts";
import * as faults from "./support/failing-steps.ts";
import { EVSE_ID, STAMP, statusRow, statusRows } from "./support/rows.ts";
import { json, page, problem, type Step, startOrigin } from "./support/scripted-origin.ts";

const SECRET = /pl4nted/;
const OLD = "pl4nted-old-token";
const NEW = "pl4nted-new-token";

const views = { depth: Number.POSITIVE_INFINITY, maxStringLength: null, maxArrayLength: null };

/** Returns everything that logging a value could show. */
function shown(value: unknown): string {
  const parts = [
    String(value),
    inspect(value, views),
    inspect(value, { ...views, showHidden: true, getters: true }),
    inspect(value, { ...views, showHidden: true, getters: true, showProxy: true, customInspect: false }),
  ];
  for (let error: unknown = value; error instanceof Error; error = error.cause) {
    parts.push(
      error.message,
      String(error.stack),
      ...Object.getOwnPropertyNames(error).map((name) => `${name}: ${error[name as never]}`),
    );
  }
  try {
    parts.push(JSON.stringify(value));
  } catch {
    // An error of the network may be circular.
  }
  return parts.join("\n");
}

async function start(script: Step | readonly Step[], options?: Partial<ClientOptions>) {
  const { url } = await startOrigin(script);
  const events: TransportEvent[] = [];
  const tokens = [OLD, NEW];
  const client = createClient({
    auth: { getToken: async () => tokens[0] as string, invalidate: () => void (tokens.length > 1 && tokens.shift()) },
    baseUrl: url,
    maxRetries: 1,
    maxRetryWaitMs: 0,
    timeoutMs: 5_000,
    onEvent: (event) => void events.push(event),
    ...options,
  });
  return { client, events };
}

/** Throws an error that has the request attached, as some libraries do. */
const throwWithRequest: typeof fetch = async (input) => {
  const request = input as Request;
  const cause = Object.assign(new Error("socket hang up"), { response: undefined, config: { request } });
  throw Object.assign(new Error("fetch failed", { cause }), { request, headers: request.headers });
};

/** Throws an error that has copies of the request, its options and the response attached. */
const throwWithCopies: typeof globalThis.fetch = async (input, init) => {
  const copy = () => new Request(input, init);
  const cause = Object.assign(new Error("socket hang up"), { config: { headers: copy().headers }, request: copy() });
  throw Object.assign(new Error("fetch failed", { cause }), {
    request: copy(),
    options: { headers: copy().headers },
    response: { request: copy() },
  });
};

/** Throws an error with the token in its message and in that of its circular cause. */
const throwWithToken: typeof globalThis.fetch = async (input, init) => {
  const sent = new Request(input, init).headers.get("Authorization");
  const error: Error = new Error(`refused: ${sent}`, { cause: new Error(`refused: ${encodeURIComponent(`${sent}`)}`) });
  (error.cause as Error).cause = error;
  throw Object.assign(error, { code: sent });
};

const echo: Step = (request, ...rest) =>
  problem(400, "Bad request", `You sent ${request.headers.authorization}.`)(request, ...rest);

/** JSON may escape any character, so that a search of the text does not find the token. */
const escapedEcho: Step = (request, response) => {
  const escaped = String(request.headers.authorization).replaceAll("p", "\\u0070");
  response.writeHead(400, { "content-type": "application/problem+json" });
  response.end(`{"title": "Bad request", "detail": "You sent ${escaped}."}`);
};

const reasonEcho: Step = (request, response) => {
  response.writeHead(403, `Bad ${request.headers.authorization}`).end();
};

/** Repeats the token in unexpected places: in the name of a member and in headers. */
const nameEcho: Step = (request, response) => {
  const { authorization = "" } = request.headers;
  response.writeHead(400, { "content-type": "application/problem+json", "www-authenticate": authorization });
  response.end(JSON.stringify({ title: "Bad request", [authorization]: "was sent" }));
};

const typeEcho: Step = (request, response) => {
  response.writeHead(200, { "content-type": `text/${request.headers.authorization?.slice("Bearer ".length)}` });
  response.end("no JSON");
};

/** Sends malformed HTTP that contains the token; Node's parser attaches the raw data to its error. */
const brokenEcho =
  (before: string): Step =>
  ({ socket, headers }) =>
    socket.end(`HTTP/1.1 200 OK\r\n${before}${headers.authorization}\r\n\r\n`);

const loop = page(statusRows(1), { next: "page_after=1" });

const seen = new Set<unknown>();
afterAll(() => {
  // Every error class occurred, so that a new class cannot be forgotten here.
  expect(new Set(seen)).toEqual(new Set(Object.values(classes)));
});

const classes = {
  ApiError,
  AuthenticationError,
  ConnectionError,
  InvalidArgumentError,
  InvalidResponseError,
  NotFoundError,
  PaginationError,
  PermissionError,
  RateLimitError,
  TimeoutError,
};

describe("no secret appears in", () => {
  test.for<[string, new (...args: never[]) => EvEnergyError, Step | readonly Step[], Partial<ClientOptions>?]>([
    ["a status", ApiError, problem(400, "Bad request", "No.")],
    ["a status whose problem repeats the token", ApiError, echo],
    ["a status whose problem repeats the token with escapes", ApiError, escapedEcho],
    ["a status whose headers and member names repeat the token", ApiError, nameEcho],
    ["a success whose content type repeats the token", InvalidResponseError, typeEcho],
    ["a status whose reason phrase repeats the token", ApiError, reasonEcho],
    ["a status that repeats a token that JSON escapes", ApiError, echo, { auth: 'pl4nted"in\\it' }],
    ["malformed headers that repeat the token", ConnectionError, brokenEcho("No header ")],
    ["malformed chunks that repeat the token", ConnectionError, brokenEcho("Transfer-Encoding: chunked\r\n\r\nzz")],
    ["a status that is retried", ApiError, faults.html(503)],
    ["a 401 with both tokens", AuthenticationError, problem(401, "Unauthorized", "No.")],
    ["a 403", PermissionError, problem(403, "Forbidden", "No.")],
    ["a 404", NotFoundError, problem(404, "Not found", "No.")],
    ["a rate limit", RateLimitError, faults.limited({ "retry-after": "60" })],
    ["a broken connection", ConnectionError, faults.resetBeforeHeaders],
    ["a cut body", ConnectionError, faults.cutBody],
    ["an endless redirect", ConnectionError, faults.redirect("/v2/round")],
    ["an error of an injected fetch, with the request attached", ConnectionError, [], { fetch: throwWithRequest }],
    ["an error of an injected fetch, with copies of the request", ConnectionError, [], { fetch: throwWithCopies }],
    ["an error of an injected fetch, with the token in its message", ConnectionError, [], { fetch: throwWithToken }],
    ["a timeout before the headers", TimeoutError, faults.stallHead, { timeoutMs: 10 }],
    ["a timeout during the body", TimeoutError, faults.stallBody, { timeoutMs: 10 }],
    ["HTML for a list", InvalidResponseError, faults.html(200)],
    ["an object for a list", InvalidResponseError, json({})],
    ["a pagination loop", PaginationError, loop],
    ["a token that cannot be sent in a header", InvalidArgumentError, [], { auth: () => "pl4nted with spaces" }],
    ["a token in an object", InvalidArgumentError, [], { auth: () => ({ token: "pl4nted" }) as never }],
  ])("the error, the events, the client or the list: %s", async ([, type, script, options]) => {
    const { client, events } = await start(script, options);
    const list = client.statusLogs.list(EVSE_ID);
    const errors = [
      await list.toArray().catch((error: unknown) => error),
      await client.statusLogs
        .list(EVSE_ID)
        .toArray()
        .catch((error: unknown) => error),
    ];
    for (const error of errors) {
      expect(error).toBeInstanceOf(type);
      seen.add((error as object).constructor);
    }
    for (const value of [...errors, events, client, client.http, client.statusLogs, list, list.pages()]) {
      expect(shown(value)).not.toMatch(SECRET);
    }
  });

  test("the pages, rows and iterators of a list", async () => {
    const { client, events } = await start([
      problem(401, "Unauthorized", "No."),
      page(statusRows(1), { next: "page_after=1" }),
      page(statusRows(1, 1)),
    ]);
    const pages = client.statusLogs.list(EVSE_ID).pages()[Symbol.asyncIterator]();
    const read = [await pages.next(), await pages.next(), await pages.next()];
    expect(events.map(({ type }) => type)).toContain("retry");
    for (const value of [read, pages, events, client]) expect(shown(value)).not.toMatch(SECRET);
  });

  test("what middleware of client.http receives", async () => {
    const { client } = await start((request, ...rest) =>
      (request.url?.includes("status_logs?") ? page([]) : json(statusRow(0)))(request, ...rest),
    );
    const received: unknown[] = [];
    const record = ({ request, response }: { request: Request; response?: Response }) =>
      void received.push(request, [...request.headers], request.url, response);
    client.http.use({ onRequest: record, onResponse: record });
    await client.http.GET("/evses/{evse_id}/status_logs", { params: { path: { evse_id: EVSE_ID } } });
    await client.statusLogs.get(EVSE_ID, STAMP);
    await client.statusLogs.list(EVSE_ID).toArray();
    expect(received).not.toEqual([]);
    for (const value of received) expect(shown(value)).not.toMatch(SECRET);
  });

  test.for<[string, object]>([
    ["a static token with spaces", { auth: "pl4nted with spaces" }],
    ["a static token with a line break", { auth: "pl4nted\n" }],
    ["an object that is not a token source", { auth: { token: "pl4nted" } }],
    ["a password in baseUrl", { baseUrl: "https://me:pl4nted@api.ev.energy/v2" }],
    ["a password in a baseUrl that is a URL", { baseUrl: new URL("https://me:pl4nted@api.ev.energy/v2") }],
    ["a password in a baseUrl that cannot be parsed", { baseUrl: "https://me:pl4nted@" }],
  ])("the error for %s", ([, options]) => {
    const make = () => createClient({ auth: "the-token", ...options } as ClientOptions);
    try {
      make();
      expect.unreachable();
    } catch (error) {
      expect(error).toBeInstanceOf(InvalidArgumentError);
      expect(shown(error)).not.toMatch(SECRET);
    }
  });
});

test("the search finds a secret that is not hidden", () => {
  const request = new Request("https://api.ev.energy", { headers: { Authorization: `Bearer ${OLD}` } });
  const hidden = Object.defineProperty(new Error("x"), "request", { value: request, enumerable: false });
  for (const value of [
    request,
    { a: [{ b: request.headers }] },
    new Error(OLD),
    hidden,
    new Error("x", { cause: hidden }),
  ]) {
    expect(shown(value)).toMatch(SECRET);
  }
});

test("the tokens are sent", async () => {
  const sent: (string | null)[] = [];
  const client: Client = (
    await start([], {
      fetch: async (input) => {
        sent.push((input as Request).headers.get("Authorization"));
        return new Response("{}", { status: 401 });
      },
    })
  ).client;
  await client.statusLogs.get(EVSE_ID, STAMP).catch(() => undefined);
  expect(sent).toEqual([`Bearer ${OLD}`, `Bearer ${NEW}`]);
});
