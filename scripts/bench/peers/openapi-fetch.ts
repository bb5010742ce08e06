// openapi-fetch with the types of the spec and a hand-written loop. It has no retries, timeout or pagination.

import createHttpClient from "openapi-fetch";
import type { paths } from "../../../generated/openapi.ts";
import type { CreateReader } from "./peer.ts";
import { EVSE_ID, headersOf, nextQuery } from "./request.ts";

export const createReader: CreateReader = ({ baseUrl, token }) => {
  const http = createHttpClient<paths>({ baseUrl, headers: headersOf(token) });
  return {
    client: http,
    async *pages(signal) {
      for (let query: Record<string, string> | undefined = { page_size: "100" }; query; ) {
        const result = await http.GET("/evses/{evse_id}/status_logs", {
          params: { path: { evse_id: EVSE_ID }, query: query as { page_size?: number } },
          signal: signal ?? null,
        });
        if (!result.data) throw new Error("The call failed", { cause: result });
        yield result.data;
        query = nextQuery(result.response.headers.get("Link"));
      }
    },
  };
};
