// Generated requests, good and bad, put to the client, the mock and the simulator: all three must agree with the bounds,
// and so with each other. Seeded, so that a failure comes again.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Client, createClient, InvalidArgumentError } from "../src/index.ts";
import { createSimulator } from "../src/simulator/index.ts";
import { EVSE_ID, STAMP } from "./fixtures.ts";
import { useMock } from "./mock.ts";
import { type Operation, operations, type Parameters } from "./operations.ts";
import { type GeneratedRequest, requestsWith, requestTo, valuesOf } from "./requests.ts";

const mock = useMock();
const simulator = createSimulator({ rateLimit: 1_000_000, now: () => Date.parse("2024-04-17T12:00:00Z") });
const simulated = createClient({
  auth: "demo-token",
  baseUrl: "https://simulator.example/v2",
  fetch: simulator.fetch,
  maxRetries: 0,
});

interface Path {
  readonly evse_id: string;
  readonly sampled_at: string;
  readonly logged_at: string;
}

const typedCalls: Readonly<Record<Operation["id"], (client: Client, path: Path, query: object) => Promise<unknown>>> = {
  listEvseStatusLogs: ({ statusLogs }, { evse_id }, query) => statusLogs.list(evse_id, query).toArray(),
  getEvseStatusLog: ({ statusLogs }, { evse_id, sampled_at }, query) => statusLogs.get(evse_id, sampled_at, query),
  listEvseCommandLogs: ({ commandLogs }, { evse_id }, query) => commandLogs.list(evse_id, query).toArray(),
  getEvseCommandLog: ({ commandLogs }, { evse_id, logged_at }, query) => commandLogs.get(evse_id, logged_at, query),
};

/** Whether the client sends it, or refuses to. */
async function isSent({ id }: Operation, { path, query = {} }: Parameters): Promise<boolean> {
  const before = mock.exchanges.length;
  try {
    await typedCalls[id](mock.client(), { evse_id: EVSE_ID, sampled_at: STAMP, logged_at: STAMP, ...path }, query);
  } catch (error) {
    // Another error, such as a 400 of the mock, is a request that it should not have sent.
    if (!(error instanceof InvalidArgumentError)) throw error;
  }
  return mock.exchanges.length > before;
}

/** Whether the provider takes it, be it without knowing such a log. */
async function isTaken({ send }: Operation, client: Client, parameters: Parameters): Promise<boolean> {
  const { response } = await send(client, parameters);
  expect([200, 400, 404]).toContain(response.status);
  return response.status !== 400;
}

async function judge(operation: Operation, { parameters, isGood, hasGoodArguments }: GeneratedRequest): Promise<void> {
  expect({
    client: await isSent(operation, parameters),
    mock: await isTaken(operation, mock.client(), parameters),
    simulator: await isTaken(operation, simulated, parameters),
  }).toEqual({ client: hasGoodArguments, mock: isGood, simulator: isGood });
}

function judgeAll(operation: Operation, requests: fc.Arbitrary<GeneratedRequest>): Promise<void> {
  const property = fc.asyncProperty(requests, (request) => judge(operation, request));
  return fc.assert(property, { seed: 20240417, numRuns: 40 });
}

describe.each(operations)("$id", (operation) => {
  describe.each(Object.entries(valuesOf[operation.id]))("%s", (name, values) => {
    const { good, bad } = requestsWith(name, values);

    test("is taken by all within its bounds", () => judgeAll(operation, good));

    if (bad) test("is refused by all beyond them", () => judgeAll(operation, bad));
  });

  test("is judged alike with any parameters at once", () => judgeAll(operation, requestTo(operation)));
});
