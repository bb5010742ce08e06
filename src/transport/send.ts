// Sends a request: adds the token, retries what may pass, and retries a 401 once with a fresh token.

import type { ConnectionError, TimeoutError } from "../errors.ts";
import { type ApiRequest, type ApiResponse, attempt } from "./attempt.ts";
import type { Authorizer } from "./auth.ts";
import { type Clock, sleep } from "./clock.ts";
import type { OnEvent, TransportEvent } from "./events.ts";
import { backoffMs, retryDelayMs } from "./retry.ts";

/** Options of one call. */
export interface SendOptions {
  readonly signal?: AbortSignal | undefined;
  readonly timeoutMs?: number | undefined;
  readonly maxRetries?: number | undefined;
  /** Called when the headers of a success have arrived; again if its body fails and the request is retried. */
  readonly onHeaders?: ((response: Response) => void) | undefined;
}

/** Resolves with the last response, whatever its status. */
export type Send = (request: ApiRequest, options?: SendOptions) => Promise<ApiResponse>;

export interface Transport {
  readonly fetch: typeof globalThis.fetch;
  readonly clock: Clock;
  readonly emit?: OnEvent | undefined;
  /** Default 30,000; a call may override it. */
  readonly timeoutMs?: number | undefined;
  /** Default 2; a call may override it. */
  readonly maxRetries?: number | undefined;
  /** Default 60,000. */
  readonly maxRetryWaitMs?: number | undefined;
  /** Called when the headers of any response have arrived. */
  readonly onResponse?: (response: Response) => void;
  /** Absent for token requests. */
  readonly authorizer?: Authorizer;
}

export function createSend(transport: Transport): Send {
  const { fetch, clock, emit, onResponse, authorizer, maxRetryWaitMs = 60_000 } = transport;

  return async (request, options = {}) => {
    const { signal, onHeaders } = options;
    const { method, url } = request;
    const timeoutMs = options.timeoutMs ?? transport.timeoutMs ?? 30_000;
    const maxRetries = options.maxRetries ?? transport.maxRetries ?? 2;
    // Another method may already have taken effect. Without an authorizer, this is a token request.
    const canRetry = method === "GET" || !authorizer;
    const policy = { maxRetries: canRetry ? maxRetries : 0, maxRetryWaitMs };
    let retries = 0;
    let token: string | undefined;
    let hasFreshToken = false;

    for (let attemptNumber = 1; ; attemptNumber++) {
      signal?.throwIfAborted();
      token ??= await authorizer?.token(url, signal);
      const notify = (type: TransportEvent["type"], details?: Partial<TransportEvent>) =>
        emit?.({ type, method, url, attempt: attemptNumber, ...details });
      const startedAt = clock.now();
      let received: ApiResponse | undefined;
      let retry = undefined as { status?: number; delayMs: number; reason: string } | undefined;
      notify("request");
      try {
        received = await attempt(request, {
          fetch,
          token,
          clock,
          timeoutMs,
          signal,
          onHeaders: (response) => {
            const { status } = response;
            onResponse?.(response);
            notify("response", { status, durationMs: clock.now() - startedAt });
            if (response.ok) onHeaders?.(response);
            const delayMs = retryDelayMs(response, retries, policy, clock);
            if (delayMs !== undefined) retry = { status, delayMs, reason: `status ${status}` };
            return delayMs === undefined;
          },
        });
      } catch (error) {
        signal?.throwIfAborted();
        if (retries >= policy.maxRetries) throw error;
        const { code } = error as ConnectionError | TimeoutError;
        retry = { delayMs: backoffMs(retries, policy, clock), reason: code };
      }

      if (retry) {
        retries++;
        notify("retry", retry);
        await sleep(clock, retry.delayMs, signal);
        // It may have expired during the wait.
        token = undefined;
      } else {
        const isRefused = received?.response.status === 401 && !hasFreshToken;
        token = isRefused ? await authorizer?.replace(token as string, signal) : undefined;
        if (token === undefined) return received as ApiResponse;
        hasFreshToken = true;
        notify("retry", { status: 401, delayMs: 0, reason: "status 401" });
      }
    }
  };
}
