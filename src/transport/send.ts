// Sends a request: waits if the provider asked for it, adds the token, retries what may pass, and retries a 401 once with a
// fresh token.

import type { ConnectionError, TimeoutError } from "../errors.ts";
import type { CallOptions } from "../types.ts";
import { type ApiRequest, type ApiResponse, attempt } from "./attempt.ts";
import type { Authorizer } from "./auth.ts";
import { type Clock, sleep } from "./clock.ts";
import type { OnEvent, TransportEvent } from "./events.ts";
import { type Pause, pausedResponse, readRetryAfterMs } from "./rate-limit.ts";
import { backoffMs, RETRIED_STATUSES } from "./retry.ts";

export interface SendOptions extends CallOptions {
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
  /** The longest wait that the provider has asked for. Until it is over, no request is sent. */
  let pause: Pause | undefined;

  return async (request, options = {}) => {
    const { signal, onHeaders } = options;
    const { method, url } = request;
    const timeoutMs = options.timeoutMs ?? transport.timeoutMs ?? 30_000;
    // Another method may already have taken effect. Without an authorizer, this is a token request.
    const canRetry = method === "GET" || !authorizer;
    const maxRetries = canRetry ? (options.maxRetries ?? transport.maxRetries ?? 2) : 0;
    let retries = 0;
    let token: string | undefined;
    let hasFreshToken = false;

    for (let attemptNumber = 1; ; attemptNumber++) {
      // Repeated, because another call may start a pause while this one waits.
      for (;;) {
        signal?.throwIfAborted();
        const now = clock.now();
        const waitMs = pause ? pause.endsAt - now : 0;
        if (pause && waitMs > maxRetryWaitMs) {
          const response = pausedResponse(pause, waitMs);
          return { request, response, text: "", receivedAt: now, token: pause.token, isPaused: true };
        }
        if (waitMs > 0) {
          await sleep(clock, waitMs, signal);
          // It may have expired during the wait.
          token = undefined;
        } else if (authorizer && token === undefined) token = await authorizer.token(url, signal);
        else break;
      }

      const notify = (type: TransportEvent["type"], details?: Partial<TransportEvent>) =>
        emit?.({ type, method, url, attempt: attemptNumber, ...details });
      const startedAt = clock.now();
      let received: ApiResponse | undefined;
      let retry = undefined as { status?: number; delayMs: number; reason: string } | undefined;
      const planRetry = (reason: string, response?: Response, atLeastMs = 0) => {
        if (retries >= maxRetries) return;
        const delayMs = Math.max(atLeastMs, backoffMs(retries, maxRetryWaitMs, clock));
        retry = { ...(response && { status: response.status }), delayMs, reason };
      };
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
            const now = clock.now();
            const retryAfterMs = readRetryAfterMs(response.headers, now) ?? 0;
            const endsAt = now + retryAfterMs;
            const isTransient = RETRIED_STATUSES.includes(status);
            if (isTransient && endsAt > (pause?.endsAt ?? now)) pause = { response, endsAt, token };
            onResponse?.(response);
            notify("response", { status, durationMs: now - startedAt });
            if (response.ok) onHeaders?.(response);
            if (isTransient && retryAfterMs <= maxRetryWaitMs) {
              planRetry(`status ${status}`, response, retryAfterMs);
            }
            return retry === undefined;
          },
        });
        const { response, json } = received;
        // Such as a page of a gateway, or JSON that was cut short.
        if (response.ok && response.body && json === undefined) planRetry("invalid_response", response);
      } catch (error) {
        signal?.throwIfAborted();
        planRetry((error as ConnectionError | TimeoutError).code);
        if (!retry) throw error;
      }

      if (retry) {
        retries++;
        notify("retry", retry);
        await sleep(clock, retry.delayMs, signal);
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
