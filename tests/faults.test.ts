// The fault table, over real sockets: everything that can go wrong between client and provider, and the result for the
// caller.

import { describe, expect, onTestFinished, test, vi } from "vitest";
import {
  ApiError,
  AuthenticationError,
  ConnectionError,
  createClient,
  InvalidResponseError,
  NotFoundError,
  PermissionError,
  RateLimitError,
  TimeoutError,
} from "../src/index.ts";
import * as faults from "./support/failing-steps.ts";
import { EVSE_ID, statusRows } from "./support/rows.ts";
import { json, page, problem, type Step, startOrigin, text } from "./support/scripted-origin.ts";

function fakeTimers() {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  onTestFinished(() => {
    vi.useRealTimers();
  });
}

type Fault = [name: string, step: Step, error: new (...args: never[]) => Error, code: string, facts?: object];

const JSON_TYPE = { "content-type": "application/json" };

/** Retried as often as maxRetries allows. */
const retried: Fault[] = [
  ["a connection reset before the headers", faults.resetBeforeHeaders, ConnectionError, "connection"],
  ["a connection closed before the headers", faults.closeBeforeHeaders, ConnectionError, "connection"],
  ["a connection reset during the headers", faults.resetWithinHeaders, ConnectionError, "connection"],
  ["a connection reset after the headers", faults.resetAfterHeaders, ConnectionError, "connection"],
  ["a connection reset during the body", faults.resetWithinBody, ConnectionError, "connection"],
  ["a body shorter than its Content-Length", faults.cutBody, ConnectionError, "connection"],
  ["a chunked body without its end", faults.cutChunks, ConnectionError, "connection"],
  ["a response that is not HTTP", faults.garbage, ConnectionError, "connection"],
  ["200 with HTML", faults.html(200), InvalidResponseError, "invalid_response", { status: 200 }],
  ["200 with an empty body", text(""), InvalidResponseError, "invalid_response", { status: 200 }],
  ["truncated JSON", text('[{"a":', { headers: JSON_TYPE }), InvalidResponseError, "invalid_response"],
  ["JSON with trailing text", text("[] x", { headers: JSON_TYPE }), InvalidResponseError, "invalid_response"],
  ["JSON with NaN", text('[{"a":NaN}]', { headers: JSON_TYPE }), InvalidResponseError, "invalid_response"],
  ["truncated gzip", faults.cutGzip, InvalidResponseError, "invalid_response", { status: 200 }],
  ["408", problem(408, "Request Timeout", "Slow."), ApiError, "api", { status: 408 }],
  ["500", problem(500, "Server error", "Oops."), ApiError, "api", { status: 500 }],
  ["502 with HTML", faults.html(502), ApiError, "api", { status: 502, problem: undefined }],
  ["503 with HTML", faults.html(503), ApiError, "api", { status: 503, problem: undefined }],
  ["504 with an empty body", text("", { status: 504 }), ApiError, "api", { status: 504, problem: undefined }],
  ["503 whose body is cut short", faults.cutError(503), ApiError, "api", { status: 503, problem: undefined }],
  ["429 with an empty body", text("", { status: 429 }), RateLimitError, "rate_limit", { retryAfterMs: undefined }],
  ["429, Retry-After missing", faults.limited(), RateLimitError, "rate_limit", { retryAt: undefined }],
  ...(["0", "Sun, 06 Nov 1994 08:49:37 GMT"] as const).map(
    (value): Fault => [
      `429, Retry-After: ${value}`,
      faults.limited({ "retry-after": value }),
      RateLimitError,
      "rate_limit",
      { retryAfterMs: 0, retryAt: expect.any(Date) },
    ],
  ),
  ...(["-1", "soon", "NaN", " "] as const).map(
    (value): Fault => [
      `429, Retry-After: ${value}`,
      faults.limited({ "retry-after": value }),
      RateLimitError,
      "rate_limit",
      { retryAfterMs: undefined, retryAt: undefined },
    ],
  ),
];

/** Never complete: aborted by the timeout, and retried. */
const stalled: Fault[] = [
  ["headers that never arrive", faults.stallHead, TimeoutError, "timeout", { timeoutMs: 5_000 }],
  ["headers that stall half-way", faults.stallWithinHead, TimeoutError, "timeout", { timeoutMs: 5_000 }],
  ["a body that stalls", faults.stallBody, TimeoutError, "timeout", { timeoutMs: 5_000 }],
  ["a body that drips forever", faults.dripBody, TimeoutError, "timeout", { timeoutMs: 5_000 }],
];

/** Never complete either, but the status is final. */
const stalledFinal: Fault[] = [
  ["403 with a body that stalls", faults.stallError(403), PermissionError, "permission", { status: 403 }],
  [
    "429, Retry-After: 5, with a body that stalls",
    faults.stallError(429, { "retry-after": "5" }),
    RateLimitError,
    "rate_limit",
    { retryAfterMs: 5_000 },
  ],
];

