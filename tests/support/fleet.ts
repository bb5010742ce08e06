// For the test of the example: a Redis of its own, a simulator on a socket, and the commands as processes.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { text } from "node:stream/consumers";
import { Queue, QueueEvents } from "bullmq";
import { createClient } from "ev-energy-logs";
import { createSimulator, type SimulatorOptions, serve } from "ev-energy-logs/simulator";
import { onTestFinished } from "vitest";
import { QUEUE, type Task } from "../../examples/fleet-export/fleet.ts";

const ORIGIN = "https://simulator.example";
const SINCE = "2026-01-01T00:00:00Z";
const UNTIL = "2026-01-02T23:59:59Z";
/** The jobs request two of these days, six pages for each charger. */
const CHARGERS = {
  now: () => Date.parse("2026-02-01T12:00:00Z"),
  from: "2025-12-30T00:00:00Z",
  to: "2026-01-05T00:00:00Z",
  sampleIntervalSeconds: 300,
};

/** A response of the simulator, not sent yet. */
interface Answer {
  readonly worker: number;
  /** 1 for the first request of the workers. */
  readonly number: number;
  readonly status: number;
}

/** Starts Redis and a simulator. The workers share one folder. */
export async function startFleet(options: SimulatorOptions = {}) {
  const redis = await startRedis();
  const simulator = createSimulator({ ...CHARGERS, ...options });
  const output = temporaryFolder();
  let [workers, answers] = [0, 0];

  const server = await serve({
    async fetch(input) {
      const request = input as Request;
      // The path identifies the worker. The rows contain the origin, so it must be the same for all.
      const [, worker, path] = /^\/(\d)(\/.*)$/.exec(request.url.slice(server.url.length)) ?? [];
      const response = await simulator.fetch(new Request(`${ORIGIN}${path}`, request));
      await fleet.beforeAnswer({ worker: Number(worker), number: ++answers, status: response.status });
      return response;
    },
  });
  onTestFinished(() => server.close());

  const connection = { url: redis.url };
  const queue = new Queue<Task>(QUEUE, { connection });
  const events = new QueueEvents(QUEUE, { connection });
  // The test stops Redis.
  queue.on("error", () => {});
  events.on("error", () => {});
  onTestFinished(() => queue.close());
  onTestFinished(() => events.close());
  await events.waitUntilReady();

  function run(command: string, args: readonly string[], env: Readonly<Record<string, string>> = {}) {
    const file = (name: string) => join(import.meta.dirname, "../../examples/fleet-export", name);
    const child = spawn(process.execPath, [file(command), ...args], {
      env: { REDIS_URL: redis.url, EV_ENERGY_TOKEN: "demo-token", ...env },
    });
    onTestFinished(() => void child.kill("SIGKILL"));
    return child;
  }

  const fleet = {
    simulator,
    redis,
    queue,
    /** For the test to set. */
    beforeAnswer: (_: Answer): unknown => undefined,
    output,
    /** Adds a job for each charger, and returns what the command printed. */
    async enqueue(...args: string[]) {
      const child = run("enqueue.ts", ["--since", SINCE, "--until", UNTIL, ...args, ...simulator.evseIds]);
      const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)]);
      return stdout + stderr;
    },
    /** A worker counts as dead after this time without a sign of life. */
    startWorker(lockSeconds = 1) {
      const env = { EV_ENERGY_BASE_URL: `${server.url}/${workers++}/v2` };
      return run("worker.ts", ["--output", output, "--lock-seconds", String(lockSeconds)], env);
    },
    async finish() {
      const jobs = await queue.getJobs();
      await Promise.all(jobs.map((job) => job.waitUntilFinished(events)));
    },
    /** Makes requests that count towards the rate limit, as another program may. */
    async spend(count: number) {
      const headers = { Authorization: "Bearer demo-token" };
      for (let spent = 0; spent < count; spent++) {
        await simulator.fetch(`${ORIGIN}/v2/evses/${simulator.evseIds[0]}/status_logs?page_size=1`, { headers });
      }
    },
  };
  return fleet;
}

/** Reads the same rows without a queue. Returns them by job. */
export async function readDirectly(options: SimulatorOptions) {
  const { fetch, evseIds, requests } = createSimulator({ ...CHARGERS, ...options });
  const client = createClient({ auth: "demo-token", baseUrl: `${ORIGIN}/v2`, fetch });
  const rows: Record<string, unknown[]> = {};
  for (const evse of evseIds) {
    const list = client.statusLogs.list(evse, { sampled_at__gte: SINCE, sampled_at__lte: UNTIL });
    rows[`status_${evse}_2026-01-01T000000Z_2026-01-02T235959Z`] = await list.toArray();
  }
  return { rows, pages: requests.length };
}

/** Returns the rows of the complete files by job. */
export function readOutput(folder: string): Record<string, unknown[]> {
  const files = readdirSync(folder).filter((name) => name.endsWith(".ndjson"));
  return Object.fromEntries(
    files.map((name) => {
      const lines = readFileSync(join(folder, name), "utf8").trimEnd().split("\n");
      return [name.replace(".ndjson", ""), lines.map((line) => JSON.parse(line))];
    }),
  );
}

/** After `kill`, `start` starts it with the data that it had. */
async function startRedis() {
  const folder = temporaryFolder();
  const socket = join(folder, "redis.sock");
  const options = { port: "0", unixsocket: socket, dir: folder, appendonly: "yes", appendfsync: "always", save: "" };
  const args = Object.entries(options).flatMap(([name, value]) => [`--${name}`, value]);
  let server: ReturnType<typeof spawn> | undefined;

  const redis = {
    url: socket,
    async start() {
      const started = spawn("redis-server", args);
      server = started;
      for await (const line of createInterface(started.stdout)) {
        if (line.includes("ready to accept connections")) return;
      }
      throw new Error("redis-server did not start");
    },
    async kill() {
      if (server?.kill("SIGKILL")) await once(server, "exit");
    },
  };
  onTestFinished(() => redis.kill());
  await redis.start();
  return redis;
}

export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "fleet-export-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
