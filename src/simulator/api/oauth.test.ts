// The OAuth endpoints: which tokens are issued, what they allow and for how long, and how requests are refused.

import { describe, expect, test } from "vitest";
import { COMMAND_LOGS, ORIGIN, STATUS_LOGS, startTrial, type Trial } from "../../../tests/support/trial.ts";

const TOKEN = "/o/token/";
const REVOKE = "/o/revoke_token/";
const GRANT = { grant_type: "client_credentials" };

interface Issued {
  readonly access_token: string;
  readonly refresh_token: string;
}

async function issue(trial: Trial, form: Readonly<Record<string, string>> = GRANT): Promise<Issued> {
  return await (await trial.post(TOKEN, form)).json();
}

/** Returns the statuses of a request for status logs and for command logs with this token. */
async function statusesOf({ get }: Trial, token: string): Promise<number[]> {
  const headers = { Authorization: `Bearer ${token}` };
  return [(await get(STATUS_LOGS, headers)).status, (await get(COMMAND_LOGS, headers)).status];
}

async function expectRefusal(response: Response, status: number, error: string): Promise<void> {
  const body = await response.json();
  expect([response.status, body]).toEqual([status, { error, error_description: expect.any(String) }]);
  expect(response.headers.get("Cache-Control")).toBe("no-store");
  expect(response.headers.get("Content-Type")).toBe("application/json");
}

const basic = (credentials: string) => ({ Authorization: `Basic ${btoa(credentials)}` });

describe("client credentials", () => {
  test("are exchanged for a token with both scopes", async () => {
    const trial = startTrial();
    const response = await trial.post(TOKEN, GRANT);
    const body = await response.json();

    expect(body).toEqual({
      access_token: expect.stringMatching(/^access-[0-9a-f-]{36}$/),
      token_type: "Bearer",
      expires_in: 36_000,
      scope: "evse:read debug:read",
    });
    expect(response.headers.get("Cache-Control")).toBe("no-store");
    expect(await statusesOf(trial, body.access_token)).toEqual([200, 200]);
  });

  test("are refused for an unknown scope, and for a client without a secret", async () => {
    const { post } = startTrial({ auth: { clients: { demo: "demo-secret", app: "" } } });

    await expectRefusal(await post(TOKEN, { ...GRANT, scope: "evse:read evse:write" }), 400, "invalid_scope");
    await expectRefusal(await post(TOKEN, GRANT, basic("app:")), 400, "unauthorized_client");
  });
});

describe("a token", () => {
  test("from the options has its scopes and never expires", async () => {
    const trial = startTrial({ auth: { tokens: { one: ["evse:read"], both: " debug:read  evse:read ", none: [] } } });
    trial.clock.now += 1e12;
    const tokens = ["one", "both", "none", "demo-token", "constructor"];

    expect(await Promise.all(tokens.map((token) => statusesOf(trial, token)))).toEqual([
      [200, 403],
      [200, 200],
      [403, 403],
      [401, 401],
      [401, 401],
    ]);
  });
});

describe("the client", () => {
  test("can send its id and secret in the form", async () => {
    const form = { ...GRANT, client_id: "demo", client_secret: "demo-secret" };
    const request = { method: "POST", body: new URLSearchParams(form) };

    expect((await startTrial().simulator.fetch(ORIGIN + TOKEN, request)).status).toBe(200);
  });

  test("form-encodes its id and secret in Basic", async () => {
    const { post } = startTrial({ auth: { clients: { "my app": "a:b%2F+ü" } } });

    expect((await post(TOKEN, GRANT, basic("my+app:a%3Ab%252F%2B%C3%BC"))).status).toBe(200);
    expect((await post(TOKEN, GRANT, basic("my%20app:a:b%252F%2B%C3%BC"))).status).toBe(200);
    await expectRefusal(await post(TOKEN, GRANT, basic("my+app:a:b%2F+x")), 401, "invalid_client");
  });

  test.for<[what: string, authorization: string]>([
    ["an unknown id", `Basic ${btoa("nobody:demo-secret")}`],
    ["a wrong secret", `Basic ${btoa("demo:other-secret")}`],
    ["the name of a member of every object", `Basic ${btoa("constructor:")}`],
    ["a bearer token", "Bearer demo-token"],
    ["invalid base64", "Basic ???"],
    ["a malformed percent sign", `Basic ${btoa("demo:%")}`],
  ])("is refused with %s", async ([, authorization]) => {
    const response = await startTrial().post(TOKEN, GRANT, { Authorization: authorization });

    expect(response.headers.get("WWW-Authenticate")).toBe('Basic realm="ev-energy-logs simulator"');
    await expectRefusal(response, 401, "invalid_client");
  });

  test.for<Record<string, string>>([{}, { client_id: "demo" }])("is refused with %j in the form", async (form) => {
    const request = { method: "POST", body: new URLSearchParams({ ...GRANT, ...form }) };

    await expectRefusal(await startTrial().simulator.fetch(ORIGIN + TOKEN, request), 401, "invalid_client");
  });
});

