// How the API refuses requests, in which order, and what every response contains.

import { describe, expect, test } from "vitest";
import { EVSE_ID } from "../../../tests/support/rows.ts";
import { COMMAND_LOGS, ORIGIN, problemOf, STATUS_LOGS, startTrial, summaryOf } from "../../../tests/support/trial.ts";

const TIMESTAMP = "2024-04-17T09:39:45.984584Z";

test.for<[what: string, authorization: string | undefined]>([
  ["no header", undefined],
  ["an unknown token", "Bearer other-token"],
  ["Basic", "Basic demo-token"],
])("a request with %s is refused with 401", async ([, authorization]) => {
  const headers = authorization === undefined ? {} : { Authorization: authorization };
  const response = await startTrial().simulator.fetch(ORIGIN + STATUS_LOGS, { headers });

  expect(response.headers.get("WWW-Authenticate")).toBe("Bearer");
  expect(await summaryOf(response)).toEqual(
    problemOf(401, { title: "Unauthorized", detail: "Authentication credentials were not provided." }),
  );
});

test("the rate limit counts invalid requests and unknown resources, but not refused tokens", async () => {
  const { get, simulator } = startTrial({ auth: { tokens: { "demo-token": "evse:read" } } });
  const responses = [
    await simulator.fetch(ORIGIN + STATUS_LOGS),
    await get(COMMAND_LOGS),
    await get(STATUS_LOGS),
    await get(`${STATUS_LOGS}?page_size=0`),
    await get("/v2/vehicles"),
    await get(STATUS_LOGS, { Accept: "text/html" }),
  ];

  expect(responses.map(({ status, headers }) => [status, headers.get("X-RateLimit-Remaining")])).toEqual([
    [401, "1000"],
    [403, "1000"],
    [200, "999"],
    [400, "998"],
    [404, "997"],
    [406, "996"],
  ]);
});

describe("not found", () => {
  test.for([
    `/v2/evses/evse00000000000000000000000000/status_logs`,
    `${STATUS_LOGS}/1999-12-31T23:59:59.999999Z`,
    `${COMMAND_LOGS}/9999-12-31T23:59:59.999999Z`,
    `${STATUS_LOGS}/${TIMESTAMP}/`,
    `/v2/evse/${EVSE_ID}/status_logs`,
    `/v2/evses/${EVSE_ID}/constructor`,
    "/v2",
    "/v22/evses",
    "/o/token",
  ])("%s", async (path) => {
    expect(await summaryOf(await startTrial().get(path))).toEqual(
      problemOf(404, { title: "Not found", detail: "Resource does not exist or cannot be accessed." }),
    );
  });
});

test.for(["POST", "DELETE", "OPTIONS"])("%s is refused with 405", async (method) => {
  const headers = { Authorization: "Bearer demo-token" };
  const response = await startTrial().simulator.fetch(ORIGIN + STATUS_LOGS, { method, headers });

  expect([response.status, response.headers.get("Allow")]).toEqual([405, "GET, HEAD"]);
});

test("HEAD is GET without the body", async () => {
  const { simulator, get } = startTrial();
  const headers = { Authorization: "Bearer demo-token" };
  const head = await simulator.fetch(ORIGIN + STATUS_LOGS, { method: "HEAD", headers });
  const response = await get(STATUS_LOGS);

  expect([head.status, head.body]).toEqual([200, null]);
  for (const name of ["Link", "Content-Type", "Content-Length"]) {
    expect(head.headers.get(name)).toBe(response.headers.get(name));
  }
});

test("a request with several errors is refused for token, scope, rate limit, Accept, parameters, EVSE, in this order", async () => {
  const { simulator, clock } = startTrial({
    auth: { tokens: { narrow: "evse:read", full: "debug:read" } },
    rateLimit: 1,
  });
  const unknownEvse = "/v2/evses/evse00000000000000000000000000/command_logs";
  const request = async (token: string, path: string, accept: string) => {
    const headers = { Authorization: `Bearer ${token}`, Accept: accept };
    return (await simulator.fetch(ORIGIN + path, { headers })).status;
  };
  await request("full", COMMAND_LOGS, "application/json");

  expect(await request("unknown", `${unknownEvse}?page_size=0`, "text/html")).toBe(401);
  expect(await request("narrow", `${unknownEvse}?page_size=0`, "text/html")).toBe(403);
  expect(await request("full", `${unknownEvse}?page_size=0`, "text/html")).toBe(429);
  for (const [path, accept, status] of [
    [`${unknownEvse}?page_size=0`, "text/html", 406],
    [`${unknownEvse}?page_size=0`, "application/json", 400],
    [unknownEvse, "application/json", 404],
  ] as const) {
    clock.now += 3_600_000;
    expect(await request("full", path, accept)).toBe(status);
  }
});

test.for<[accept: string, status: number]>([
  ["application/json; q=0.1", 200],
  ["text/html, application/*", 200],
  ["text/html,*/*;q=0.001", 200],
  ["text/html", 406],
  ["application/problem+json", 406],
  ["application/json;q=0, */*", 406],
])("Accept: %s is answered with %d", async ([accept, status]) => {
  expect((await startTrial().get(STATUS_LOGS, { Accept: accept })).status).toBe(status);
});

test.for<[status: number, path: string, headers: Record<string, string>]>([
  [200, STATUS_LOGS, {}],
  [400, `${STATUS_LOGS}?page_size=0`, {}],
  [401, STATUS_LOGS, { Authorization: "" }],
  [404, "/elsewhere", {}],
])("a %d of %s has the usual headers", async ([status, path, headers]) => {
  const response = await startTrial({ rateLimit: 500 }).get(path, headers);

  expect(response.status).toBe(status);
  expect(response.headers.get("EvEnergy-Version")).toBe("2");
  expect(response.headers.get("X-RateLimit-Limit")).toBe("500");
  expect(response.headers.get("X-RateLimit-Remaining")).toMatch(/^(499|500)$/);
  expect(response.headers.get("Content-Length")).toBe(String((await response.arrayBuffer()).byteLength));
});

test("each charger has logs of its own, with the URL of its EVSE", async () => {
  const trial = startTrial({ evses: 3 });
  const firstLogs = trial.simulator.evseIds.map(async (id) => {
    const [log] = await trial.read<{ evse: string; sampled_at: string }[]>(`/v2/evses/${id}/status_logs`);
    expect(log?.evse).toBe(`${ORIGIN}/v2/evses/${id}`);
    return log?.sampled_at;
  });

  expect(new Set(await Promise.all(firstLogs)).size).toBe(3);
});
