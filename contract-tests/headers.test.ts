// Every response header on every declared status of every operation, by its value on the wire; and those of the requests.

import { describe, expect, test } from "vitest";
import { useMock } from "./mock.ts";
import { operations } from "./operations.ts";

const mock = useMock();

const link = {
  listEvseStatusLogs:
    '<https://api.ev.energy/v2/evses/evse01HSH04KDEWF6Z4DB2J77J74K5/status_logs?page_before=2024-04-17T09%3A39%3A45.984584Z&page_size=25>; rel="previous", <about:blank>; rel="next"',
  getEvseStatusLog: null,
  listEvseCommandLogs:
    '<https://api.ev.energy/v2/evses/evse01HSH04KDEWF6Z4DB2J77J74K5/command_logs?page_before=2024-04-17T09%3A39%3A45.984584Z&page_size=25>; rel="previous", <about:blank>; rel="next"',
  getEvseCommandLog: null,
};

const problem = { "Content-Type": "application/problem+json", "Retry-After": null };

const statuses = [
  { status: 200, headers: { "Content-Type": "application/json", "Retry-After": null } },
  { status: 400, headers: problem },
  { status: 401, headers: problem },
  { status: 403, headers: problem },
  { status: 404, headers: problem },
  { status: 406, headers: problem },
  { status: 429, headers: { ...problem, "Retry-After": "42" } },
];

describe.each(operations)("$id", ({ id, send }) => {
  test.for(statuses)("$status has its headers and no others of the contract", async ({ status, headers }) => {
    const { response } = await send(mock.client({ prefer: `code=${status}` }));

    const expected = {
      ...headers,
      "EvEnergy-Version": "2",
      "X-RateLimit-Limit": "1000",
      "X-RateLimit-Remaining": "987",
      Link: status === 200 ? link[id] : null,
      Deprecation: null,
    };
    const got = Object.keys(expected).map((name) => [name, response.headers.get(name)]);
    expect(response.status).toBe(status);
    expect(Object.fromEntries(got)).toEqual(expected);
  });

  test("the request has the version, both media types and the token", async () => {
    await send(mock.client({ auth: () => "a-token" }));

    expect(Object.fromEntries(mock.exchanges[0]?.requestHeaders ?? [])).toMatchObject({
      "evenergy-version": "2",
      accept: "application/json, application/problem+json",
      authorization: "Bearer a-token",
    });
  });

  test("a success is also served to who accepts nothing but JSON", async () => {
    const { response } = await send(mock.client(), { headers: { Accept: "application/json" } });

    expect(response.status).toBe(200);
    expect(response.headers.get("Content-Type")).toBe("application/json");
  });
});

test.for(operations)("the client keeps the rate limit that $id answers with", async ({ call }) => {
  const client = mock.client();
  expect(client.rateLimit).toBeUndefined();

  await call(client);

  expect(client.rateLimit).toEqual({ limit: 1000, remaining: 987 });
});
