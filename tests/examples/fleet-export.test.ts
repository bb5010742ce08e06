import { spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, watch } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { PageStore } from "../../examples/fleet-export/pages.ts";
import { readDirectly, readOutput, startFleet } from "../support/fleet.ts";

const isRedisHere = spawnSync("redis-server", ["--version"]).status === 0;
const HOUR_MS = 3_600_000;
const START = Date.parse("2026-02-01T12:00:00Z");

const title = `fleet-export${isRedisHere ? "" : " (there is no redis-server here)"}`;
// Each test starts several processes, which takes its time on a busy machine.
const TIMEOUT_MS = 60_000;

describe.skipIf(!isRedisHere)(title, { timeout: TIMEOUT_MS }, () => {
  test("gives each row once, though a worker is killed, the provider refuses and Redis restarts", async () => {
    // The clock stands until the provider refuses, and runs from then on: who comes back too early is refused again.
    let now = START;
    let refusedAt: number | undefined;
    const clock = () => now + (refusedAt === undefined ? 0 : Date.now() - refusedAt);
    const fleet = await startFleet({ evses: 8, rateLimit: 100, now: clock });
    const direct = await readDirectly({ evses: 8 });
    expect(direct.pages).toBe(48);
    await fleet.spend(80);
    now += HOUR_MS - 1000;

    expect(await fleet.enqueue()).toBe("In the queue: 8. Budget: 900 requests an hour.\n");
    // Longer than Redis is away.
    const workers = [fleet.startWorker(2), fleet.startWorker(2), fleet.startWorker(2)];
    fleet.beforeAnswer = async ({ worker, number, status }) => {
      if (status === 429) refusedAt ??= Date.now();
      if (number === 10) {
        workers[worker]?.kill("SIGKILL");
        await new Promise(() => {});
      }
      if (number === 35) {
        await fleet.redis.kill();
        await fleet.redis.start();
      }
    };
    await fleet.finish();

    expect(readOutput(fleet.output)).toEqual(direct.rows);
    const statuses = fleet.simulator.requests.slice(80).map(({ status }) => status);
    const refused = statuses.filter((status) => status === 429).length;
    // Each worker may run into the limit before it knows of it.
    expect([1, 2, 3]).toContain(refused);
    // And each is cut off once at most: one is killed, two lose Redis.
    expect([1, 2, 3]).toContain(statuses.length - refused - direct.pages);
  });

  test("writes a page again whose worker died before it could say that it was written", async () => {
    const fleet = await startFleet();
    const direct = await readDirectly({});
    await fleet.enqueue();
    const [job] = await fleet.queue.getJobs();
    const worker = fleet.startWorker();
    await new Promise<void>((resolve) => {
      fleet.beforeAnswer = async ({ number }) => {
        if (number !== 3) return;
        await fleet.redis.kill();
        const folder = join(fleet.output, `${job?.id}.pages`);
        const watcher = watch(folder, (_event, name) => {
          if (name !== "3.ndjson" || readFileSync(join(folder, name), "utf8").split("\n").length < 101) return;
          watcher.close();
          resolve();
        });
      };
    });
    worker.kill("SIGKILL");
    await once(worker, "exit");
    await fleet.redis.start();
    expect((await fleet.queue.getJob(job?.id ?? ""))?.progress).toMatchObject({ pages: 2 });

    fleet.startWorker();
    await fleet.finish();

    expect(readOutput(fleet.output)).toEqual(direct.rows);
    expect(fleet.simulator.requests).toHaveLength(direct.pages + 1);
  });

  test("stands still when the budget of all workers is spent, and goes on in the hour after it", async () => {
    const fleet = await startFleet({ evses: 3 });
    const direct = await readDirectly({ evses: 3 });
    expect(await fleet.enqueue("--requests-per-hour", "4")).toBe("In the queue: 3. Budget: 4 requests an hour.\n");
    const isSpent = fleet.putBack(4);
    const workers = [fleet.startWorker(), fleet.startWorker(), fleet.startWorker()];
    await isSpent;
    expect(await fleet.queue.getJobCounts("waiting", "active")).toEqual({ waiting: 3, active: 0 });
    expect(await fleet.queue.getRateLimitTtl()).toBeGreaterThan(HOUR_MS - 60_000);
    for (const worker of workers) {
      worker.kill("SIGKILL");
      await once(worker, "exit");
    }
    expect(fleet.simulator.requests).toHaveLength(4);

    await fleet.queue.removeRateLimitKey();
    expect(await fleet.enqueue()).toBe("In the queue: 3. Budget: 900 requests an hour.\n");
    fleet.startWorker();
    await fleet.finish();

    expect(readOutput(fleet.output)).toEqual(direct.rows);
    expect(fleet.simulator.requests).toHaveLength(direct.pages);
  });

  test("holds back all workers for as long as the provider asks for", async () => {
    let now = START;
    const fleet = await startFleet({ rateLimit: 5, now: () => now });
    const direct = await readDirectly({});
    await fleet.enqueue();
    const isRefused = fleet.putBack(6);
    const worker = fleet.startWorker();
    await isRefused;
    expect(await fleet.queue.getRateLimitTtl()).toBeGreaterThan(HOUR_MS - 60_000);
    worker.kill("SIGKILL");
    await once(worker, "exit");

    now += HOUR_MS;
    await fleet.queue.removeRateLimitKey();
    fleet.startWorker();
    await fleet.finish();

    expect(readOutput(fleet.output)).toEqual(direct.rows);
    expect(fleet.simulator.requests).toHaveLength(direct.pages + 1);
  });

  test("finishes its page when it is told to stop", async () => {
    const fleet = await startFleet();
    const direct = await readDirectly({});
    await fleet.enqueue();
    const worker = fleet.startWorker();
    fleet.beforeAnswer = ({ number }) => number === 3 && worker.kill("SIGTERM");
    expect(await once(worker, "exit")).toEqual([0, null]);

    fleet.startWorker();
    await fleet.finish();

    expect(readOutput(fleet.output)).toEqual(direct.rows);
    expect(fleet.simulator.requests).toHaveLength(direct.pages);
  });

  test("asks for nothing again that is whole, though Redis has forgotten it", async () => {
    const fleet = await startFleet({ to: "2026-01-01T01:00:00Z" });
    await fleet.enqueue();
    fleet.startWorker();
    await fleet.finish();
    await fleet.queue.obliterate();

    await fleet.enqueue();
    await fleet.finish();

    expect(await fleet.queue.getJobCounts("completed", "failed")).toEqual({ completed: 1, failed: 0 });
    expect(fleet.simulator.requests).toHaveLength(1);
  });

  test("sits out a failure of the gateway, gives up on a refusal, and goes on from it when it is told to", async () => {
    const faults = [503, 404].map((status, index) => ({ kind: "status", status, request: 2 + 2 * index }) as const);
    const fleet = await startFleet({ faults });
    const direct = await readDirectly({});
    await fleet.enqueue();
    fleet.startWorker();
    await expect(fleet.finish()).rejects.toThrow(/: 404 Not found: /);
    expect(fleet.simulator.requests.map(({ status }) => status)).toEqual([200, 503, 200, 404]);

    await fleet.enqueue();
    await fleet.finish();

    expect(readOutput(fleet.output)).toEqual(direct.rows);
    expect(fleet.simulator.requests).toHaveLength(direct.pages + 2);
    // The limiter counts starts, so a request is to be a start.
    expect((await fleet.queue.getJobs())[0]?.attemptsStarted).toBe(direct.pages + 2);
  });

  test("refuses what can't be right before it is in the queue", async () => {
    const fleet = await startFleet();
    const cases = [["evse-1"], ["--since", ""], ["--requests-per-hour", "0"], ["--kind", "both"]];
    const complaints = await Promise.all(cases.map((args) => fleet.enqueue(...args)));
    expect(complaints).toEqual([
      expect.stringContaining("InvalidArgumentError: evseId must be `evse` followed by 26 characters"),
      expect.stringContaining("InvalidArgumentError: sampled_at__gte must be a date-time string"),
      expect.stringContaining("Error: --requests-per-hour: it takes a whole number from 1"),
      expect.stringContaining("Error: --kind: it takes status or command"),
    ]);
    expect(await fleet.queue.count()).toBe(0);
  });
});

test("a row that comes on both sides of a page border is written once", async () => {
  const folder = mkdtempSync(join(tmpdir(), "fleet-export-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const store = new PageStore(folder);
  for (const [index, page] of [[6, 5, 4], [4, 3], [], [3, 2]].entries()) await store.write("job", index + 1, page);
  await store.join("job", 4);
  expect(readOutput(folder)).toEqual({ job: [6, 5, 4, 3, 2] });
});
