// One attempt: sends a request and reads its answer to the end within a time, so that a body which stalls or is cut
// short fails the attempt like anything else.

import { ConnectionError, TimeoutError } from "../errors.ts";
import { followSignal, onAbort, untilAborted } from "./abort.ts";
import type { Clock } from "./clock.ts";

/** A response and its body as text. The response's own body has been read. */
export interface Exchange {
  readonly response: Response;
  text: string;
  /** When the headers came, in milliseconds since 1970. */
  readonly receivedAt: number;
  /** The token that the request carried, for a server may repeat what it refuses. */
  readonly token: string | undefined;
}

export interface AttemptOptions {
  readonly fetch: typeof globalThis.fetch;
  readonly token: string | undefined;
  readonly clock: Clock;
  readonly timeoutMs: number;
  readonly signal: AbortSignal | undefined;
  /** Called when the headers are in; gives whether the body is wanted. */
  readonly onHeaders: (response: Response) => boolean;
}

/** A GET that is not worth a platform's `Request` yet: each attempt makes one of its own. */
export class Draft {
  readonly url: string;
  readonly method = "GET";
  readonly headers: Headers;

  constructor(url: string, { headers }: { headers: Headers }) {
    this.url = url;
    this.headers = headers;
  }

  /** What `Request` takes for another of the same, as it does a request's own clone. */
  clone(): string {
    return this.url;
  }
}

/** @throws TimeoutError, ConnectionError, or the signal's reason */
export async function attempt(request: Request | Draft, options: AttemptOptions): Promise<Exchange> {
  const { fetch, token, clock, timeoutMs, onHeaders } = options;
  const { method, url } = request;
  const [controller, release] = followSignal(options.signal);
  const { signal } = controller;
  const timer = clock.setTimeout(() => {
    const message = `${method} ${url}: no complete answer within ${timeoutMs} ms; raise timeoutMs`;
    controller.abort(new TimeoutError(message, { timeoutMs }));
  }, timeoutMs);
  let outgoing: Request | undefined;
  let pending: Promise<Response> | undefined;
  let exchange: Exchange | undefined;
  try {
    // A body can be read once only, and this may not be the last attempt.
    outgoing = new Request(request.clone(), { headers: request.headers, signal });
    if (token !== undefined) outgoing.headers.set("Authorization", `Bearer ${token}`);
    // An injected fetch may not heed the signal.
    signal.throwIfAborted();
    pending = fetch(outgoing);
    const response = await untilAborted(pending, signal);
    exchange = { response, text: "", receivedAt: clock.now(), token };
    if (onHeaders(response)) exchange.text = await readText(response.body, signal);
    // Not awaited: it may take as long as the body, and it is of no interest any more.
    else response.body?.cancel().catch(ignore);
    return exchange;
  } catch (cause) {
    // What an error is, its head has told; the body would only explain.
    if (exchange?.response?.ok === false && !options.signal?.aborted) return exchange;
    if (signal.aborted) {
      // It may still answer later.
      pending?.then((late) => late.body?.cancel(), ignore).catch(ignore);
      throw signal.reason;
    }
    // Some libraries put the request on what they throw, and Node's parser the answer, which may hold a token.
    outgoing?.headers.delete("Authorization");
    Reflect.deleteProperty(Object(Object(cause).cause), "data");
    throw new ConnectionError(`${method} ${url}: the connection failed; check the network`, {}, { cause });
  } finally {
    clock.clearTimeout(timer);
    release();
  }
}

async function readText(body: ReadableStream<Uint8Array> | null, signal: AbortSignal): Promise<string> {
  if (!body) return "";
  const reader = body.getReader();
  // Ends a pending read at once, whatever is behind the stream. The signal is the attempt's own, and ends with it.
  onAbort(signal, (reason) => void reader.cancel(reason).catch(ignore));
  const decoder = new TextDecoder();
  let text = "";
  for (;;) {
    const { done, value } = await reader.read();
    signal.throwIfAborted();
    if (done) return text + decoder.decode();
    text += decoder.decode(value, { stream: true });
  }
}

function ignore(): void {}
