// How the API refuses, in which order, with which words; and what every answer carries.

import { describe, expect, test } from "vitest";
import { EVSE_ID, STAMP } from "../testing/logs.ts";
import { COMMAND_LOGS, ORIGIN, STATUS_LOGS, startTrial } from "../testing/simulator.ts";

const NOT_FOUND = { title: "Not found", detail: "Resource does not exist or cannot be accessed.", status: 404 };

/** Status, type and body of an answer. */
async function told(response: Response) {
  return [response.status, response.headers.get("Content-Type"), await response.json()];
}

const problem = (status: number, members: object) => [status, "application/problem+json", { ...members, status }];

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
      problem(401, { title: "Unauthorized", detail: "Authentication credentials were not provided." }),
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
        problem(403, { title: "Forbidden", detail: "You do not have permission to perform this action." }),
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
      problem(429, {
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

describe("parameters", () => {
  const PAGINATION = {
    type: "https://api.ev.energy/v2/problems/pagination-parameters/",
    title: "Invalid pagination parameter",
    detail: "Invalid value for pagination parameter: page_size",
    field_errors: { page_size: ["It takes a whole number from 1 to 100."] },
  };

  test.for(["0", "101", "-1", "1.5", "abc", "", "1e1", "+5", " 5", "9999999999999999999999"])(
    "page_size can't be %j",
    async (size) => {
      const query = new URLSearchParams({ page_size: size });
      expect(await told(await startTrial().get(`${STATUS_LOGS}?${query}`))).toEqual(problem(400, PAGINATION));
    },
  );

  test.for([1, 2, 99, 100])("page_size can be %d", async (size) => {
    expect(await startTrial().read(`${STATUS_LOGS}?page_size=${size}`)).toHaveLength(size);
  });

  test("page_size is 25 by default, and the last one counts", async () => {
    const { read } = startTrial();
    expect(await read(STATUS_LOGS)).toHaveLength(25);
    expect(await read(`${STATUS_LOGS}?page_size=0&page_size=3`)).toHaveLength(3);
  });

  test.for(["1", "3.0", "two", "", "2, 2"])("the version can't be %j", async (version) => {
    expect(await told(await startTrial().get(STATUS_LOGS, { "EvEnergy-Version": version }))).toEqual(
      problem(400, {
        type: "https://api.ev.energy/v2/problems/pagination-parameters/",
        title: "Unsupported version",
        detail: `Unsupported version requested: ${version}`,
      }),
    );
  });

  test.for(["2", "2.0"])("the version can be %j", async (version) => {
    expect((await startTrial().get(STATUS_LOGS, { "EvEnergy-Version": version })).status).toBe(200);
  });

  const invalid = (name: string, takes: string) =>
    problem(400, {
      title: "Invalid parameter",
      detail: `Invalid value for parameter: ${name}`,
      field_errors: { [name]: [`It takes ${takes}.`] },
    });

  test.for([
    [STATUS_LOGS, "sampled_at__gte"],
    [STATUS_LOGS, "sampled_at__lte"],
    [COMMAND_LOGS, "logged_at__gte"],
    [COMMAND_LOGS, "logged_at__lte"],
  ] as const)("of %s, %s is a moment", async ([path, name]) => {
    const { get } = startTrial();
    for (const bad of ["yesterday", "", "2024-04-17", "2024-04-17T09:39:45", "2024-02-30T00:00:00Z", "%"]) {
      const query = new URLSearchParams({ [name]: bad });
      expect(await told(await get(`${path}?${query}`))).toEqual(invalid(name, "a date-time with a zone"));
    }
    expect((await get(`${path}?${name}=2024-04-17T09:39:45.1234567%2B02:00`)).status).toBe(200);
  });

  test.for([
    [STATUS_LOGS, "sampled_at"],
    [COMMAND_LOGS, "logged_at"],
  ] as const)("of a single log below %s, %s is a moment", async ([path, name]) => {
    const { get } = startTrial();
    for (const bad of ["yesterday", "2024-04-17", "2024-04-17T09:39:45", "%E0%A4%A", "1713346785"]) {
      expect(await told(await get(`${path}/${bad}`))).toEqual(invalid(name, "a date-time with a zone"));
    }
  });

  test.for([
    "evse01HSH04KDEWF6Z4DB2J77J74K",
    "evse01HSH04KDEWF6Z4DB2J77J74K55",
    "evse01hsh04kdewf6z4db2j77j74k5",
    "user01HSH04KDEWF6Z4DB2J77J74K5",
    "evse01HSH04KDEWF6Z4DB2J77J74K5%0A",
    "..%2Fusers",
    "%",
  ])("evse_id can't be %s", async (id) => {
    const { get } = startTrial();
    const takes = "`evse` and 26 characters of A-Z and 0-9";
    expect(await told(await get(`/v2/evses/${id}/status_logs`))).toEqual(invalid("evse_id", takes));
    expect(await told(await get(`/v2/evses/${id}/command_logs/${STAMP}`))).toEqual(invalid("evse_id", takes));
  });

  test.for(["evse.make", "user", "EVSE", "", "evse,evse.user", "constructor", "evse&expand=evse.location"])(
    "expand can't be %s",
    async (expand) => {
      const takes = "one of evse, evse.model, evse.model.make, evse.user; repeat it for several";
      expect(await told(await startTrial().get(`${COMMAND_LOGS}?expand=${expand}`))).toEqual(invalid("expand", takes));
    },
  );

  test("which others know, or nobody, are passed over", async () => {
    const { get, read } = startTrial();
    expect((await get(`${STATUS_LOGS}?logged_at__gte=yesterday&what=ever`)).status).toBe(200);
    expect((await get(`${COMMAND_LOGS}?sampled_at__lte=yesterday&page=2`)).status).toBe(200);
    const [log] = await read<{ sampled_at: string }[]>(STATUS_LOGS);
    const single = `${STATUS_LOGS}/${log?.sampled_at}`;
    expect((await get(`${single}?page_size=0&page_after=x&sampled_at__gte=yesterday`)).status).toBe(200);
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
    expect(await told(await startTrial().get(path))).toEqual(problem(404, NOT_FOUND));
  });

  test("needs a token below /v2, and none elsewhere", async () => {
    const { simulator } = startTrial();
    expect((await simulator.fetch(`${ORIGIN}/v2/vehicles`)).status).toBe(401);
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
    expect(await told(response)).toEqual(problem(405, { title: "Method Not Allowed", detail }));
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
    problem(406, { title: "Not Acceptable", detail: "Could not satisfy the request Accept header." }),
  );
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
