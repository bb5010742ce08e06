// got with its retries, its pagination, and the hook that its documentation shows for a rejected token.

import got, { type ExtendOptions } from "got";
import type { CreateReader } from "./peer.ts";
import { firstPage, headersOf } from "./request.ts";

export const createReader: CreateReader = ({ baseUrl, token, timeoutMs, tokenUrl }) => {
  const client = got.extend({
    headers: headersOf(token),
    ...(timeoutMs && { timeout: { request: timeoutMs } }),
    ...(tokenUrl && { hooks: renewBy(tokenUrl) }),
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

function renewBy(tokenUrl: string): NonNullable<ExtendOptions["hooks"]> {
  return {
    afterResponse: [
      async (response, retryWithMergedOptions) => {
        if (response.statusCode !== 401) return response;
        const { access_token } = await got.post(tokenUrl).json<{ access_token: string }>();
        return retryWithMergedOptions({ headers: { authorization: `Bearer ${access_token}` } });
      },
    ],
  };
}
