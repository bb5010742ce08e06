// One attempt: sends a request and reads the response to its end, within one timeout. A body that stalls or is cut
// short fails the attempt.

import { ConnectionError, TimeoutError } from "../errors.ts";
import { onAbort } from "./abort.ts";
import { hideToken } from "./auth.ts";
import type { Clock } from "./clock.ts";

/** A `Request`, or the parts of a GET. Each attempt creates a `Request` of its own, since a body can be sent only once. */
export type ApiRequest = Request | { readonly method: "GET"; readonly url: string; readonly headers: HeadersInit };

/** A response whose body has been read. */
export interface ApiResponse {
  readonly request: ApiRequest;
  readonly response: Response;
  readonly text: string;
  /** The parsed body; undefined if it is not JSON. */
  readonly json: unknown;
  /** When the headers arrived, in milliseconds since 1970. */
  readonly receivedAt: number;
  /** The token that was sent, which the server may have repeated in the response. */
  readonly token: string | undefined;
  /** False if the request was not sent because an earlier response, returned here, asked for a wait. */
  readonly isSent: boolean;
}

export interface AttemptOptions {
  readonly fetch: typeof globalThis.fetch;
  readonly token: string | undefined;
  readonly clock: Clock;
  readonly timeoutMs: number;
  readonly signal: AbortSignal | undefined;
  /** Called when the headers have arrived; returns whether to read the body. */
  readonly onHeaders: (response: Response) => boolean;
}

/** @throws TimeoutError, ConnectionError, or the signal's reason */
export async function attempt(request: ApiRequest, options: AttemptOptions): Promise<ApiResponse> {
  const { fetch, token, clock, timeoutMs, signal: callerSignal, onHeaders } = options;
  const { method, url } = request;
  const controller = new AbortController();
  const { signal } = controller;
  const stopped = Promise.withResolvers<never>();
  const stop = (reason: unknown) => {
    controller.abort(reason);
    stopped.reject(reason);
  };
  const stopListening = onAbort(callerSignal, stop);
  const timer = clock.setTimeout(() => {
    const message = `${method} ${url}: no complete response within ${timeoutMs} ms; raise timeoutMs`;
    stop(new TimeoutError(message, { timeoutMs }));
  }, timeoutMs);
  let received: ApiResponse | undefined;
  let reader: ReadableStreamDefaultReader<Uint8Array> | undefined;
  // Not awaited: cancelling may take as long as the body.
  const cancelBody = () => void reader?.cancel().catch(ignore);

  const exchange = async (): Promise<ApiResponse> => {
    // Following a signal is expensive for a `Request`; without a caller's signal, the one passed to `fetch` is enough.
    const init = { headers: request.headers, signal: callerSignal ? signal : null };
    const outgoing = new Request("clone" in request ? request.clone() : url, init);
    if (token !== undefined) outgoing.headers.set("Authorization", `Bearer ${token}`);
    signal.throwIfAborted();
    const response = await fetch(outgoing, { signal });
    reader = response.body?.getReader();
    try {
      signal.throwIfAborted();
      received = { request, response, text: "", json: undefined, receivedAt: clock.now(), token, isSent: true };
      if (!onHeaders(response)) return received;
      let text = "";
      const decoder = new TextDecoder();
      while (reader) {
        const { done, value } = await reader.read();
        signal.throwIfAborted();
        text += decoder.decode(value, { stream: !done });
        if (done) break;
      }
      return { ...received, text, json: parseJson(text) };
    } finally {
      cancelBody();
    }
  };

  try {
    // An injected `fetch`, or its body, may ignore the signal.
    return await Promise.race([exchange(), stopped.promise]);
  } catch (error) {
    cancelBody();
    // The status already identifies the error; a broken body only loses the explanation.
    if (received?.response?.ok === false && !callerSignal?.aborted) return received;
    signal.throwIfAborted();
    const cause = summarize(error, (text) => (method === "GET" ? hideToken(text, token) : ""));
    throw new ConnectionError(`${method} ${url}: the connection failed; check the network`, {}, { cause });
  } finally {
    clock.clearTimeout(timer);
    stopListening();
  }
}

/** Returns undefined instead of throwing: the parser's message would quote the body, which may contain a secret. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/**
 * Copies what explains an error (name, message, code, cause) and nothing else: libraries attach the request or the
 * response to their errors, token included.
 */
function summarize(error: unknown, hideSecrets: (text: string) => string, depth = 0): Error {
  const { name = "Error", message = error, code, cause } = Object(error) as Record<string, unknown>;
  const options = cause !== undefined && depth < 4 ? { cause: summarize(cause, hideSecrets, depth + 1) } : {};
  const summary = new Error(hideSecrets(String(message)), options);
  Object.defineProperty(summary, "name", { value: name });
  // Only constants such as ECONNREFUSED.
  return /^[A-Z][A-Z\d_]+$/.test(String(code)) ? Object.assign(summary, { code }) : summary;
}

function ignore(): void {}
