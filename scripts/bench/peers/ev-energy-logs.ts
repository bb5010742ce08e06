// This client.

import { type ClientOptions, createClient, EvEnergyError } from "../../../src/index.ts";
import type { CreateReader, Reader } from "./peer.ts";
import { EVSE_ID } from "./request.ts";

export const createReader: CreateReader = ({ token, baseUrl, timeoutMs }) =>
  readerOf({ auth: token, baseUrl, timeoutMs });

export function readerOf(options: ClientOptions): Reader {
  const client = createClient(options);
  return {
    client,
    pages: (signal) => pages({ signal }),
    resume: (error) => pages({ from: error instanceof EvEnergyError ? error.resumeFrom : undefined }),
    requestsLeft: () => client.rateLimit?.remaining,
  };

  async function* pages(options: { signal?: AbortSignal | undefined; from?: string | undefined }) {
    for await (const { items } of client.statusLogs.list(EVSE_ID, {}, options).pages()) yield items;
  }
}
