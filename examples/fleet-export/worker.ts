// Takes jobs from the queue until Ctrl-C or SIGTERM. Run as many as you like, on as many machines, over one folder.
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
    // How long a job is a worker's own without a sign of life.
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
  // Another attempt is another start of the job, so that it is counted.
  return createClient({ auth, baseUrl, maxRetries: 0 });
}

/** Reads one page: the queue limits how often jobs start, so a start is a request. Gives how many pages there were. */
async function readPage(job: Job<Task, number>, token?: string): Promise<number> {
  const id = idOf(job.data);
  // Of a job that has not begun it is 0.
  const { pages, next: from } = (job.progress || { pages: 0, next: undefined }) as Progress;
  // A Redis that went down may have forgotten it.
  if (store.isWhole(id)) return pages;
  const next = await storePage(job.data, from, pages + 1);
  if (next === undefined) {
    await store.join(id, pages + 1);
    return pages + 1;
  }
  // Not before the page is stored: who dies in between leaves a page that is written again.
  await job.updateProgress({ pages: pages + 1, next });
  await job.moveToWait(token);
  throw new WaitingError();
}

/** Gives where the next page is, if there is one. */
async function storePage(task: Task, from: string | undefined, number: number): Promise<string | undefined> {
  try {
    for await (const { items, next } of listOf(client, task, from).pages()) {
      await store.write(idOf(task), number, items);
      return next;
    }
  } catch (error) {
    if (error instanceof RateLimitError) {
      // The provider counts the last 60 minutes, the queue an hour from its first request, and others may spend too.
      // This holds back all workers. It does not shorten a wait that is on.
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
  // It is not for its charger that a worker dies.
  maxStalledCount: 1000,
  // A worker that is told to stop as it comes upon the limit notices when it looks again.
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
