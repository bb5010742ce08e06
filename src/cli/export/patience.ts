// Waits until the provider takes requests again.

import { type LogList, type Page, RateLimitError } from "../../index.ts";
import type { Io } from "../shared/io.ts";
import type { Progress } from "./progress.ts";

/** How long to wait for a provider that does not say. */
const USUAL_WAIT_MS = 60_000;
const SHORTEST_WAIT_MS = 1_000;
/** What a timer can hold. */
const LONGEST_WAIT_MS = 2 ** 31 - 1;

export function waitOf({ retryAfterMs = USUAL_WAIT_MS }: RateLimitError): number {
  return Math.min(Math.max(retryAfterMs, SHORTEST_WAIT_MS), LONGEST_WAIT_MS);
}

export interface Waiting {
  readonly io: Pick<Io, "now" | "sleep">;
  readonly progress: Progress;
}

/** One wait for all who ask for it while it lasts. */
export function createPatience(
  { io, progress }: Waiting,
  signal: AbortSignal,
): (error: RateLimitError) => Promise<void> {
  let waiting: Promise<void> | undefined;
  return async (error) => {
    const delayMs = waitOf(error);
    if (!waiting) {
      progress.wait(io.now() + delayMs);
      waiting = io.sleep(delayMs, signal).finally(() => {
        waiting = undefined;
      });
    }
    await waiting;
  };
}

/**
 * Gives the pages of a list, however often that means to wait.
 *
 * @param list gives the list from the page on that a page before named as `next`
 * @param sitOut without it there is no waiting
 */
export async function* pagesInTime<T>(
  list: (from: string | undefined) => LogList<T>,
  sitOut: ((error: RateLimitError) => Promise<void>) | undefined,
): AsyncGenerator<Page<T>, void> {
  let from: string | undefined;
  for (;;) {
    try {
      for await (const page of list(from).pages()) {
        yield page;
        from = page.next;
      }
      return;
    } catch (error) {
      if (!(error instanceof RateLimitError) || !sitOut) throw error;
      await sitOut(error);
    }
  }
}
