// Invalid arguments and options, through the public client: refused by name, before anything is sent.

import { afterEach, describe, expect, test, vi } from "vitest";
import { EVSE_ID, STAMP } from "../tests/support/rows.ts";
import { type ClientOptions, createClient, InvalidArgumentError } from "./index.ts";
import { checkQuery } from "./validate.ts";

const fetch = vi.fn(() => Promise.resolve(Response.json([])));
const client = createClient({ auth: "token", fetch });
afterEach(() => {
  expect(fetch).not.toHaveBeenCalled();
});

/** The calls as JavaScript sees them: any value can be passed. */
type Calls = Record<"list" | "get", (...args: unknown[]) => unknown>;
const { list, get } = client.statusLogs as unknown as Calls;
const commandLogs = client.commandLogs as unknown as Calls;

/** Returns what a call throws or rejects with. */
async function errorOf(call: () => unknown): Promise<InvalidArgumentError> {
  const error = await new Promise((resolve) => resolve(call())).then(
    () => expect.fail("was accepted"),
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(InvalidArgumentError);
  return error as InvalidArgumentError;
}

describe("an EVSE id", () => {
  test.for<[unknown, received: string]>([
    ["evse123", '"evse123"'],
    ["../evse01HSH04KDEWF6Z4DB2J77J74K5", '"../evse01HSH04KDEWF6Z4DB2J77J74K5"'],
    ["evse01HSH04KDEWF6Z4DB2J77J74K5/../../users", '"evse01HSH04KDEWF6Z4DB2J77J74K5/../../users"'],
    ["evse01HSH04KDEWF6Z4DB2J77J74K5\n", String.raw`"evse01HSH04KDEWF6Z4DB2J77J74K5\n"`],
    ["evse01hsh04kdewf6z4db2j77j74k5", '"evse01hsh04kdewf6z4db2j77j74k5"'],
    ["", '""'],
    [undefined, "undefined"],
    [[EVSE_ID], "an object of type Array"],
    [Object.create(null), "an object of type undefined"],
  ])("is refused as %j", async ([id, received]) => {
    const message = `evseId must be \`evse\` followed by 26 characters of A-Z and 0-9 (received ${received})`;
    expect(() => list(id)).toThrow(message);
    for (const call of [() => list(id), () => get(id, STAMP), () => commandLogs.list(id)]) {
      expect(await errorOf(call)).toMatchObject({ argument: "evseId", message });
    }
  });
});

describe("a timestamp", () => {
  test.for<[unknown, received: string]>([
    [new Date("2024-04-17T09:39:45Z"), "an object of type Date"],
    [1713346785984, "1713346785984"],
    [undefined, "undefined"],
    ...[
      "",
      "2024-04-17",
      "2024-04-17T09:39:45",
      "2024-04-17 09:39:45Z",
      "2024-04-17T09:39:45Z/../../users",
      "12024-04-17T09:39:45Z",
      "2024-13-17T09:39:45Z",
      "2024-04-00T09:39:45Z",
      "2024-04-31T09:39:45Z",
      "1900-02-29T09:39:45Z",
      "2024-04-17T24:00:00Z",
      "2024-04-17T09:39:60Z",
      "2024-04-17T09:39:45.Z",
      "2024-04-17T09:39:45+24:00",
    ].map((text): [string, string] => [text, JSON.stringify(text)]),
  ])("is refused as %j", async ([timestamp, received]) => {
    const message = `must be a date-time string with a time zone, such as 2024-04-17T09:39:45.984584Z (received ${received})`;
    for (const [call, argument] of [
      [() => get(EVSE_ID, timestamp), "sampledAt"],
      [() => commandLogs.get(EVSE_ID, timestamp), "loggedAt"],
      [() => list(EVSE_ID, { sampled_at__gte: timestamp ?? null }), "sampled_at__gte"],
      [() => commandLogs.list(EVSE_ID, { logged_at__lte: timestamp ?? null }), "logged_at__lte"],
    ] as const) {
      const error = await errorOf(call);
      expect(error.argument).toBe(argument);
      expect(error.message.replace("null", "undefined")).toBe(`${argument} ${message}`);
    }
  });

  test.for([
    "2000-02-29T23:59:59Z",
    "2024-01-31T00:00:00Z",
    "2024-04-30T23:30:00-05:00",
    "2024-01-01T11:11:11.1111Z",
    "2024-04-17T09:39:45.984584123Z",
  ])("is accepted as %s", (timestamp) => {
    list(EVSE_ID, { sampled_at__gte: timestamp, sampled_at__lte: timestamp });
  });
});

describe("a query", () => {
  const paths = 'an array of "evse", "evse.model", "evse.model.make", "evse.user"';

  test.for<[query: unknown, message: string]>([
    [{ page_size: 0 }, "page_size must be an integer from 1 to 100 (received 0)"],
    [{ page_size: 101 }, "page_size must be an integer from 1 to 100 (received 101)"],
    [{ page_size: 1.5 }, "page_size must be an integer from 1 to 100 (received 1.5)"],
    [{ page_size: "10" }, 'page_size must be an integer from 1 to 100 (received "10")'],
    [{ page_size: null }, "page_size must be an integer from 1 to 100 (received null)"],
    [{ expand: ["evse", "evse.modle"] }, `expand must be ${paths} (received "evse.modle")`],
    [{ expand: [["evse"]] }, `expand must be ${paths} (received an object of type Array)`],
    [{ expand: "evse" }, `expand must be ${paths} (received "evse")`],
    [{ page_after: 5 }, "page_after must be a string (received 5)"],
    [null, "query must be an object (received null)"],
    ["page_size=5", "query must be an object (received a value that is not shown)"],
    [["page_size"], "query must be an object (received a value that is not shown)"],
  ])("is refused as %j", async ([query, message]) => {
    const expected = { argument: message.split(" ")[0], message };
    expect(() => list(EVSE_ID, query)).toThrow(expect.objectContaining(expected));
    if (!message.startsWith("page_")) expect(await errorOf(() => get(EVSE_ID, STAMP, query))).toMatchObject(expected);
  });

  test.for<[object]>([
    [{ page_size: 1 }],
    [{ page_size: 100 }],
    [{ page_size: undefined, expand: undefined, sampled_at__gte: undefined }],
    [{ expand: ["evse", "evse.model", "evse.model.make", "evse.user"] }],
    [{ page_after: "", page_before: "anything at all" }],
  ])("is accepted as %j", ([query]) => {
    list(EVSE_ID, query);
  });
});

test("a parameter that is added to the contract needs no code", () => {
  checkQuery({ of_a_later_version: 1 }, ["of_a_later_version"]);
});

describe("an unknown member is refused by its name:", () => {
  const known = "sampled_at__gte, sampled_at__lte, page_size, page_after, page_before, expand";

  test.for<[call: () => unknown, argument: string, message: string]>([
    [() => list(EVSE_ID, { sampled_at_gte: STAMP }), "sampled_at_gte", "did you mean sampled_at__gte?"],
    [() => list(EVSE_ID, { pageSize: 5 }), "pageSize", "did you mean page_size?"],
    [() => list(EVSE_ID, { logged_at__gte: STAMP }), "logged_at__gte", `expected ${known}`],
    [() => get(EVSE_ID, STAMP, { page_size: 5 }), "page_size", "expected expand"],
    [() => commandLogs.get(EVSE_ID, STAMP, { Expand: [] }), "Expand", "did you mean expand?"],
    [() => list(EVSE_ID, {}, { maxitems: 5 }), "maxitems", "did you mean maxItems?"],
    [() => get(EVSE_ID, STAMP, {}, { timeout: 5 }), "timeout", "did you mean timeoutMs?"],
    [() => get(EVSE_ID, STAMP, {}, { maxItems: 5 }), "maxItems", "expected signal, timeoutMs, maxRetries"],
    [() => createClient({ auth: "token", baseURL: "http://localhost" } as never), "baseURL", "did you mean baseUrl?"],
    [() => get(EVSE_ID, STAMP, {}, { 1: true }), "1", "expected signal, timeoutMs, maxRetries"],
  ])("%s", async ([call, argument, advice]) => {
    const { message, ...error } = await errorOf(call);
    expect(error.argument).toBe(argument);
    expect(message).toMatch(/^unknown (query parameter|option) /);
    expect(message.endsWith(`"${argument}"; ${advice}`)).toBe(true);
  });
});

const MS = "must be an integer from 1 to 2147483647";

describe("the options of a call", () => {
  const callOptions: [options: unknown, message: string][] = [
    [{ signal: { aborted: false } }, "signal must be an AbortSignal (received an object of type Object)"],
    [{ signal: null }, "signal must be an AbortSignal (received null)"],
    [{ timeoutMs: 0 }, `timeoutMs ${MS} (received 0)`],
    [{ timeoutMs: 2 ** 31 }, `timeoutMs ${MS} (received 2147483648)`],
    [{ timeoutMs: Number.NaN }, `timeoutMs ${MS} (received NaN)`],
    [{ timeoutMs: "5" }, `timeoutMs ${MS} (received "5")`],
    [{ maxRetries: -1 }, "maxRetries must be a non-negative integer (received -1)"],
    [{ maxRetries: 0.5 }, "maxRetries must be a non-negative integer (received 0.5)"],
    [null, "options must be an object (received null)"],
    ["page_after=a", "options must be an object (received a value that is not shown)"],
  ];
  const from = "from must be the `next` of a page or the `resumeFrom` of an error";
  const listOptions: typeof callOptions = [
    [{ from: "" }, `${from} (received "")`],
    [{ from: "?page_after=a" }, `${from} (received "?page_after=a")`],
    [{ from: "page_after=a#b" }, `${from} (received "page_after=a#b")`],
    [{ from: "page_after=a\n" }, String.raw`${from} (received "page_after=a\n")`],
    [{ from: null }, `${from} (received null)`],
    [{ maxItems: -1 }, "maxItems must be a non-negative integer (received -1)"],
    [{ maxItems: 1.5 }, "maxItems must be a non-negative integer (received 1.5)"],
    [{ maxItems: "10" }, 'maxItems must be a non-negative integer (received "10")'],
  ];

  test.for(callOptions)("are refused as %j", async ([options, message]) => {
    const argument = message.split(" ")[0];
    expect(await errorOf(() => get(EVSE_ID, STAMP, {}, options))).toMatchObject({ argument, message });
  });

  test.for([...callOptions, ...listOptions])("of a list are refused at once as %j", ([options, message]) => {
    expect(() => list(EVSE_ID, {}, options)).toThrow(
      new InvalidArgumentError(message, { argument: message.split(" ")[0] as string }),
    );
  });

  test.for<[object]>([
    [{ from: undefined, maxItems: undefined, signal: undefined }],
    [{ from: "page_after=a&expand=evse&expand=evse.user" }],
    [{ maxItems: Number.POSITIVE_INFINITY, maxRetries: Number.POSITIVE_INFINITY }],
    [{ timeoutMs: 2_147_483_647 }],
    [{ timeoutMs: 0.5 }],
  ])("are accepted as %j", ([options]) => {
    list(EVSE_ID, {}, options);
  });
});

describe("the options of a client", () => {
  const make = (options: object) => () => createClient({ auth: "token", fetch, ...options } as ClientOptions);
  const url = "must be an https URL without user, query or fragment; http only to loopback, or with allowHttp";
  const token = "auth must be a token of printable ASCII without spaces";
  const source = "auth must be a token, a function or a token source";

  test.for<[options: object, message: string]>([
    ...[
      "",
      "/v2",
      "ftp://api.ev.energy/v2",
      "https://api.ev.energy/v2#a",
      "http://api.ev.energy/v2",
      "http://127.0.0.1.example/v2",
      "http://localhost.example/v2",
      "http://notlocalhost/v2",
      "http://a127.0.0.1.example/v2",
    ].map((baseUrl): [object, string] => [{ baseUrl }, `baseUrl ${url} (received "${baseUrl}")`]),
    [{ baseUrl: 5 }, `baseUrl ${url} (received 5)`],
    // What may be a secret is not shown.
    ...[
      "https://api.ev.energy/v2?a=b",
      "https://hidden:secret@api.ev.energy/v2",
      "ftp://hidden@api.ev.energy/v2",
      "https://hidden:secret@",
    ].map((baseUrl): [object, string] => [{ baseUrl }, `baseUrl ${url} (received a value that is not shown)`]),
    [{ fetch: null }, "fetch must be a function (received null)"],
    [{ onEvent: {} }, "onEvent must be a function (received an object of type Object)"],
    [{ timeoutMs: "30s" }, `timeoutMs ${MS} (received "30s")`],
    [{ maxRetries: -1 }, "maxRetries must be a non-negative integer (received -1)"],
    [{ maxRetryWaitMs: -1 }, "maxRetryWaitMs must be an integer from 0 to 2147483647 (received -1)"],
    [{ maxRetryWaitMs: Infinity }, "maxRetryWaitMs must be an integer from 0 to 2147483647 (received Infinity)"],
    [{ auth: undefined }, `${source} (received undefined)`],
    [{ auth: { token: "hidden" } }, `${source} (received an object of type Object)`],
    [{ auth: "" }, `${token} (received "")`],
    [{ auth: "Bearer hidden" }, `${token} (received a value that is not shown)`],
    [{ auth: "hidden€" }, `${token} (received a value that is not shown)`],
  ])("are refused as %j", ([options, message]) => {
    expect(make(options)).toThrow(new InvalidArgumentError(message, { argument: message.split(" ")[0] as string }));
  });

  test.for<[object]>([
    [{ timeoutMs: 1, maxRetries: 0, maxRetryWaitMs: 0, onEvent: () => {}, fetch: undefined, baseUrl: undefined }],
    [{ baseUrl: "https://api-staging.ev.energy/v2/" }],
    [{ baseUrl: "http://localhost:4010" }],
    [{ baseUrl: "http://api.localhost" }],
    [{ baseUrl: "http://127.100.20.30/v2" }],
    [{ baseUrl: "http://[::1]:4010/v2" }],
    [{ baseUrl: "http://mock:4010/v2", allowHttp: true }],
  ])("are accepted as %j", ([options]) => {
    make(options)();
  });

  test.for<[token: unknown, received: string]>([
    [undefined, "undefined"],
    ["", '""'],
    [{ token: "hidden" }, "a value that is not shown"],
    ["hidden\r\nX: y", "a value that is not shown"],
  ])("fail the call for which an auth function returns %j", async ([given, received]) => {
    const { statusLogs } = make({ auth: () => given })();
    const error = await errorOf(() => statusLogs.get(EVSE_ID, STAMP));
    expect(error).toMatchObject({ argument: "auth", message: `${token} (received ${received})` });
  });

  test("must be an object", () => {
    expect(() => createClient("token" as never)).toThrow(
      "options must be an object (received a value that is not shown)",
    );
  });
});
