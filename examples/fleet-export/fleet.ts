// Code that both commands use: the queue, the jobs in it, and the list of logs that a job reads.

import { Queue } from "bullmq";
import type { Client } from "ev-energy-logs";

/** One job: a charger and a time window. */
export interface Task {
  readonly kind: "status" | "command";
  readonly evse: string;
  readonly since: string;
  readonly until: string;
}

/** The progress of a job: the number of pages stored, and the cursor of the next page. */
export interface Progress {
  readonly pages: number;
  readonly next: string | undefined;
}

export const QUEUE = "ev-energy-logs";
export const connection = { url: process.env["REDIS_URL"] || "redis://127.0.0.1:6379" };

export function openQueue(): Queue<Task> {
  const queue = new Queue<Task>(QUEUE, { connection });
  queue.on("error", ({ message }) => console.error(`Redis: ${message}`));
  return queue;
}

/** Identifies a charger and time window. Also used in file names. BullMQ does not allow colons in job ids. */
export function idOf({ kind, evse, since, until }: Task): string {
  return [kind, evse, since, until].join("_").replaceAll(":", "");
}

/** Sends nothing until the list is read, but throws at once if the charger id or a timestamp is invalid. */
export function listOf(client: Client, { kind, evse, since, until }: Task, from?: string) {
  return kind === "status"
    ? client.statusLogs.list(evse, { sampled_at__gte: since, sampled_at__lte: until }, { from })
    : client.commandLogs.list(evse, { logged_at__gte: since, logged_at__lte: until }, { from });
}
