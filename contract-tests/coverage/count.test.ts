// Coverage of a small contract: these exchanges reach all targets, and each of them is needed.

import { expect, test } from "vitest";
import { missingFrom, tableOf } from "./count.ts";
import type { ExchangeRecord } from "./record.ts";
import { targetsOf } from "./targets.ts";

const page = { value: [{ id: 1 }] };
const contract = {
  paths: {
    "/boxes/{box_id}/things": {
      parameters: [{ name: "box_id", in: "path", required: true, schema: { type: "string", pattern: "^b[0-9]{2}$" } }],
      get: {
        operationId: "listThings",
        parameters: [
          { name: "size", in: "query", schema: { type: "integer", minimum: 1, maximum: 9, default: 5 } },
          { name: "with", in: "query", schema: { type: "array", items: { type: "string", enum: ["lid", "key"] } } },
          { name: "since", in: "query", schema: { type: "string", format: "date-time" } },
          { name: "Api-Version", in: "header", required: true, schema: { type: "number", enum: [2] } },
        ],
        responses: {
          "200": {
            headers: { Link: { examples: { last: { value: '<about:blank>; rel="next"' } } } },
            content: { "application/json": { examples: { page, emptyPage: { value: [] } } } },
          },
          "429": { $ref: "#/components/responses/TooMany" },
        },
      },
    },
  },
  components: {
    headers: { RetryAfter: {} },
    responses: {
      TooMany: {
        headers: { "Retry-After": { $ref: "#/components/headers/RetryAfter" } },
        content: { "application/problem+json": {} },
      },
    },
  },
};
const targets = targetsOf(contract);

const good: ExchangeRecord = {
  method: "GET",
  path: "/boxes/b01/things",
  query: [],
  requestHeaders: { "api-version": "2" },
  status: 200,
  responseHeaders: { "content-type": "application/json; charset=utf-8", link: '<x>; rel="next"' },
  body: "[]",
  violations: [],
  isSound: true,
};

function withQuery(...query: [string, string][]): ExchangeRecord {
  return { ...good, query };
}

function refused(record: ExchangeRecord, ...violations: string[]): ExchangeRecord {
  const responseHeaders = { "content-type": "application/problem+json" };
  return { ...record, status: 400, responseHeaders, body: "{}", violations };
}

function withVersion(version: string): ExchangeRecord {
  return { ...good, requestHeaders: { "api-version": version } };
}

const needed: { reaches: string[]; exchange: ExchangeRecord }[] = [
  { reaches: ["200 application/json page"], exchange: { ...good, body: '[ { "id": 1 } ]' } },
  {
    reaches: ["200 Link last"],
    exchange: { ...good, responseHeaders: { ...good.responseHeaders, link: '<about:blank>; rel="next"' } },
  },
  {
    reaches: ["429", "429 application/problem+json", "429 Retry-After"],
    exchange: {
      ...good,
      status: 429,
      responseHeaders: { "content-type": "application/problem+json", "retry-after": "1" },
    },
  },
  {
    reaches: ["path box_id: no match, refused"],
    exchange: refused({ ...good, path: "/boxes/c01/things" }, "request.path.box_id pattern"),
  },
  {
    reaches: ["path box_id: more before a match, refused"],
    exchange: refused({ ...good, path: "/boxes/%0Ab01/things" }, "request.path.box_id pattern"),
  },
  {
    reaches: ["path box_id: more after a match, refused"],
    exchange: refused({ ...good, path: "/boxes/b012/things" }, "request.path.box_id pattern"),
  },
  { reaches: ["query size: 1"], exchange: withQuery(["size", "1"]) },
  { reaches: ["query size: 9"], exchange: withQuery(["size", "9"]) },
  {
    reaches: ["query size: 0, refused"],
    exchange: refused(withQuery(["size", "0"]), "request.query.size minimum"),
  },
  {
    reaches: ["query size: 10, refused"],
    exchange: refused(withQuery(["size", "10"]), "request.query.size maximum"),
  },
  {
    reaches: ["query size: not integer, refused"],
    exchange: refused(withQuery(["size", "x"]), "request.query.size type"),
  },
  { reaches: ["query with: several", "query with: key"], exchange: withQuery(["with", "lid"], ["with", "key"]) },
  {
    reaches: ["query with: not a member, refused"],
    exchange: refused(withQuery(["with", "lid"], ["with", "pen"]), "request.query.with.1 enum"),
  },
  { reaches: ["query since: given"], exchange: withQuery(["since", "2024-04-17T09:39:45Z"]) },
  {
    reaches: ["query since: not date-time, refused"],
    exchange: refused(withQuery(["since", "noon"]), "request.query.since format"),
  },
  {
    reaches: ["header Api-Version: not a member, refused"],
    exchange: refused(withVersion("3"), "request.header.api-version enum"),
  },
  {
    reaches: ["header Api-Version: not number, refused"],
    exchange: refused(withVersion("x"), "request.header.api-version type"),
  },
  {
    reaches: ["header Api-Version: omitted, refused"],
    exchange: refused({ ...good, requestHeaders: {} }, "request.header required"),
  },
];
const all = [withQuery(["with", "lid"]), good, ...needed.map(({ exchange }) => exchange)];

