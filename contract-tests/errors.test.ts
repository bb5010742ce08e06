// Every declared error of every operation, through the typed calls: the right class, the whole problem, the right type.

import { describe, expect, test } from "vitest";
import {
  ApiError,
  AuthenticationError,
  EvEnergyError,
  NotFoundError,
  PermissionError,
  RateLimitError,
} from "../src/index.ts";
import { problems } from "./fixtures.ts";
import { useMock } from "./mock.ts";
import { lists, operations } from "./operations.ts";

const mock = useMock();

const errors = [
  { status: 400, example: "unsupportedVersion", type: ApiError, name: "ApiError", code: "api" },
  {
    status: 401,
    example: "missingCredentials",
    type: AuthenticationError,
    name: "AuthenticationError",
    code: "authentication",
  },
  { status: 403, example: "missingScope", type: PermissionError, name: "PermissionError", code: "permission" },
  { status: 404, example: "unknownResource", type: NotFoundError, name: "NotFoundError", code: "not_found" },
  { status: 406, example: "unacceptableMediaType", type: ApiError, name: "ApiError", code: "api" },
  { status: 429, example: "rateLimited", type: RateLimitError, name: "RateLimitError", code: "rate_limit" },
] as const;

async function failure(promise: Promise<unknown>): Promise<ApiError> {
  const error = await promise.then(
    (value) => expect.unreachable(`answered with ${JSON.stringify(value)}`),
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(ApiError);
  return error as ApiError;
}

describe.each(operations)("$id", ({ call, send }) => {
  test.for(errors)("$status arrives as $name with the problem $example", async ({ example, type, ...expected }) => {
    const error = await failure(call(mock.client({ prefer: `code=${expected.status}, example=${example}` })));

    expect(error).toBeInstanceOf(type);
    expect(error).toBeInstanceOf(EvEnergyError);
    expect(error).toMatchObject({ ...expected, method: "GET" });
    expect(error.problem).toEqual(problems[example]);
    expect(error.headers.get("Content-Type")).toBe("application/problem+json");
  });

  test.for(errors)("$status reaches the caller of client.http unthrown, as $example", async ({ status, example }) => {
    const { response, data, error } = await send(mock.client({ prefer: `code=${status}, example=${example}` }));

    expect({ status: response.status, data, error }).toEqual({ status, data: undefined, error: problems[example] });
  });

  test.for(errors)("$status is also served to who accepts nothing but problems", async ({ status, example }) => {
    const { response, error } = await send(mock.client({ prefer: `code=${status}, example=${example}` }), {
      headers: { Accept: "application/problem+json" },
    });

    expect({ status: response.status, error }).toEqual({ status, error: problems[example] });
  });
});

describe.each(lists)("$id", ({ call }) => {
  test("400 about a page size arrives as ApiError", async () => {
    const error = await failure(call(mock.client({ prefer: "code=400, example=invalidPageSize" })));

    expect(error.status).toBe(400);
    expect(error.problem).toEqual(problems.invalidPageSize);
  });
});

test.for(operations)("a 403 of $id names the scope $scope", async ({ call, scope }) => {
  const error = await failure(call(mock.client({ prefer: "code=403" })));

  expect(error).toMatchObject({ requiredScopes: [scope] });
  expect(error.message).toContain(scope);
});

test.for(operations)("a 429 of $id says how long to wait", async ({ call }) => {
  expect(await failure(call(mock.client({ prefer: "code=429" })))).toMatchObject({ retryAfterMs: 42_000 });
});
