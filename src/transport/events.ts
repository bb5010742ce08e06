// What a caller can watch: each request, each response and each wait before a repetition.

/** Something that happened on the way of a call. Holds no header and no body, and so no secret. */
export interface TransportEvent {
  /** `request`: goes out now. `response`: its headers are in. `retry`: a wait before the next attempt begins. */
  readonly type: "request" | "response" | "retry";
  readonly method: string;
  readonly url: string;
  /** Which attempt of the call, from 1. On `retry`, the one that failed. */
  readonly attempt: number;
  /** Status of the response, on `response`, and on `retry` if a response is the reason. */
  readonly status?: number;
  /** From sending the request to its headers, on `response`. */
  readonly durationMs?: number;
  /** How long the wait is, on `retry`. */
  readonly delayMs?: number;
  /** Why the request goes out again, on `retry`: `status 503`, `connection`, `timeout`. */
  readonly reason?: string;
}

export type OnEvent = (event: TransportEvent) => void;

/** Makes a listener harmless: what it throws, or rejects with, changes nothing. */
export function harmless(listener: OnEvent): OnEvent {
  return async (event) => {
    try {
      await listener(event);
    } catch {}
  };
}
