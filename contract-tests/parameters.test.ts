// Every parameter below, at and above its bounds. It goes through `client.http`, which does not check what it sends, so that
// the contract itself has to refuse what is bad; that the client refuses it first is the matter of its own tests.

import { describe, expect, test } from "vitest";
import { examples, problems } from "./fixtures.ts";
import { useMock } from "./mock.ts";
import {
  getEvseCommandLog,
  getEvseStatusLog,
  listEvseCommandLogs,
  listEvseStatusLogs,
  lists,
  type Operation,
  operations,
  type Parameters,
} from "./operations.ts";
import { violations } from "./wire.ts";

const mock = useMock();

async function accepted({ id, send }: Operation, parameters: Parameters) {
  const { response, data } = await send(mock.client(), parameters);

  expect({ status: response.status, data }).toEqual({ status: 200, data: Object.values(examples[id])[0] });
}

/** Asserts that the contract refuses the parameters, and for the expected reason: a place and the keyword that it broke. */
async function refused({ id, send }: Operation, parameters: Parameters, reason: string) {
  const { response, error } = await send(mock.client(), parameters);

  const problem = id.startsWith("list") ? problems.invalidPageSize : problems.unsupportedVersion;
  expect(violations(response.headers)).toContain(`request.${reason}`);
  expect({ status: response.status, error }).toEqual({ status: 400, error: problem });
}

const goodStamps = [
  "2024-04-17T09:39:45Z",
  "2024-04-17T09:39:45.9Z",
  "2024-01-01T11:11:11.1111Z",
  "2024-04-17T09:39:45.984584Z",
  "2024-04-17T09:39:45.984584+02:00",
  "2024-02-29T23:59:59-11:30",
];
const badStamps = [
  "2024-04-17T09:39:45",
  "2024-04-17T09:39:45.984584",
  "2024-04-17",
  "09:39:45Z",
  "2024-13-17T09:39:45Z",
  "2023-02-29T09:39:45Z",
  "1713346785",
  "yesterday",
];

describe.each(operations)("$id, evse_id", (operation) => {
  test.for([
    "evse01HSH04KDEWF6Z4DB2J77J74K5",
    "evse00000000000000000000000000",
    "evse99999999999999999999999999",
    "evseABCDEFGHIJKLMNOPQRSTUVWXYZ",
  ])("accepts %s", (evse_id) => accepted(operation, { path: { evse_id } }));

  test.for([
    ["a character too few", "evse01HSH04KDEWF6Z4DB2J77J74K"],
    ["a character too many", "evse01HSH04KDEWF6Z4DB2J77J74K55"],
    ["lower case", "evse01hsh04kdewf6z4db2j77j74k5"],
    ["an upper-case prefix", "EVSE01HSH04KDEWF6Z4DB2J77J74K5"],
    ["another resource's prefix", "user01HSH04KDEWF6Z4DB2J77J74K5"],
    ["no prefix", "01HSH04KDEWF6Z4DB2J77J74K5"],
    ["an underscore", "evse01HSH04KDEWF6Z4DB2J77J74_5"],
    ["a blank before it", " evse01HSH04KDEWF6Z4DB2J77J74K5"],
    ["a line break after it", "evse01HSH04KDEWF6Z4DB2J77J74K5\n"],
    ["a path upwards", "../users"],
  ] as const)("refuses %s", ([, evse_id]) => refused(operation, { path: { evse_id } }, "path.evse_id pattern"));
});

describe.each([
  { ...getEvseStatusLog, name: "sampled_at" },
  { ...getEvseCommandLog, name: "logged_at" },
])("$id, $name", ({ name, ...operation }) => {
  test.for(goodStamps)("accepts %s", (stamp) => accepted(operation, { path: { [name]: stamp } }));
  test.for(badStamps)("refuses %s", (stamp) => refused(operation, { path: { [name]: stamp } }, `path.${name} format`));
});

describe.each([
  { ...listEvseStatusLogs, name: "sampled_at__gte" },
  { ...listEvseStatusLogs, name: "sampled_at__lte" },
  { ...listEvseCommandLogs, name: "logged_at__gte" },
  { ...listEvseCommandLogs, name: "logged_at__lte" },
])("$id, $name", ({ name, ...operation }) => {
  test.for(goodStamps)("accepts %s", (stamp) => accepted(operation, { query: { [name]: stamp } }));
  test.for(badStamps)("refuses %s", (stamp) =>
    refused(operation, { query: { [name]: stamp } }, `query.${name} format`),
  );
  test("refuses two of them", () =>
    refused(operation, { query: { [name]: ["2024-04-17T09:39:45Z", "2024-04-17T09:39:46Z"] } }, `query.${name} type`));
});

