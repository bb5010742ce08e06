// Dresses a transport up as `fetch`, for libraries that take one: openapi-fetch and oauth4webapi.

import type { Send } from "./send.ts";

export function asFetch(send: Send): typeof globalThis.fetch {
  return async (input, init) => {
    // The signal goes around it: a platform's `Request` stays on it until the garbage collector comes.
    const request = new Request(input, { ...init, signal: null });
    const { response, text } = await send(request, { signal: init?.signal ?? (input as Partial<Request>).signal });
    // With a body that can be read once more.
    return response.bodyUsed ? new Response(text, response) : response;
  };
}
