// axios with its timeout and a hand-written loop. Retries are in a separate package.

import axios from "axios";
import type { CreateReader } from "./peer.ts";
import { firstPage, headersOf, nextLink } from "./request.ts";

export const createReader: CreateReader = ({ baseUrl, token, timeoutMs }) => {
  const client = axios.create({ headers: headersOf(token), ...(timeoutMs && { timeout: timeoutMs }) });
  return {
    client,
    async *pages(signal) {
      for (let url: string | undefined = firstPage(baseUrl); url; ) {
        const response: { data: unknown[]; headers: { link?: string } } = await client.get(url, {
          ...(signal && { signal }),
        });
        yield response.data;
        url = nextLink(response.headers["link"]);
      }
    },
  };
};
