// Exports the logs of some chargers side by side, page by page, over one client.

import {
  ApiError,
  AuthenticationError,
  type Client,
  InvalidResponseError,
  NotFoundError,
  type Page,
  PaginationError,
  PermissionError,
  RateLimitError,
} from "../../index.ts";
import { whyMissing } from "../shared/failures.ts";
import type { Format } from "../shared/formats/format.ts";
import type { Io } from "../shared/io.ts";
import type { Kind, Log } from "../shared/log-kinds.ts";
import type { Destination } from "./destination.ts";
import { createPatience } from "./patience.ts";
import { type Place, stampsOf, withoutRepeated } from "./places.ts";
import type { Progress } from "./progress.ts";

export interface Job {
  readonly client: Pick<Client, Kind["calls"]>;
  readonly kind: Kind;
  /** Filters and `expand`, by the names of the wire. */
  readonly query: object;
  /** One for each charger. They are kept up to date with what was written. */
  readonly places: readonly Place[];
  readonly format: Format;
  readonly destination: Destination;
  readonly progress: Progress;
  /** How many chargers at a time. */
  readonly concurrency: number;
  /** Whether to sit out the rate limit, however long it takes. */
  readonly wait?: boolean | undefined;
  readonly io: Pick<Io, "signal" | "now" | "sleep">;
}

/**
 * Exports until each charger is done, or missing, or has failed on its own account.
 *
 * @returns how many have failed
 * @throws what concerns all of them; what was written until then stays
 */
export async function exportLogs(job: Job): Promise<number> {
  const { places, concurrency, destination, progress, io } = job;
  const stop = new AbortController();
  const signal = AbortSignal.any([io.signal, stop.signal]);
  const sitOut = createPatience(job, signal);
  let failures = 0;

  // Shared by the workers, so that each charger is taken by one of them.
  const queue = places.entries();
  const work = async () => {
    for (const [index, place] of queue) {
      try {
        await exportCharger(job, index, { signal, sitOut });
      } catch (error) {
        if (!concernsOneCharger(error)) throw error;
        failures++;
        progress.say(`error: ${place.evse}: ${error.message}`);
      }
      await destination.end(index);
    }
  };
  const workers = Array.from({ length: concurrency }, work);
  try {
    await Promise.all(workers);
  } finally {
    // Without the error as its reason: `fetch` would write over its stack.
    stop.abort();
    await Promise.allSettled(workers);
  }
  return failures;
}

interface Shared {
  readonly signal: AbortSignal;
  /** Waits until the provider takes requests again. */
  readonly sitOut: (error: RateLimitError) => Promise<void>;
}

async function exportCharger(job: Job, index: number, { signal, sitOut }: Shared): Promise<void> {
  const { client, kind, query, wait, destination, progress } = job;
  const place = job.places[index] as Place;
  while (place.state === "open") {
    const list = client[kind.calls].list(place.evse, query, { from: place.next, signal });
    try {
      for await (const page of list.pages()) await takePage(job, index, page as unknown as Page<Log>);
    } catch (error) {
      if (error instanceof NotFoundError) {
        place.state = "missing";
        destination.save();
        progress.say(`error: ${place.evse}: ${whyMissing(error)}`);
      } else if (error instanceof RateLimitError && wait) {
        await sitOut(error);
      } else {
        throw error;
      }
    }
  }
}

async function takePage(job: Job, index: number, page: Page<Log>): Promise<void> {
  const { kind, format, destination, progress } = job;
  const place = job.places[index] as Place;
  const { items, next } = page;
  const logs = withoutRepeated(items, place, kind);
  let bytes = 0;
  if (logs.length > 0) {
    const lead = place.rows === 0 ? format.section(place.evse) : format.betweenPages;
    bytes = await destination.append(index, lead + format.page(logs, place.evse));
  }
  // Without an await in between: another charger's page must not save half of it.
  place.bytes += bytes;
  place.rows += logs.length;
  place.next = next;
  place.stamps = next === undefined ? [] : stampsOf(items, place, kind);
  place.state = next === undefined ? "done" : "open";
  destination.save();
  progress.page(index, { rows: logs.length, oldest: items.at(-1)?.[kind.stamp], rateLimit: page.rateLimit });
}

/** Whether the other chargers may well fare better. */
function concernsOneCharger(error: unknown): error is Error {
  if (error instanceof AuthenticationError || error instanceof PermissionError || error instanceof RateLimitError) {
    return false;
  }
  return error instanceof ApiError || error instanceof InvalidResponseError || error instanceof PaginationError;
}
