// How the API refuses, in which order, with which words; and what every answer carries.

import { describe, expect, test } from "vitest";
import { EVSE_ID, STAMP } from "../../tests/support/rows.ts";
import { COMMAND_LOGS, ORIGIN, problemOf, STATUS_LOGS, startTrial, told } from "../../tests/support/trial.ts";

const NOT_FOUND = { title: "Not found", detail: "Resource does not exist or cannot be accessed.", status: 404 };

describe("a token", () => {
  test.for<[what: string, headers: Record<string, string>]>([
    ["no header", {}],
    ["an unknown token", { Authorization: "Bearer other-token" }],
    ["Basic", { Authorization: "Basic demo-token" }],
    ["no scheme", { Authorization: "demo-token" }],
    ["a scheme alone", { Authorization: "Bearer" }],
    ["two tokens", { Authorization: "Bearer demo-token demo-token" }],
  ])("is needed: %s", async ([, headers]) => {
    const response = await startTrial().simulator.fetch(ORIGIN + STATUS_LOGS, { headers });
    expect(response.headers.get("WWW-Authenticate")).toBe("Bearer");
    expect(response.headers.get("X-RateLimit-Remaining")).toBe("1000");
    expect(await told(response)).toEqual(
      problemOf(401, { title: "Unauthorized", detail: "Authentication credentials were not provided." }),
    );
  });

  test("may come under any spelling of the scheme", async () => {
    expect((await startTrial().get(STATUS_LOGS, { Authorization: "bearer  demo-token" })).status).toBe(200);
  });

  test.for([STATUS_LOGS, COMMAND_LOGS, `${STATUS_LOGS}/${STAMP}`, `${COMMAND_LOGS}/${STAMP}`])(
    "needs the scope of %s",
    async (path) => {
      const scopes = path.includes("status") ? "debug:read" : "evse:read";
      const { get } = startTrial({ auth: { tokens: { "demo-token": scopes } } });
      expect(await told(await get(path))).toEqual(
        problemOf(403, { title: "Forbidden", detail: "You do not have permission to perform this action." }),
      );
    },
  );
});

describe("the rate limit", () => {
  test("refuses with the seconds to wait, in the header and in words", async () => {
    const { get, clock } = startTrial({ rateLimit: 2 });
    await get(STATUS_LOGS);
    clock.now += 3_558_000;
    await get(STATUS_LOGS);
    const response = await get(STATUS_LOGS);
    expect(response.headers.get("Retry-After")).toBe("42");
    expect(await told(response)).toEqual(
      problemOf(429, {
        type: "https://api.ev.energy/v2/problems/rate-limit-exceeded/",
        title: "Too Many Requests",
        detail: "Request was rate limited. Try again in 42 seconds",
      }),
    );
    clock.now += 42_000;
    expect((await get(STATUS_LOGS)).status).toBe(200);
  });

  test("counts what was bad or not found, but not what was refused before", async () => {
    const { get, simulator } = startTrial({
      auth: { tokens: { "demo-token": "evse:read" } },
    });
    const answers = [
      await simulator.fetch(ORIGIN + STATUS_LOGS),
      await get(COMMAND_LOGS),
      await get(STATUS_LOGS),
      await get(`${STATUS_LOGS}?page_size=0`),
      await get(`${STATUS_LOGS}/${STAMP}`),
      await get("/v2/vehicles"),
      await get(STATUS_LOGS, { Accept: "text/html" }),
      await get(COMMAND_LOGS),
    ];
    expect(answers.map(({ status, headers }) => [status, headers.get("X-RateLimit-Remaining")])).toEqual([
      [401, "1000"],
      [403, "1000"],
      [200, "999"],
      [400, "998"],
      [404, "997"],
      [404, "996"],
      [406, "995"],
      [403, "995"],
    ]);
  });

  test("is one for all tokens of a client, and another for each that was given", async () => {
    const { get, post } = startTrial({ auth: { tokens: { a: "evse:read", b: "evse:read" } }, rateLimit: 9 });
    const remaining = async (token: string) =>
      (await get(STATUS_LOGS, { Authorization: `Bearer ${token}` })).headers.get("X-RateLimit-Remaining");
    const issue = async () =>
      (await (await post("/o/token/", { grant_type: "client_credentials" })).json()).access_token;
    const [first, second] = [await issue(), await issue()];
    expect([await remaining(first), await remaining(second), await remaining(first)]).toEqual(["8", "7", "6"]);
    expect([await remaining("a"), await remaining("b"), await remaining("a")]).toEqual(["8", "8", "7"]);
  });
});

