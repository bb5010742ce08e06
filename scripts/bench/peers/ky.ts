// ky with its retries, also after a timeout, and a hand-written loop.

import ky from "ky";
import type { CreateReader } from "./peer.ts";
import { firstPage, headersOf, nextLink } from "./request.ts";

export const createReader: CreateReader = ({ baseUrl, token, timeoutMs }) => {
  const client = ky.create({
    headers: headersOf(token),
    retry: { retryOnTimeout: true },
    ...(timeoutMs && { timeout: timeoutMs }),
  });
  return {
    client,
    async *pages(signal) {
      for (let url: string | undefined = firstPage(baseUrl); url; ) {
        const call = client.get(url, { ...(signal && { signal }) });
        // ky's timeout covers a body that is read by its own `json`, but not by that of the response.
        const [rows, response]: [unknown[], Response] = await Promise.all([call.json<unknown[]>(), call]);
        yield rows;
        url = nextLink(response.headers.get("Link"));
      }
    },
  };
};
