// A loop over the platform's fetch.

import type { CreateReader } from "./peer.ts";
import { firstPage, headersOf, nextLink } from "./request.ts";

export const createReader: CreateReader = ({ baseUrl, token }) => {
  const headers = headersOf(token);
  return {
    client: undefined,
    async *pages(signal) {
      for (let url: string | undefined = firstPage(baseUrl); url; ) {
        const response: Response = await fetch(url, { headers, signal: signal ?? null });
        if (!response.ok) throw new Error(`${url}: ${response.status}`);
        yield (await response.json()) as unknown[];
        url = nextLink(response.headers.get("Link"));
      }
    },
  };
};
