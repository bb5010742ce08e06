// Holds one token for all callers, and renews it by one request however many wait for it.

import { untilAborted } from "./abort.ts";
import type { TokenSource } from "./auth.ts";
import type { Clock } from "./clock.ts";

/** A token as it was granted. */
export interface Grant {
  readonly token: string;
  /** How long it is good for. If that is no positive number, the token is held until it is refused. */
  readonly lifetimeMs: number;
}

/** Renewed that long ahead of its end, so that it does not expire on its way; short-lived ones by a tenth. */
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
  #held: { token: string; grantedAt: number; renewAt: number } | undefined;
  #pending: Pending | undefined;

  /**
   * @param options.runsToEnd whether a request goes on once nobody waits for it any more, because its answer holds
   * something that can't be had again
   */
  constructor(request: RequestGrant, clock: Clock, { runsToEnd = false }: { runsToEnd?: boolean } = {}) {
    this.#request = request;
    this.#clock = clock;
    this.#runsToEnd = runsToEnd;
  }

  async getToken({ signal, fetch }: Options = {}): Promise<string> {
    signal?.throwIfAborted();
    const now = this.#clock.now();
    // A clock that was set back tells nothing about the token's age.
    if (this.#held && now >= this.#held.grantedAt && now < this.#held.renewAt) return this.#held.token;
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
    if (this.#held?.token === token) this.#held = undefined;
  }

  #start(fetch: Options["fetch"]): Pending {
    const controller = new AbortController();
    const { signal } = controller;
    const token = this.#request(fetch ? { signal, fetch } : { signal }).then(
      (grant) => {
        // One that comes after everybody has left may be older than the one held by then.
        if (this.#forget(pending)) this.#hold(grant);
        return grant.token;
      },
      (error) => {
        // A failure is not kept: the next caller asks again.
        this.#forget(pending);
        throw error;
      },
    );
    const pending: Pending = { token, controller, waiters: 0 };
    return pending;
  }

  #hold({ token, lifetimeMs }: Grant): void {
    const grantedAt = this.#clock.now();
    const usableMs = lifetimeMs > 0 ? lifetimeMs - Math.min(LONGEST_MARGIN_MS, lifetimeMs / 10) : Infinity;
    this.#held = { token, grantedAt, renewAt: grantedAt + usableMs };
  }

  /** Tells whether it was the request that callers wait for; from now on they start another one. */
  #forget(pending: Pending): boolean {
    if (this.#pending !== pending) return false;
    this.#pending = undefined;
    return true;
  }
}
