// Adapts the transport to the `fetch` signature, for openapi-fetch and oauth4webapi.

import type { Send } from "./send.ts";

export function toFetch(send: Send): typeof globalThis.fetch {
  return async (input, init) => {
    // The signal is passed separately: a `Request` keeps its listener on a signal until it is garbage-collected.
    const request = new Request(input, { ...init, signal: null });
    const { response, text } = await send(request, { signal: init?.signal ?? (input as Partial<Request>).signal });
    // The body has been read, so the caller needs a new response.
    return response.bodyUsed ? new Response(text, response) : response;
  };
}
