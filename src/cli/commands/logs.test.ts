import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, vi } from "vitest";
import { runCli, Screen, temporaryFolder } from "../../../tests/support/cli.ts";
import { lines, readAll, startSimulator } from "../../../tests/support/export-origin.ts";

describe("an export", () => {
  it("gives each charger in turn, newest first, whatever the concurrency", async () => {
    const simulator = startSimulator();
    const expected = lines(await readAll(simulator));
    expect(expected.split("\n").length).toBeGreaterThan(600);
    for (const concurrency of ["1", "2", "9"]) {
      const args = ["status", ...simulator.evseIds, "--concurrency", concurrency];
      expect(await runCli(args, { fetch: simulator.fetch })).toEqual({ code: 0, stdout: expected, stderr: "" });
    }
  });

  it("asks for the window and what is to be expanded, and for nothing newer than its start", async () => {
    const simulator = startSimulator();
    const args = [
      "status",
      ...simulator.evseIds.slice(0, 1),
      "--since",
      "12h",
      "--expand",
      "evse.model",
      "--expand",
      "evse.user",
    ];
    const { stdout } = await runCli(args, { fetch: simulator.fetch });
    const { searchParams } = new URL(simulator.requests[0]?.url ?? "");
    expect([...searchParams]).toEqual([
      ["sampled_at__gte", "2026-01-31T00:00:00.000Z"],
      ["sampled_at__lte", "2026-01-31T12:00:00.000Z"],
      ["expand", "evse.model"],
      ["expand", "evse.user"],
      ["page_size", "100"],
    ]);
    expect(JSON.parse(stdout.split("\n")[0] ?? "").evse).toMatchObject({
      id: simulator.evseIds[0],
      model: {},
      user: {},
    });
  });

  it("of commands goes by logged_at", async () => {
    const simulator = startSimulator();
    const args = ["commands", ...simulator.evseIds, "--until", "2026-01-31", "--format", "csv"];
    const { stdout } = await runCli(args, { fetch: simulator.fetch });
    expect(simulator.requests[0]?.url).toContain("/command_logs?logged_at__lte=2026-01-31T00%3A00%3A00Z&page_size=100");
    expect(stdout).toMatch(/^evse_id,url,logged_at,evse,max_load_target_milliamps,/);
    expect(stdout.split("\n").length).toBeGreaterThan(4);
  });

  it("is a table on a terminal, with a heading for each charger", async () => {
    const simulator = startSimulator();
    const { stdout } = await runCli(["status", ...simulator.evseIds, "--since", "30m"], {
      fetch: simulator.fetch,
      stdout: new Screen(40),
    });
    const [first, second] = simulator.evseIds;
    const blocks = stdout.split("\n\n").map((block) => block.split("\n"));
    expect(blocks.map(([heading]) => heading)).toEqual(
      [first, second, simulator.evseIds[2]].map((id) => `\u001b[1m${id}\u001b[22m`),
    );
    expect(blocks[1]?.slice(1, 3)).toEqual([
      "\u001b[2msampled at (UTC)     charging  rate W\u001b[22m",
      expect.stringMatching(/^2026-01-31 11:\d\d:\d\d {2}(yes|no ) {4,}\d+$/),
    ]);
  });

  it("has no colours in a file or with --no-color", async () => {
    const simulator = startSimulator();
    const file = join(temporaryFolder(), "a.txt");
    const args = ["status", ...simulator.evseIds, "--since", "30m", "--format", "table"];
    const io = { fetch: simulator.fetch, stdout: new Screen(40) };
    await runCli([...args, "-o", file], io);
    const { stdout } = await runCli([...args, "--no-color"], io);
    expect(stdout).toBe(readFileSync(file, "utf8"));
    expect(stdout).toMatch(/^evse01HSH04KDEWF6Z4DB2J77J74K5\n/);
  });

  it("is well-formed JSON, also of nothing", async () => {
    const simulator = startSimulator();
    const { stdout } = await runCli(["status", ...simulator.evseIds, "--format", "json"], { fetch: simulator.fetch });
    expect(JSON.parse(stdout)).toEqual(await readAll(simulator));
    const none = ["status", ...simulator.evseIds, "--format", "json", "--until", "2020-01-01"];
    expect(await runCli(none, { fetch: simulator.fetch })).toEqual({
      code: 0,
      stdout: "[\n]\n",
      stderr: "No logs in this window.\n",
    });
  });

  it("shows each request with --debug, and no token", async () => {
    // No back-off.
    vi.spyOn(Math, "random").mockReturnValue(0);
    const simulator = startSimulator({ faults: [{ kind: "status", status: 500, request: 1 }] });
    const args = ["status", ...simulator.evseIds.slice(0, 1), "--since", "1h", "--debug"];
    const { stderr } = await runCli(args, { fetch: simulator.fetch });
    expect(stderr.split("\n")).toEqual([
      expect.stringMatching(/^debug: GET https:\/\/simulator\.example\/v2\/evses\/\S+page_size=100$/),
      expect.stringMatching(/^debug: 500 after \d+ ms$/),
      expect.stringMatching(/^debug: again in \d+ ms, because of status 500$/),
      expect.stringMatching(/^debug: GET \S+, attempt 2$/),
      expect.stringMatching(/^debug: 200 after \d+ ms$/),
      "",
    ]);
    expect(stderr).not.toContain("demo-token");
  });

  it("shows requests above the bar, not on its line", async () => {
    const simulator = startSimulator();
    const stderr = new Screen(80);
    await runCli(["status", ...simulator.evseIds, "--debug"], { fetch: simulator.fetch, stderr });
    const lines = stderr.text.split("\n").filter((line) => line.includes("debug: "));
    expect(lines).toHaveLength(18);
    expect(lines.filter((line) => !line.includes("\u001b[1G\u001b[2Kdebug: "))).toEqual([]);
  });

  it.each(["table", "ndjson", "csv", "json"])(
    "says of %s that nothing is in it, unless it is to be quiet",
    async (form) => {
      const simulator = startSimulator();
      const args = ["status", ...simulator.evseIds, "--until", "2020-01-01", "--format", form];
      const run = async (...more: string[]) => (await runCli([...args, ...more], { fetch: simulator.fetch })).stderr;
      expect(await run()).toBe("No logs in this window.\n");
      expect(await run("--quiet")).toBe("");
      expect(await run("-o", join(temporaryFolder(), "a.out"))).toBe("No logs in this window.\n");
    },
  );

  it("says how much is in a file, and of how many chargers, unless it is to be quiet", async () => {
    const simulator = startSimulator();
    const file = join(temporaryFolder(), "a.csv");
    const run = async (...args: string[]) => {
      const { code, stdout, stderr } = await runCli(["status", ...args, "-o", file], { fetch: simulator.fetch });
      expect({ code, stdout }).toEqual({ code: 0, stdout: "" });
      return stderr;
    };
    const [first = ""] = simulator.evseIds;
    expect(await run(...simulator.evseIds)).toBe(`833 logs of 3 chargers are in ${file}\n`);
    expect(await run(first, "--since", "9m")).toBe(`1 log of 1 charger is in ${file}\n`);
    expect(await run(first, "--quiet")).toBe("");
  });

  it("takes the form from the name of the file, and is JSON in one that ends in .json", async () => {
    const simulator = startSimulator();
    const file = join(temporaryFolder(), "a.json");
    await runCli(["status", ...simulator.evseIds, "-o", file], { fetch: simulator.fetch });
    expect(JSON.parse(readFileSync(file, "utf8"))).toEqual(await readAll(simulator));
  });

  it("says of a table that it has no room for what is expanded, unless it is to be quiet", async () => {
    const simulator = startSimulator();
    const args = ["status", ...simulator.evseIds, "--since", "1h", "--expand", "evse", "--format"];
    const run = async (...more: string[]) => (await runCli([...args, ...more], { fetch: simulator.fetch })).stderr;
    expect(await run("table")).toBe(
      "A table shows nothing of what --expand puts in; the other forms of --format do.\n",
    );
    expect(await run("table", "--quiet")).toBe("");
    expect(await run("csv")).toBe("");
  });

  it("draws a bar on a terminal that does not show the logs, and takes it off", async () => {
    const simulator = startSimulator();
    const stderr = new Screen(80);
    const args = ["status", ...simulator.evseIds, "--since", "2d"];
    await runCli(args, { fetch: simulator.fetch, stderr });
    expect(stderr.text).toContain("[                        ] 0 %  0 rows");
    expect(stderr.text.endsWith("\u001b[1G\u001b[2K")).toBe(true);
    for (const [more, streams] of [
      [["--quiet"], { stderr: new Screen(80) }],
      [[], { stderr: new Screen(80), stdout: new Screen(80) }],
    ] as const) {
      const { stderr: silent } = await runCli([...args, ...more], { fetch: simulator.fetch, ...streams });
      expect(silent).toBe("");
    }
  });
});
