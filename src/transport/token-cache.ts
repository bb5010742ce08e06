// Caches one token for all callers, and renews it with one request however many callers are waiting.

import { untilAborted } from "./abort.ts";
import type { TokenSource } from "./auth.ts";
import type { Clock } from "./clock.ts";

/** A token from the token endpoint. */
export interface Grant {
  readonly token: string;
  /** How long it is valid. Unless this is a positive number, the token is used until it is refused. */
  readonly lifetimeMs: number;
}

/** A token is renewed this long before it expires, or a tenth of its lifetime, whichever is shorter. */
const LONGEST_MARGIN_MS = 60_000;

interface Pending {
  readonly token: Promise<string>;
  readonly controller: AbortController;
  waiters: number;
}

type Options = NonNullable<Parameters<TokenSource["getToken"]>[0]>;
type RequestGrant = (options: Options & { signal: AbortSignal }) => Promise<Grant>;

export class TokenCache implements TokenSource {
  readonly #request: RequestGrant;
  readonly #clock: Clock;
  readonly #runsToEnd: boolean;
  #current: { token: string; grantedAt: number; renewAt: number } | undefined;
  #pending: Pending | undefined;

  /**
   * @param options.runsToEnd whether a request continues when no caller waits for it any longer, because its response
   * contains something that cannot be requested again
   */
  constructor(request: RequestGrant, clock: Clock, { runsToEnd = false }: { runsToEnd?: boolean } = {}) {
    this.#request = request;
    this.#clock = clock;
    this.#runsToEnd = runsToEnd;
  }

  async getToken({ signal, fetch }: Options = {}): Promise<string> {
    signal?.throwIfAborted();
    const now = this.#clock.now();
    // If the clock was set back, the age of the token is unknown.
    if (this.#current && now >= this.#current.grantedAt && now < this.#current.renewAt) return this.#current.token;
    this.#pending ??= this.#start(fetch);
    const pending = this.#pending;
    pending.waiters++;
    try {
      return await untilAborted(pending.token, signal);
    } finally {
      pending.waiters--;
      if (pending.waiters === 0 && !this.#runsToEnd && this.#forget(pending)) pending.controller.abort();
    }
  }

  invalidate(token: string): void {
    if (this.#current?.token === token) this.#current = undefined;
  }

  #start(fetch: Options["fetch"]): Pending {
    const controller = new AbortController();
    const { signal } = controller;
    const token = this.#request(fetch ? { signal, fetch } : { signal }).then(
      (grant) => {
        // An abandoned request may return a token that is older than the current one.
        if (this.#forget(pending)) this.#store(grant);
        return grant.token;
      },
      (error) => {
        // Not cached: the next caller sends another request.
        this.#forget(pending);
        throw error;
      },
    );
    const pending: Pending = { token, controller, waiters: 0 };
    return pending;
  }

  #store({ token, lifetimeMs }: Grant): void {
    const grantedAt = this.#clock.now();
    const usableMs = lifetimeMs > 0 ? lifetimeMs - Math.min(LONGEST_MARGIN_MS, lifetimeMs / 10) : Infinity;
    this.#current = { token, grantedAt, renewAt: grantedAt + usableMs };
  }

  /** Makes the next caller start a new request. Returns false if a newer request has replaced this one. */
  #forget(pending: Pending): boolean {
    if (this.#pending !== pending) return false;
    this.#pending = undefined;
    return true;
  }
}
