// Adds a job for each charger, and sets how many requests an hour all workers together may make. Jobs that are already in
// the queue are not added again. Failed jobs are retried from the page that failed.
//
//   node enqueue.ts --since 2026-01-01T00:00:00Z --until 2026-01-31T23:59:59Z evse01HSH04KDEWF6Z4DB2J77J74K5

import { parseArgs } from "node:util";
import { createClient } from "ev-energy-logs";
import { idOf, listOf, openQueue, type Task } from "./fleet.ts";

const HOUR_MS = 3_600_000;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    kind: { type: "string", default: "status" },
    since: { type: "string", default: "" },
    until: { type: "string", default: "" },
    "requests-per-hour": { type: "string", default: "900" },
  },
});
const { kind, since, until } = values;
const budget = Number(values["requests-per-hour"]);
if (kind !== "status" && kind !== "command") throw new Error("--kind: it takes status or command");
if (!Number.isInteger(budget) || budget < 1) throw new Error("--requests-per-hour: it takes a whole number from 1");

const tasks = positionals.map((evse): Task => ({ kind, evse, since, until }));
for (const task of tasks) listOf(createClient({ auth: "none" }), task);

const queue = openQueue();
await queue.setGlobalRateLimit(budget, HOUR_MS);
const jobs = await queue.addBulk(
  tasks.map((task) => ({
    name: task.kind,
    data: task,
    // Retries for about half an hour, in case a gateway is down.
    opts: { jobId: idOf(task), attempts: 12, backoff: { type: "exponential", delay: 1000, jitter: 0.5 } },
  })),
);
for (const job of jobs) {
  if (await job.isFailed()) await job.retry("failed", { resetAttemptsMade: true });
}
console.log(`In the queue: ${jobs.length}. Budget: ${budget} requests an hour.`);
await queue.close();
