// Tokens: who gets which, what they open and for how long, and what a client is told that gets none.

import { describe, expect, test } from "vitest";
import { COMMAND_LOGS, ORIGIN, STATUS_LOGS, startTrial, type Trial } from "../../tests/support/trial.ts";

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

/** The statuses that the two families answer a token with. */
async function opened({ get }: Trial, token: string): Promise<number[]> {
  const headers = { Authorization: `Bearer ${token}` };
  return [(await get(STATUS_LOGS, headers)).status, (await get(COMMAND_LOGS, headers)).status];
}

async function refused(response: Response, status: number, error: string, error_description?: string): Promise<void> {
  const body = { error, error_description: error_description ?? expect.any(String) };
  expect({ status: response.status, body: await response.json() }).toEqual({ status, body });
  expect(response.headers.get("Cache-Control")).toBe("no-store");
  expect(response.headers.get("Pragma")).toBe("no-cache");
  expect(response.headers.get("Content-Type")).toBe("application/json");
}

const basic = (credentials: string) => ({ Authorization: `Basic ${btoa(credentials)}` });

describe("client credentials", () => {
  test("give a bearer token of ten hours with both scopes", async () => {
    const trial = startTrial();
    const response = await trial.post(TOKEN, GRANT);
    const body = await response.json();
    expect({ status: response.status, body }).toEqual({
      status: 200,
      body: {
        access_token: expect.stringMatching(/^access-[0-9a-f-]{36}$/),
        token_type: "Bearer",
        expires_in: 36_000,
        scope: "evse:read debug:read",
      },
    });
    expect(response.headers.get("Cache-Control")).toBe("no-store");
    expect(response.headers.get("Content-Type")).toBe("application/json");
    expect(await opened(trial, body.access_token)).toEqual([200, 200]);
  });

  test.for<[scope: string, given: string, statuses: number[]]>([
    ["evse:read", "evse:read", [200, 403]],
    ["debug:read", "debug:read", [403, 200]],
    ["debug:read evse:read", "debug:read evse:read", [200, 200]],
    [" evse:read  evse:read ", "evse:read", [200, 403]],
    ["", "evse:read debug:read", [200, 200]],
  ])("may be narrowed to the scope %j", async ([scope, given, statuses]) => {
    const trial = startTrial();
    const issued = await issue(trial, { ...GRANT, scope });
    expect(issued).toHaveProperty("scope", given);
    expect(await opened(trial, issued.access_token)).toEqual(statuses);
  });

  test("are refused for a scope that there is none of", async () => {
    const { post } = startTrial();
    const unknown = "A scope is unknown, or was not granted.";
    await refused(await post(TOKEN, { ...GRANT, scope: "evse:read evse:write" }), 400, "invalid_scope", unknown);
  });

  test("give another token each time, and leave the ones before it good", async () => {
    const trial = startTrial();
    const [first, second] = [await issue(trial), await issue(trial)];
    expect(first.access_token).not.toBe(second.access_token);
    expect(await opened(trial, first.access_token)).toEqual([200, 200]);
    expect(await opened(trial, second.access_token)).toEqual([200, 200]);
  });

  test("are not for a client without a secret", async () => {
    const { post } = startTrial({ auth: { clients: { app: "" } } });
    const needed = "This grant is for clients with a secret.";
    await refused(await post(TOKEN, GRANT, basic("app:")), 400, "unauthorized_client", needed);
  });
});

describe("a token", () => {
  test("ends when its time is over", async () => {
    const trial = startTrial({ auth: { tokenTtlSeconds: 60 } });
    const { access_token, ...issued } = await issue(trial);
    expect(issued).toHaveProperty("expires_in", 60);
    trial.clock.now += 59_999;
    expect(await opened(trial, access_token)).toEqual([200, 200]);
    trial.clock.now += 1;
    expect(await opened(trial, access_token)).toEqual([401, 401]);
  });

  test("that was given beforehand has its scopes, and never ends", async () => {
    const trial = startTrial({
      auth: { tokens: { one: ["evse:read"], two: "debug:read", both: " debug:read  evse:read ", none: [] } },
    });
    trial.clock.now += 1e12;
    expect(await opened(trial, "one")).toEqual([200, 403]);
    expect(await opened(trial, "two")).toEqual([403, 200]);
    expect(await opened(trial, "both")).toEqual([200, 200]);
    expect(await opened(trial, "none")).toEqual([403, 403]);
    expect(await opened(trial, "demo-token")).toEqual([401, 401]);
  });

  test.for(["__proto__", "constructor", "toString", "access-", ""])(
    "is none if it was never given: %j",
    async (token) => {
      expect(await opened(startTrial(), token)).toEqual([401, 401]);
    },
  );

  test("of one simulator is nothing to another, even with the same seed", async () => {
    const { access_token } = await issue(startTrial());
    const other = startTrial();
    await issue(other);
    expect(await opened(other, access_token)).toEqual([401, 401]);
  });
});

