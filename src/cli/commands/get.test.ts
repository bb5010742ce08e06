import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { runCli, Screen, temporaryFolder } from "../../../tests/support/cli.ts";
import { readAll, startSimulator } from "../../../tests/support/export-origin.ts";

async function startGet() {
  const simulator = startSimulator();
  const evse = simulator.evseIds[0] as string;
  const [, log] = (await readAll(simulator, [evse])) as [unknown, { sampled_at: string; url: string }];
  const run = (args: readonly string[] = [], options = {}) =>
    runCli(["get", "status", evse, log.sampled_at, ...args], { fetch: simulator.fetch, ...options });
  return { simulator, evse, log, run };
}

it("writes a line of JSON to a pipe", async () => {
  const { log, run } = await startGet();
  expect(await run()).toEqual({ code: 0, stdout: `${JSON.stringify(log)}\n`, stderr: "" });
});

it("shows a command log too", async () => {
  const { simulator, evse } = await startGet();
  const { stdout } = await runCli(["commands", evse], { fetch: simulator.fetch });
  const newest = JSON.parse(stdout.split("\n")[0] ?? "");
  const got = await runCli(["get", "command", evse, newest.logged_at], { fetch: simulator.fetch });
  expect(JSON.parse(got.stdout)).toEqual(newest);
});

it("shows a line for each field on a terminal", async () => {
  const { log, run } = await startGet();
  const { stdout } = await run(["--no-color"], { stdout: new Screen(120) });
  expect(stdout.split("\n").slice(0, 3)).toEqual([
    `url                             ${log.url.slice(0, 88)}`,
    `                                ${log.url.slice(88)}`,
    `sampled_at                      ${log.sampled_at}`,
  ]);
});

it("writes other formats, embedded resources, and files without colours", async () => {
  const { evse, log, run } = await startGet();
  expect((await run(["--format", "json"])).stdout).toBe(`${JSON.stringify(log, undefined, 2)}\n`);
  expect((await run(["--format", "csv"])).stdout).toMatch(RegExp(`^evse_id,url,.*\n${evse},${log.url},.*\n$`));
  expect(JSON.parse((await run(["--expand", "evse"])).stdout).evse).toMatchObject({ id: evse });
  const file = join(temporaryFolder(), "a.json");
  expect((await run(["-o", file], { stdout: new Screen(80) })).stdout).toBe("");
  expect(readFileSync(file, "utf8")).toBe(`${JSON.stringify(log, undefined, 2)}\n`);
});

it("fails if there is no such log", async () => {
  const { simulator, evse } = await startGet();
  const { code, stdout, stderr } = await runCli(["get", "status", evse, "2020-01-01T00:00:00Z"], simulator);
  expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
  expect(stderr).toContain("it has no log with exactly this timestamp, ");
});

it("reports the rate limit, and what to do", async () => {
  const { run } = await startGet();
  const { fetch } = startSimulator({ faults: [{ kind: "status", status: 429, headers: { "Retry-After": "90" } }] });
  const { code, stdout, stderr } = await run([], { fetch });
  expect({ code, stdout }).toEqual({ code: 4, stdout: "" });
  expect(stderr).toMatch(
    /^error: rate limit reached \(429\); try again at .* \(in 2 min\)\nRun it again after that time\.\n$/,
  );
});

it("requests nothing if the output can't be written", async () => {
  const { simulator, run } = await startGet();
  const count = simulator.requests.length;
  expect((await run(["-o", "/nowhere/a"])).code).toBe(2);
  expect(simulator.requests).toHaveLength(count);
});

it.each([
  [["evse1", "2020-01-01T00:00:00Z"], /^error: <evse>.*"evse1"/],
  [["evse01HSH04KDEWF6Z4DB2J77J74K5", "today"], /^error: <timestamp>.*"today"/],
  [["evse01HSH04KDEWF6Z4DB2J77J74K5"], /^error: missing required argument 'timestamp'/],
])("refuses %j", async (args, message) => {
  const { code, stderr } = await runCli(["get", "status", ...args]);
  expect(code).toBe(2);
  expect(stderr).toMatch(message);
});
