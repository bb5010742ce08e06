// Errors: each status has its class, and the problem of the provider.

import { expect } from "vitest";
import { ApiError, AuthenticationError, NotFoundError, PermissionError, RateLimitError } from "../../src/index.ts";
import { problems } from "../fixtures.ts";
import { operations } from "../operations.ts";
import { type Behaviour, failureOf } from "./behaviour.ts";

const refusals = [
  { status: 400, type: ApiError, problem: { title: expect.any(String), detail: expect.any(String) } },
  { status: 401, type: AuthenticationError, problem: problems.missingCredentials },
  { status: 403, type: PermissionError, problem: problems.missingScope },
  { status: 404, type: NotFoundError, problem: problems.unknownResource },
  { status: 406, type: ApiError, problem: problems.unacceptableMediaType },
  { status: 429, type: RateLimitError, problem: { ...problems.rateLimited, detail: expect.any(String) } },
] as const;

export const errors: Behaviour[] = operations.flatMap(({ id, call, scope }): Behaviour[] => [
  ...refusals.map(
    ({ status, type, problem }): Behaviour => ({
      title: `${id}: ${status} becomes ${type.name} with its problem`,
      needs: "refusals",
      async run({ refusedClient }) {
        const error = (await failureOf(call(await refusedClient(status)))) as ApiError;

        expect(error).toBeInstanceOf(type);
        expect(error.status).toBe(status);
        expect(error.problem).toMatchObject(problem);
        // The proxy accepts ordinary JSON as well.
        expect(error.headers.get("Content-Type")).toMatch(/^application\/problem\+json(;|$)/);
      },
    }),
  ),
  {
    title: `${id}: 403 names the missing scope`,
    needs: "refusals",
    async run({ refusedClient }) {
      expect(await failureOf(call(await refusedClient(403)))).toMatchObject({ requiredScopes: [scope] });
    },
  },
  {
    title: `${id}: 429 states the wait in its header and its detail`,
    needs: "refusals",
    async run({ refusedClient }) {
      const error = (await failureOf(call(await refusedClient(429)))) as RateLimitError;
      const [, seconds] =
        /^Request was rate limited\. Try again in (\d+) seconds$/.exec(error.problem?.detail ?? "") ?? [];

      expect(error.retryAfterMs).toBe(Number(seconds) * 1000);
    },
  },
]);
