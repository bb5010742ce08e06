// Processes jobs from the queue until Ctrl-C or SIGTERM. Run any number of workers, on any number of machines, that share
// one folder.
//
//   node worker.ts --output logs

import { mkdir } from "node:fs/promises";
import { parseArgs } from "node:util";
import { type Job, UnrecoverableError, WaitingError, Worker } from "bullmq";
import { ApiError, type Client, createClient, RateLimitError } from "ev-energy-logs";
import { clientCredentials } from "ev-energy-logs/oauth";
import { connection, idOf, listOf, openQueue, type Progress, QUEUE, type Task } from "./fleet.ts";
import { PageStore } from "./pages.ts";

const { values } = parseArgs({
  options: {
    output: { type: "string", default: "logs" },
    // How long a worker keeps a job without renewing its lock.
    "lock-seconds": { type: "string", default: "30" },
  },
});
const lockMs = Number(values["lock-seconds"]) * 1000;
await mkdir(values.output, { recursive: true });
const store = new PageStore(values.output);
const client = connect();
const queue = openQueue();

function connect(): Client {
  const { EV_ENERGY_CLIENT_ID: clientId, EV_ENERGY_CLIENT_SECRET: clientSecret, EV_ENERGY_TOKEN: token } = process.env;
  const baseUrl = process.env["EV_ENERGY_BASE_URL"] || "https://api.ev.energy/v2";
  const tokenUrl = new URL("/o/token/", baseUrl).href;
  const auth = clientId && clientSecret ? clientCredentials({ clientId, clientSecret, tokenUrl }) : token;
  if (!auth) throw new Error("Set EV_ENERGY_CLIENT_ID and EV_ENERGY_CLIENT_SECRET, or EV_ENERGY_TOKEN");
  // The queue retries instead, so that its limiter counts each attempt.
  return createClient({ auth, baseUrl, maxRetries: 0 });
}

/**
 * Reads one page, so that each start of a job, which the queue's limiter counts, makes one request. Returns the number of
 * pages when the job is done.
 */
async function readPage(job: Job<Task, number>, token?: string): Promise<number> {
  const id = idOf(job.data);
  // `progress` is 0 for a job that has not started.
  const { pages, next: from } = (job.progress || { pages: 0, next: undefined }) as Progress;
  // Redis may have lost the job's completion.
  if (store.isWhole(id)) return pages;
  const next = await storePage(job.data, from, pages + 1);
  if (next === undefined) {
    await store.join(id, pages + 1);
    return pages + 1;
  }
  // Only after the page is stored: if the worker dies in between, the page is written again.
  await job.updateProgress({ pages: pages + 1, next });
  await job.moveToWait(token);
  throw new WaitingError();
}

/** Returns the cursor of the next page, or undefined if there is none. */
async function storePage(task: Task, from: string | undefined, number: number): Promise<string | undefined> {
  try {
    for await (const { items, next } of listOf(client, task, from).pages()) {
      await store.write(idOf(task), number, items);
      return next;
    }
  } catch (error) {
    if (error instanceof RateLimitError) {
      // Possible although the queue has a limit: the provider counts the last 60 minutes, the queue an hour from its first
      // request, and other programs make requests too. This pauses all workers. It never shortens a current wait.
      await queue.rateLimit(Math.max(error.retryAfterMs || 60_000, await queue.getRateLimitTtl()));
      throw Worker.RateLimitError();
    }
    const isFinal = error instanceof ApiError && error.status < 500 && error.status !== 408;
    throw isFinal ? new UnrecoverableError(error.message) : error;
  }
  throw new Error("a list has one page at least");
}

const worker = new Worker<Task, number>(QUEUE, readPage, {
  connection,
  lockDuration: lockMs,
  stalledInterval: lockMs,
  // A worker that dies does not mean that its job is faulty.
  maxStalledCount: 1000,
  // While rate limited, a worker notices a request to stop only when this delay ends.
  maximumRateLimitDelay: 5000,
});
worker.on("completed", async ({ data }, pages) => {
  console.log(`${idOf(data)}: ${pages} pages`);
  await store.removePages(idOf(data));
});
worker.on("failed", (job, { message }) => console.error(`${job?.id}: ${message}`));
worker.on("error", ({ message }) => console.error(`Redis: ${message}`));

for (const signal of ["SIGINT", "SIGTERM"]) {
  process.once(signal, async () => {
    await worker.close();
    await queue.close();
  });
}
