import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { runCli, Screen, temporaryFolder } from "../../../tests/support/cli.ts";
import { readAll, startSimulator } from "../../../tests/support/export-origin.ts";
import type { Simulator } from "../../simulator/index.ts";

async function startGet() {
  const simulator = startSimulator();
  const evse = simulator.evseIds[0] as string;
  const [, log] = (await readAll(simulator, [evse])) as [unknown, { sampled_at: string; url: string; mode: string }];
  const run = (args: readonly string[] = [], options = {}) =>
    runCli(["get", "status", evse, log.sampled_at, ...args], { fetch: simulator.fetch, ...options });
  return { simulator, evse, log, run };
}

/** The newest command log. */
async function newestCommand({ fetch }: Simulator, evse: string) {
  const { stdout } = await runCli(["commands", evse], { fetch });
  return JSON.parse(stdout.split("\n")[0] ?? "");
}

describe("one log", () => {
  it("is a line of JSON in a pipe", async () => {
    const { log, run } = await startGet();
    expect(await run()).toEqual({ code: 0, stdout: `${JSON.stringify(log)}\n`, stderr: "" });
  });

  it("is a command log as well", async () => {
    const { simulator, evse } = await startGet();
    const log = await newestCommand(simulator, evse);
    const { stdout } = await runCli(["get", "command", evse, log.logged_at], { fetch: simulator.fetch });
    expect(JSON.parse(stdout)).toEqual(log);
  });

  it("is a line for each field on a terminal", async () => {
    const { log, run } = await startGet();
    const { stdout } = await run(["--no-color"], { stdout: new Screen(120) });
    expect(stdout.split("\n").slice(0, 3)).toEqual([
      `url                             ${log.url.slice(0, 88)}`,
      `                                ${log.url.slice(88)}`,
      `sampled_at                      ${log.sampled_at}`,
    ]);
    expect((await run([], { stdout: new Screen(120) })).stdout).toContain("\u001b[2mmode\u001b[22m");
  });

  it("has the form that is asked for", async () => {
    const { evse, log, run } = await startGet();
    expect((await run(["--format", "json"])).stdout).toBe(`${JSON.stringify(log, undefined, 2)}\n`);
    const [head, row, end] = (await run(["--format", "csv"])).stdout.split("\n");
    expect([head?.slice(0, 12), row?.startsWith(`${evse},${log.url},`), end]).toEqual(["evse_id,url,", true, ""]);
  });

  it("goes to a file, without colours", async () => {
    const { log, run } = await startGet();
    const file = join(temporaryFolder(), "a.json");
    expect((await run(["-o", file], { stdout: new Screen(80) })).stdout).toBe("");
    expect(readFileSync(file, "utf8")).toBe(`${JSON.stringify(log, undefined, 2)}\n`);
    await run(["-o", `${file}.csv`], { stdout: new Screen(80) });
    expect(readFileSync(`${file}.csv`, "utf8")).toMatch(/^evse_id,url,/);
  });

  it("shows what is expanded", async () => {
    const { evse, run } = await startGet();
    expect(JSON.parse((await run(["--expand", "evse"])).stdout).evse).toMatchObject({ id: evse });
  });
});

describe("no log", () => {
  it("is a failure", async () => {
    const { simulator, evse } = await startGet();
    const args = ["get", "status", evse, "2020-01-01T00:00:00Z"];
    expect(await runCli(args, { fetch: simulator.fetch })).toEqual({
      code: 1,
      stdout: "",
      stderr:
        "error: 404 at https://simulator.example/v2: no such charger, no log with exactly this stamp, " +
        "or these credentials may not see it\n",
    });
  });

  it("comes while the rate limit is used up, with what to do", async () => {
    const { run } = await startGet();
    const { fetch } = startSimulator({ faults: [{ kind: "status", status: 429, headers: { "Retry-After": "90" } }] });
    const { code, stdout, stderr } = await run([], { fetch });
    expect({ code, stdout }).toEqual({ code: 4, stdout: "" });
    expect(stderr).toMatch(
      /^error: the rate limit is used up \(429\); free again at \d\d:\d\d \S+ \(in 2 min\)\nRun it again then; it takes one request\.\n$/,
    );
  });

  it("is asked for, if it can't be written", async () => {
    const { simulator, run } = await startGet();
    const count = simulator.requests.length;
    expect(await run(["-o", "-"])).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/^error: --output: - is no /),
    });
    expect((await run(["-o", "/nowhere/a"])).code).toBe(2);
    expect(simulator.requests).toHaveLength(count);
  });

  it.each([
    [["evse1", "2020-01-01T00:00:00Z"], /^error: <evse> must be `evse` followed by 26 characters/],
    [["evse01HSH04KDEWF6Z4DB2J77J74K5", "today"], /^error: <stamp> must be a date-time string/],
    [["evse01HSH04KDEWF6Z4DB2J77J74K5"], /^error: missing required argument 'stamp'/],
  ])("comes of %j, which is a usage error", async (args, message) => {
    const { code, stderr } = await runCli(["get", "status", ...args]);
    expect(code).toBe(2);
    expect(stderr).toMatch(message);
  });
});
