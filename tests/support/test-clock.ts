// A clock that stands still until a test moves it on.

import type { Clock } from "../../src/transport/clock.ts";

interface Timer {
  readonly callback: () => void;
  readonly dueAt: number;
}

export class FakeClock implements Clock {
  /** What `random` gives. */
  chance = 0;
  /** The delays of all timers that were ever set, in order. */
  readonly delays: number[] = [];
  readonly #skipsBelow: number;
  readonly #timers = new Set<Timer>();
  #now: number;

  /** @param skipsBelow timers shorter than this need not be waited for: the clock runs on to them by itself */
  constructor({ now = Date.UTC(2024, 3, 17, 9, 39, 45), skipsBelow = 0 } = {}) {
    this.#now = now;
    this.#skipsBelow = skipsBelow;
  }

  /** How many timers neither ran nor were cleared. */
  get pending(): number {
    return this.#timers.size;
  }

  now(): number {
    return this.#now;
  }

  random(): number {
    return this.chance;
  }

  setTimeout(callback: () => void, delayMs: number): Timer {
    const timer = { callback, dueAt: this.#now + delayMs };
    this.delays.push(delayMs);
    this.#timers.add(timer);
    if (delayMs < this.#skipsBelow)
      queueMicrotask(() => this.#timers.has(timer) && this.advance(timer.dueAt - this.#now));
    return timer;
  }

  clearTimeout(timer: unknown): void {
    this.#timers.delete(timer as Timer);
  }

  /** Lets so much time pass, and runs what falls due in it, in order. */
  advance(byMs: number): void {
    const end = this.#now + Math.max(0, byMs);
    for (;;) {
      const [next] = [...this.#timers].filter(({ dueAt }) => dueAt <= end).sort((a, b) => a.dueAt - b.dueAt);
      if (!next) break;
      this.#timers.delete(next);
      this.#now = next.dueAt;
      next.callback();
    }
    this.#now = end;
  }
}
