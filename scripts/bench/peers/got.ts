// got with its retries and its pagination.

import got from "got";
import type { CreateReader } from "./peer.ts";
import { firstPage, headersOf } from "./request.ts";

export const createReader: CreateReader = ({ baseUrl, token, timeoutMs }) => {
  const client = got.extend({
    headers: headersOf(token),
    ...(timeoutMs && { timeout: { request: timeoutMs } }),
  });
  return {
    client,
    // Each page is one item, so that the list is read page by page.
    pages: (signal) =>
      client.paginate<unknown[], string>(firstPage(baseUrl), {
        ...(signal && { signal }),
        pagination: { transform: ({ body }) => [JSON.parse(body)] },
      }),
  };
};