function missing(exchanges: readonly ExchangeRecord[]): string[] {
  return missingFrom(targets, exchanges).map(({ name }) => name);
}

test("these exchanges reach everything", () => {
  expect(missing(all)).toEqual([]);
});

test.for(needed)("only one exchange reaches $reaches", ({ exchange, reaches }) => {
  expect(missing(all.filter((other) => other !== exchange))).toEqual(reaches);
});

const good9 = withQuery(["size", "9"]);
const bad10 = refused(withQuery(["size", "10"]), "request.query.size maximum");

test.for([
  { what: "a good value that was refused", exchange: refused(good9, "request.query.with.0 enum") },
  { what: "a response that violates the contract", exchange: { ...good9, isSound: false } },
  { what: "another method", exchange: { ...good9, method: "POST" } },
  { what: "another path", exchange: { ...good9, path: "/boxes/b01/things/1" } },
  { what: "a bad value that was accepted", exchange: { ...bad10, status: 200 } },
  {
    what: "a bad value that was refused for another parameter",
    exchange: { ...bad10, violations: ["request.query.sizes maximum"] },
  },
  {
    what: "a bad value that was refused for another keyword",
    exchange: { ...bad10, violations: ["request.query.size type"] },
  },
])("$what does not count", ({ exchange }) => {
  const others = all.filter(({ query }) => query[0]?.[1] !== "9" && query[0]?.[1] !== "10");

  expect(missing([...others, exchange])).toEqual(["query size: 9", "query size: 10, refused"]);
});

test("a keyword with unknown boundaries is always missing", () => {
  const schema = { type: "string", maxLength: 3 };
  const operation = { operationId: "listThings", parameters: [{ name: "q", in: "query", schema }], responses: {} };
  const paths = { "/boxes/{box_id}/things": { get: operation } };

  expect(missingFrom(targetsOf({ paths }), [good, withQuery(["q", "abc"])])).toMatchObject([
    { operation: "listThings", dimension: "parameters", name: "query q: maxLength, unknown" },
  ]);
});

test("the table has a line for each operation and each missing target", () => {
  const exchanges = all.filter(({ status, query }) => status !== 429 && query[0]?.[1] !== "9");

  expect(tableOf(targets, missingFrom(targets, exchanges)).split("\n")).toEqual([
    "operation   statuses  media types  headers  examples  parameters",
    "listThings       1/2          1/2      1/2       3/3       24/25",
    "missing: listThings 429",
    "missing: listThings 429 application/problem+json",
    "missing: listThings 429 Retry-After",
    "missing: listThings query size: 9",
  ]);
});
