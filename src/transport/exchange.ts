// One attempt: sends a request and reads its answer to the end within a time, so that a body which stalls or is cut
// short fails the attempt like anything else.

import { ConnectionError, TimeoutError } from "../errors.ts";
import { onAbort } from "./abort.ts";
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
  declare readonly url: string;
  readonly method = "GET";
  declare readonly headers: Headers;

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
  const { fetch, token, clock, timeoutMs, signal: callerSignal, onHeaders } = options;
  const { method, url } = request;
  const controller = new AbortController();
  const { signal } = controller;
  /** Ends the step under way, for an injected fetch or its body may not heed the signal. */
  let interrupt: ((reason: unknown) => void) | undefined;
  const stop = (reason: unknown) => {
    controller.abort(reason);
    interrupt?.(reason);
  };
  const release = onAbort(callerSignal, stop);
  const timer = clock.setTimeout(() => {
    const message = `${method} ${url}: no complete answer within ${timeoutMs} ms; raise timeoutMs`;
    stop(new TimeoutError(message, { timeoutMs }));
  }, timeoutMs);
  let outgoing: Request | undefined;
  let pending: Promise<Response> | undefined;
  let exchange: Exchange | undefined;
  try {
    // A body can be read once only, and this may not be the last attempt. To follow a signal is dear for a `Request`;
    // one that only a time-out can end leaves that to the signal beside it.
    outgoing = new Request(request.clone(), { headers: request.headers, signal: callerSignal ? signal : null });
    if (token !== undefined) outgoing.headers.set("Authorization", `Bearer ${token}`);
    signal.throwIfAborted();
    const response = await new Promise<Response>((resolve, reject) => {
      interrupt = reject;
      pending = Promise.resolve(fetch(outgoing as Request, { signal }));
      pending.then(resolve, reject);
    });
    exchange = { response, text: "", receivedAt: clock.now(), token };
    if (onHeaders(response)) {
      signal.throwIfAborted();
      const reader = response.body?.getReader();
      interrupt = (reason) => void reader?.cancel(reason).catch(ignore);
      if (reader) exchange.text = await readText(reader, signal);
    }
    // Not awaited: it may take as long as the body, and it is of no interest any more.
    else response.body?.cancel().catch(ignore);
    return exchange;
  } catch (cause) {
    // A body may be under way, or come later.
    interrupt?.(cause);
    pending?.then((late) => late.body?.cancel()).catch(ignore);
    // What an error is, its head has told; the body would only explain.
    if (exchange?.response?.ok === false && !callerSignal?.aborted) return exchange;
    signal.throwIfAborted();
    // Some libraries put the request, or copies of it, on what they throw, and Node's parser the answer, which may hold
    // a token.
    outgoing?.headers.delete("Authorization");
    for (const name of ["request", "response", "options", "config", "data"]) {
      Reflect.deleteProperty(Object(cause), name);
      Reflect.deleteProperty(Object(Object(cause).cause), name);
    }
    throw new ConnectionError(`${method} ${url}: the connection failed; check the network`, {}, { cause });
  } finally {
    clock.clearTimeout(timer);
    release();
  }
}

async function readText(reader: ReadableStreamDefaultReader<Uint8Array>, signal: AbortSignal): Promise<string> {
  const decoder = new TextDecoder();
  let text = "";
  for (;;) {
    const { done, value } = await reader.read();
    signal.throwIfAborted();
    text += decoder.decode(value, { stream: !done });
    if (done) return text;
  }
}

function ignore(): void {}
