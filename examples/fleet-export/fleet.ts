// What the two commands share: the queue, what a job in it is, and the list of logs that a job reads.

import { Queue } from "bullmq";
import type { Client } from "ev-energy-logs";

/** A charger and a window, which make one job. */
export interface Task {
  readonly kind: "status" | "command";
  readonly evse: string;
  readonly since: string;
  readonly until: string;
}

/** How far a job is: pages that are stored, and where the page after them is. */
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

/** The same for the same charger and window. It also names files, and no job may have a colon in its id. */
export function idOf({ kind, evse, since, until }: Task): string {
  return [kind, evse, since, until].join("_").replaceAll(":", "");
}

/** Nothing is sent before the list is read, but a charger or a moment that can't be one is refused at once. */
export function listOf(client: Client, { kind, evse, since, until }: Task, from?: string) {
  return kind === "status"
    ? client.statusLogs.list(evse, { sampled_at__gte: since, sampled_at__lte: until }, { from })
    : client.commandLogs.list(evse, { logged_at__gte: since, logged_at__lte: until }, { from });
}
