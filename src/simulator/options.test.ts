// The options of a simulator: their defaults, their values, and the errors of invalid ones.

import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { EVSE_ID } from "../../tests/support/rows.ts";
import { NOW } from "../../tests/support/trial.ts";
import { InvalidArgumentError } from "../errors.ts";
import { readDisorder } from "./disorder.ts";
import { readOptions } from "./options.ts";

beforeEach(() => void vi.setSystemTime("2026-01-31T12:00:00Z"));
afterEach(() => void vi.useRealTimers());

const now = () => NOW;

/** Returns the error of options that a program without types may pass. */
function errorOf(options: unknown): InvalidArgumentError {
  try {
    readOptions(options as object);
  } catch (error) {
    if (error instanceof InvalidArgumentError) return error;
    throw error;
  }
  throw new Error("the options are valid");
}

test("without options, every setting has a default", () => {
  const defaults = {
    evseIds: [EVSE_ID],
    fromUs: Date.UTC(2024, 2, 18, 9, 39, 45) * 1000,
    toUs: Infinity,
    seed: 1,
    intervalUs: 300_000_000,
    clients: new Map([["demo", "demo-secret"]]),
    tokens: new Map([["demo-token", ["evse:read", "debug:read"]]]),
    refreshTokens: new Map(),
    tokenTtlSeconds: 36_000,
    rateLimit: 1000,
    latencyMs: 0,
    disorder: readDisorder(false),
    faults: [],
    now,
  };
  const undefinedOptions = { evses: undefined, from: undefined, to: undefined, auth: undefined, faults: undefined };

  expect(readOptions({ now })).toEqual(defaults);
  expect(readOptions({ now, ...undefinedOptions })).toEqual(defaults);
});

test("a number of evses becomes as many ids, which depend on the seed", () => {
  const { evseIds } = readOptions({ evses: 100 });

  expect(new Set(evseIds).size).toBe(100);
  expect(evseIds[0]).toBe(EVSE_ID);
  expect(evseIds.filter((id) => !/^evse01[0-9A-HJKMNP-TV-Z]{24}$/.test(id))).toEqual([]);
  expect(readOptions({ evses: 3 }).evseIds).toEqual(evseIds.slice(0, 3));
  expect(readOptions({ evses: 3, seed: 2 }).evseIds[1]).not.toBe(evseIds[1]);
});

test.for<[value: string | number | Date, us: number]>([
  ["2024-04-17T11:39:45.984584+02:00", 1_713_346_785_984_584],
  [1_713_346_785_984.5, 1_713_346_785_984_500],
  [new Date(1_713_346_785_984), 1_713_346_785_984_000],
  [0, 0],
])("from and to can be %j", ([value, us]) => {
  expect(readOptions({ from: value, to: value })).toMatchObject({ fromUs: us, toUs: us });
});

test.for<[name: string, invalid: readonly unknown[]]>([
  ["options", [null, 5, []]],
  ["evses", [0, 1.5, 10_001, "2", null, ["evse"], [7], [`${EVSE_ID}5`]]],
  ["from", ["2024-04-17", "2024-04-17T09:39:45", -1, Date.UTC(2200, 0), new Date(Number.NaN), null, {}]],
  ["to", ["2024-04-17", Infinity, "1970-01-01T00:00:00Z"]],
  ["seed", [1.5, "1", null, 2 ** 53]],
  ["sampleIntervalSeconds", [0, 86_401, "300", Infinity]],
  ["disorder", [5, null, "v2g"]],
  ["rateLimit", [0, 1.5, "5", Infinity]],
  ["latencyMs", [-1, "5", Infinity]],
  ["now", [5, null, () => Number.NaN, () => new Date(0)]],
  ["auth", [5, "demo-token", []]],
  ["faults", [5, null, { kind: "cut" }]],
])("%s is validated", ([name, invalid]) => {
  for (const value of invalid) {
    expect(errorOf(name === "options" ? value : { [name]: value }).argument).toBe(name);
  }
});

test.for<[options: unknown, argument: string, unknownName: string]>([
  [{ seeed: 1 }, "options", "seeed"],
  [{ auth: { token: "x" } }, "auth", "token"],
  [{ disorder: { lateUpload: true } }, "disorder", "lateUpload"],
  [{ faults: [{ kind: "cut" }, { kind: "slow", delay: 5 }] }, "faults[1]", "delay"],
])("an unknown member is rejected by name: %j", ([options, argument, unknownName]) => {
  const error = errorOf(options);

  expect(error.argument).toBe(argument);
  expect(error.message).toContain(`"${unknownName}"`);
});

test.for<[name: string, value: unknown]>([
  ["clients", "pl4nted"],
  ["clients", { "": "pl4nted" }],
  ["clients", { pl4nted: 5 }],
  ["tokens", ["pl4nted"]],
  ["tokens", { pl4nted: ["pl4nted pl4nted"] }],
  ["tokens", { "pl4nted pl4nted": "evse:read" }],
  ["refreshTokens", { pl4nted: null }],
  ["tokenTtlSeconds", 0],
])("auth.%s of %j is rejected without showing a secret", ([name, value]) => {
  const { argument, message } = errorOf({ auth: { [name]: value } });

  expect(argument).toBe(`auth.${name}`);
  expect(message).not.toContain("pl4nt");
});