/** Not retried: the next response would be the same, or the wait would be too long. */
const final: Fault[] = [
  ["204", text("", { status: 204 }), InvalidResponseError, "invalid_response", { status: 204 }],
  ["304", text("", { status: 304 }), InvalidResponseError, "invalid_response", { status: 304 }],
  ["a list that is an object", json({ results: [] }), InvalidResponseError, "invalid_response", { status: 200 }],
  ["a list that is deeply nested JSON", text(faults.nested(100_000)), InvalidResponseError, "invalid_response"],
  [
    "a list of lists, deeply nested",
    text("[".repeat(100_000) + "]".repeat(100_000)),
    InvalidResponseError,
    "invalid_response",
  ],
  ["400 with HTML", faults.html(400), ApiError, "api", { status: 400, problem: undefined }],
  ["400 with deeply nested JSON", text(faults.nested(100_000), { status: 400 }), ApiError, "api", { status: 400 }],
  ["401 whose body is cut short", faults.cutError(401), AuthenticationError, "authentication", { status: 401 }],
  ["404 whose body is cut short", faults.cutError(404), NotFoundError, "not_found", { problem: undefined }],
  [
    "429, Retry-After: 5, whose body is cut short",
    faults.cutError(429, { "retry-after": "5" }),
    RateLimitError,
    "rate_limit",
    { retryAfterMs: 5_000 },
  ],
  ["401", problem(401, "Unauthorized", "No."), AuthenticationError, "authentication", { status: 401 }],
  ["403", problem(403, "Forbidden", "No."), PermissionError, "permission", { requiredScopes: ["evse:read"] }],
  ["404", problem(404, "Not found", "No."), NotFoundError, "not_found", { status: 404 }],
  ["501", problem(501, "Not Implemented", "No."), ApiError, "api", { status: 501 }],
  ["599", problem(599, "Unknown", "No."), ApiError, "api", { status: 599 }],
  ...(
    [
      ["5", 5_000],
      ["0.25", 250],
      ["0.0001", 1],
      ["86400", 86_400_000],
    ] as const
  ).map(
    ([value, retryAfterMs]): Fault => [
      `429, Retry-After: ${value}`,
      faults.limited({ "retry-after": value }),
      RateLimitError,
      "rate_limit",
      { retryAfterMs, retryAt: expect.any(Date) },
    ],
  ),
  [
    "429, RetryAfter: 5",
    faults.limited({ retryafter: "5" }),
    RateLimitError,
    "rate_limit",
    { retryAfterMs: 5_000, retryAt: expect.any(Date) },
  ],
  [
    "429, Retry-After of 400 digits",
    faults.limited({ "retry-after": "9".repeat(400) }),
    RateLimitError,
    "rate_limit",
    { retryAfterMs: expect.any(Number), retryAt: new Date(8.64e15) },
  ],
  [
    "429, Retry-After with a future date",
    faults.limited({ "retry-after": "Fri, 31 Dec 9999 23:59:59 GMT" }),
    RateLimitError,
    "rate_limit",
    { retryAt: expect.any(Date) },
  ],
  [
    "429, Retry-After with a date 5 s after that of the response, and a wrong local clock",
    faults.limited({ date: "Wed, 17 Apr 2024 09:39:45 GMT", "retry-after": "Wed, 17 Apr 2024 09:39:50 GMT" }),
    RateLimitError,
    "rate_limit",
    { retryAfterMs: 5_000 },
  ],
  ["503, Retry-After: 5", text("", { status: 503, headers: { "retry-after": "5" } }), ApiError, "api"],
];

/** `maxRetryWaitMs: 0` removes the wait between attempts. */
async function start(script: Step | readonly Step[], maxRetries: number) {
  const origin = await startOrigin(script);
  const events: string[] = [];
  const { statusLogs } = createClient({
    auth: "the-token",
    baseUrl: origin.url,
    maxRetries,
    timeoutMs: 5_000,
    maxRetryWaitMs: 0,
    onEvent: ({ type }) => void events.push(type),
  });
  return { origin, events, list: () => statusLogs.list(EVSE_ID).toArray() };
}

/** Lets each attempt time out after it has received as much as the step sends. */
async function timeOut({ origin, events }: Awaited<ReturnType<typeof start>>, step: Step, attempts: number) {
  const isHead = step === faults.stallHead || step === faults.stallWithinHead;
  const count = () => (isHead ? origin.requests.length : events.filter((type) => type === "response").length);
  for (let attempt = 1; attempt <= attempts; attempt++) {
    while (count() < attempt) {
      await vi.advanceTimersByTimeAsync(1);
      await new Promise((resolve) => setImmediate(resolve));
    }
    await vi.advanceTimersByTimeAsync(5_000);
    // Ends the wait before the retry.
    await vi.advanceTimersByTimeAsync(1);
  }
}