describe.each(lists)("$id, page_size", (operation) => {
  test.for([1, 2, 25, 99, 100])("accepts %d", (page_size) => accepted(operation, { query: { page_size } }));
  test("may be left out", () => accepted(operation, {}));

  test.for([
    [0, "minimum"],
    [-1, "minimum"],
    [101, "maximum"],
    [1000, "maximum"],
    [1.5, "type"],
    ["abc", "type"],
    ["25,50", "type"],
    [[25, 50], "type"],
  ] as const)("refuses %s for its %s", ([page_size, keyword]) =>
    refused(operation, { query: { page_size } }, `query.page_size ${keyword}`),
  );
});

describe.each(
  lists.flatMap((list) => [
    { ...list, name: "page_after" },
    { ...list, name: "page_before" },
  ]),
)("$id, $name", ({ name, ...operation }) => {
  test.for([
    "2024-04-17T09:39:45.984584Z",
    "evse01HSH04KDEWF6Z4DB2J77J74K5",
    "x",
    "0",
    "a b&c=d;e/ü?#[]%",
    "c".repeat(2000),
  ])("accepts %s, for a cursor is opaque", (cursor) => accepted(operation, { query: { [name]: cursor } }));

  test("refuses two of them", () => refused(operation, { query: { [name]: ["a", "b"] } }, `query.${name} type`));
});

test.for(lists)("$id takes both cursors, both bounds and the rest at once", async (operation) => {
  const stamp = operation.id === "listEvseStatusLogs" ? "sampled_at" : "logged_at";
  await accepted(operation, {
    query: {
      [`${stamp}__gte`]: "2024-04-17T00:00:00Z",
      [`${stamp}__lte`]: "2024-04-17T23:59:59.999999Z",
      page_size: 100,
      page_after: "a",
      page_before: "b",
      expand: ["evse.model.make", "evse.user"],
    },
  });
});

describe.each(operations)("$id, expand", (operation) => {
  test.for([
    [["evse"]],
    [["evse.model"]],
    [["evse.model.make"]],
    [["evse.user"]],
    [["evse", "evse.user"]],
    [["evse.user", "evse.model.make", "evse.model", "evse"]],
  ])("accepts %j", ([expand]) => accepted(operation, { query: { expand } }));

  test.for([
    ["evse.make", 0],
    ["evse.model.make.evse_models", 0],
    ["evse.latest_status_log", 0],
    ["user", 0],
    ["EVSE", 0],
    ["evse,evse.user", 0],
    [["evse", "evse.location"], 1],
  ] as const)("refuses %j", ([expand, index]) =>
    refused(operation, { query: { expand } }, `query.expand.${index} enum`),
  );

  test("goes over the wire as a repeated parameter", async () => {
    await operation.send(mock.client(), { query: { expand: ["evse.model", "evse.user"] } });

    expect([...(mock.exchanges[0]?.query ?? [])]).toEqual([
      ["expand", "evse.model"],
      ["expand", "evse.user"],
    ]);
  });
});

describe.each(operations)("$id, EvEnergy-Version", (operation) => {
  test("accepts 2", () => accepted(operation, { headers: { "EvEnergy-Version": "2" } }));
  test("may be left out", () => accepted(operation, { headers: { "EvEnergy-Version": null } }));
  test.for([
    ["1", "enum"],
    ["3", "enum"],
    ["3.0", "enum"],
    ["2.1", "enum"],
    ["-2", "enum"],
    ["two", "type"],
  ] as const)("refuses %s for its %s", ([version, keyword]) =>
    refused(operation, { headers: { "EvEnergy-Version": version } }, `header.evenergy-version ${keyword}`),
  );
});

test.for([
  { ...listEvseStatusLogs, query: { logged_at__gte: "yesterday", logged_at__lte: "yesterday" } },
  { ...listEvseCommandLogs, query: { sampled_at__gte: "yesterday", sampled_at__lte: "yesterday" } },
  { ...getEvseStatusLog, query: { page_size: 0, page_after: ["a", "b"], sampled_at__gte: "yesterday" } },
  { ...getEvseCommandLog, query: { page_size: 0, page_after: ["a", "b"], logged_at__gte: "yesterday" } },
])("$id passes over what only other operations know", ({ query, ...operation }) => accepted(operation, { query }));
