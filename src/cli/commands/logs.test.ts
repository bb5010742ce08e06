// What `status` and `commands` write, and where.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, vi } from "vitest";
import { runCli, Screen, type TestOptions, temporaryFolder } from "../../../tests/support/cli.ts";
import { lines, readAll, startSimulator } from "../../../tests/support/export-origin.ts";

function start(options?: Parameters<typeof startSimulator>[0]) {
  const simulator = startSimulator(options);
  const status = (args: readonly string[] = [], io: TestOptions = {}) =>
    runCli(["status", ...simulator.evseIds, ...args], { fetch: simulator.fetch, ...io });
  return { simulator, status };
}

it.each(["1", "2", "9"])(
  "writes one charger after the other, newest first, with concurrency %s",
  async (concurrency) => {
    const { simulator, status } = start();
    const expected = lines(await readAll(simulator));
    expect(expected.split("\n").length).toBeGreaterThan(600);
    expect(await status(["--concurrency", concurrency])).toEqual({ code: 0, stdout: expected, stderr: "" });
  },
);

it("requests the window and the embedded resources", async () => {
  const { simulator, status } = start({ evses: 1 });
  const { stdout } = await status([
    "--since",
    "12h",
    "--until",
    "1h",
    "--expand",
    "evse.model",
    "--expand",
    "evse.user",
  ]);
  const { searchParams } = new URL(simulator.requests[0]?.url ?? "");
  expect([...searchParams]).toEqual([
    ["sampled_at__gte", "2026-01-31T00:00:00.000Z"],
    ["sampled_at__lte", "2026-01-31T11:00:00.000Z"],
    ["expand", "evse.model"],
    ["expand", "evse.user"],
    ["page_size", "100"],
  ]);
  expect(JSON.parse(stdout.split("\n")[0] ?? "").evse).toMatchObject({ model: {}, user: {} });
});

it("selects commands by logged_at", async () => {
  const { simulator } = start();
  const args = ["commands", ...simulator.evseIds, "--until", "2026-01-31T00:00Z", "--format", "csv"];
  const { stdout } = await runCli(args, { fetch: simulator.fetch });
  expect(simulator.requests[0]?.url).toContain("/command_logs?logged_at__lte=2026-01-31T00%3A00%3A00Z&page_size=100");
  expect(stdout).toMatch(/^evse_id,url,logged_at,evse,max_load_target_milliamps,/);
  expect(stdout.split("\n").length).toBeGreaterThan(4);
});

it("reads ids from standard input", async () => {
  const { simulator } = start();
  const [first, second] = simulator.evseIds as [string, string];
  const stdin = `# Mine\n${second}\n\n${first}\n${second}\n`;
  const { stdout } = await runCli(["status", "-"], { fetch: simulator.fetch, stdin });
  expect(stdout).toBe(lines(await readAll(simulator, [second, first])));
});

describe("the output", () => {
  it("is a table on a terminal, with a heading for each charger", async () => {
    const { simulator, status } = start();
    const { stdout } = await status(["--since", "30m"], { stdout: new Screen(40) });
    const blocks = stdout.split("\n\n").map((block) => block.split("\n"));
    expect(blocks.map(([heading]) => heading)).toEqual(simulator.evseIds.map((id) => `\u001b[1m${id}\u001b[22m`));
    expect(blocks[1]?.slice(1, 3)).toEqual([
      "\u001b[2msampled at (UTC)     charging  rate W\u001b[22m",
      expect.stringMatching(/^2026-01-31 11:\d\d:\d\d {2}(yes|no ) {4,}\d+$/),
    ]);
  });

  it("has no colours in a file or with --no-color", async () => {
    const { status } = start();
    const file = join(temporaryFolder(), "a.txt");
    const args = ["--since", "30m", "--format", "table"];
    await status([...args, "-o", file], { stdout: new Screen(40) });
    const { stdout } = await status([...args, "--no-color"], { stdout: new Screen(40) });
    expect(stdout).toBe(readFileSync(file, "utf8"));
    expect(stdout).toMatch(/^evse01HSH04KDEWF6Z4DB2J77J74K5\n/);
  });

  it("is JSON in a file with that extension", async () => {
    const { simulator, status } = start();
    const file = join(temporaryFolder(), "a.json");
    await status(["-o", file]);
    expect(JSON.parse(readFileSync(file, "utf8"))).toEqual(await readAll(simulator));
  });

  it.each([
    ["ndjson", ""],
    ["json", "[\n]\n"],
    ["csv", /^evse_id,.*\n$/],
  ])("without logs is valid %s, and the command says so", async (format, expected) => {
    const { status } = start();
    const args = ["--until", "2020-01-01", "--format", format];
    const { code, stdout, stderr } = await status(args);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "No logs in this window.\n" });
    expect(stdout).toEqual(typeof expected === "string" ? expected : expect.stringMatching(expected));
    expect((await status([...args, "--quiet"])).stderr).toBe("");
  });
});

