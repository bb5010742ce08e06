// Measures how late status logs reach the provider, in constant memory.

import type { Log } from "../shared/log-kinds.ts";
import { formatDuration } from "../shared/units.ts";

const MINUTE_MS = 60_000;

export class Lateness {
  /** Counts of logs by delay, in seconds below a minute and in minutes above. */
  readonly #counts = new Map<number, number>();
  #total = 0;

  add(logs: readonly Log[]): void {
    for (const { sampled_at, logged_at } of logs) {
      const ms = Math.max(0, Date.parse(String(logged_at)) - Date.parse(String(sampled_at)));
      if (Number.isNaN(ms)) continue;
      const unitMs = ms < MINUTE_MS ? 1000 : MINUTE_MS;
      const delayMs = Math.ceil(ms / unitMs) * unitMs;
      this.#counts.set(delayMs, (this.#counts.get(delayMs) ?? 0) + 1);
      this.#total++;
    }
  }

  /** Describes the delays if a window that ended this long ago may lack late logs. Less than a minute is usual. */
  describe(sinceEndMs: number): string | undefined {
    const delays = [...this.#counts].sort(([a], [b]) => a - b);
    const [maxMs = 0] = delays.at(-1) ?? [];
    if (maxMs < MINUTE_MS || sinceEndMs >= maxMs) return undefined;
    const usualMs = percentile(delays, 0.95 * this.#total);
    return (
      `Logs arrived up to ${formatDuration(maxMs)} late (95 % within ${formatDuration(usualMs)}), ` +
      "so the end of this window may still be incomplete."
    );
  }
}

/** Returns the smallest delay that this many logs do not exceed. */
function percentile(sortedDelays: readonly (readonly [delayMs: number, logs: number])[], logs: number): number {
  let count = 0;
  for (const [delayMs, amount] of sortedDelays) {
    count += amount;
    if (count >= logs) return delayMs;
  }
  return 0;
}
