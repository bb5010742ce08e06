// What a simulator is made from: what each option takes, and what is said of one that can't be right.

import { describe, expect, test } from "vitest";
import { EVSE_ID } from "../../tests/support/rows.ts";
import { NOW } from "../../tests/support/trial.ts";
import { InvalidArgumentError } from "../errors.ts";
import { readOptions } from "./options.ts";

const now = () => NOW;

/** What is said of options that a program without types may hand in. */
function complaint(options: unknown): [argument: string, message: string] {
  try {
    readOptions(options as object);
  } catch (error) {
    if (error instanceof InvalidArgumentError) return [error.argument, error.message];
    throw error;
  }
  throw new Error("no complaint");
}

test("without options there is all that is needed", () => {
  expect({ ...readOptions({}), fromUs: 0 }).toEqual({
    evseIds: [EVSE_ID],
    fromUs: 0,
    toUs: Infinity,
    seed: 1,
    intervalUs: 300_000_000,
    clients: new Map([["demo", "demo-secret"]]),
    tokens: new Map([["demo-token", ["evse:read", "debug:read"]]]),
    refreshTokens: new Map(),
    tokenTtlSeconds: 36_000,
    rateLimit: 1000,
    latencyMs: 0,
    faults: [],
    now: expect.any(Function),
  });
});

test("undefined is as good as nothing", () => {
  const names = ["evses", "from", "to", "seed", "sampleIntervalSeconds", "auth", "rateLimit", "latencyMs", "faults"];
  const options = Object.fromEntries(names.map((name) => [name, undefined]));
  expect(readOptions({ now, ...options })).toEqual(readOptions({ now }));
});

test("every option is taken over", () => {
  const faults = [{ kind: "cut", request: 2 }] as const;
  expect(
    readOptions({
      evses: [EVSE_ID],
      from: "2024-01-01T00:00:00Z",
      to: "2024-02-01T00:00:00Z",
      seed: -7,
      sampleIntervalSeconds: 1,
      auth: {
        clients: { app: "secret", public: "" },
        tokens: { one: " evse:read  debug:read ", none: [] },
        refreshTokens: { two: ["debug:read"] },
        tokenTtlSeconds: 60,
      },
      rateLimit: 5,
      latencyMs: 10.2,
      faults,
      now,
    }),
  ).toEqual({
    evseIds: [EVSE_ID],
    fromUs: 1_704_067_200_000_000,
    toUs: 1_706_745_600_000_000,
    seed: -7,
    intervalUs: 1_000_000,
    clients: new Map([
      ["app", "secret"],
      ["public", ""],
    ]),
    tokens: new Map([
      ["one", ["evse:read", "debug:read"]],
      ["none", []],
    ]),
    refreshTokens: new Map([["two", ["debug:read"]]]),
    tokenTtlSeconds: 60,
    rateLimit: 5,
    latencyMs: 11,
    faults,
    now,
  });
});

describe("evses", () => {
  test("as a number gives as many ids, which follow from the seed", () => {
    const { evseIds } = readOptions({ evses: 100 });
    expect(evseIds).toHaveLength(100);
    expect(new Set(evseIds).size).toBe(100);
    expect(evseIds[0]).toBe(EVSE_ID);
    expect(evseIds.every((id) => /^evse01[0-9A-HJKMNP-TV-Z]{24}$/.test(id))).toBe(true);
    expect(readOptions({ evses: 3 }).evseIds).toEqual(evseIds.slice(0, 3));
    expect(readOptions({ evses: 3, seed: 2 }).evseIds[1]).not.toBe(evseIds[1]);
  });

  test("as an array may be empty, and is copied", () => {
    const ids: string[] = [];
    const { evseIds } = readOptions({ evses: ids });
    ids.push("x");
    expect(evseIds).toEqual([]);
  });

  test.for([0, -1, 1.5, 10_001, Number.NaN, "2", null, {}, ["evse"], [7], [`${EVSE_ID}5`]])("can't be %j", (evses) => {
    expect(complaint({ evses })[0]).toBe("evses");
  });
});

describe("from and to", () => {
  test.for<[value: string | number | Date, us: number]>([
    ["2024-04-17T11:39:45.984584+02:00", 1_713_346_785_984_584],
    ["2024-04-17T09:39:45.9845849Z", 1_713_346_785_984_584],
    [1_713_346_785_984, 1_713_346_785_984_000],
    [1_713_346_785_984.5, 1_713_346_785_984_500],
    [new Date(1_713_346_785_984), 1_713_346_785_984_000],
    [0, 0],
  ])("can be %j", ([value, us]) => {
    expect(readOptions({ from: value, to: value })).toMatchObject({ fromUs: us, toUs: us });
  });

  test("from is 30 days before now unless told otherwise", () => {
    expect(readOptions({ now }).fromUs).toBe(Date.UTC(2024, 2, 18, 9, 39, 45) * 1000);
    expect(readOptions({ now: () => NOW + 0.0005 }).fromUs).toBe(Date.UTC(2024, 2, 18, 9, 39, 45) * 1000);
  });

  test("from is not before 1970 where the clock begins then", () => {
    expect(readOptions({ now: () => 0 }).fromUs).toBe(0);
    expect(readOptions({ now: () => 30 * 86_400_000 + 1 }).fromUs).toBe(1000);
  });

  test.for([
    "2024-04-17",
    "2024-04-17T09:39:45",
    "yesterday",
    "",
    -1,
    Date.UTC(2200, 0),
    Number.NaN,
    Infinity,
    new Date(Number.NaN),
    null,
    {},
    true,
  ])("can't be %j", (value) => {
    expect(complaint({ from: value })[0]).toBe("from");
    expect(complaint({ to: value })[0]).toBe("to");
  });

  test("to is not before from", () => {
    const message =
      'to: got "2024-01-01T00:00:00Z"; it takes a moment that is not before `from`, which is 30 days ago by default';
    expect(complaint({ from: "2024-01-01T00:00:01Z", to: "2024-01-01T00:00:00Z" })).toEqual(["to", message]);
    expect(complaint({ to: "2024-01-01T00:00:00Z" })).toEqual(["to", message]);
  });
});

