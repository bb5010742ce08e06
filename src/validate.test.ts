// Which ids, time stamps and queries may be handed in and which not, through the public client. Bad input must fail before anything is sent.

import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { EVSE_ID, STAMP } from "../tests/support/rows.ts";
import { createClient, InvalidArgumentError } from "./index.ts";

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
  const takes = "it takes `evse` and 26 characters of A-Z and 0-9";

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
    [{ id: EVSE_ID }, "an object of type Object"],
    [[EVSE_ID], "an object of type Array"],
    [() => EVSE_ID, "an object of type Function"],
  ])("is refused as %j", async ([id, got]) => {
    const message = `evseId: got ${got}; ${takes}`;
    expect(() => list(id)).toThrow(message);
    for (const call of [() => list(id), () => get(id, STAMP), () => commandLogs.list(id)]) {
      expect(await errorOf(call)).toMatchObject({ argument: "evseId", message });
    }
  });
});

describe("a time stamp", () => {
  const takes = "it takes a string with date, time and zone, such as 2024-04-17T09:39:45.984584Z";

  test.for<[unknown, string]>([
    [new Date("2024-04-17T09:39:45Z"), "an object of type Date"],
    ["2024-04-17T09:39:45", '"2024-04-17T09:39:45"'],
    ["2024-04-17", '"2024-04-17"'],
    ["", '""'],
    ["2024-02-31T09:39:45Z", '"2024-02-31T09:39:45Z"'],
    ["2023-02-29T09:39:45Z", '"2023-02-29T09:39:45Z"'],
    ["1900-02-29T09:39:45Z", '"1900-02-29T09:39:45Z"'],
    ["2024-04-31T09:39:45Z", '"2024-04-31T09:39:45Z"'],
    ["12024-04-17T09:39:45Z", '"12024-04-17T09:39:45Z"'],
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
    [{}, "an object of type Object"],
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
    "2024-01-31T00:00:00Z",
    "2024-04-30T23:30:00-05:00",
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
  const cursor = "a string";
  const pages = "a whole number from 1 to 100";
  const object = "an object";

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
    [{ expand: [["evse"]] }, "expand", "an object of type Array", paths],
    [{ expand: "evse" }, "expand", '"evse"', paths],
    [{ expand: { 0: "evse" } }, "expand", "an object of type Object", paths],
    [{ page_after: 5 }, "page_after", "5", cursor],
    [{ page_after: new Date(0) }, "page_after", "an object of type Date", cursor],
    [{ page_before: null }, "page_before", "null", cursor],
    [null, "query", "null", object],
    ["page_size=5", "query", '"(not shown)"', object],
    [["page_size"], "query", '"(not shown)"', object],
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
    [{ of_a_later_version: 1, a__gte_or_so: "no time stamp" }],
  ])("is accepted as %j", ([query]) => {
    list(EVSE_ID, query);
  });
});
