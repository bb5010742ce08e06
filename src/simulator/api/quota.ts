// The rate limit of a client: a number of requests within any 60 minutes.

const HOUR_MS = 3_600_000;

export class Quota {
  readonly #limit: number;
  /** Times of the requests of the last hour, oldest first. */
  readonly #spentAt: number[] = [];

  constructor(limit: number) {
    this.#limit = limit;
  }

  remaining(now: number): number {
    while ((this.#spentAt[0] ?? now) <= now - HOUR_MS) this.#spentAt.shift();
    return this.#limit - this.#spentAt.length;
  }

  /** Spends one request and returns 0. If none remains, returns the whole seconds until one does. */
  spend(now: number): number {
    if (this.remaining(now) === 0) return Math.ceil(((this.#spentAt[0] ?? now) + HOUR_MS - now) / 1000);
    this.#spentAt.push(now);
    return 0;
  }
}