describe("the client", () => {
  test("may put its id and secret into the form", async () => {
    const { simulator } = startTrial();
    const form = { ...GRANT, client_id: "demo", client_secret: "demo-secret" };
    const response = await simulator.fetch(ORIGIN + TOKEN, { method: "POST", body: new URLSearchParams(form) });
    expect(response.status).toBe(200);
  });

  test("encodes its id and secret before they go into Basic", async () => {
    const { post } = startTrial({ auth: { clients: { "my app": "a:b%2F+ü" } } });
    expect((await post(TOKEN, GRANT, basic("my+app:a%3Ab%252F%2B%C3%BC"))).status).toBe(200);
    expect((await post(TOKEN, GRANT, basic("my%20app:a:b%252F%2B%C3%BC"))).status).toBe(200);
    await refused(await post(TOKEN, GRANT, basic("my+app:a:b%2F+x")), 401, "invalid_client");
  });

  test.for<[what: string, authorization: string]>([
    ["an unknown id", `Basic ${btoa("nobody:demo-secret")}`],
    ["a wrong secret", `Basic ${btoa("demo:other-secret")}`],
    ["no secret", `Basic ${btoa("demo")}`],
    ["the name of what every object has", `Basic ${btoa("constructor:")}`],
    ["a bearer token", "Bearer demo-token"],
    ["what is no base64", "Basic ???"],
    ["a broken percent sign", `Basic ${btoa("demo:%")}`],
    ["nothing", "Basic"],
  ])("is refused with %s", async ([, authorization]) => {
    const response = await startTrial().post(TOKEN, GRANT, { Authorization: authorization });
    expect(response.headers.get("WWW-Authenticate")).toBe('Basic realm="ev-energy-logs simulator"');
    await refused(response, 401, "invalid_client", "The client is unknown, or its secret is wrong.");
  });

  test("may have any number of blanks after the scheme, whose case does not matter", async () => {
    const authorization = `basic  ${btoa("demo:demo-secret")}`;
    expect((await startTrial().post(TOKEN, GRANT, { Authorization: authorization })).status).toBe(200);
  });

  test.for<[what: string, form: Record<string, string>]>([
    ["no credentials at all", {}],
    ["no secret", { client_id: "demo" }],
    ["a wrong secret", { client_id: "demo", client_secret: "x" }],
  ])("is refused with %s in the form", async ([, form]) => {
    const body = new URLSearchParams({ ...GRANT, ...form });
    await refused(await startTrial().simulator.fetch(ORIGIN + TOKEN, { method: "POST", body }), 401, "invalid_client");
  });
});

describe("the request", () => {
  test("names a grant that there is", async () => {
    const { post } = startTrial();
    await refused(await post(TOKEN, {}), 400, "invalid_request", "The parameter grant_type is missing.");
    const takes = "It takes client_credentials and refresh_token.";
    await refused(await post(TOKEN, { grant_type: "password" }), 400, "unsupported_grant_type", takes);
  });

  test.for(["application/json", "text/plain;application/x-www-form-urlencoded", "application/x-www-form-urlencoded-x"])(
    "is a form, not %s",
    async (type) => {
      const needed = "The body must be a form (application/x-www-form-urlencoded).";
      await refused(await startTrial().post(TOKEN, GRANT, { "Content-Type": type }), 400, "invalid_request", needed);
    },
  );

  test("is a form, which has a type", async () => {
    const { simulator } = startTrial();
    const body = new TextEncoder().encode("grant_type=client_credentials");
    await refused(await simulator.fetch(ORIGIN + TOKEN, { method: "POST", body }), 400, "invalid_request");
  });

  test("may say how the form is encoded", async () => {
    const { post } = startTrial();
    for (const type of ["Application/x-www-form-urlencoded ; charset=utf-8", "application/x-www-form-urlencoded"]) {
      expect((await post(TOKEN, GRANT, { "Content-Type": type })).status).toBe(200);
    }
  });

  test.for([TOKEN, REVOKE])("is a POST to %s", async (path) => {
    const response = await startTrial().get(path);
    expect([response.status, response.headers.get("Allow")]).toEqual([405, "POST"]);
    expect(await response.json()).toEqual({
      title: "Method Not Allowed",
      detail: "The resource does not take this method.",
      status: 405,
    });
  });
});

