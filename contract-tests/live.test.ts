// The live API, if the environment names it; and the same run with a simulator at another address in its place.

import { expect, onTestFinished, test } from "vitest";
import { createSimulator, type Simulator, serve } from "../src/simulator/index.ts";
import { EVSE_ID } from "./fixtures.ts";
import { LIVE_VARIABLES, type LiveReport, limitedFetch, readLiveSettings, tryLive } from "./live.ts";
import { ignored, logged } from "./spoiling.ts";

const settings = readLiveSettings(process.env);

if (settings) {
  test("the live API keeps the contract", { timeout: 300_000 }, async () => {
    expect(await tryLive(settings)).toMatchObject({ broken: [], failed: [] });
  });
} else {
  test.skip(`the live API keeps the contract: to try it, set ${LIVE_VARIABLES}`);
}

const options = { now: () => Date.UTC(2024, 3, 17, 12) };
const token = { EV_ENERGY_TOKEN: "demo-token" };
const credentials = { EV_ENERGY_CLIENT_ID: "demo", EV_ENERGY_CLIENT_SECRET: "demo-secret" };

/** Tries a simulator that listens where the environment says that the live API does. */
async function tryInPlace(simulator: Simulator, secrets: Record<string, string>): Promise<LiveReport> {
  const { url, close } = await serve(simulator);
  onTestFinished(close);
  const addresses = { EV_ENERGY_BASE_URL: `${url}/v2`, EV_ENERGY_TOKEN_URL: `${url}/o/token/` };
  const settings = readLiveSettings({ EV_ENERGY_EVSE_ID: EVSE_ID, ...addresses, ...secrets });
  return settings ? await tryLive(settings) : expect.unreachable("the environment says all that it has to");
}

test("a provider that keeps the contract passes with 17 requests, none of which can change it", async () => {
  const simulator = createSimulator(options);

  expect(await tryInPlace(simulator, token)).toEqual({ requests: 17, broken: [], failed: [] });
  expect(simulator.requests.map(({ method }) => method)).toEqual(Array(17).fill("GET"));
});

test("with an id and a secret there is one request more, for a token", async () => {
  const simulator = createSimulator(options);

  expect(await tryInPlace(simulator, credentials)).toEqual({ requests: 18, broken: [], failed: [] });
  expect(simulator.requests.filter(({ url }) => url.endsWith("/o/token/"))).toHaveLength(1);
});

test("of a provider that refuses each token, and so is asked for many, it wants 20 requests and no more", async () => {
  const simulator = createSimulator(options);
  const refusing: Simulator = {
    ...simulator,
    async fetch(input, init) {
      const request = new Request(input, init);
      if (request.url.includes("/v2/")) request.headers.set("Authorization", "Bearer refused");
      return await simulator.fetch(request);
    },
  };

  expect((await tryInPlace(refusing, credentials)).requests).toBe(20);
  expect(simulator.requests).toHaveLength(20);
});

test("of a provider that breaks the contract it tells the part", async () => {
  const { broken } = await tryInPlace(logged((log) => Object.assign(log, { mode: "Boost" }))(options), token);

  expect(broken).toContain(`GET /evses/${EVSE_ID}/status_logs answered 500: response.body.*.mode enum`);
});

test("of a provider that keeps the contract, and yet does otherwise, it tells which behaviour fails", async () => {
  const report = await tryInPlace(ignored(/^expand$/)(options), token);

  expect(report).toEqual({
    requests: 17,
    broken: [],
    failed: [expect.stringMatching(/^statusLogs: expand brings in the EVSE, and all that it leads to: expected /)],
  });
});

test("no secret is in what it tells", async () => {
  const wrong = { EV_ENERGY_CLIENT_ID: "demo", EV_ENERGY_CLIENT_SECRET: "another-secret" };
  const reports = [
    await tryInPlace(createSimulator(options), { EV_ENERGY_TOKEN: "another-token" }),
    await tryInPlace(createSimulator(options), wrong),
  ];

  expect(reports.map(({ failed }) => failed.length)).toEqual([10, 10]);
  expect(JSON.stringify(reports)).not.toMatch(/another-(token|secret)/);
});

test.for([
  ["nothing", {}],
  ["no EVSE", { ...token }],
  ["no token", { EV_ENERGY_EVSE_ID: EVSE_ID }],
  ["an id without its secret", { EV_ENERGY_EVSE_ID: EVSE_ID, EV_ENERGY_CLIENT_ID: "demo" }],
  ["an empty token", { EV_ENERGY_EVSE_ID: EVSE_ID, EV_ENERGY_TOKEN: "" }],
] as const)("an environment with %s asks for no live run", ([, environment]) => {
  expect(readLiveSettings(environment)).toBeUndefined();
});

test("unless the environment says otherwise, the live API is that of production and sandbox", () => {
  expect(readLiveSettings({ EV_ENERGY_EVSE_ID: EVSE_ID, ...token })).toEqual({
    auth: "demo-token",
    baseUrl: "https://api.ev.energy/v2",
    evseId: "evse01HSH04KDEWF6Z4DB2J77J74K5",
  });
});

test("a request beyond the limit is not sent", async () => {
  const sent: unknown[] = [];
  const limited = limitedFetch(async (input) => {
    sent.push(input);
    return new Response();
  }, 2);
  const outcomes = await Promise.allSettled(
    ["a", "b", "c"].map((path) => limited.fetch(`https://example.com/${path}`)),
  );

  expect(outcomes.map(({ status }) => status)).toEqual(["fulfilled", "fulfilled", "rejected"]);
  expect(sent).toEqual(["https://example.com/a", "https://example.com/b"]);
  expect(limited.sent).toBe(2);
});
