// The allowance of a client: so many requests within any 60 minutes.

const HOUR_MS = 3_600_000;

export class Allowance {
  readonly limit: number;
  /** When the requests of the last hour came, oldest first. */
  readonly #spentAt: number[] = [];

  constructor(limit: number) {
    this.limit = limit;
  }

  remaining(now: number): number {
    this.#forget(now);
    return this.limit - this.#spentAt.length;
  }

  /** Spends one request. If none is left, gives the whole seconds until one is; otherwise 0. */
  spend(now: number): number {
    this.#forget(now);
    const blockedBy = this.#spentAt[this.#spentAt.length - this.limit];
    if (blockedBy !== undefined) return Math.ceil((blockedBy + HOUR_MS - now) / 1000);
    this.#spentAt.push(now);
    return 0;
  }

  #forget(now: number): void {
    while ((this.#spentAt[0] ?? now) <= now - HOUR_MS) this.#spentAt.shift();
  }
}
