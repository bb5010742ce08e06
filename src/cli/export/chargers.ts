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
} from "../../index.ts";
import { describeNotFound } from "../shared/errors.ts";
import type { Format } from "../shared/formats/format.ts";
import type { Io } from "../shared/io.ts";
import type { Kind, Log } from "../shared/log-kinds.ts";
import type { Progress } from "../shared/progress.ts";
import { asksForWait, createRateLimitWait, readPages, type WaitForRateLimit } from "../shared/rate-limit.ts";
import type { ChargerState } from "./checkpoint.ts";
import type { Destination, Written } from "./destination.ts";
import type { Lateness } from "./lateness.ts";

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
  readonly lateness: Lateness;
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
        const isMissing = charger.status === "missing";
        if (!isMissing) failures++;
        const message = isMissing ? describeNotFound(error as NotFoundError) : error.message;
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
  const { client, kind, destination } = job;
  const charger = job.chargers[index] as ChargerState;
  const list = (from: string | undefined) =>
    client[kind.calls].list(charger.evse, queryOf(job, charger), { from, signal }) as unknown as LogList<Log>;
  while (charger.status === "open") {
    try {
      for await (const page of readPages(list, wait, charger.next)) await writePage(job, index, page, signal);
    } catch (error) {
      const { next, rows } = charger;
      if (error instanceof NotFoundError && !isTokenError(error) && next === undefined && rows === 0) {
        charger.status = "missing";
        destination.save();
      }
      // The provider may refuse an old cursor. The charger is then read from its last written log.
      const isRefusedCursor = error instanceof ApiError && error.status === 400 && next !== undefined;
      if (!isRefusedCursor) throw error;
      charger.next = undefined;
    }
  }
}

/** After a refused cursor, the list starts at the last written log. */
function queryOf({ query, kind }: Job, { lastTimestamps }: ChargerState): object {
  const last = lastTimestamps.at(-1);
  return last === undefined ? query : { ...query, [`${kind.timestamp}__lte`]: last };
}

async function writePage(job: Job, index: number, page: Page<Log>, signal: AbortSignal): Promise<void> {
  const { kind, format, destination, progress, lateness } = job;
  const charger = job.chargers[index] as ChargerState;
  const { items, next, rateLimit } = page;
  // Logs added meanwhile have moved the page's border.
  const seen = new Set<unknown>(charger.lastTimestamps);
  const logs = items.filter((log) => !seen.has(log[kind.timestamp]));
  let written: Written = { bytes: 0, digest: charger.digest };
  if (logs.length > 0) {
    const lead = charger.rows === 0 ? format.section(charger.evse) : format.betweenPages;
    written = await destination.append(index, lead + format.page(logs, charger.evse), signal);
  }
  lateness.add(logs);
  // No await between these lines: the page of another charger would save half of them.
  charger.bytes += written.bytes;
  charger.digest = written.digest;
  charger.rows += logs.length;
  charger.next = next;
  if (items.length > 0) charger.lastTimestamps = items.map((log) => String(log[kind.timestamp]));
  if (next === undefined) Object.assign(charger, { status: "done", lastTimestamps: [] });
  destination.save();
  progress.page(index, { rows: logs.length, oldest: items.at(-1)?.[kind.timestamp], rateLimit });
}

/** Whether other chargers may still succeed. */
function concernsOneCharger(error: unknown): error is Error {
  if (error instanceof AuthenticationError || error instanceof PermissionError || asksForWait(error)) {
    return false;
  }
  const isRequestError = error instanceof ApiError || error instanceof InvalidResponseError;
  return error instanceof PaginationError || (isRequestError && !isTokenError(error));
}

/** A failure of the token endpoint concerns all chargers. The API's own requests are GET requests. */
function isTokenError({ message }: Error): boolean {
  return message.startsWith("POST ");
}