describe("a refresh token", () => {
  const auth = { refreshTokens: { first: "evse:read debug:read", narrow: ["evse:read"] } };
  const refresh = (refresh_token: string) => ({ grant_type: "refresh_token", refresh_token });

  test("gives a token with its scopes, and another refresh token in its place", async () => {
    const trial = startTrial({ auth });
    const issued = await issue(trial, refresh("first"));
    expect(issued).toEqual({
      access_token: expect.stringMatching(/^access-/),
      token_type: "Bearer",
      expires_in: 36_000,
      scope: "evse:read debug:read",
      refresh_token: expect.stringMatching(/^refresh-[0-9a-f-]{36}$/),
    });
    expect(await opened(trial, issued.access_token)).toEqual([200, 200]);
    const spent = "The refresh token is unknown, spent or revoked.";
    await refused(await trial.post(TOKEN, refresh("first")), 400, "invalid_grant", spent);
    expect((await trial.post(TOKEN, refresh(issued.refresh_token))).status).toBe(200);
  });

  test("gives no more than its scopes, and keeps them when less was asked for", async () => {
    const trial = startTrial({ auth });
    await refused(await trial.post(TOKEN, { ...refresh("narrow"), scope: "debug:read" }), 400, "invalid_scope");
    expect(await issue(trial, refresh("narrow"))).toHaveProperty("scope", "evse:read");

    const issued = await issue(trial, { ...refresh("first"), scope: "debug:read" });
    expect(issued).toHaveProperty("scope", "debug:read");
    expect(await issue(trial, refresh(issued.refresh_token))).toHaveProperty("scope", "evse:read debug:read");
  });

  test("is needed, and has to be known", async () => {
    const { post } = startTrial({ auth });
    await refused(await post(TOKEN, { grant_type: "refresh_token" }), 400, "invalid_request");
    await refused(await post(TOKEN, refresh("demo-token")), 400, "invalid_grant");
  });

  test("serves a client that has no secret", async () => {
    const { simulator } = startTrial({ auth: { ...auth, clients: { app: "" } } });
    const body = new URLSearchParams({ ...refresh("first"), client_id: "app" });
    expect((await simulator.fetch(ORIGIN + TOKEN, { method: "POST", body })).status).toBe(200);
  });
});

describe("revocation", () => {
  test("ends a token, whether it was issued or given", async () => {
    const trial = startTrial();
    const { access_token } = await issue(trial);
    for (const token of [access_token, "demo-token"]) {
      const response = await trial.post(REVOKE, { token });
      expect([response.status, await response.text()]).toEqual([200, ""]);
      expect(response.headers.get("EvEnergy-Version")).toBeNull();
      expect(await opened(trial, token)).toEqual([401, 401]);
    }
  });

  test("ends a refresh token", async () => {
    const trial = startTrial({ auth: { refreshTokens: { first: "evse:read" } } });
    await trial.post(REVOKE, { token: "first" });
    const form = { grant_type: "refresh_token", refresh_token: "first" };
    await refused(await trial.post(TOKEN, form), 400, "invalid_grant");
  });

  test("takes an unknown token, a good client, and a token at all", async () => {
    const { post } = startTrial();
    expect((await post(REVOKE, { token: "unknown" })).status).toBe(200);
    await refused(await post(REVOKE, { token: "demo-token" }, basic("demo:x")), 401, "invalid_client");
    await refused(await post(REVOKE, {}), 400, "invalid_request");
  });
});
