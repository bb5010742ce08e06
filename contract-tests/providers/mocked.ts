// The mock as a provider: it has one page of logs, and returns errors on demand.

import { type ClientOptions, createClient } from "../../src/index.ts";
import { recordingFetch } from "../coverage/record.ts";
import { EVSE_ID } from "../fixtures.ts";
import { startMock } from "../prism.ts";
import { breach, type Exchange } from "../wire.ts";
import type { RefusingProvider, Running } from "./capabilities.ts";

export async function startMocked(): Promise<Running<RefusingProvider>> {
  const { url, close } = await startMock();
  const exchanges: Exchange[] = [];
  const client = (fetch: typeof globalThis.fetch, options?: Partial<ClientOptions>) =>
    createClient({ auth: "mock-token", baseUrl: url, fetch, maxRetries: 0, ...options });
  return {
    evseId: EVSE_ID,
    exchanges,
    client: (options) => client(recordingFetch(exchanges), options),
    refusedClient: async (status) => client(recordingFetch(exchanges, `code=${status}`)),
    settle: () => exchanges.splice(0).flatMap(breach),
    close,
  };
}