describe("a list whose provider responds with", () => {
  const table = [
    ...retried.map((fault) => ({ fault, attempts: 3, isStalled: false })),
    ...stalled.map((fault) => ({ fault, attempts: 3, isStalled: true })),
    ...stalledFinal.map((fault) => ({ fault, attempts: 1, isStalled: true })),
    ...final.map((fault) => ({ fault, attempts: 1, isStalled: false })),
  ].map(({ fault: [name, step, error, code, facts = {}], ...row }) => ({ name, step, error, code, facts, ...row }));

  test.for(table)("$name throws $error.name after $attempts requests", async (row) => {
    const { step, error, code, facts, isStalled } = row;
    if (isStalled) fakeTimers();
    for (const [maxRetries, attempts] of [
      [0, 1],
      [2, row.attempts],
    ] as const) {
      const started = await start(step, maxRetries);
      const failed = started.list().catch((reason: unknown) => reason);
      if (isStalled) await timeOut(started, step, attempts);
      const seen = await failed;
      expect(seen).toBeInstanceOf(error);
      expect(seen).toMatchObject({ name: error.name, code, resumeFrom: undefined, ...facts });
      expect(started.origin.requests).toHaveLength(attempts);
      await started.origin.quiet();
    }
  });

  test.for(table.filter(({ attempts }) => attempts > 1))(
    "$name, then with rows, returns only the rows",
    async ({ step, isStalled }) => {
      if (isStalled) fakeTimers();
      const started = await start([step, page(statusRows(2))], 1);
      const rows = started.list();
      if (isStalled) await timeOut(started, step, 1);
      expect(await rows).toEqual(statusRows(2));
      expect(started.origin.requests).toHaveLength(2);
      await started.origin.quiet();
    },
  );

  test.for<[string, Step]>([
    ["a body in many chunks", faults.slowBody],
    [
      "JSON with a wrong content type",
      text(JSON.stringify(statusRows(2)), { headers: { "content-type": "text/html" } }),
    ],
    ["JSON without a content type", text(JSON.stringify(statusRows(2)))],
    ["a byte order mark before the JSON", text(`\uFEFF${JSON.stringify(statusRows(2))}`)],
  ])("%s returns the rows after 1 request", async ([, step]) => {
    const { origin, list } = await start(step, 2);
    expect(await list()).toEqual(statusRows(2));
    expect(origin.requests).toHaveLength(1);
  });
});

test("a deeply nested row is returned unchanged", async () => {
  const { list } = await start(text(`[${faults.nested(100_000)}]`), 0);
  let depth = 0;
  for (let [at] = (await list()) as unknown[]; at !== 1; at = (at as { a: unknown }).a) depth++;
  expect(depth).toBe(100_000);
});

test("a 401 whose body is cut short is retried with a fresh token", async () => {
  const origin = await startOrigin([faults.cutError(401), page(statusRows(2))]);
  const tokens = ["old", "new"];
  const { statusLogs } = createClient({ auth: () => tokens.shift() ?? "none", baseUrl: origin.url });
  expect(await statusLogs.list(EVSE_ID).toArray()).toEqual(statusRows(2));
  expect(origin.requests.map(({ headers }) => headers.authorization)).toEqual(["Bearer old", "Bearer new"]);
});

describe("a redirect", () => {
  test("within the origin is followed with the token", async () => {
    const { origin, list } = await start([faults.redirect("/redirected"), page(statusRows(2))], 0);
    expect(await list()).toEqual(statusRows(2));
    expect(origin.requests[1]).toMatchObject({ path: "/redirected", headers: { authorization: "Bearer the-token" } });
  });

  test("to another origin is followed without the token, and its 503 is retried from the first origin", async () => {
    const other = await startOrigin([faults.html(503), page(statusRows(2))]);
    const { origin, list } = await start(faults.redirect(`${other.url}/redirected`), 2);
    expect(await list()).toEqual(statusRows(2));
    expect(origin.requests.map(({ headers }) => headers.authorization)).toEqual([
      "Bearer the-token",
      "Bearer the-token",
    ]);
    expect(other.requests).toHaveLength(2);
    for (const { headers } of other.requests) expect(headers).not.toHaveProperty("authorization");
  });

  test("that never ends is a ConnectionError", async () => {
    const { list } = await start(faults.redirect("/v2/round"), 0);
    await expect(list()).rejects.toHaveProperty("code", "connection");
  });
});

test("a Link header of a megabyte is parsed correctly", async () => {
  const filler = '<https://h/p?q=1>; title="a, b; c"; rel="last", '.repeat(20_000);
  const links = [`${filler}<?page_after=2>; rel="next"`, `${filler}<about:blank>; rel=next`];
  const fetch = async () => Response.json([], { headers: { link: links.shift() ?? "" } });
  const { statusLogs } = createClient({ auth: "the-token", fetch });
  const pages = statusLogs.list(EVSE_ID).pages()[Symbol.asyncIterator]();
  expect((await pages.next()).value?.next).toBe("page_after=2");
  expect((await pages.next()).value?.next).toBeUndefined();
});
