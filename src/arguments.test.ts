// What callers may hand in and what not, through the public client. Bad input must fail before anything is sent.

import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { type ClientOptions, createClient, InvalidArgumentError } from "./index.ts";
import { EVSE_ID, STAMP } from "./testing/logs.ts";

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
const commandLogs = client.commandLogs as unknown as Calls;

/** What a call throws or rejects with. */
async function errorOf(call: () => unknown): Promise<InvalidArgumentError> {
  const error = await new Promise((resolve) => resolve(call())).then(
    () => expect.fail("was accepted"),
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(InvalidArgumentError);
  return error as InvalidArgumentError;
}

describe("an EVSE's id", () => {
  const takes = "it takes `evse` and 26 characters of A-Z and 0-9, such as evse01HSH04KDEWF6Z4DB2J77J74K5";

  test.for<[unknown, string]>([
    ["evse123", '"evse123"'],
    ["../users", '"../users"'],
    ["../evse01HSH04KDEWF6Z4DB2J77J74K5", '"../evse01HSH04KDEWF6Z4DB2J77J74K5"'],
    ["evse01HSH04KDEWF6Z4DB2J77J74K5/../../users", '"evse01HSH04KDEWF6Z4DB2J77J74K5/../../users"'],
    ["evse01HSH04KDEWF6Z4DB2J77J74K5\n", String.raw`"evse01HSH04KDEWF6Z4DB2J77J74K5\n"`],
    ["evse01HSH04KDEWF6Z4DB2J77J74K", '"evse01HSH04KDEWF6Z4DB2J77J74K"'],
    ["evse01HSH04KDEWF6Z4DB2J77J74K5X", '"evse01HSH04KDEWF6Z4DB2J77J74K5X"'],
    ["evse01hsh04kdewf6z4db2j77j74k5", '"evse01hsh04kdewf6z4db2j77j74k5"'],
    ["user01HSH04KDEWF6Z4DB2J77J74K5", '"user01HSH04KDEWF6Z4DB2J77J74K5"'],
    ["x".repeat(61), `"${"x".repeat(60)}…"`],
    ["", '""'],
    ["undefined", '"undefined"'],
    [undefined, "undefined"],
    [null, "null"],
    [5, "5"],
    [{ id: EVSE_ID }, "an object"],
    [[EVSE_ID], "an array"],
    [() => EVSE_ID, "a function"],
  ])("is refused as %j", async ([id, got]) => {
    const message = `evseId: got ${got}; ${takes}`;
    expect(() => list(id)).toThrow(message);
    for (const call of [() => list(id), () => get(id, STAMP), () => commandLogs.list(id)]) {
      expect(await errorOf(call)).toMatchObject({ argument: "evseId", message });
    }
  });
});

describe("a time stamp", () => {
  const takes =
    "it takes a string with date, time and zone, exactly as a log gives it, such as 2024-04-17T09:39:45.984584Z";

  test.for<[unknown, string]>([
    [new Date("2024-04-17T09:39:45Z"), "a Date"],
    ["2024-04-17T09:39:45", '"2024-04-17T09:39:45"'],
    ["2024-04-17", '"2024-04-17"'],
    ["", '""'],
    ["2024-02-31T09:39:45Z", '"2024-02-31T09:39:45Z"'],
    ["2023-02-29T09:39:45Z", '"2023-02-29T09:39:45Z"'],
    ["1900-02-29T09:39:45Z", '"1900-02-29T09:39:45Z"'],
    ["2024-04-31T09:39:45Z", '"2024-04-31T09:39:45Z"'],
    ["2024-04-00T09:39:45Z", '"2024-04-00T09:39:45Z"'],
    ["2024-00-17T09:39:45Z", '"2024-00-17T09:39:45Z"'],
    ["2024-13-17T09:39:45Z", '"2024-13-17T09:39:45Z"'],
    ["2024-04-17T24:00:00Z", '"2024-04-17T24:00:00Z"'],
    ["2024-04-17T09:60:45Z", '"2024-04-17T09:60:45Z"'],
    ["2024-04-17T09:39:60Z", '"2024-04-17T09:39:60Z"'],
    ["2024-04-17T09:39:45.Z", '"2024-04-17T09:39:45.Z"'],
    ["2024-04-17T09:39:45+24:00", '"2024-04-17T09:39:45+24:00"'],
    ["2024-04-17 09:39:45Z", '"2024-04-17 09:39:45Z"'],
    ["2024-04-17T09:39:45Z/../../users", '"2024-04-17T09:39:45Z/../../users"'],
    [1713346785984, "1713346785984"],
    [null, "null"],
    [{}, "an object"],
  ])("is refused as %j", async ([stamp, got]) => {
    const message = (argument: string) => `${argument}: got ${got}; ${takes}`;
    for (const [call, argument] of [
      [() => get(EVSE_ID, stamp), "sampledAt"],
      [() => commandLogs.get(EVSE_ID, stamp), "loggedAt"],
      [() => list(EVSE_ID, { sampled_at__gte: stamp }), "sampled_at__gte"],
      [() => list(EVSE_ID, { sampled_at__lte: stamp }), "sampled_at__lte"],
      [() => commandLogs.list(EVSE_ID, { logged_at__gte: stamp }), "logged_at__gte"],
      [() => commandLogs.list(EVSE_ID, { logged_at__lte: stamp }), "logged_at__lte"],
    ] as const) {
      expect(await errorOf(call)).toMatchObject({ argument, message: message(argument) });
    }
  });

  test("of a log can't be left out", async () => {
    expect(await errorOf(() => get(EVSE_ID))).toMatchObject({ argument: "sampledAt" });
  });

  test.for([
    "2024-02-29T00:00:00Z",
    "2000-02-29T23:59:59Z",
    "2024-04-17T09:39:45+05:30",
    "2024-04-17T09:39:45-00:00",
    "2024-01-01T11:11:11.1111Z",
    "2024-04-17T09:39:45.984584123Z",
  ])("is accepted as %s", (stamp) => {
    list(EVSE_ID, { sampled_at__gte: stamp, sampled_at__lte: stamp });
    commandLogs.list(EVSE_ID, { logged_at__gte: stamp, logged_at__lte: stamp });
  });
});

describe("the query of a list", () => {
  const paths = 'an array of "evse", "evse.model", "evse.model.make", "evse.user"';
  const cursor = "a cursor, as a string from a page's link";
  const pages = "an integer from 1 to 100";
  const object = "an object of query parameters, such as { page_size: 50 }";

  test.for<[query: unknown, argument: string, got: string, takes: string]>([
    [{ page_size: 0 }, "page_size", "0", pages],
    [{ page_size: 101 }, "page_size", "101", pages],
    [{ page_size: -1 }, "page_size", "-1", pages],
    [{ page_size: 1.5 }, "page_size", "1.5", pages],
    [{ page_size: Number.NaN }, "page_size", "NaN", pages],
    [{ page_size: Number.POSITIVE_INFINITY }, "page_size", "Infinity", pages],
    [{ page_size: "10" }, "page_size", '"10"', pages],
    [{ page_size: null }, "page_size", "null", pages],
    [{ expand: ["evse", "evse.modle"] }, "expand", '"evse.modle"', paths],
    [{ expand: ["user"] }, "expand", '"user"', paths],
    [{ expand: [["evse"]] }, "expand", "an array", paths],
    [{ expand: "evse" }, "expand", '"evse"', paths],
    [{ expand: { 0: "evse" } }, "expand", "an object", paths],
    [{ page_after: 5 }, "page_after", "5", cursor],
    [{ page_after: new Date(0) }, "page_after", "a Date", cursor],
    [{ page_before: null }, "page_before", "null", cursor],
    [null, "query", "null", object],
    ["page_size=5", "query", '"page_size=5"', object],
    [["page_size"], "query", "an array", object],
  ])("is refused as %j", async ([query, argument, got, takes]) => {
    const message = `${argument}: got ${got}; it takes ${takes}`;
    expect(() => list(EVSE_ID, query)).toThrow(message);
    expect(await errorOf(() => commandLogs.list(EVSE_ID, query))).toMatchObject({ argument, message });
    expect(await errorOf(() => get(EVSE_ID, STAMP, query))).toMatchObject({ argument, message });
  });

  test.for<[object]>([
    [{}],
    [{ page_size: 1 }],
    [{ page_size: 100 }],
    [{ page_size: undefined, expand: undefined, sampled_at__gte: undefined }],
    [{ expand: [] }],
    [{ expand: ["evse", "evse.model", "evse.model.make", "evse.user"] }],
    [{ page_after: "", page_before: "anything at all" }],
    [{ of_a_later_version: 1 }],
  ])("is accepted as %j", ([query]) => {
    list(EVSE_ID, query);
  });
});

describe("the options of a list", () => {
  const page = "it takes the `next` or `previous` of a page, or the `resumeFrom` of an error";
  const whole = "it takes a whole number from 0 up";

  test.for<[options: object, argument: string, message: string]>([
    [{ from: "" }, "from", `from: got ""; ${page}`],
    [{ from: "page_after=a#b" }, "from", `from: got "page_after=a#b"; ${page}`],
    [{ from: "page_after=a b" }, "from", `from: got "page_after=a b"; ${page}`],
    [{ from: "page_after=a\n" }, "from", String.raw`from: got "page_after=a\n"; ${page}`],
    [{ from: null }, "from", `from: got null; ${page}`],
    [{ from: { next: "page_after=a" } }, "from", `from: got an object; ${page}`],
    [{ maxItems: -1 }, "maxItems", `maxItems: got -1; ${whole}`],
    [{ maxItems: 1.5 }, "maxItems", `maxItems: got 1.5; ${whole}`],
    [{ maxItems: Number.NaN }, "maxItems", `maxItems: got NaN; ${whole}`],
    [{ maxItems: Number.NEGATIVE_INFINITY }, "maxItems", `maxItems: got -Infinity; ${whole}`],
    [{ maxItems: "10" }, "maxItems", `maxItems: got "10"; ${whole}`],
  ])("are refused as %j", async ([options, argument, message]) => {
    expect(() => list(EVSE_ID, {}, options)).toThrow(message);
    expect(await errorOf(() => list(EVSE_ID, {}, options))).toMatchObject({ argument, message });
  });

  test.for<[object]>([
    [{ from: undefined, maxItems: undefined, signal: undefined }],
    [{ from: "page_after=a&expand=evse&expand=evse.user" }],
    [{ maxItems: 0 }],
    [{ maxItems: Number.POSITIVE_INFINITY }],
  ])("are accepted as %j", ([options]) => {
    list(EVSE_ID, {}, options);
  });
});

describe("the options of a client", () => {
  const make = (options: object) => () => createClient({ auth: "token", fetch, ...options } as ClientOptions);
  const url = "it takes an absolute https URL without user, query or fragment, such as https://api.ev.energy/v2";
  const plain = "would get the token unencrypted; use https, or allowHttp: true for a mock on another host";

  test.for<[baseUrl: unknown, message: string]>([
    ["", `baseUrl: got ""; ${url}`],
    ["/v2", `baseUrl: got "/v2"; ${url}`],
    ["api.ev.energy/v2", `baseUrl: got "api.ev.energy/v2"; ${url}`],
    ["ftp://api.ev.energy/v2", `baseUrl: got "ftp://api.ev.energy/v2"; ${url}`],
    ["https://api.ev.energy/v2?a=b", `baseUrl: got "https://api.ev.energy/v2?a=b"; ${url}`],
    ["https://api.ev.energy/v2#a", `baseUrl: got "https://api.ev.energy/v2#a"; ${url}`],
    ["https://api.ev.energy/v2?", `baseUrl: got "https://api.ev.energy/v2?"; ${url}`],
    ["https://api.ev.energy/v2#", `baseUrl: got "https://api.ev.energy/v2#"; ${url}`],
    [5, `baseUrl: got 5; ${url}`],
    [{}, `baseUrl: got an object; ${url}`],
    ["http://api.ev.energy/v2", `baseUrl: http://api.ev.energy ${plain}`],
    ["http://127.0.0.1.example/v2", `baseUrl: http://127.0.0.1.example ${plain}`],
    ["http://localhost.example/v2", `baseUrl: http://localhost.example ${plain}`],
  ])("are refused with the baseUrl %j", ([baseUrl, message]) => {
    expect(make({ baseUrl })).toThrow(new InvalidArgumentError("baseUrl", message));
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

  test.for<[object]>([
    [{}],
    [{ baseUrl: undefined }],
    [{ baseUrl: "https://api-staging.ev.energy/v2/" }],
    [{ baseUrl: "https://mock.example" }],
    [{ baseUrl: "http://localhost:4010" }],
    [{ baseUrl: "http://api.localhost" }],
    [{ baseUrl: "http://127.0.0.2:4010/v2" }],
    [{ baseUrl: "http://[::1]:4010/v2" }],
    [{ baseUrl: "http://mock:4010/v2", allowHttp: true }],
  ])("are accepted as %j", ([options]) => {
    make(options)();
  });

  const token = "a token is a non-empty string of printable ASCII characters";

  test.for<[auth: unknown, message: string]>([
    [undefined, "auth: got undefined; it takes a token, or a function that gives one"],
    [null, "auth: got null; it takes a token, or a function that gives one"],
    [{ token: "hidden" }, "auth: got an object; it takes a token, or a function that gives one"],
    ["", `auth gave an empty string; ${token}`],
    ["hidden\n", `auth gave a string with spaces or control characters; ${token}`],
    ["Bearer hidden", `auth gave a string with spaces or control characters; ${token}`],
    ["hidden€", `auth gave a string with spaces or control characters; ${token}`],
  ])("are refused with the auth %j, which is not shown", ([auth, message]) => {
    expect(make({ auth })).toThrow(new InvalidArgumentError("auth", message));
  });

  test.for<[given: unknown, message: string]>([
    [undefined, `auth gave undefined; ${token}`],
    [{ token: "hidden" }, `auth gave an object; ${token}`],
    ["", `auth gave an empty string; ${token}`],
    ["hidden\r\nX: y", `auth gave a string with spaces or control characters; ${token}`],
  ])("fail the call for which an auth function gives %j", async ([given, message]) => {
    const { statusLogs } = make({ auth: () => given })();
    expect(await errorOf(() => statusLogs.get(EVSE_ID, STAMP))).toMatchObject({ argument: "auth", message });
    expect(await errorOf(() => statusLogs.list(EVSE_ID).toArray())).toMatchObject({ argument: "auth", message });
  });

  test.for([
    [undefined, "undefined"],
    [null, "null"],
    ["token", '"token"'],
  ] as const)("are refused as %j", ([options, got]) => {
    expect(() => createClient(options as unknown as ClientOptions)).toThrow(
      new InvalidArgumentError("options", `options: got ${got}; it takes an object with \`auth\``),
    );
  });
});
