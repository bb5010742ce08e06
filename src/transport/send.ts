// Sends one request and reads its answer to the end, so that a body which fails is a failure of the exchange.

import { ConnectionError } from "../errors.ts";

/** A response and its body as text. The response's own body has been read. */
export interface Exchange {
  readonly response: Response;
  readonly text: string;
}

/** What a caller may set for one call. */
export interface SendOptions {
  /** Ends the call; it then rejects with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
}

export type Send = (request: Request, options?: SendOptions) => Promise<Exchange>;

/** The transport without any further layer: the platform's `fetch`, or whatever was injected in its place. */
export function createSend(fetch: typeof globalThis.fetch): Send {
  return async (request, { signal } = {}) => {
    try {
      const response = await fetch(signal ? new Request(request, { signal }) : request);
      return { response, text: await response.text() };
    } catch (cause) {
      signal?.throwIfAborted();
      throw new ConnectionError(
        `${request.method} ${request.url}: the connection failed; check the network and baseUrl`,
        {
          cause,
        },
      );
    }
  };
}