describe("the request", () => {
  test("needs a supported grant", async () => {
    const { post } = startTrial();

    await expectRefusal(await post(TOKEN, {}), 400, "invalid_request");
    await expectRefusal(await post(TOKEN, { grant_type: "password" }), 400, "unsupported_grant_type");
  });

  test("must be a form", async () => {
    const { post } = startTrial();
    const send = (type: string) => post(TOKEN, GRANT, { "Content-Type": type });

    expect((await send("Application/x-www-form-urlencoded ; charset=utf-8")).status).toBe(200);
    await expectRefusal(await send("application/json"), 400, "invalid_request");
    await expectRefusal(await send("text/plain;application/x-www-form-urlencoded"), 400, "invalid_request");
  });

  test.for([TOKEN, REVOKE])("must be a POST to %s", async (path) => {
    const response = await startTrial().get(path);

    expect([response.status, response.headers.get("Allow")]).toEqual([405, "POST"]);
    expect(response.headers.get("Content-Type")).toBe("application/problem+json");
  });
});

describe("a refresh token", () => {
  const auth = { refreshTokens: { first: "evse:read debug:read", narrow: ["evse:read"] } };
  const refresh = (refresh_token: string) => ({ grant_type: "refresh_token", refresh_token });

  test("is exchanged once for a token and a new refresh token, which keeps the scopes of the first", async () => {
    const trial = startTrial({ auth });
    const issued = await issue(trial, { ...refresh("first"), scope: "debug:read" });

    expect(issued).toMatchObject({ scope: "debug:read", refresh_token: expect.stringMatching(/^refresh-[0-9a-f-]+$/) });
    expect(await statusesOf(trial, issued.access_token)).toEqual([403, 200]);
    await expectRefusal(await trial.post(TOKEN, refresh("first")), 400, "invalid_grant");
    expect(await issue(trial, refresh(issued.refresh_token))).toHaveProperty("scope", "evse:read debug:read");
  });

  test("is required, must be known and have the scope, and works for a client without a secret", async () => {
    const { post, simulator } = startTrial({ auth: { ...auth, clients: { demo: "demo-secret", app: "" } } });
    await expectRefusal(await post(TOKEN, { grant_type: "refresh_token" }), 400, "invalid_request");
    await expectRefusal(await post(TOKEN, refresh("demo-token")), 400, "invalid_grant");
    await expectRefusal(await post(TOKEN, { ...refresh("narrow"), scope: "debug:read" }), 400, "invalid_scope");

    const body = new URLSearchParams({ ...refresh("first"), client_id: "app" });
    expect((await simulator.fetch(ORIGIN + TOKEN, { method: "POST", body })).status).toBe(200);
  });
});

describe("revocation", () => {
  test("ends every kind of token", async () => {
    const trial = startTrial({ auth: { refreshTokens: { first: "evse:read" } } });
    const { access_token } = await issue(trial);
    for (const token of [access_token, "demo-token", "first"]) {
      const response = await trial.post(REVOKE, { token });
      expect([response.status, await response.text()]).toEqual([200, ""]);
    }

    expect(await statusesOf(trial, access_token)).toEqual([401, 401]);
    expect(await statusesOf(trial, "demo-token")).toEqual([401, 401]);
    const refresh = { grant_type: "refresh_token", refresh_token: "first" };
    await expectRefusal(await trial.post(TOKEN, refresh), 400, "invalid_grant");
  });

  test("accepts an unknown token, but needs a token and a valid client", async () => {
    const { post } = startTrial();

    expect((await post(REVOKE, { token: "unknown" })).status).toBe(200);
    await expectRefusal(await post(REVOKE, { token: "demo-token" }, basic("demo:x")), 401, "invalid_client");
    await expectRefusal(await post(REVOKE, {}), 400, "invalid_request");
  });
});
