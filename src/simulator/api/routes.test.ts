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
