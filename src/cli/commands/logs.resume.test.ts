import { existsSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { NOW, runCli, temporaryFolder } from "../../../tests/support/cli.ts";
import { before, lines, readAll, startSimulator } from "../../../tests/support/export-origin.ts";
import type { Simulator } from "../../simulator/index.ts";
import { Interruption } from "../shared/failures.ts";

// No back-off.
beforeEach(() => {
  vi.spyOn(Math, "random").mockReturnValue(0);
  return () => vi.restoreAllMocks();
});

/** An export of all chargers to a file of its own. */
function startExport(simulator: Simulator, more: readonly string[] = []) {
  const folder = temporaryFolder();
  const file = join(folder, "a.out");
  const args = ["status", ...simulator.evseIds, "-o", file, ...more];
  return {
    folder,
    file,
    args,
    checkpoint: `${file}.checkpoint.json`,
    resumeLine: `To go on: ev-energy-logs status --resume ${args.slice(1).join(" ")}`,
    run: (options = {}, extra: readonly string[] = []) =>
      runCli([...args, ...extra], { fetch: simulator.fetch, ...options }),
    /** Ends with the request of that number on its way. */
    async interrupt(request: number, extra: readonly string[] = []) {
      const controller = new AbortController();
      const stop = () => controller.abort(new Interruption("SIGINT"));
      const fetch = before(request, simulator.fetch, stop);
      return await runCli([...args, ...extra], { fetch, signal: controller.signal });
    },
  };
}

describe("an export that was interrupted", () => {
  it("says how to go on, and leaves no file but its parts and its checkpoint", async () => {
    const { folder, resumeLine, interrupt } = startExport(startSimulator());
    expect(await interrupt(6)).toEqual({ code: 130, stdout: "", stderr: `Interrupted.\n${resumeLine}\n` });
    expect(readdirSync(folder).filter((name) => !name.includes(".part"))).toEqual(["a.out.checkpoint.json"]);
  });

  it.each(["ndjson", "csv", "json", "table"])(
    "goes on to the same bytes as one that was not, whenever it was stopped, as %s",
    async (format) => {
      const simulator = startSimulator();
      const whole = startExport(simulator, ["--format", format]);
      expect(await whole.run()).toMatchObject({ code: 0, stdout: "" });
      for (const concurrency of ["1", "3"]) {
        for (let request = 1; request <= 9; request++) {
          const { folder, file, run, interrupt } = startExport(simulator, ["--format", format]);
          expect((await interrupt(request, ["--concurrency", concurrency])).code).toBe(130);
          expect(existsSync(file)).toBe(false);
          const said = `833 logs of 3 chargers are in ${file}\n`;
          expect(await run({}, ["--resume"])).toEqual({ code: 0, stdout: "", stderr: said });
          expect(readFileSync(file, "utf8")).toBe(readFileSync(whole.file, "utf8"));
          expect(readdirSync(folder)).toEqual(["a.out"]);
        }
      }
    },
  );

  it("goes on after any number of interruptions, and asks for no page that it has", async () => {
    const simulator = startSimulator();
    const expected = lines(await readAll(startSimulator()));
    const { file, run, interrupt } = startExport(simulator, ["--concurrency", "1"]);
    for (let count = 0; count < 4; count++) await interrupt(3, ["--resume"]);
    expect((await run({}, ["--resume"])).code).toBe(0);
    expect(readFileSync(file, "utf8")).toBe(expected);
    const answered = simulator.requests.map(({ url }) => url);
    expect(new Set(answered).size).toBe(9);
  });

  it("sees the same window later on, though there are new logs by then", async () => {
    const HOUR_MS = 3_600_000;
    let now = NOW;
    const simulator = startSimulator({ now: () => now });
    const expected = lines(await readAll(simulator));
    const { file, run, interrupt } = startExport(simulator, ["--since", "3d"]);
    await interrupt(5);
    now += 5 * HOUR_MS;
    await run({ now: () => now }, ["--resume"]);
    expect(readFileSync(file, "utf8")).toBe(expected);
  });

  it("drops what its last page had, should the next one repeat it", async () => {
    const simulator = startSimulator();
    const expected = lines(await readAll(simulator));
    const { file, run, interrupt } = startExport(simulator, ["--concurrency", "1"]);
    await interrupt(2);
    // As if the border had moved by some rows: the cursor leads into the page before.
    const moved: Simulator["fetch"] = async (input, init) => {
      const request = new Request(input, init);
      const response = await simulator.fetch(request);
      if (!request.url.includes("page_after") || new URL(request.url).searchParams.has("moved")) return response;
      const rows = (await response.json()) as object[];
      const before = (await readAll(simulator)).slice(97, 100);
      return Response.json([...before, ...rows].slice(0, rows.length + 3), { headers: response.headers });
    };
    let count = 0;
    const fetch: Simulator["fetch"] = async (input, init) =>
      ++count === 1 ? await moved(input, init) : await simulator.fetch(input, init);
    await run({ fetch }, ["--resume"]);
    expect(readFileSync(file, "utf8")).toBe(expected);
  });
});

describe("an export that something else stopped", () => {
  it.each([
    ["the rate limit", { rateLimit: 5 }, 4, /^error: the rate limit is used up /],
    ["a network that is gone", { faults: [{ kind: "reset", request: [5, 6, 7, 8, 9] }] }, 1, /^error: .*ECONNRESET/],
    [
      "a revoked token",
      { faults: [{ kind: "status", status: 401, request: [5, 6, 7, 8, 9] }] },
      3,
      /^error: the token was refused \(401\)/,
    ],
    [
      "one failed charger",
      { faults: [{ kind: "status", status: 500, request: [5, 6, 7] }] },
      1,
      /^error: evse\S+: GET \S+: 500 /,
    ],
  ] as const)("says how to go on: %s", async (_, options, exitCode, message) => {
    const expected = lines(await readAll(startSimulator()));
    const { file, resumeLine, run } = startExport(startSimulator(options), ["--concurrency", "1"]);
    const { code, stderr } = await run();
    expect(code).toBe(exitCode);
    const said = stderr.trimEnd().split("\n");
    expect(said[0]).toMatch(message);
    expect(said.at(-1)).toBe(resumeLine);
    expect(existsSync(file)).toBe(false);
    const later = startSimulator();
    expect((await run({ fetch: later.fetch }, ["--resume"])).code).toBe(0);
    expect(readFileSync(file, "utf8")).toBe(expected);
    expect(later.requests.length).toBeLessThan(9);
  });

  it("leaves nothing to clear away if nothing has come", async () => {
    const { folder, run } = startExport(startSimulator({ faults: [{ kind: "status", status: 401 }] }));
    const { code, stderr } = await run();
    expect(code).toBe(3);
    expect(stderr).toMatch(/^error: the token was refused .*\nNothing was written yet; run it again\.\n$/);
    expect(readdirSync(folder)).toEqual([]);
  });

  it("does without what was not noted any more, as after a power cut", async () => {
    const simulator = startSimulator();
    const expected = lines(await readAll(simulator));
    const { file, run, interrupt } = startExport(simulator);
    await interrupt(6);
    for (const part of [1, 2, 3]) writeFileSync(`${file}.part${part}`, "half a li", { flag: "a" });
    await run({}, ["--resume"]);
    expect(readFileSync(file, "utf8")).toBe(expected);
  });

  it("takes no part that it did not make itself", async () => {
    const simulator = startSimulator();
    const { file, run } = startExport(simulator);
    for (const part of [1, 2, 3]) writeFileSync(`${file}.part${part}`, "left behind");
    await run();
    expect(readFileSync(file, "utf8")).toBe(lines(await readAll(simulator)));
  });

  it("notes pages at most every 100 ms, and all of them at its end", async () => {
    let now = NOW;
    const { checkpoint, file, args } = startExport(startSimulator(), ["--concurrency", "1"]);
    const simulator = startSimulator({ now: () => now });
    const rows = () => JSON.parse(readFileSync(checkpoint, "utf8")).places[0].rows;
    const seen: number[] = [];
    const controller = new AbortController();
    let count = 0;
    await runCli(args, {
      now: () => now,
      signal: controller.signal,
      fetch: async (...call) => {
        count++;
        seen.push(rows());
        if (count === 2) now += 1000;
        if (count === 4) controller.abort(new Interruption());
        return await simulator.fetch(...call);
      },
    });
    expect(seen.slice(0, 2)).toEqual([0, 0]);
    expect(seen[3]).toBe(200);
    expect(rows()).toBeGreaterThan(200);
    expect(existsSync(file)).toBe(false);
  });
});

describe("--resume", () => {
  it("begins anew where there is nothing to go on with", async () => {
    const simulator = startSimulator();
    const { file, run } = startExport(simulator);
    expect((await run({}, ["--resume"])).code).toBe(0);
    expect(readFileSync(file, "utf8")).toBe(lines(await readAll(simulator)));
  });

  it("replaces no file that is whole: it has to be left away for that", async () => {
    const simulator = startSimulator();
    const { folder, file, run } = startExport(simulator);
    writeFileSync(file, "whole");
    expect(await run({}, ["--resume"])).toEqual({
      code: 2,
      stdout: "",
      stderr: `error: there is no stopped export to ${file}, which is there already; leave --resume away to begin anew and replace it\n`,
    });
    expect(readFileSync(file, "utf8")).toBe("whole");
    expect(readdirSync(folder)).toEqual(["a.out"]);
    expect(simulator.requests).toEqual([]);
    expect((await run()).code).toBe(0);
  });

  it("must be said if there is something", async () => {
    const { file, checkpoint, run, interrupt } = startExport(startSimulator());
    await interrupt(6);
    expect(await run()).toEqual({
      code: 2,
      stdout: "",
      stderr: `error: an export to ${file} was stopped; go on with --resume, or delete ${checkpoint} to begin anew\n`,
    });
  });

  it.each([
    [["--since", "7d"], "--since (not given then)"],
    [["--until", "2026-01-01"], "--until (not given then)"],
    [["--format", "csv"], "--format (ndjson then)"],
    [["--base-url", "https://other.example/v2"], "--base-url (https://simulator.example/v2 then)"],
    [["--expand", "evse", "--format", "json"], "--expand (not given then), --format (ndjson then)"],
    [[`evse${"Z".repeat(26)}`], /^the chargers \(evse\w+ evse\w+ evse\w+ then\)$/],
  ])("takes the same options, not also %j", async (more, what) => {
    const simulator = startSimulator();
    const { checkpoint, run, interrupt } = startExport(simulator);
    await interrupt(6);
    const count = simulator.requests.length;
    const { code, stderr } = await run({}, ["--resume", ...more]);
    expect(code).toBe(2);
    const [, named] =
      /^error: --resume takes the same options as before: (.*); or delete (.*) to begin anew\n$/.exec(stderr) ?? [];
    expect(named).toEqual(typeof what === "string" ? what : expect.stringMatching(what));
    expect(stderr).toContain(checkpoint);
    expect(simulator.requests).toHaveLength(count);
  });

  it("takes no other command, and does not list many chargers", async () => {
    const simulator = startSimulator({ evses: 5 });
    const { args, interrupt } = startExport(simulator);
    await interrupt(6);
    const other = ["commands", simulator.evseIds[0] as string, ...args.slice(6), "--resume"];
    const { stderr } = await runCli(other, { fetch: simulator.fetch });
    expect(stderr).toContain("as before: the command (status then), the chargers (others then); or delete");
  });

  it.each([
    ["{", "a.out.checkpoint.json can't be read; delete it to begin anew"],
    ["null", "a.out.checkpoint.json can't be read; delete it to begin anew"],
    ['{"version":2}', "a.out.checkpoint.json can't be read; delete it to begin anew"],
  ])("refuses a checkpoint that is %s", async (text, message) => {
    const { checkpoint, run } = startExport(startSimulator());
    writeFileSync(checkpoint, text);
    const { code, stderr } = await run({}, ["--resume"]);
    expect(code).toBe(2);
    expect(stderr).toContain(message);
  });

  it.each([
    ["gone", (part: string) => rmSync(part)],
    ["shorter", (part: string) => truncateSync(part, 10)],
  ])("refuses a part that is %s", async (_, spoil) => {
    const { file, checkpoint, run, interrupt } = startExport(startSimulator(), ["--concurrency", "1"]);
    await interrupt(3);
    spoil(`${file}.part1`);
    expect(await run({}, ["--resume"])).toEqual({
      code: 2,
      stdout: "",
      stderr: `error: ${file}.part1 is gone or shorter than ${checkpoint} says; delete the latter to begin anew\n`,
    });
  });

  it("says what is wrong where no checkpoint can be read", async () => {
    const folder = temporaryFolder();
    const { code, stderr } = await runCli(["status", `evse${"0".repeat(26)}`, "-o", `${folder}/../${"x".repeat(250)}`]);
    expect(code).toBe(1);
    expect(stderr).toMatch(/^error: \S+\.checkpoint\.json can't be read \(ENAMETOOLONG\)\n$/);
  });
});
