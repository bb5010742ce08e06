// This client.

import { createClient } from "../../../src/index.ts";
import type { CreateReader } from "./peer.ts";
import { EVSE_ID } from "./request.ts";

export const createReader: CreateReader = ({ token, baseUrl, timeoutMs }) => {
  const client = createClient({ auth: token, baseUrl, timeoutMs });
  return {
    client,
    async *pages(signal) {
      for await (const { items } of client.statusLogs.list(EVSE_ID, {}, { signal }).pages()) yield items;
    },
  };
};
