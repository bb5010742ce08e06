import { spawnSync } from "node:child_process";
import { describe, expect, test } from "vitest";
import { PageStore } from "../../examples/fleet-export/pages.ts";
import { readDirectly, readOutput, startFleet, temporaryFolder } from "../support/fleet.ts";

const isRedisHere = spawnSync("redis-server", ["--version"]).status === 0;
const HOUR_MS = 3_600_000;
const START = Date.parse("2026-02-01T12:00:00Z");

const title = `fleet-export${isRedisHere ? "" : " (there is no redis-server here)"}`;
// Each test starts several processes, which is slow on a busy machine.
const TIMEOUT_MS = 120_000;

describe.skipIf(!isRedisHere)(title, { timeout: TIMEOUT_MS }, () => {
  test("writes each row once although a worker is killed, the rate limit is reached and Redis restarts", async () => {
    // The clock stops until the provider sends a 429 and runs afterwards, so that a worker that returns too early gets another.
    let now = START;
    let refusedAt: number | undefined;
    const clock = () => now + (refusedAt === undefined ? 0 : performance.now() - refusedAt);
    const fleet = await startFleet({ evses: 8, rateLimit: 100, now: clock });
    const direct = await readDirectly({ evses: 8 });
    expect(direct.pages).toBe(48);
    await fleet.spend(80);
    now += HOUR_MS - 1000;

    expect(await fleet.enqueue()).toBe("In the queue: 8. Budget: 900 requests an hour.\n");
    // Locks of 2 s outlast the restart of Redis.
    const workers = [fleet.startWorker(2), fleet.startWorker(2), fleet.startWorker(2)];
    fleet.beforeAnswer = async ({ worker, number, status }) => {
      if (status === 429) refusedAt ??= performance.now();
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
    // Each worker may get a 429 before it learns of the limit.
    expect([1, 2, 3]).toContain(refused);
    // Each worker is interrupted at most once: one is killed, two lose Redis.
    expect([1, 2, 3]).toContain(statuses.length - refused - direct.pages);
  });

  test("repeats a page after a 503, gives up on a 404, and continues from there when the job is added again", async () => {
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
    // The rate limiter counts starts, so every request must be one.
    expect((await fleet.queue.getJobs())[0]?.attemptsStarted).toBe(direct.pages + 2);
  });
});

test("a row that is repeated at a page boundary is written once", async () => {
  const folder = temporaryFolder();
  const store = new PageStore(folder);
  for (const [index, page] of [[6, 5, 4], [4, 3], [], [3, 2]].entries()) await store.write("job", index + 1, page);
  await store.join("job", 4);
  expect(readOutput(folder)).toEqual({ job: [6, 5, 4, 3, 2] });
});
