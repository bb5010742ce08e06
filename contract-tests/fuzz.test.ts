// Random answers within the schemas, hundreds of each operation: the client takes them all and changes nothing. They are
// seeded, so that a failure comes again; that each keeps the contract is asserted after every test.

import { describe, expect, test } from "vitest";
import { ApiError } from "../src/index.ts";
import { useMock } from "./mock.ts";
import { operations } from "./operations.ts";

const mock = useMock({ dynamic: true });

interface Log {
  readonly evse: unknown;
}

const RESPONSES = 300;
const PROBLEMS_OF_EACH_STATUS = 10;

const bodies = () => mock.exchanges.map(({ body }) => JSON.parse(body) as unknown);
const differentBodies = () => new Set(mock.exchanges.map(({ body }) => body)).size;
/** Of the `evse` of every log: a URL or an object. */
const formsOfEvse = () => new Set(bodies().flatMap((body) => [body].flat().map((log) => typeof (log as Log).evse)));

describe.each(operations)("$id", ({ call }) => {
  test(`gives ${RESPONSES} random answers just as they are on the wire`, async () => {
    const given: unknown[] = [];
    for (let seed = 1; seed <= RESPONSES; seed++) given.push(await call(mock.client({ prefer: `seed=${seed}` })));

    expect(given).toEqual(bodies());
    // About every fifth page is empty.
    expect(differentBodies()).toBeGreaterThan(200);
    expect(formsOfEvse()).toEqual(new Set(["string", "object"]));
  });

  test.for([400, 401, 403, 404, 406, 429])("fails with the whole of a random problem of a %d", async (status) => {
    const problems: unknown[] = [];
    for (let seed = 1; seed <= PROBLEMS_OF_EACH_STATUS; seed++) {
      const error = await call(mock.client({ prefer: `code=${status}, seed=${seed}` })).catch(
        (reason: unknown) => reason,
      );
      expect(error).toBeInstanceOf(ApiError);
      expect(error).toMatchObject({ status });
      problems.push((error as ApiError).problem);
    }

    expect(problems).toEqual(bodies());
    expect(differentBodies()).toBe(PROBLEMS_OF_EACH_STATUS);
  });

  test("answers the same to the same seed", async () => {
    const client = mock.client({ prefer: "seed=20240417" });

    expect(await call(client)).toEqual(await call(client));
  });
});
