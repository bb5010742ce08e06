// Exports the logs of several chargers at a time over one client.

import {
  ApiError,
  AuthenticationError,
  type Client,
  InvalidResponseError,
  type LogList,
  NotFoundError,
  type Page,
  PaginationError,
  PermissionError,
  RateLimitError,
} from "../../index.ts";
import { describeNotFound } from "../shared/errors.ts";
import type { Format } from "../shared/formats/format.ts";
import type { Io } from "../shared/io.ts";
import type { Kind, Log } from "../shared/log-kinds.ts";
import type { Progress } from "../shared/progress.ts";
import { createRateLimitWait, readPages, type WaitForRateLimit } from "../shared/rate-limit.ts";
import type { ChargerState } from "./checkpoint.ts";
import type { Destination } from "./destination.ts";

export interface Job {
  readonly client: Pick<Client, Kind["calls"]>;
  readonly kind: Kind;
  /** Filters and `expand`, by the API's names. */
  readonly query: object;
  /** Kept up to date with what has been written. */
  readonly chargers: readonly ChargerState[];
  readonly format: Format;
  readonly destination: Destination;
  readonly progress: Progress;
  readonly concurrency: number;
  /** Whether to wait for the rate limit, however long it takes. */
  readonly wait?: boolean | undefined;
  readonly io: Pick<Io, "signal" | "now" | "sleep">;
}

/**
 * Exports until each charger is done, missing, or has failed.
 *
 * @returns how many have failed
 * @throws errors that concern all chargers; what has been written until then stays
 */
export async function exportChargers(job: Job): Promise<number> {
  const { chargers, concurrency, destination, progress, io } = job;
  const stop = new AbortController();
  const signal = AbortSignal.any([io.signal, stop.signal]);
  const wait = job.wait ? createRateLimitWait(io, progress, signal) : undefined;
  let failures = 0;

  // Shared by the workers, so that each charger is taken by one of them.
  const queue = chargers.entries();
  const work = async () => {
    for (const [index, charger] of queue) {
      try {
        await exportCharger(job, index, signal, wait);
      } catch (error) {
        if (!concernsOneCharger(error)) throw error;
        if (charger.status !== "missing") failures++;
        const message = error instanceof NotFoundError ? describeNotFound(error) : error.message;
        progress.say(`error: ${charger.evse}: ${message}`);
      }
      await destination.end(index);
      progress.end(index);
    }
  };
  const workers = Array.from({ length: concurrency }, work);
  try {
    await Promise.all(workers);
  } finally {
    // Without the error as its reason: `fetch` would overwrite the error's stack.
    stop.abort();
    await Promise.allSettled(workers);
  }
  return failures;
}

async function exportCharger(
  job: Job,
  index: number,
  signal: AbortSignal,
  wait: WaitForRateLimit | undefined,
): Promise<void> {
  const { client, kind, query, destination } = job;
  const charger = job.chargers[index] as ChargerState;
  if (charger.status !== "open") return;
  const list = (from: string | undefined) =>
    client[kind.calls].list(charger.evse, query, { from, signal }) as unknown as LogList<Log>;
  try {
    for await (const page of readPages(list, wait, charger.next)) await writePage(job, index, page, signal);
  } catch (error) {
    if (error instanceof NotFoundError) {
      charger.status = "missing";
      destination.save();
    }
    throw error;
  }
}

async function writePage(job: Job, index: number, page: Page<Log>, signal: AbortSignal): Promise<void> {
  const { kind, format, destination, progress } = job;
  const charger = job.chargers[index] as ChargerState;
  const { items, next, rateLimit } = page;
  // Logs added meanwhile have moved the page's border.
  const seen = new Set<unknown>(charger.lastTimestamps);
  const logs = items.filter((log) => !seen.has(log[kind.timestamp]));
  let bytes = 0;
  if (logs.length > 0) {
    const lead = charger.rows === 0 ? format.section(charger.evse) : format.betweenPages;
    bytes = await destination.append(index, lead + format.page(logs, charger.evse), signal);
  }
  // No await between these lines: the page of another charger would save half of them.
  charger.bytes += bytes;
  charger.rows += logs.length;
  charger.next = next;
  if (items.length > 0) charger.lastTimestamps = items.map((log) => String(log[kind.timestamp]));
  if (next === undefined) Object.assign(charger, { status: "done", lastTimestamps: [] });
  destination.save();
  progress.page(index, { rows: logs.length, oldest: items.at(-1)?.[kind.timestamp], rateLimit });
}

/** Whether other chargers may still succeed. */
function concernsOneCharger(error: unknown): error is Error {
  if (error instanceof AuthenticationError || error instanceof PermissionError || error instanceof RateLimitError) {
    return false;
  }
  return error instanceof ApiError || error instanceof InvalidResponseError || error instanceof PaginationError;
}
