// What a fault is made from, and what is said of one that can't be right.

import { expect, test } from "vitest";
import { readFaults } from "./fault-options.ts";

test.for([
  { kind: "status", status: 400 },
  { kind: "status", status: 599, headers: { "Retry-After": "1" }, request: 1, to: "token" },
  { kind: "html" },
  { kind: "html", status: 200 },
  { kind: "html", status: 503, to: "api" },
  { kind: "reset", request: [1, 2, 3] },
  { kind: "stall" },
  { kind: "stall", part: "head" },
  { kind: "stall", part: "body", request: undefined },
  { kind: "cut" },
  { kind: "slow", delayMs: 0 },
] as const)("a fault can be %j", (fault) => {
  expect(readFaults([fault])).toEqual([fault]);
});

test.for<[fault: unknown, argument: string]>([
  [null, "faults[0]"],
  ["cut", "faults[0]"],
  [{}, "faults[0].kind"],
  [{ kind: "explode" }, "faults[0].kind"],
  [{ kind: "constructor" }, "faults[0].kind"],
  [{ kind: "cut", to: "API" }, "faults[0].to"],
  [{ kind: "cut", request: 0 }, "faults[0].request"],
  [{ kind: "cut", request: [1, 1.5] }, "faults[0].request"],
  [{ kind: "cut", request: "1" }, "faults[0].request"],
  [{ kind: "cut", request: null }, "faults[0].request"],
  [{ kind: "status" }, "faults[0].status"],
  [{ kind: "status", status: 200 }, "faults[0].status"],
  [{ kind: "status", status: 399 }, "faults[0].status"],
  [{ kind: "status", status: 600 }, "faults[0].status"],
  [{ kind: "status", status: "500" }, "faults[0].status"],
  [{ kind: "status", status: 500, headers: { "a b": "c" } }, "faults[0].headers"],
  [{ kind: "status", status: 500, headers: 5 }, "faults[0].headers"],
  [{ kind: "html", status: 204 }, "faults[0].status"],
  [{ kind: "html", status: 304 }, "faults[0].status"],
  [{ kind: "stall", part: "tail" }, "faults[0].part"],
  [{ kind: "slow" }, "faults[0].delayMs"],
  [{ kind: "slow", delayMs: -1 }, "faults[0].delayMs"],
  [{ kind: "slow", delayMs: "5" }, "faults[0].delayMs"],
])("a fault can't be %j", ([fault, argument]) => {
  expect(() => readFaults([fault])).toThrow(expect.objectContaining({ code: "invalid_argument", argument }));
});

test.for<[fault: unknown, message: string]>([
  [
    { kind: "explode" },
    'faults[0].kind: got "explode"; it takes one of "status", "html", "reset", "stall", "cut", "slow"',
  ],
  [
    { kind: "status", status: 500, headers: { "a b": "c" } },
    "faults[0].headers: got an object of type Object; it takes headers by name",
  ],
])("a complaint says what it got and what is taken: %j", ([fault, message]) => {
  expect(() => readFaults([fault])).toThrow(message);
});
