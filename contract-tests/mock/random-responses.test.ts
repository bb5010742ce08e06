// Random responses within the schemas, and in error statuses random problems: the client returns them unchanged. Seeded.

import { describe, expect, test } from "vitest";
import { ApiError } from "../../src/index.ts";
import { operations } from "../operations.ts";
import { useMock } from "./mock.ts";

const mock = useMock({ dynamic: true });

const seeds = Array.from({ length: 40 }, (_, index) => index + 1);
const bodies = () => mock.exchanges.map(({ body }) => JSON.parse(body) as unknown);

describe.each(operations)("$id", ({ call }) => {
  test("returns random logs as they are on the wire", async () => {
    const returned: unknown[] = [];
    for (const seed of seeds) returned.push(await call(mock.client({ prefer: `seed=${seed}` })));

    expect(returned).toEqual(bodies());
    const logs = bodies().flat() as { evse: unknown }[];
    expect(new Set(logs.map(({ evse }) => typeof evse))).toEqual(new Set(["string", "object"]));
    // About every fifth page is empty.
    expect(new Set(mock.exchanges.map(({ body }) => body)).size).toBeGreaterThan(25);
  });

  test("throws errors with random problems", async () => {
    const problems: unknown[] = [];
    for (const status of [400, 401, 403, 404, 406, 429]) {
      const error = await call(mock.client({ prefer: `code=${status}, seed=${status}` })).catch((reason) => reason);
      expect(error).toBeInstanceOf(ApiError);
      expect(error).toMatchObject({ status });
      problems.push((error as ApiError).problem);
    }

    expect(problems).toEqual(bodies());
  });
});
