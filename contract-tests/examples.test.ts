// Every named example of a success, through the typed calls: the body arrives untouched.

import { expect, test } from "vitest";
import { EVSE_ID, examples, STAMP } from "./fixtures.ts";
import { useMock } from "./mock.ts";
import { operations } from "./operations.ts";

const mock = useMock();

const named = operations.flatMap((operation) =>
  Object.entries(examples[operation.id]).map(([example, body]) => ({ ...operation, example, body })),
);

test.for(named)("$id gives the example $example", async ({ call, example, body }) => {
  expect(await call(mock.client({ prefer: `code=200, example=${example}` }))).toEqual(body);
});

test.for(operations)("$id gives its first example unless asked for another", async ({ id, call }) => {
  expect(await call(mock.client())).toEqual(Object.values(examples[id])[0]);
});

test("microseconds and enum members arrive as the strings they are on the wire", async () => {
  const log = await mock.client().statusLogs.get(EVSE_ID, STAMP);

  expect([log.sampled_at, log.logged_at, log.control_pilot_status, log.mode]).toEqual([
    "2024-04-17T09:39:45.984584Z",
    "2024-04-17T09:39:47.310922Z",
    "C",
    "Charge",
  ]);
});