describe("standard error", () => {
  it("says how many logs are in the file, except with --quiet", async () => {
    const { simulator, status } = start();
    const file = join(temporaryFolder(), "a.csv");
    expect(await status(["-o", file])).toEqual({
      code: 0,
      stdout: "",
      stderr: `833 logs of 3 chargers are in ${file}\n`,
    });
    const one = ["status", simulator.evseIds[0] ?? "", "--since", "9m", "-o", file];
    expect((await runCli(one, simulator)).stderr).toBe(`1 log of 1 charger is in ${file}\n`);
    expect((await runCli([...one, "--quiet"], simulator)).stderr).toBe("");
  });

  it("shows each request with --debug, but no token", async () => {
    // No back-off.
    vi.spyOn(Math, "random").mockReturnValueOnce(0);
    const { status } = start({ evses: 1, faults: [{ kind: "status", status: 500, request: 1 }] });
    const { stderr } = await status(["--since", "1h", "--debug"]);
    expect(stderr).toMatch(
      /^debug: GET \S+100\ndebug: 500 after \d+ ms\ndebug: retry in \d+ ms, because of .*500\ndebug: GET \S+, attempt 2\ndebug: 200 after \d+ ms\n/,
    );
    expect(stderr).not.toContain("demo-token");
  });

  it("shows a bar on a terminal that does not show the logs, and requests above it", async () => {
    const { status } = start();
    const stderr = new Screen(80);
    await status(["--since", "2d", "--debug"], { stderr });
    expect(stderr.text).toContain("[                        ] 0 %  0 rows");
    expect(stderr.text.endsWith("\u001b[1G\u001b[2K")).toBe(true);
    const debug = stderr.text.split("\n").filter((line) => line.includes("debug: "));
    expect(debug).toHaveLength(18);
    expect(debug.filter((line) => !line.includes("\u001b[1G\u001b[2Kdebug: "))).toEqual([]);
    expect((await status(["--quiet"], { stderr: new Screen(80) })).stderr).toBe("");
    const env = { EV_ENERGY_TOKEN: "demo-token", EV_ENERGY_BASE_URL: "https://simulator.example/v2", TERM: "dumb" };
    expect((await status([], { stderr: new Screen(80), env })).stderr).toBe("");
    expect((await status([], { stderr: new Screen(80), stdout: new Screen(80) })).stderr).toBe("");
  });

  it("says how late logs have been, if the window ended within that time", async () => {
    const { simulator } = start({ evses: 1 });
    const fetch: typeof simulator.fetch = async (...args) => {
      const response = await simulator.fetch(...args);
      const rows = (await response.json()) as { sampled_at: string }[];
      // Every tenth log is three hours late.
      const late = rows.map((row, index) => {
        const delayMs = index % 10 === 0 ? 3 * 3_600_000 : 5000;
        return { ...row, logged_at: new Date(Date.parse(row.sampled_at) + delayMs).toISOString() };
      });
      return Response.json(late, { headers: response.headers });
    };
    const run = (...args: string[]) => runCli(["status", ...simulator.evseIds, "--since", "1d", ...args], { fetch });
    const message =
      "Logs arrived up to 3 h late (95 % within 3 h), so the end of this window may still be incomplete.\n";
    expect((await run()).stderr).toBe(message);
    expect((await run("--until", "2h")).stderr).toBe(message);
    expect((await run("--until", "4h")).stderr).toBe("");
    expect((await run("--quiet")).stderr).toBe("");
  });

  it("says that a table does not show embedded resources", async () => {
    const { status } = start();
    const args = ["--since", "1h", "--expand", "evse", "--format"];
    expect((await status([...args, "table"])).stderr).toBe(
      "A table does not show resources embedded by --expand; use another --format.\n",
    );
    expect((await status([...args, "csv"])).stderr).toBe("");
  });
});
