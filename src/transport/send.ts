// Sends a request as often as it takes: repeats what another attempt may cure, and a 401 once with a fresh token.

import type { ConnectionError, TimeoutError } from "../errors.ts";
import type { Authorizer } from "./auth.ts";
import { type Clock, sleep } from "./clock.ts";
import type { OnEvent, TransportEvent } from "./events.ts";
import { attempt, type Draft, type Exchange } from "./exchange.ts";
import { backoffMs, retryDelayMs } from "./retry.ts";

/** What can be set for one call. */
export interface SendOptions {
  readonly signal?: AbortSignal | undefined;
  readonly timeoutMs?: number | undefined;
  readonly maxRetries?: number | undefined;
  /** Called with each success as soon as its headers are in. The body may still fail and be fetched once more. */
  readonly onHeaders?: ((response: Response) => void) | undefined;
}

/** Resolves with any response, whatever its status. */
export type Send = (request: Request | Draft, options?: SendOptions) => Promise<Exchange>;

export interface Transport {
  readonly fetch: typeof globalThis.fetch;
  readonly clock: Clock;
  readonly emit?: OnEvent | undefined;
  /** For calls that don't say otherwise. Default 30,000. */
  readonly timeoutMs?: number | undefined;
  /** For calls that don't say otherwise. Default 2. */
  readonly maxRetries?: number | undefined;
  /** Default 60,000. */
  readonly maxRetryWaitMs?: number | undefined;
  /** Called with each response as soon as its headers are in. */
  readonly onResponse?: (response: Response) => void;
  readonly authorizer?: Authorizer;
}

interface Wait {
  readonly delayMs: number;
  readonly reason: string;
  readonly status?: number;
}

export function createSend(transport: Transport): Send {
  const { fetch, clock, emit, onResponse, authorizer } = transport;
  const { timeoutMs: usualTimeoutMs = 30_000, maxRetries: usualRetries = 2, maxRetryWaitMs = 60_000 } = transport;

  return async (request, { signal, onHeaders, timeoutMs = usualTimeoutMs, maxRetries = usualRetries } = {}) => {
    const { method, url } = request;
    // What is no GET may have had its effect already; without an authorizer, this is a token request.
    const isRepeatable = method === "GET" || !authorizer;
    const policy = { maxRetries: isRepeatable ? maxRetries : 0, maxRetryWaitMs };
    let retries = 0;
    let wasReplaced = false;
    let token: string | undefined;

    for (let count = 1; ; count++) {
      signal?.throwIfAborted();
      token ??= await authorizer?.token(url, signal);
      const tell = (type: TransportEvent["type"], more?: Partial<TransportEvent>) =>
        emit?.({ type, method, url, attempt: count, ...more });
      const startedAt = clock.now();
      let exchange: Exchange | undefined;
      let wait = undefined as Wait | undefined;
      tell("request");
      try {
        exchange = await attempt(request, {
          fetch,
          token,
          clock,
          timeoutMs,
          signal,
          onHeaders: (response) => {
            const { status } = response;
            onResponse?.(response);
            tell("response", { status, durationMs: clock.now() - startedAt });
            if (response.ok) onHeaders?.(response);
            const delayMs = retryDelayMs(response, retries, policy, clock);
            if (delayMs !== undefined) wait = { status, delayMs, reason: `status ${status}` };
            return wait === undefined;
          },
        });
      } catch (error) {
        signal?.throwIfAborted();
        if (retries >= policy.maxRetries) throw error;
        wait = { delayMs: backoffMs(retries, policy, clock), reason: (error as ConnectionError | TimeoutError).code };
      }

      if (wait) {
        retries++;
        tell("retry", wait);
        await sleep(clock, wait.delayMs, signal);
        // Asked for again, because the wait may have outlived this one.
        token = undefined;
      } else {
        const isRefused = exchange?.response.status === 401 && !wasReplaced;
        token = isRefused ? await authorizer?.replace(token as string, signal) : undefined;
        if (token === undefined) return exchange as Exchange;
        wasReplaced = true;
        tell("retry", { status: 401, delayMs: 0, reason: "status 401" });
      }
    }
  };
}
