// The live API, if the environment names it; and the same run with a simulator in its place.

import { expect, onTestFinished, test } from "vitest";
import { createSimulator, type Simulator, serve } from "../../src/simulator/index.ts";
import { withLog, withoutParameters } from "../behaviours/defects.ts";
import { EVSE_ID } from "../fixtures.ts";
import { LIVE_VARIABLES, type LiveReport, readLiveSettings, tryLive } from "./live.ts";

const settings = readLiveSettings(process.env);

if (settings) {
  test("the live API keeps the contract", { timeout: 300_000 }, async () => {
    expect(await tryLive(settings)).toMatchObject({ broken: [], failed: [] });
  });
} else {
  test.skip(`the live API keeps the contract (set ${LIVE_VARIABLES})`);
}

const options = { now: () => Date.UTC(2024, 3, 17, 12) };
const token = { EV_ENERGY_TOKEN: "demo-token" };
const credentials = { EV_ENERGY_CLIENT_ID: "demo", EV_ENERGY_CLIENT_SECRET: "demo-secret" };

/** Runs against a simulator at the address of the live API. */
async function trySimulated(simulator: Simulator, secrets: Record<string, string>): Promise<LiveReport> {
  const { url, close } = await serve(simulator);
  onTestFinished(close);
  const addresses = { EV_ENERGY_BASE_URL: `${url}/v2`, EV_ENERGY_TOKEN_URL: `${url}/o/token/` };
  const settings = readLiveSettings({ EV_ENERGY_EVSE_ID: EVSE_ID, ...addresses, ...secrets });
  return settings ? await tryLive(settings) : expect.unreachable("the environment is complete");
}

test("a provider that keeps the contract passes with 17 requests, all of them GET", async () => {
  const simulator = createSimulator(options);

  expect(await trySimulated(simulator, token)).toEqual({ requests: 17, broken: [], failed: [] });
  expect(simulator.requests.map(({ method }) => method)).toEqual(Array(17).fill("GET"));
});

test("client credentials need one more request, for a token", async () => {
  const simulator = createSimulator(options);

  expect(await trySimulated(simulator, credentials)).toEqual({ requests: 18, broken: [], failed: [] });
  expect(simulator.requests.filter(({ url }) => url.endsWith("/o/token/"))).toHaveLength(1);
});

test("a run never sends more than 20 requests, even if every token is refused", async () => {
  const simulator = createSimulator(options);
  const refusing: Simulator = {
    ...simulator,
    async fetch(input, init) {
      const request = new Request(input, init);
      if (request.url.includes("/v2/")) request.headers.set("Authorization", "Bearer refused");
      return await simulator.fetch(request);
    },
  };

  expect((await trySimulated(refusing, credentials)).requests).toBe(20);
  expect(simulator.requests).toHaveLength(20);
});

test("the report names violations of the contract", async () => {
  const { broken } = await trySimulated(withLog((log) => Object.assign(log, { mode: "Boost" }))(options), token);

  expect(broken).toContain(`GET /evses/${EVSE_ID}/status_logs answered 500: response.body.*.mode enum`);
});

test("the report names behaviours that fail without a violation of the contract", async () => {
  expect(await trySimulated(withoutParameters(/^expand$/)(options), token)).toEqual({
    requests: 17,
    broken: [],
    failed: [expect.stringMatching(/^statusLogs: expand embeds the EVSE and its related resources: expected /)],
  });
});

test("the report contains no secret", async () => {
  const wrong = { EV_ENERGY_CLIENT_ID: "demo", EV_ENERGY_CLIENT_SECRET: "another-secret" };
  const reports = [
    await trySimulated(createSimulator(options), { EV_ENERGY_TOKEN: "another-token" }),
    await trySimulated(createSimulator(options), wrong),
  ];

  expect(reports.map(({ failed }) => failed.length)).toEqual([10, 10]);
  expect(JSON.stringify(reports)).not.toMatch(/another-(token|secret)/);
});

test.for([
  ["no EVSE", { ...token }],
  ["no token", { EV_ENERGY_EVSE_ID: EVSE_ID }],
  ["an id without its secret", { EV_ENERGY_EVSE_ID: EVSE_ID, EV_ENERGY_CLIENT_ID: "demo" }],
  ["an empty token", { EV_ENERGY_EVSE_ID: EVSE_ID, EV_ENERGY_TOKEN: "" }],
] as const)("an environment with %s does not start a live run", ([, environment]) => {
  expect(readLiveSettings(environment)).toBeUndefined();
});

test("the default provider is the production API", () => {
  expect(readLiveSettings({ EV_ENERGY_EVSE_ID: EVSE_ID, ...token })).toEqual({
    auth: "demo-token",
    baseUrl: "https://api.ev.energy/v2",
    evseId: "evse01HSH04KDEWF6Z4DB2J77J74K5",
  });
});
