// Which options may be handed in and which not, through the public client. Bad ones must fail before anything is sent.

import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { EVSE_ID, STAMP } from "../tests/support/rows.ts";
import { type ClientOptions, createClient, InvalidArgumentError } from "./index.ts";

const fetch = vi.fn(() => Promise.resolve(Response.json([])));
const client = createClient({ auth: "token", fetch });
beforeEach(() => {
  fetch.mockClear();
});
afterEach(() => {
  expect(fetch).not.toHaveBeenCalled();
});

/** The calls as JavaScript sees them: anything can be handed in. */
type Calls = Record<"list" | "get", (...args: unknown[]) => unknown>;
const { list, get } = client.statusLogs as unknown as Calls;

/** What a call throws or rejects with. */
async function errorOf(call: () => unknown): Promise<InvalidArgumentError> {
  const error = await new Promise((resolve) => resolve(call())).then(
    () => expect.fail("was accepted"),
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(InvalidArgumentError);
  return error as InvalidArgumentError;
}

const signal = "it takes an AbortSignal";
const timeout = "it takes a whole number from 1 to 2147483647";
const whole = "it takes a whole number from 0 to Infinity";

/** What no call takes. */
const callOptions: [options: object, argument: string, message: string][] = [
  [{ signal: {} }, "signal", `signal: got an object of type Object; ${signal}`],
  [{ signal: null }, "signal", `signal: got null; ${signal}`],
  [{ signal: "now" }, "signal", `signal: got "now"; ${signal}`],
  [{ signal: { aborted: false } }, "signal", `signal: got an object of type Object; ${signal}`],
  [{ signal: new EventTarget() }, "signal", `signal: got an object of type EventTarget; ${signal}`],
  [{ signal: new AbortController() }, "signal", `signal: got an object of type AbortController; ${signal}`],
  [{ timeoutMs: 0 }, "timeoutMs", `timeoutMs: got 0; ${timeout}`],
  [{ timeoutMs: -1 }, "timeoutMs", `timeoutMs: got -1; ${timeout}`],
  [{ timeoutMs: 2_147_483_648 }, "timeoutMs", `timeoutMs: got 2147483648; ${timeout}`],
  [{ timeoutMs: Number.POSITIVE_INFINITY }, "timeoutMs", `timeoutMs: got Infinity; ${timeout}`],
  [{ timeoutMs: Number.NaN }, "timeoutMs", `timeoutMs: got NaN; ${timeout}`],
  [{ timeoutMs: "5" }, "timeoutMs", `timeoutMs: got "5"; ${timeout}`],
  [{ timeoutMs: null }, "timeoutMs", `timeoutMs: got null; ${timeout}`],
  [{ maxRetries: -1 }, "maxRetries", `maxRetries: got -1; ${whole}`],
  [{ maxRetries: 0.5 }, "maxRetries", `maxRetries: got 0.5; ${whole}`],
  [{ maxRetries: "2" }, "maxRetries", `maxRetries: got "2"; ${whole}`],
  [{ maxRetries: null }, "maxRetries", `maxRetries: got null; ${whole}`],
];

describe("the options of a call", () => {
  test.for(callOptions)("are refused as %j", async ([options, argument, message]) => {
    expect(await errorOf(() => get(EVSE_ID, STAMP, {}, options))).toMatchObject({ argument, message });
  });

  test.for([null, 5, "signal"])("are refused as %j", async (options) => {
    expect(await errorOf(() => get(EVSE_ID, STAMP, {}, options))).toHaveProperty("argument", "options");
  });
});

describe("the options of a list", () => {
  const page = "it takes the `next` of a page or `resumeFrom` of an error";

  test.for<[options: unknown, argument: string, message: string]>([
    [{ from: "" }, "from", `from: got ""; ${page}`],
    [{ from: "?page_after=a" }, "from", `from: got "?page_after=a"; ${page}`],
    [{ from: "page_after=a#b" }, "from", `from: got "page_after=a#b"; ${page}`],
    [{ from: "page_after=a b" }, "from", `from: got "page_after=a b"; ${page}`],
    [{ from: "page_after=a\n" }, "from", String.raw`from: got "page_after=a\n"; ${page}`],
    [{ from: null }, "from", `from: got null; ${page}`],
    [{ from: { next: "page_after=a" } }, "from", `from: got an object of type Object; ${page}`],
    [{ maxItems: -1 }, "maxItems", `maxItems: got -1; ${whole}`],
    [{ maxItems: 1.5 }, "maxItems", `maxItems: got 1.5; ${whole}`],
    [{ maxItems: Number.NaN }, "maxItems", `maxItems: got NaN; ${whole}`],
    [{ maxItems: Number.NEGATIVE_INFINITY }, "maxItems", `maxItems: got -Infinity; ${whole}`],
    [{ maxItems: "10" }, "maxItems", `maxItems: got "10"; ${whole}`],
    [null, "options", "options: got null; it takes an object"],
    ["page_after=a", "options", 'options: got "(not shown)"; it takes an object'],
    [[], "options", 'options: got "(not shown)"; it takes an object'],
    ...callOptions,
  ])("are refused as %j", async ([options, argument, message]) => {
    expect(() => list(EVSE_ID, {}, options)).toThrow(message);
    expect(await errorOf(() => list(EVSE_ID, {}, options))).toMatchObject({ argument, message });
  });

  test.for<[object]>([
    [{ from: undefined, maxItems: undefined, signal: undefined }],
    [{ from: "page_after=a&expand=evse&expand=evse.user" }],
    [{ maxItems: 0 }],
    [{ maxItems: Number.POSITIVE_INFINITY }],
    [{ timeoutMs: 1, maxRetries: 0 }],
    [{ timeoutMs: 2_147_483_647, maxRetries: Number.POSITIVE_INFINITY }],
    [{ timeoutMs: 0.5 + 1, prefetch: false }],
    [{ signal: new AbortController().signal }],
  ])("are accepted as %j", ([options]) => {
    list(EVSE_ID, {}, options);
  });
});

describe("the options of a client", () => {
  const make = (options: object) => () => createClient({ auth: "token", fetch, ...options } as ClientOptions);
  const url = "it takes an https URL without user, query or fragment; http is for loopback only, or with allowHttp";

  test.for<[baseUrl: unknown, message: string]>([
    ["", `baseUrl: got ""; ${url}`],
    ["/v2", `baseUrl: got "/v2"; ${url}`],
    ["api.ev.energy/v2", `baseUrl: got "api.ev.energy/v2"; ${url}`],
    ["ftp://api.ev.energy/v2", `baseUrl: got "ftp://api.ev.energy/v2"; ${url}`],
    ["https://api.ev.energy/v2?a=b", `baseUrl: got "(not shown)"; ${url}`],
    ["https://api.ev.energy/v2#a", `baseUrl: got "https://api.ev.energy/v2#a"; ${url}`],
    ["https://api.ev.energy/v2?", `baseUrl: got "(not shown)"; ${url}`],
    ["https://api.ev.energy/v2#", `baseUrl: got "https://api.ev.energy/v2#"; ${url}`],
    [5, `baseUrl: got 5; ${url}`],
    [{}, `baseUrl: got an object of type Object; ${url}`],
    [Object.create(null), `baseUrl: got an object of type undefined; ${url}`],
    ["http://api.ev.energy/v2", `baseUrl: got "http://api.ev.energy/v2"; ${url}`],
    ["http://127.0.0.1.example/v2", `baseUrl: got "http://127.0.0.1.example/v2"; ${url}`],
    ["http://localhost.example/v2", `baseUrl: got "http://localhost.example/v2"; ${url}`],
    ["http://notlocalhost/v2", `baseUrl: got "http://notlocalhost/v2"; ${url}`],
    ["http://evil-localhost/v2", `baseUrl: got "http://evil-localhost/v2"; ${url}`],
    ["http://a127.0.0.1.example/v2", `baseUrl: got "http://a127.0.0.1.example/v2"; ${url}`],
  ])("are refused with the baseUrl %j", ([baseUrl, message]) => {
    expect(make({ baseUrl })).toThrow(new InvalidArgumentError(message, { argument: "baseUrl" }));
  });

  test.for([
    "https://hidden:secret@api.ev.energy/v2",
    "https://:secret@api.ev.energy/v2",
    "https://secret@api.ev.energy/v2",
    "https://hidden:secret@api.ev.energy/v2?a=b",
    "ftp://hidden:secret@api.ev.energy/v2",
    "https://hidden:secret@",
  ])("are refused with a user in the baseUrl, who is not shown: %s", (baseUrl) => {
    expect(make({ baseUrl })).toThrow(
      expect.objectContaining({ argument: "baseUrl", message: expect.not.stringMatching(/hidden|secret/) }),
    );
  });

  test.for<[options: object, argument: string, got: string]>([
    [{ fetch: 5 }, "fetch", "5; it takes a function"],
    [{ fetch: null }, "fetch", "null; it takes a function"],
    [{ onEvent: {} }, "onEvent", "an object of type Object; it takes a function"],
    [{ timeoutMs: 0 }, "timeoutMs", `0; ${timeout}`],
    [{ timeoutMs: "30s" }, "timeoutMs", `"30s"; ${timeout}`],
    [{ maxRetries: -1 }, "maxRetries", `-1; ${whole}`],
    [{ maxRetryWaitMs: -1 }, "maxRetryWaitMs", "-1; it takes a whole number from 0 to 2147483647"],
    [
      { maxRetryWaitMs: Number.POSITIVE_INFINITY },
      "maxRetryWaitMs",
      "Infinity; it takes a whole number from 0 to 2147483647",
    ],
  ])("are refused as %j", ([options, argument, got]) => {
    expect(make(options)).toThrow(new InvalidArgumentError(`${argument}: got ${got}`, { argument }));
  });

  test.for<[object]>([
    [{}],
    [{ timeoutMs: 1, maxRetries: 0, maxRetryWaitMs: 0 }],
    [{ onEvent: () => {}, fetch: undefined }],
    [{ baseUrl: undefined }],
    [{ baseUrl: "https://api-staging.ev.energy/v2/" }],
    [{ baseUrl: "https://mock.example" }],
    [{ baseUrl: "http://localhost:4010" }],
    [{ baseUrl: "http://api.localhost" }],
    [{ baseUrl: "http://127.0.0.2:4010/v2" }],
    [{ baseUrl: "http://127.100.20.30/v2" }],
    [{ baseUrl: "http://[::1]:4010/v2" }],
    [{ baseUrl: "http://mock:4010/v2", allowHttp: true }],
  ])("are accepted as %j", ([options]) => {
    make(options)();
  });

  const token = "it takes a token of printable ASCII without spaces";
  const source = "it takes a token, a function or a token source";

  test.for<[auth: unknown, message: string]>([
    [undefined, `auth: got undefined; ${source}`],
    [null, `auth: got null; ${source}`],
    [{ token: "hidden" }, `auth: got an object of type Object; ${source}`],
    ["", `auth: got ""; ${token}`],
    ["hidden\n", `auth: got "(not shown)"; ${token}`],
    ["Bearer hidden", `auth: got "(not shown)"; ${token}`],
    ["hidden€", `auth: got "(not shown)"; ${token}`],
  ])("are refused with the auth %j, which is not shown", ([auth, message]) => {
    expect(make({ auth })).toThrow(new InvalidArgumentError(message, { argument: "auth" }));
  });

  test.for<[given: unknown, message: string]>([
    [undefined, `auth: got undefined; ${token}`],
    [{ token: "hidden" }, `auth: got "(not shown)"; ${token}`],
    ["", `auth: got ""; ${token}`],
    ["hidden\r\nX: y", `auth: got "(not shown)"; ${token}`],
  ])("fail the call for which an auth function gives %j", async ([given, message]) => {
    const { statusLogs } = make({ auth: () => given })();
    expect(await errorOf(() => statusLogs.get(EVSE_ID, STAMP))).toMatchObject({ argument: "auth", message });
    expect(await errorOf(() => statusLogs.list(EVSE_ID).toArray())).toMatchObject({ argument: "auth", message });
  });

  test.for([
    [undefined, "undefined"],
    [null, "null"],
    ["token", '"(not shown)"'],
  ] as const)("are refused as %j", ([options, got]) => {
    expect(() => createClient(options as unknown as ClientOptions)).toThrow(
      new InvalidArgumentError(`options: got ${got}; it takes an object`, { argument: "options" }),
    );
  });
});
