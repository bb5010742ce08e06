// Runs each example unchanged, against a simulator on a socket.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { createClient } from "ev-energy-logs";
import { createSimulator, type Simulator, type SimulatorOptions, serve } from "ev-energy-logs/simulator";
import { afterEach, describe, expect, onTestFinished, test, vi } from "vitest";
import worker, { type Env } from "../../examples/cloudflare-worker/worker.ts";
import { logRoutes } from "../../examples/hono-route.ts";
import { temporaryDirectory } from "../support/scripts.ts";

const EVSE_ID = "evse01HSH04KDEWF6Z4DB2J77J74K5";
const NOW = Date.parse("2026-01-09T00:00:00Z");
const WEEK = {
  from: "2026-01-01T00:00:00Z",
  to: "2026-01-08T00:00:00Z",
  sampleIntervalSeconds: 1200,
  now: () => NOW,
};

const directory = temporaryDirectory();
afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
  vi.useRealTimers();
  vi.resetModules();
});

async function start(options: SimulatorOptions = WEEK): Promise<{ simulator: Simulator; url: string }> {
  const simulator = createSimulator(options);
  const { url, close } = await serve(simulator);
  onTestFinished(close);
  vi.stubEnv("EV_ENERGY_TOKEN", "demo-token");
  vi.stubEnv("EV_ENERGY_BASE_URL", `${url}/v2`);
  return { simulator, url };
}

/** Runs a script with these arguments, and returns what it printed. */
async function run(load: () => Promise<unknown>, ...args: string[]): Promise<string[]> {
  const lines: string[] = [];
  vi.spyOn(console, "log").mockImplementation((line) => void lines.push(line));
  const argv = process.argv;
  process.argv = ["node", "script.ts", ...args];
  vi.resetModules();
  try {
    await load();
  } finally {
    process.argv = argv;
  }
  return lines;
}

const clientOf = ({ fetch }: Simulator) =>
  createClient({ auth: "demo-token", baseUrl: "https://simulator.example/v2", fetch });

describe("fetch-one", () => {
  const fetchOne = () => import("../../examples/fetch-one.ts");

  test("shows the newest log with one request", async () => {
    const { simulator } = await start();
    expect(await run(fetchOne, EVSE_ID)).toEqual([
      expect.stringMatching(/^[A-Z]{4}\d{6}, a \w.* \w.*, at 2026-01-07T23:\d\d:\d\d\.\d{6}Z$/),
      expect.stringMatching(/^plugged in: (true|false|unknown), charging at (\d+|an unknown number of) W$/),
    ]);
    expect(simulator.requests).toHaveLength(1);
  });

  test("shows the log of a timestamp", async () => {
    const { simulator } = await start();
    const [, second] = await clientOf(simulator).statusLogs.list(EVSE_ID, {}, { maxItems: 2 }).toArray();
    const [line] = await run(fetchOne, EVSE_ID, second?.sampled_at ?? "");
    expect(line).toContain(`at ${second?.sampled_at}`);
  });
});

describe("export-ndjson", () => {
  test("has each log of the window once, although it was interrupted", async () => {
    const { simulator } = await start({ ...WEEK, faults: [{ kind: "status", status: 400, request: 3 }] });
    const file = join(directory, "window.ndjson");
    const args = [EVSE_ID, "2026-01-02T00:00:00Z", "2026-01-06T00:00:00Z", file];
    const exportNdjson = () => run(() => import("../../examples/export-ndjson.ts"), ...args);

    await expect(exportNdjson()).rejects.toThrow(/: 400 /);
    await exportNdjson();

    const stamps = readFileSync(file, "utf8")
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line).sampled_at);
    const window = { sampled_at__gte: "2026-01-02T00:00:00Z", sampled_at__lte: "2026-01-06T00:00:00Z" };
    const logs = await clientOf(simulator).statusLogs.list(EVSE_ID, window).toArray();
    expect(stamps).toEqual(logs.map((log) => log.sampled_at));
    expect(stamps.length).toBeGreaterThan(200);
    expect(() => readFileSync(`${file}.place`)).toThrow(/ENOENT/);
  });
});

