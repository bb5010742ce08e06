// Every operation wants a bearer token. Scopes are beyond what the mock can check; the document's own tests pin them.

import { describe, expect, test } from "vitest";
import { AuthenticationError } from "../src/index.ts";
import { problems } from "./fixtures.ts";
import { useMock } from "./mock.ts";
import { operations } from "./operations.ts";
import { violations } from "./wire.ts";

const mock = useMock();

/** A `fetch` that puts something else in the place of the token that the client has set. */
function authorizedBy(value: string | undefined): typeof fetch {
  return (input, init) => {
    const request = new Request(input, init);
    if (value === undefined) request.headers.delete("Authorization");
    else request.headers.set("Authorization", value);
    return mock.fetch(request);
  };
}

const refused = [
  { what: "no Authorization", value: undefined },
  { what: "an empty Authorization", value: "" },
  { what: "a scheme without a token", value: "Bearer" },
  { what: "Basic credentials", value: "Basic ZGVtbzpkZW1vLXNlY3JldA==" },
  { what: "an unknown scheme", value: "Token mock-token" },
];

describe.each(operations)("$id", ({ call, send }) => {
  test.for(refused)("$what is refused as AuthenticationError", async ({ value }) => {
    const error = await call(mock.client({ fetch: authorizedBy(value) })).catch((reason: unknown) => reason);

    expect(error).toBeInstanceOf(AuthenticationError);
    expect(error).toMatchObject({ status: 401, code: "authentication", problem: problems.missingCredentials });
    expect((error as AuthenticationError).headers.get("Content-Type")).toBe("application/problem+json");
    expect(violations((error as AuthenticationError).headers)).toEqual(["request 401"]);
  });

  test("a bearer token is accepted", async () => {
    const { response } = await send(mock.client({ fetch: authorizedBy("Bearer another-token") }));

    expect(response.status).toBe(200);
  });

  test("a missing token counts more than a bad parameter", async () => {
    const { response, error } = await send(mock.client({ fetch: authorizedBy(undefined) }), {
      path: { evse_id: "evse123" },
    });

    expect({ status: response.status, error }).toEqual({ status: 401, error: problems.missingCredentials });
  });
});
