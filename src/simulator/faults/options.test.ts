import { expect, test } from "vitest";
import { readFaults } from "./options.ts";

test("every kind of fault is accepted with all its members", () => {
  const faults = [
    { kind: "status", status: 400 },
    { kind: "status", status: 599, headers: { "Retry-After": "1" }, request: 1, to: "token" },
    { kind: "html" },
    { kind: "html", status: 200, to: "api" },
    { kind: "reset", request: [1, 2, 3] },
    { kind: "stall" },
    { kind: "stall", part: "body", request: undefined },
    { kind: "cut" },
    { kind: "slow", delayMs: 0 },
  ];

  expect(readFaults(faults)).toEqual(faults);
});

test.for<[fault: unknown, argument: string]>([
  ["cut", "faults[0]"],
  [{ kind: "reset", status: 500 }, "faults[0]"],
  [{}, "faults[0].kind"],
  [{ kind: "constructor" }, "faults[0].kind"],
  [{ kind: "cut", to: "API" }, "faults[0].to"],
  [{ kind: "cut", request: 0 }, "faults[0].request"],
  [{ kind: "cut", request: [1, 1.5] }, "faults[0].request"],
  [{ kind: "status" }, "faults[0].status"],
  [{ kind: "status", status: 399 }, "faults[0].status"],
  [{ kind: "status", status: 600 }, "faults[0].status"],
  [{ kind: "status", status: 500, headers: { "a b": "c" } }, "faults[0].headers"],
  [{ kind: "html", status: 304 }, "faults[0].status"],
  [{ kind: "stall", part: "tail" }, "faults[0].part"],
  [{ kind: "slow" }, "faults[0].delayMs"],
  [{ kind: "slow", delayMs: -1 }, "faults[0].delayMs"],
])("%j is rejected", ([fault, argument]) => {
  expect(() => readFaults([fault])).toThrow(expect.objectContaining({ code: "invalid_argument", argument }));
});
