// No token or password shows in anything that the package exposes: recognizable ones are planted, every error and event
// is provoked, and all of it is searched.

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

/** Everything that a log could show of a thing. */
function shown(thing: unknown): string {
  const parts = [
    String(thing),
    inspect(thing, views),
    inspect(thing, { ...views, showHidden: true, getters: true }),
    inspect(thing, { ...views, showHidden: true, getters: true, showProxy: true, customInspect: false }),
  ];
  for (let at: unknown = thing; at instanceof Error; at = at.cause) {
    parts.push(
      at.message,
      String(at.stack),
      ...Object.getOwnPropertyNames(at).map((name) => `${name}: ${at[name as never]}`),
    );
  }
  try {
    parts.push(JSON.stringify(thing));
  } catch {
    // What the network threw may lead back to itself.
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

/** What some libraries throw: an error that carries the request. */
const telling: typeof fetch = async (input) => {
  const request = input as Request;
  const cause = Object.assign(new Error("socket hang up"), { response: undefined, config: { request } });
  throw Object.assign(new Error("fetch failed", { cause }), { request, headers: request.headers });
};

/** Likewise, with copies: of the request, of what it was made of, and of the answer to it. */
const tellingCopies: typeof globalThis.fetch = async (input, init) => {
  const copy = () => new Request(input, init);
  const cause = Object.assign(new Error("socket hang up"), { config: { headers: copy().headers }, request: copy() });
  throw Object.assign(new Error("fetch failed", { cause }), {
    request: copy(),
    options: { headers: copy().headers },
    response: { request: copy() },
  });
};

/** Likewise in its message, and in that of its cause, which leads back to it. */
const tellingMessage: typeof globalThis.fetch = async (input, init) => {
  const sent = new Request(input, init).headers.get("Authorization");
  const error: Error = new Error(`refused: ${sent}`, { cause: new Error(`refused: ${encodeURIComponent(`${sent}`)}`) });
  (error.cause as Error).cause = error;
  throw Object.assign(error, { code: sent });
};

const echo: Step = (request, ...rest) =>
  problem(400, "Bad request", `You sent ${request.headers.authorization}.`)(request, ...rest);

/** JSON may spell any character as an escape, so that what is searched for is not in the text. */
const escapedEcho: Step = (request, response) => {
  const escaped = String(request.headers.authorization).replaceAll("p", "\\u0070");
  response.writeHead(400, { "content-type": "application/problem+json" });
  response.end(`{"title": "Bad request", "detail": "You sent ${escaped}."}`);
};

const reasonEcho: Step = (request, response) => {
  response.writeHead(403, `Bad ${request.headers.authorization}`).end();
};

/** Where no body should have it: in the name of a member, and in headers. */
const nameEcho: Step = (request, response) => {
  const { authorization = "" } = request.headers;
  response.writeHead(400, { "content-type": "application/problem+json", "www-authenticate": authorization });
  response.end(JSON.stringify({ title: "Bad request", [authorization]: "was sent" }));
};

const typeEcho: Step = (request, response) => {
  response.writeHead(200, { "content-type": `text/${request.headers.authorization?.slice("Bearer ".length)}` });
  response.end("no JSON");
};

/** Not HTTP from there on, which Node's parser keeps as it came. */
const brokenEcho =
  (before: string): Step =>
  ({ socket, headers }) =>
    socket.end(`HTTP/1.1 200 OK\r\n${before}${headers.authorization}\r\n\r\n`);

const loop = page(statusRows(1), { next: "page_after=1" });

const provoked = new Set<unknown>();
afterAll(() => {
  // Each class was driven, so that none is forgotten here when it is added.
  expect(new Set(provoked)).toEqual(new Set(Object.values(classes)));
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

describe("no secret shows in", () => {
  test.for<[string, new (...args: never[]) => EvEnergyError, Step | readonly Step[], Partial<ClientOptions>?]>([
    ["a status", ApiError, problem(400, "Bad request", "No.")],
    ["a status whose problem repeats the request", ApiError, echo],
    ["a status whose problem repeats it in escapes", ApiError, escapedEcho],
    ["a status whose problem and headers repeat it in places of their own", ApiError, nameEcho],
    ["a success whose content type repeats it", InvalidResponseError, typeEcho],
    ["a status whose reason phrase repeats it", ApiError, reasonEcho],
    ["a status that repeats a token in which JSON escapes something", ApiError, echo, { auth: 'pl4nted"in\\it' }],
    ["an answer whose headers break off in it", ConnectionError, brokenEcho("No header ")],
    ["an answer whose chunks break off in it", ConnectionError, brokenEcho("Transfer-Encoding: chunked\r\n\r\nzz")],
    ["a status that is repeated", ApiError, faults.html(503)],
    ["a 401 with either token", AuthenticationError, problem(401, "Unauthorized", "No.")],
    ["a 403", PermissionError, problem(403, "Forbidden", "No.")],
    ["a 404", NotFoundError, problem(404, "Not found", "No.")],
    ["a rate limit", RateLimitError, faults.limited({ "retry-after": "60" })],
    ["a broken connection", ConnectionError, faults.resetBeforeHeaders],
    ["a cut body", ConnectionError, faults.cutBody],
    ["a redirect that never ends", ConnectionError, faults.redirect("/v2/round")],
    ["what an injected fetch throws with its request on it", ConnectionError, [], { fetch: telling }],
    ["what an injected fetch throws with copies of its request", ConnectionError, [], { fetch: tellingCopies }],
    ["what an injected fetch throws with the token in its message", ConnectionError, [], { fetch: tellingMessage }],
    ["a time-out of the head", TimeoutError, faults.stallHead, { timeoutMs: 10 }],
    ["a time-out of the body", TimeoutError, faults.stallBody, { timeoutMs: 10 }],
    ["HTML for a list", InvalidResponseError, faults.html(200)],
    ["an object for a list", InvalidResponseError, json({})],
    ["a loop", PaginationError, loop],
    ["a token that can't stand in a header", InvalidArgumentError, [], { auth: () => "pl4nted with blanks" }],
    ["a token in an object", InvalidArgumentError, [], { auth: () => ({ token: "pl4nted" }) as never }],
  ])("the error, the events, the client and the list: %s", async ([, type, script, options]) => {
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
      provoked.add((error as object).constructor);
    }
    for (const thing of [...errors, events, client, client.http, client.statusLogs, list, list.pages()]) {
      expect(shown(thing)).not.toMatch(SECRET);
    }
  });

  test("the pages and rows of a list, nor in its iterators", async () => {
    const { client, events } = await start([
      problem(401, "Unauthorized", "No."),
      page(statusRows(1), { next: "page_after=1" }),
      page(statusRows(1, 1)),
    ]);
    const pages = client.statusLogs.list(EVSE_ID).pages()[Symbol.asyncIterator]();
    const read = [await pages.next(), await pages.next(), await pages.next()];
    expect(events.map(({ type }) => type)).toContain("retry");
    for (const thing of [read, pages, events, client]) expect(shown(thing)).not.toMatch(SECRET);
  });

  test("what middleware of client.http is shown of any call", async () => {
    const { client } = await start((request, ...rest) =>
      (request.url?.includes("status_logs?") ? page([]) : json(statusRow(0)))(request, ...rest),
    );
    const seen: unknown[] = [];
    const note = ({ request, response }: { request: Request; response?: Response }) =>
      void seen.push(request, [...request.headers], request.url, response);
    client.http.use({ onRequest: note, onResponse: note });
    await client.http.GET("/evses/{evse_id}/status_logs", { params: { path: { evse_id: EVSE_ID } } });
    await client.statusLogs.get(EVSE_ID, STAMP);
    await client.statusLogs.list(EVSE_ID).toArray();
    expect(seen).not.toEqual([]);
    for (const thing of seen) expect(shown(thing)).not.toMatch(SECRET);
  });

  test.for<[string, object]>([
    ["a static token with blanks", { auth: "pl4nted with blanks" }],
    ["a static token with a line break", { auth: "pl4nted\n" }],
    ["an object that is no source", { auth: { token: "pl4nted" } }],
    ["a password in baseUrl", { baseUrl: "https://me:pl4nted@api.ev.energy/v2" }],
    ["a password in a baseUrl that is a URL", { baseUrl: new URL("https://me:pl4nted@api.ev.energy/v2") }],
    ["a password in baseUrl that can't be parsed", { baseUrl: "https://me:pl4nted@" }],
  ])("the refusal of %s", ([, options]) => {
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

test("the search would find one", () => {
  const request = new Request("https://api.ev.energy", { headers: { Authorization: `Bearer ${OLD}` } });
  const hidden = Object.defineProperty(new Error("x"), "request", { value: request, enumerable: false });
  for (const thing of [
    request,
    { a: [{ b: request.headers }] },
    new Error(OLD),
    hidden,
    new Error("x", { cause: hidden }),
  ]) {
    expect(shown(thing)).toMatch(SECRET);
  }
});

test("the tokens do go out", async () => {
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
