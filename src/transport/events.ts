// The events of a call: each request, each response, and each wait before a retry.

/** An event of a call. It has no headers and no body, so it contains no secrets. */
export interface TransportEvent {
  /** `request`: a request is sent. `response`: its headers have arrived. `retry`: the wait before the next attempt begins. */
  readonly type: "request" | "response" | "retry";
  readonly method: string;
  readonly url: string;
  /** Attempt number, starting at 1; for `retry`, the attempt that failed. */
  readonly attempt: number;
  /** For `response`, and for `retry` if a response is the reason: the status of that response. */
  readonly status?: number;
  /** For `response`: the time from sending the request to receiving the headers. */
  readonly durationMs?: number;
  /** For `retry`: the length of the wait. */
  readonly delayMs?: number;
  /** For `retry`: the reason, such as `status 503`, `connection` or `timeout`. */
  readonly reason?: string;
}

export type OnEvent = (event: TransportEvent) => void;

/** Wraps a listener so that its exceptions and rejections are ignored. */
export function ignoreErrors(listener: OnEvent): OnEvent {
  return async (event) => {
    try {
      await listener(event);
    } catch {}
  };
}
