// Random requests to the client, the mock and the simulator, which all have to accept the same ones. Seeded.

import fc from "fast-check";
import { expect, test } from "vitest";
import { type Client, createClient, InvalidArgumentError } from "../../src/index.ts";
import { createSimulator } from "../../src/simulator/index.ts";
import { EVSE_ID, TIMESTAMP } from "../fixtures.ts";
import { type Operation, operations, type Parameters } from "../operations.ts";
import { useMock } from "./mock.ts";
import { type RandomRequest, requestTo } from "./random-requests.ts";

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

/** Whether the client sends the request. */
async function isSent({ id }: Operation, { path, query = {} }: Parameters): Promise<boolean> {
  const before = mock.exchanges.length;
  try {
    await typedCalls[id](
      mock.client(),
      { evse_id: EVSE_ID, sampled_at: TIMESTAMP, logged_at: TIMESTAMP, ...path },
      query,
    );
  } catch (error) {
    // Any other error, such as a 400 of the mock, means that the client should not have sent it.
    if (!(error instanceof InvalidArgumentError)) throw error;
  }
  return mock.exchanges.length > before;
}

/** Whether the provider accepts the request, even if there is no such log. */
async function isAccepted({ send }: Operation, client: Client, parameters: Parameters): Promise<boolean> {
  const { response } = await send(client, parameters);
  expect([200, 400, 404]).toContain(response.status);
  return response.status !== 400;
}

async function expectAgreement(
  operation: Operation,
  { parameters, isGood, hasGoodArguments }: RandomRequest,
): Promise<void> {
  expect({
    client: await isSent(operation, parameters),
    mock: await isAccepted(operation, mock.client(), parameters),
    simulator: await isAccepted(operation, simulated, parameters),
  }).toEqual({ client: hasGoodArguments, mock: isGood, simulator: isGood });
}

test.for(operations)("$id: all three accept and refuse the same requests", { timeout: 60_000 }, (operation) =>
  fc.assert(
    fc.asyncProperty(requestTo(operation), (request) => expectAgreement(operation, request)),
    { seed: 20240417, numRuns: 150 },
  ),
);
