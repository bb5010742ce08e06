// Dresses a transport up as `fetch`, for libraries that take one: openapi-fetch and oauth4webapi.

import type { Exchange } from "./exchange.ts";
import type { Send } from "./send.ts";

export function asFetch(send: Send): typeof globalThis.fetch {
  return async (input, init) => {
    // The signal goes around it: a platform's `Request` stays on it until the garbage collector comes.
    const request = new Request(input, { ...init, signal: null });
    return toResponse(await send(request, { signal: init?.signal ?? (input as Partial<Request>).signal }));
  };
}

/** Gives the response with a body that can be read once more. */
function toResponse({ response, text }: Exchange): Response {
  return response.bodyUsed ? new Response(text, response) : response;
}