describe("load-sqlite", () => {
  const loadSqlite = (file: string) => run(() => import("../../examples/load-sqlite.ts"), EVSE_ID, file);

  function stampsIn(file: string): unknown[] {
    const database = new DatabaseSync(file);
    const rows = database.prepare("SELECT sampled_at FROM status_logs ORDER BY sampled_at DESC").all();
    database.close();
    return rows.map((row) => row["sampled_at"]);
  }

  test("requests only new logs the second time", async () => {
    const file = join(directory, "logs.db");
    const clock = { now: Date.parse("2026-01-07T00:00:00Z") };
    const { simulator } = await start({ ...WEEK, to: undefined, now: () => clock.now });
    expect(await loadSqlite(file)).toEqual([expect.stringMatching(/^\d{3} logs read since the beginning$/)]);
    const spent = simulator.requests.length;

    clock.now += 7_200_000;
    expect(await loadSqlite(file)).toEqual([expect.stringMatching(/^\d+ logs read since 2026-01-06T22:\d\d:\S+Z$/)]);
    expect(simulator.requests).toHaveLength(spent + 1);

    const logs = await clientOf(simulator).statusLogs.list(EVSE_ID).toArray();
    expect(stampsIn(file)).toEqual(logs.map((log) => log.sampled_at));
  });

  test("keeps nothing of a load that failed half-way", async () => {
    const file = join(directory, "half.db");
    await start({ ...WEEK, faults: [{ kind: "status", status: 400, request: 3 }] });
    await expect(loadSqlite(file)).rejects.toThrow(/: 400 /);
    expect(stampsIn(file)).toEqual([]);
  });
});

describe("hono-route", () => {
  const dayOf = (simulator: Simulator, path = `/evses/${EVSE_ID}/days/2026-01-03`) =>
    logRoutes(clientOf(simulator)).request(path);

  test("answers with the logs of the day", async () => {
    const response = await dayOf(createSimulator(WEEK));
    const stamps = (await response.json()).map((log: { sampled_at: string }) => log.sampled_at);
    expect(new Set(stamps.map((stamp: string) => stamp.slice(0, 10)))).toEqual(new Set(["2026-01-03"]));
    expect(stamps.length).toBeGreaterThan(60);
  });

  test.each([
    ["a path without a day", {}, `/evses/${EVSE_ID}/days/monday`, 404],
    ["an invalid id", {}, "/evses/evse1/days/2026-01-03", 400],
    ["an unknown charger", { evses: ["evse00000000000000000000000000"] }, undefined, 404],
    ["a provider that fails", { faults: [{ kind: "status", status: 418 }] }, undefined, 502],
  ] as const)("answers %s with the matching status", async (_, options, path, status) => {
    vi.spyOn(console, "error").mockImplementation(() => {});
    expect((await dayOf(createSimulator({ ...WEEK, ...options }), path)).status).toBe(status);
  });

  test("passes on the wait for the rate limit", async () => {
    const fault = { kind: "status", status: 429, headers: { "Retry-After": "1800" } } as const;
    const response = await dayOf(createSimulator({ ...WEEK, faults: [fault] }));
    expect([response.status, response.headers.get("Retry-After")]).toEqual([503, "1800"]);
  });
});

describe("cloudflare-worker", () => {
  const ask = (url: string, evseId = EVSE_ID) => {
    const env: Env = { EV_ENERGY_CLIENT_ID: "demo", EV_ENERGY_CLIENT_SECRET: "demo-secret", EV_ENERGY_ORIGIN: url };
    return worker.fetch(new Request(`https://worker.example/${evseId}`), env);
  };

  test("returns yesterday's energy, with one token for all requests until it is refused", async () => {
    vi.setSystemTime("2026-01-06T12:00:00Z");
    const { simulator, url } = await start();
    const response = await ask(url);
    expect([response.status, await response.json()]).toEqual([
      200,
      { evseId: EVSE_ID, day: "2026-01-05", wattHours: 8011 },
    ]);
    await ask(url);
    expect(simulator.requests.map(({ method }) => method)).toEqual(["POST", "GET", "GET"]);

    // Another simulator does not know the token.
    const other = await start();
    expect((await ask(other.url)).status).toBe(200);
    expect(other.simulator.requests.map(({ status }) => status)).toEqual([401, 200, 200]);
  });

  test.each([
    ["an invalid id", {}, "favicon.ico", 400, null],
    ["an unknown charger", { evses: ["evse00000000000000000000000000"] }, EVSE_ID, 404, null],
    [
      "a rate limit that is used up",
      { faults: [{ kind: "status", status: 429, headers: { "Retry-After": "1800" } }] },
      EVSE_ID,
      503,
      "1800",
    ],
  ] as const)("answers %s with the matching status", async (_, options, evseId, status, retryAfter) => {
    const { url } = await start({ ...WEEK, ...options });
    const response = await ask(url, evseId);
    expect([response.status, response.headers.get("Retry-After")]).toEqual([status, retryAfter]);
  });
});
