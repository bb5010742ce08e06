// This client.

import { type ClientOptions, createClient } from "../../../src/index.ts";
import type { CreateReader, Reader } from "./peer.ts";
import { EVSE_ID } from "./request.ts";

export const createReader: CreateReader = ({ token, baseUrl, timeoutMs }) =>
  readerOf({ auth: token, baseUrl, timeoutMs });

export function readerOf(options: ClientOptions): Reader {
  const client = createClient(options);
  return {
    client,
    async *pages(signal) {
      for await (const { items } of client.statusLogs.list(EVSE_ID, {}, { signal }).pages()) yield items;
    },
  };
}
