// The four typed calls against the mock: what they send, and what they return.

import { describe, expect, expectTypeOf, test } from "vitest";
import type { CommandLog, StatusLog } from "../../src/index.ts";
import type { Calls } from "../behaviours/behaviour.ts";
import { charging, EVSE_ID, examples, scheduledCharging, TIMESTAMP } from "../fixtures.ts";
import { useMock } from "./mock.ts";

const mock = useMock();

/** The decoded path and query of each request of the current test. */
function sent(): [string, string][] {
  return mock.exchanges.map(({ path, query }) => [decodeURIComponent(path), decodeURIComponent(`${query}`)]);
}

describe.each([
  { family: "statusLogs", path: "status_logs", body: examples.listEvseStatusLogs.page, log: charging },
  { family: "commandLogs", path: "command_logs", body: examples.listEvseCommandLogs.page, log: scheduledCharging },
] as const)("$family", ({ family, path: name, body, log }) => {
  const path = `/evses/evse01HSH04KDEWF6Z4DB2J77J74K5/${name}`;
  const calls = (prefer?: string) => mock.client(prefer === undefined ? {} : { prefer })[family] as unknown as Calls;

  test("list requests the largest page, and ends after a link to about:blank", async () => {
    expect(await calls().list(EVSE_ID).toArray()).toEqual(body);
    expect(sent()).toEqual([[path, "page_size=100"]]);
  });

  test("a page has links to its neighbours, the rate limit and the response", async () => {
    const [page, ...others] = await Array.fromAsync(calls().list(EVSE_ID).pages());

    expect(others).toEqual([]);
    expect(page).toMatchObject({ items: body, next: undefined, rateLimit: { limit: 1000, remaining: 987 } });
    expect(page?.previous).toBe("page_before=2024-04-17T09%3A39%3A45.984584Z&page_size=25");
    expect(page?.response.headers.get("EvEnergy-Version")).toBe("2");
  });

  test("list resumes from a page's neighbour with the query of its link and no other", async () => {
    const [page] = await Array.fromAsync(calls().list(EVSE_ID).pages());
    await calls().list(EVSE_ID, { page_size: 7 }, { from: page?.previous }).toArray();

    expect(sent().at(-1)).toEqual([path, "page_before=2024-04-17T09:39:45.984584Z&page_size=25"]);
  });

  test("list sends the page size and cursors unchanged", async () => {
    await calls().list(EVSE_ID, { page_after: "a b&c=d", page_before: TIMESTAMP, page_size: 7 }).toArray();

    expect(Object.fromEntries(mock.exchanges[0]?.query ?? [])).toEqual({
      page_after: "a b&c=d",
      page_before: "2024-04-17T09:39:45.984584Z",
      page_size: "7",
    });
  });

  test("expand is a repeated parameter of both calls", async () => {
    const expand = ["evse.model", "evse.user"];
    await calls().list(EVSE_ID, { expand }).toArray();
    await calls().get(EVSE_ID, TIMESTAMP, { expand });

    const wire = "expand=evse.model&expand=evse.user";
    expect(mock.exchanges.map(({ query }) => `${query}`)).toEqual([`${wire}&page_size=100`, wire]);
  });

  test("get requests one log by its exact timestamp, in any time zone", async () => {
    expect(await calls().get(EVSE_ID, TIMESTAMP)).toEqual(log);
    expect(await calls().get(EVSE_ID, "2024-04-17T11:39:45.984584+02:00")).toEqual(log);
    expect(sent()).toEqual([
      [`${path}/2024-04-17T09:39:45.984584Z`, ""],
      [`${path}/2024-04-17T11:39:45.984584+02:00`, ""],
    ]);
  });

  test("the request has the version, both media types and the token", async () => {
    await mock.client({ auth: () => "a-token" })[family].get(EVSE_ID, TIMESTAMP);

    expect(Object.fromEntries(mock.exchanges[0]?.requestHeaders ?? [])).toMatchObject({
      "evenergy-version": "2",
      accept: "application/json, application/problem+json",
      authorization: "Bearer a-token",
    });
  });
});

test("status logs are filtered by sampled_at", async () => {
  const bounds = { sampled_at__gte: "2024-04-17T00:00:00Z", sampled_at__lte: "2024-04-17T23:59:59.999999Z" };
  const logs = await mock.client().statusLogs.list(EVSE_ID, bounds).toArray();

  expectTypeOf(logs).toEqualTypeOf<StatusLog[]>();
  expect(Object.fromEntries(mock.exchanges[0]?.query ?? [])).toEqual({ ...bounds, page_size: "100" });
});

test("command logs are filtered by logged_at", async () => {
  const bounds = { logged_at__gte: "2024-04-17T00:00:00Z", logged_at__lte: "2024-04-17T23:59:59.999999Z" };
  const logs = await mock.client().commandLogs.list(EVSE_ID, bounds).toArray();

  expectTypeOf(logs).toEqualTypeOf<CommandLog[]>();
  expect(Object.fromEntries(mock.exchanges[0]?.query ?? [])).toEqual({ ...bounds, page_size: "100" });
});

test("the filters of the other family are errors in types and at run time", () => {
  const { statusLogs, commandLogs } = mock.client();
  // @ts-expect-error command logs have no sampled_at
  expect(() => commandLogs.list(EVSE_ID, { sampled_at__gte: TIMESTAMP })).toThrow("unknown query parameter");
  // @ts-expect-error status logs are filtered by sampled_at only
  expect(() => statusLogs.list(EVSE_ID, { logged_at__gte: TIMESTAMP })).toThrow("unknown query parameter");
});
