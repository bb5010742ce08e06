// ky with its retries, also after a timeout, the hook that its readme shows for a rejected token, and a hand-written loop.

import ky from "ky";
import type { CreateReader } from "./peer.ts";
import { firstPage, headersOf, nextLink } from "./request.ts";

export const createReader: CreateReader = ({ baseUrl, token, timeoutMs, tokenUrl }) => {
  const client = ky.create({
    headers: headersOf(token),
    retry: { retryOnTimeout: true },
    ...(timeoutMs && { timeout: timeoutMs }),
    ...(tokenUrl && { hooks: { afterResponse: [renewBy(tokenUrl)] } }),
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

interface Answered {
  readonly request: Request;
  readonly response: Response;
  readonly retryCount: number;
}

function renewBy(tokenUrl: string) {
  return async ({ request, response, retryCount }: Answered) => {
    if (response.status !== 401 || retryCount > 0) return undefined;
    const { access_token } = await ky.post(tokenUrl).json<{ access_token: string }>();
    const headers = new Headers(request.headers);
    headers.set("Authorization", `Bearer ${access_token}`);
    return ky.retry({ request: new Request(request, { headers }), code: "TOKEN_REFRESHED" });
  };
}
