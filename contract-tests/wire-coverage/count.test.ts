// The count of a small contract: nothing is missing as long as all of these exchanges were made, and each is needed.

import { describe, expect, test } from "vitest";
import { missingFrom, tableOf } from "./count.ts";
import { placesOf } from "./places.ts";
import type { ExchangeRecord } from "./record.ts";

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
const places = placesOf(contract);

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

function asking(...query: [string, string][]): ExchangeRecord {
  return { ...good, query };
}

function refused(record: ExchangeRecord, ...violations: string[]): ExchangeRecord {
  const responseHeaders = { "content-type": "application/problem+json" };
  return { ...record, status: 400, responseHeaders, body: "{}", violations };
}

function speaking(version: string): ExchangeRecord {
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
    reaches: ["path box_id: no fit, refused"],
    exchange: refused({ ...good, path: "/boxes/c01/things" }, "request.path.box_id pattern"),
  },
  {
    reaches: ["path box_id: more before a fit, refused"],
    exchange: refused({ ...good, path: "/boxes/%0Ab01/things" }, "request.path.box_id pattern"),
  },
  {
    reaches: ["path box_id: more after a fit, refused"],
    exchange: refused({ ...good, path: "/boxes/b012/things" }, "request.path.box_id pattern"),
  },
  { reaches: ["query size: 1"], exchange: asking(["size", "1"]) },
  { reaches: ["query size: 9"], exchange: asking(["size", "9"]) },
  {
    reaches: ["query size: 0, refused"],
    exchange: refused(asking(["size", "0"]), "request.query.size minimum"),
  },
  {
    reaches: ["query size: 10, refused"],
    exchange: refused(asking(["size", "10"]), "request.query.size maximum"),
  },
  {
    reaches: ["query size: no integer, refused"],
    exchange: refused(asking(["size", "x"]), "request.query.size type"),
  },
  { reaches: ["query with: several", "query with: key"], exchange: asking(["with", "lid"], ["with", "key"]) },
  {
    reaches: ["query with: no member, refused"],
    exchange: refused(asking(["with", "lid"], ["with", "pen"]), "request.query.with.1 enum"),
  },
  { reaches: ["query since: given"], exchange: asking(["since", "2024-04-17T09:39:45Z"]) },
  {
    reaches: ["query since: no date-time, refused"],
    exchange: refused(asking(["since", "noon"]), "request.query.since format"),
  },
  {
    reaches: ["header Api-Version: no member, refused"],
    exchange: refused(speaking("3"), "request.header.api-version enum"),
  },
  {
    reaches: ["header Api-Version: no number, refused"],
    exchange: refused(speaking("x"), "request.header.api-version type"),
  },
  {
    reaches: ["header Api-Version: left out, refused"],
    exchange: refused({ ...good, requestHeaders: {} }, "request.header required"),
  },
];
const all = [asking(["with", "lid"]), good, ...needed.map(({ exchange }) => exchange)];

function missing(exchanges: readonly ExchangeRecord[]): string[] {
  return missingFrom(places, exchanges).map(({ name }) => name);
}

test("nothing is missing after these exchanges", () => {
  expect(missing(all)).toEqual([]);
});

test.for(needed)("one exchange alone reaches $reaches", ({ exchange, reaches }) => {
  expect(missing(all.filter((other) => other !== exchange))).toEqual(reaches);
});

describe("nothing is reached", () => {
  const taken = asking(["size", "9"]);
  const bad = refused(asking(["size", "10"]), "request.query.size maximum");

  test.for([
    { why: "by a good value that was refused", exchange: refused(taken, "request.query.with.0 enum") },
    { why: "if the answer broke the contract", exchange: { ...taken, isSound: false } },
    { why: "by another method", exchange: { ...taken, method: "POST" } },
    { why: "below the path", exchange: { ...taken, path: "/boxes/b01/things/1" } },
    { why: "by a bad value that was taken", exchange: { ...bad, status: 200 } },
    { why: "by a bad value that the provider broke at", exchange: { ...bad, status: 500 } },
    {
      why: "by a bad value beside another one that was refused",
      exchange: { ...bad, violations: ["request.query.sizes maximum"] },
    },
    {
      why: "by a bad value that was refused for something else",
      exchange: { ...bad, violations: ["request.query.size type"] },
    },
  ])("$why", ({ exchange }) => {
    const others = all.filter(({ query }) => query[0]?.[1] !== "9" && query[0]?.[1] !== "10");

    expect(missing([...others, exchange])).toEqual(["query size: 9", "query size: 10, refused"]);
  });

  test("of a response that broke the contract", () => {
    expect(missing(all.map((exchange) => ({ ...exchange, isSound: exchange.status !== 429 })))).toEqual([
      "429",
      "429 application/problem+json",
      "429 Retry-After",
    ]);
  });
});

test("a bad value may be refused with 422 as well", () => {
  const with422 = all.map((exchange) => (exchange.status === 400 ? { ...exchange, status: 422 } : exchange));
  expect(missing(with422)).toEqual([]);
});

test("a keyword that nobody knows the boundaries of is missing, whatever was sent", () => {
  const schema = { type: "string", maxLength: 3 };
  const operation = { operationId: "listThings", parameters: [{ name: "q", in: "query", schema }], responses: {} };
  const exchanges = [good, asking(["q", "abc"])];

  expect(missingFrom(placesOf({ paths: { "/boxes/{box_id}/things": { get: operation } } }), exchanges)).toMatchObject([
    { operation: "listThings", dimension: "parameters", name: "query q: maxLength, not known" },
  ]);
});

test("the table has a line for each operation, and one for each place that is missing", () => {
  const exchanges = all.filter(({ status, query }) => status !== 429 && query[0]?.[1] !== "9");

  expect(tableOf(places, missingFrom(places, exchanges)).split("\n")).toEqual([
    "operation   statuses  media types  headers  examples  parameters",
    "listThings       1/2          1/2      1/2       3/3       24/25",
    "missing: listThings 429",
    "missing: listThings 429 application/problem+json",
    "missing: listThings 429 Retry-After",
    "missing: listThings query size: 9",
  ]);
});