describe("what there is not", () => {
  test.for([
    `/v2/evses/evse00000000000000000000000000/status_logs`,
    `/v2/evses/evse00000000000000000000000000/command_logs/${STAMP}`,
    `${STATUS_LOGS}/1999-12-31T23:59:59.999999Z`,
    `${COMMAND_LOGS}/9999-12-31T23:59:59.999999Z`,
    `${STATUS_LOGS}/`,
    `${STATUS_LOGS}/${STAMP}/`,
    `/v2/evse/${EVSE_ID}/status_logs`,
    `/v2/evses/${EVSE_ID}`,
    `/v2/evses/${EVSE_ID}/events`,
    `/v2/evses/${EVSE_ID}/constructor`,
    "/v2/evses//status_logs",
    "/v2/",
    "/v2",
    "/",
    "/v1/evses",
    "/v22/evses",
    `/api${STATUS_LOGS}`,
    "/o/token",
    "/o/token/x",
    "/o/authorize/",
  ])("is not found: %s", async (path) => {
    expect(await told(await startTrial().get(path))).toEqual(problemOf(404, NOT_FOUND));
  });

  test("needs a token below /v2, and none elsewhere", async () => {
    const { simulator } = startTrial();
    expect((await simulator.fetch(`${ORIGIN}/v2/vehicles`)).status).toBe(401);
    expect((await simulator.fetch(`${ORIGIN}/v2`)).status).toBe(401);
    expect((await simulator.fetch(`${ORIGIN}/v22/vehicles`)).status).toBe(404);
    expect((await simulator.fetch(`${ORIGIN}/favicon.ico`)).status).toBe(404);
  });
});

describe("methods", () => {
  test.for(["POST", "PUT", "PATCH", "DELETE", "OPTIONS"])("%s is not among them", async (method) => {
    const { simulator } = startTrial();
    const headers = { Authorization: "Bearer demo-token" };
    const response = await simulator.fetch(ORIGIN + STATUS_LOGS, { method, headers });
    expect(response.headers.get("Allow")).toBe("GET, HEAD");
    const detail = "The resource does not take this method.";
    expect(await told(response)).toEqual(problemOf(405, { title: "Method Not Allowed", detail }));
  });

  test("HEAD is GET without the body", async () => {
    const { simulator, get } = startTrial();
    const headers = { Authorization: "Bearer demo-token" };
    const response = await simulator.fetch(ORIGIN + STATUS_LOGS, { method: "HEAD", headers });
    const got = await get(STATUS_LOGS);
    expect([response.status, response.body]).toEqual([200, null]);
    const named = ["Link", "Content-Type", "Content-Length", "EvEnergy-Version"];
    expect(named.map((name) => response.headers.get(name))).toEqual(named.map((name) => got.headers.get(name)));
  });
});

test("a request that is wrong in every way is refused for one thing after the other", async () => {
  const { simulator, clock } = startTrial({
    auth: { tokens: { narrow: "evse:read", full: "debug:read" } },
    rateLimit: 1,
  });
  const unknown = "evse00000000000000000000000000";
  const ask = async (token: string, { accept = "text/html", id = "evse", query = "?page_size=0" } = {}) => {
    const headers = { Authorization: `Bearer ${token}`, Accept: accept, "EvEnergy-Version": "3" };
    return (await simulator.fetch(`${ORIGIN}/v2/evses/${id}/command_logs${query}`, { headers })).status;
  };
  await simulator.fetch(ORIGIN + COMMAND_LOGS, { headers: { Authorization: "Bearer full" } });
  expect(await ask("unknown")).toBe(401);
  expect(await ask("narrow")).toBe(403);
  expect(await ask("full")).toBe(429);
  clock.now += 3_600_000;
  expect(await ask("full")).toBe(406);
  clock.now += 3_600_000;
  expect(await ask("full", { accept: "application/json" })).toBe(400);
  clock.now += 3_600_000;
  const headers = { Authorization: "Bearer full" };
  const path = `/v2/evses/${unknown}/command_logs`;
  expect((await simulator.fetch(`${ORIGIN}${path}?page_size=0`, { headers })).status).toBe(400);
  clock.now += 3_600_000;
  expect((await simulator.fetch(ORIGIN + path, { headers })).status).toBe(404);
});

test("an Accept header without JSON is not satisfied", async () => {
  const { get } = startTrial();
  expect(await told(await get(STATUS_LOGS, { Accept: "text/html" }))).toEqual(
    problemOf(406, { title: "Not Acceptable", detail: "Could not satisfy the request Accept header." }),
  );
  expect((await get("/v2/vehicles", { Accept: "text/html" })).status).toBe(406);
  expect((await get(STATUS_LOGS, { Accept: "application/json, application/problem+json" })).status).toBe(200);
});

test.for<[status: number, path: string, headers: Record<string, string>]>([
  [200, STATUS_LOGS, {}],
  [400, `${STATUS_LOGS}?page_size=0`, {}],
  [401, STATUS_LOGS, { Authorization: "" }],
  [404, "/v2/vehicles", {}],
  [404, "/elsewhere", {}],
  [406, STATUS_LOGS, { Accept: "image/png" }],
])("the usual headers are on a %d of %s", async ([status, path, headers]) => {
  const response = await startTrial({ rateLimit: 500 }).get(path, headers);
  expect(response.status).toBe(status);
  expect(response.headers.get("EvEnergy-Version")).toBe("2");
  expect(response.headers.get("X-RateLimit-Limit")).toBe("500");
  expect(response.headers.get("X-RateLimit-Remaining")).toMatch(/^(499|500)$/);
  expect(response.headers.get("Content-Length")).toBe(String((await response.arrayBuffer()).byteLength));
});