test.for<[name: string, bad: unknown[]]>([
  ["seed", [1.5, "1", null, Infinity, 2 ** 53]],
  ["sampleIntervalSeconds", [0, 0.5, 86_401, "300", null, Infinity]],
  ["rateLimit", [0, -1, 1.5, "5", null, Infinity]],
  ["latencyMs", [-1, "5", null, Number.NaN, Infinity]],
  ["now", [5, "now", null, {}, () => Number.NaN, () => new Date(0), () => undefined]],
  ["auth", [5, "demo-token", null, []]],
  ["faults", [5, "cut", null, { kind: "cut" }]],
])("%s can't be just anything", ([name, bad]) => {
  for (const value of bad) expect(complaint({ [name]: value })[0]).toBe(name);
});

test("a complaint says what it got and what is taken", () => {
  expect(complaint({ sampleIntervalSeconds: 0 })[1]).toBe(
    "sampleIntervalSeconds must be an integer from 1 to 86400 (received 0)",
  );
  expect(complaint({ evses: { many: 1 } })[1]).toBe(
    "evses: got an object of type Object; it takes how many there are, or an array of their ids",
  );
  expect(complaint({ evses: ["x".repeat(100)] })[1]).toBe(
    `evses: got "${"x".repeat(60)}…"; it takes ids of \`evse\` and 26 characters of A-Z and 0-9`,
  );
  expect(complaint({ now: () => Number.NaN })[1]).toBe(
    "now: got one that gives NaN; it takes a function that gives milliseconds since 1970",
  );
  expect(complaint({ from: "soon" })[1]).toBe(
    'from: got "soon"; it takes a date-time with a zone, milliseconds since 1970 or a Date, before the year 2200',
  );
});

test.for<[options: unknown, argument: string, message: string]>([
  [
    { seeed: 1 },
    "options",
    'options: got the unknown "seeed"; it takes evses, from, to, seed, sampleIntervalSeconds, auth, rateLimit, ' +
      "latencyMs, faults, now",
  ],
  [
    { auth: { token: "x" } },
    "auth",
    'auth: got the unknown "token"; it takes clients, tokens, refreshTokens, tokenTtlSeconds',
  ],
  [
    {
      faults: [
        { kind: "cut", request: 1 },
        { kind: "slow", delay: 5 },
      ],
    },
    "faults[1]",
    'faults[1]: got the unknown "delay"; it takes kind, request, to, delayMs',
  ],
  [
    { faults: [{ kind: "reset", status: 500 }] },
    "faults[0]",
    'faults[0]: got the unknown "status"; it takes kind, request, to',
  ],
])("a slip of the pen is noticed: %j", ([options, argument, message]) => {
  expect(complaint(options)).toEqual([argument, message]);
});

test.for([null, 5, "x", []])("options are an object, not %j", (options) => {
  expect(complaint(options)[0]).toBe("options");
});

describe("auth", () => {
  test("replaces what it names, and leaves the rest as it is by default", () => {
    expect(readOptions({ auth: { clients: { app: "secret" } } })).toMatchObject({
      clients: new Map([["app", "secret"]]),
      tokens: new Map([["demo-token", ["evse:read", "debug:read"]]]),
    });
    expect(readOptions({ auth: { tokens: {} } })).toMatchObject({
      clients: new Map([["demo", "demo-secret"]]),
      tokens: new Map(),
    });
  });

  test("takes any name that an object can have", () => {
    const clients = JSON.parse('{ "__proto__": "secret" }');
    expect(readOptions({ auth: { clients } }).clients).toEqual(new Map([["__proto__", "secret"]]));
  });

  test.for<[name: string, value: unknown]>([
    ["clients", null],
    ["clients", ["pl4nted"]],
    ["clients", "pl4nted"],
    ["clients", { "": "pl4nted" }],
    ["clients", { pl4nted: 5 }],
    ["tokens", "pl4nted"],
    ["tokens", ["pl4nted"]],
    ["tokens", { pl4nted: 5 }],
    ["tokens", { pl4nted: [5] }],
    ["tokens", { pl4nted: ["pl4nted pl4nted"] }],
    ["tokens", { pl4nted: [""] }],
    ["tokens", { "pl4nted pl4nted": "evse:read" }],
    ["tokens", { "": "evse:read" }],
    ["tokens", { pl4ntéd: "evse:read" }],
    ["refreshTokens", { pl4nted: null }],
    ["tokenTtlSeconds", 0],
    ["tokenTtlSeconds", 1.5],
    ["tokenTtlSeconds", "60"],
    ["tokenTtlSeconds", Infinity],
  ])("can't have %s of %j, and no secret is shown", ([name, value]) => {
    const [argument, message] = complaint({ auth: { [name]: value } });
    expect(argument).toBe(`auth.${name}`);
    expect(message).not.toContain("pl4nt");
  });

  test("says what it takes", () => {
    expect(complaint({ auth: { clients: { app: 5 } } })[1]).toBe(
      "auth.clients: got (not shown); it takes secrets by client id, as strings",
    );
    expect(complaint({ auth: { tokens: { token: 5 } } })[1]).toBe(
      'auth.tokens: got (not shown); it takes scopes by token, such as { "my-token": ["evse:read", "debug:read"] }',
    );
  });
});
