// Dresses a transport up as `fetch`, for libraries that take one: openapi-fetch and oauth4webapi.

import type { Exchange } from "./exchange.ts";
import type { Send } from "./send.ts";

export function asFetch(send: Send): typeof globalThis.fetch {
  return async (input, init) => {
    const request = new Request(input, init);
    return toResponse(await send(request, { signal: init?.signal ?? request.signal }));
  };
}

/** Gives the response with a body that can be read once more. */
function toResponse({ response, text }: Exchange): Response {
  const { status, statusText, headers } = response;
  return response.bodyUsed ? new Response(text, { status, statusText, headers }) : response;
}
