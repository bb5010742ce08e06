// Coverage of a small contract: these exchanges reach all targets, and each of them is needed.

import { expect, test } from "vitest";
import { missingFrom, tableOf } from "./count.ts";
import type { ExchangeRecord } from "./record.ts";
import { targetsOf } from "./targets.ts";

const contract = {
  paths: {
    "/boxes/{box_id}/things": {
      get: {
        operationId: "listThings",
        parameters: [
          { name: "box_id", in: "path", required: true, schema: { type: "string", pattern: "^b[0-9]{2}$" } },
          { name: "size", in: "query", schema: { type: "integer", minimum: 1, default: 5 } },
          { name: "with", in: "query", schema: { type: "array", items: { type: "string", enum: ["lid", "key"] } } },
        ],
        responses: {
          "200": { content: { "application/json": { examples: { page: { value: [{ id: 1 }] } } } } },
          "429": { $ref: "#/components/responses/TooMany" },
        },
      },
    },
  },
  components: { responses: { TooMany: { headers: { "Retry-After": {} }, content: { "application/problem+json": {} } } } },
};
const targets = targetsOf(contract);

const good: ExchangeRecord = {
  method: "GET",
  path: "/boxes/b01/things",
  query: [],
  requestHeaders: {},
  status: 200,
  responseHeaders: { "content-type": "application/json; charset=utf-8" },
  body: "[]",
  violations: [],
  isSound: true,
};

function withQuery(...query: [string, string][]): ExchangeRecord {
  return { ...good, query };
}

function refused(record: ExchangeRecord, violation: string): ExchangeRecord {
  return { ...record, status: 400, responseHeaders: {}, body: "{}", violations: [violation] };
}

function badPath(id: string): ExchangeRecord {
  return refused({ ...good, path: `/boxes/${id}/things` }, "request.path.box_id pattern");
}

const tooMany = { "content-type": "application/problem+json", "retry-after": "1" };
const needed: [reaches: string[], exchange: ExchangeRecord][] = [
  [["200 application/json page"], { ...good, body: '[ { "id": 1 } ]' }],
  [["429", "429 application/problem+json", "429 Retry-After"], { ...good, status: 429, responseHeaders: tooMany }],
  [["path box_id: no match, refused"], badPath("c01")],
  [["path box_id: more before a match, refused"], badPath("%0Ab01")],
  [["path box_id: more after a match, refused"], badPath("b012")],
  [["query size: given", "query size: 1"], withQuery(["size", "1"])],
  [["query size: 0, refused"], refused(withQuery(["size", "0"]), "request.query.size minimum")],
  [["query size: not integer, refused"], refused(withQuery(["size", "x"]), "request.query.size type")],
  [["query with: several", "query with: key"], withQuery(["with", "lid"], ["with", "key"])],
  [["query with: not a member, refused"], refused(withQuery(["with", "pen"]), "request.query.with.0 enum")],
];
const all = [withQuery(["with", "lid"]), ...needed.map(([, exchange]) => exchange)];

function missing(exchanges: readonly ExchangeRecord[]): string[] {
  return missingFrom(targets, exchanges).map(({ name }) => name);
}

test("these exchanges reach everything", () => {
  expect(missing(all)).toEqual([]);
});

test.for(needed)("only one exchange reaches %j", ([reaches, exchange]) => {
  expect(missing(all.filter((other) => other !== exchange))).toEqual(reaches);
});

const one = withQuery(["size", "1"]);
const zero = refused(withQuery(["size", "0"]), "request.query.size minimum");

test.for<[what: string, exchange: ExchangeRecord]>([
  ["a good value that was refused", refused(one, "request.query.with.0 enum")],
  ["a response that violates the contract", { ...one, isSound: false }],
  ["another method", { ...one, method: "POST" }],
  ["another path", { ...one, path: "/boxes/b01/things/1" }],
  ["a bad value that was accepted", { ...zero, status: 200 }],
  ["a bad value that was refused for another parameter", { ...zero, violations: ["request.query.sizes minimum"] }],
  ["a bad value that was refused for another keyword", { ...zero, violations: ["request.query.size type"] }],
])("%s does not count", ([, exchange]) => {
  const others = all.filter(({ query }) => query[0]?.[1] !== "1" && query[0]?.[1] !== "0");

  expect(missing([...others, exchange])).toEqual(expect.arrayContaining(["query size: 1", "query size: 0, refused"]));
});

test("the table has a line for each operation and each missing target, including unknown keywords", () => {
  const parameter = { name: "q", in: "query", schema: { type: "string", maxLength: 3 } };
  const { get } = contract.paths["/boxes/{box_id}/things"];
  const extended = targetsOf({ ...contract, paths: { "/boxes/{box_id}/things": { get: { ...get, parameters: [parameter] } } } });
  const exchanges = [withQuery(["q", "abc"]), ...all.filter(({ status }) => status !== 429)];

  expect(tableOf(extended, missingFrom(extended, exchanges)).split("\n")).toEqual([
    "operation   statuses  media types  headers  examples  parameters",
    "listThings       1/2          1/2      0/1       1/1         2/3",
    "missing: listThings 429",
    "missing: listThings 429 application/problem+json",
    "missing: listThings 429 Retry-After",
    "missing: listThings query q: maxLength, unknown",
  ]);
});
