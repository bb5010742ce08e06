// The behaviours also hold with disordered data. Refused cursors and missing pages, which break lists, have tests of
// their own.

import { afterAll, beforeAll, expect, test } from "vitest";
import { createSimulator, type SimulatorOptions } from "../../src/simulator/index.ts";
import { EVSE_ID } from "../fixtures.ts";
import type { ControlledProvider, Running } from "../providers/capabilities.ts";
import { startSimulated } from "../providers/simulated.ts";
import { verify } from "./behaviour.ts";
import { behaviours } from "./index.ts";

/** The charger of this seed has disorder in the two days that the behaviours read, and enough logs for each of them. */
const disordered: SimulatorOptions = {
  seed: 2,
  disorder: {
    lateUploads: 0.5,
    clockSkew: 0.5,
    repeatedRows: 0.1,
    changedRows: 0.1,
    meterResets: 0.3,
    meterDropouts: 0.1,
    stuckMeters: 0.3,
    hourlyMeters: true,
    v2g: true,
    adaptiveSampling: true,
  },
};

let provider: Running<ControlledProvider>;
beforeAll(async () => {
  provider = await startSimulated((options) => createSimulator({ ...options, ...disordered }));
});
afterAll(() => provider?.close());

for (const behaviour of behaviours) test(behaviour.title, () => verify(behaviour, provider));

test("the data is disordered", () => {
  const to = "2024-04-17T12:00:00Z";
  const days = { from: "2024-04-15T00:00:00Z", to, now: () => Date.parse(to), sampleIntervalSeconds: 7200 };
  const { statusLogs } = createSimulator({ ...days, ...disordered }).truth(EVSE_ID);

  expect(statusLogs.some((log) => Date.parse(log.logged_at) > Date.parse(log.sampled_at) + 60_000)).toBe(true);
  expect(statusLogs.some((log) => log.sampled_at > log.logged_at)).toBe(true);
  expect(new Set(statusLogs.map((log) => log.sampled_at)).size).toBeLessThan(statusLogs.length);
});
