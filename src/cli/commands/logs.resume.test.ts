// Exports to a file that are stopped, and resumed.

import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { NOW, runCli, temporaryFolder } from "../../../tests/support/cli.ts";
import { before, lines, readAll, startSimulator } from "../../../tests/support/export-origin.ts";
import type { Simulator } from "../../simulator/index.ts";
import { Interruption } from "../shared/errors.ts";

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
    resumeLine: `To resume: ev-energy-logs status --resume ${args.slice(1).join(" ")}`,
    run: (extra: readonly string[] = [], options = {}) =>
      runCli([...args, ...extra], { fetch: simulator.fetch, ...options }),
    /** Interrupts the export while the request of this number is on its way. */
    async interrupt(request: number, extra: readonly string[] = []) {
      const controller = new AbortController();
      const stop = () => controller.abort(new Interruption("SIGINT"));
      const fetch = before(request, simulator.fetch, stop);
      return await runCli([...args, ...extra], { fetch, signal: controller.signal });
    },
  };
}

describe("an interrupted export", () => {
  it("says how to resume, and leaves its parts and its checkpoint", async () => {
    const { folder, resumeLine, interrupt } = startExport(startSimulator());
    expect(await interrupt(6)).toEqual({ code: 130, stdout: "", stderr: `Interrupted.\n${resumeLine}\n` });
    expect(readdirSync(folder).filter((name) => !name.includes(".part"))).toEqual(["a.out.checkpoint.json"]);
  });

  it.each([
    ["ndjson", "1"],
    ["csv", "3"],
    ["json", "3"],
    ["table", "1"],
  ])("resumes to the same bytes as one that was not, as %s", async (format, concurrency) => {
    const simulator = startSimulator();
    const whole = startExport(simulator, ["--format", format]);
    expect(await whole.run()).toMatchObject({ code: 0, stdout: "" });
    for (const request of [1, 2, 5, 9]) {
      const { folder, file, run, interrupt } = startExport(simulator, ["--format", format]);
      expect((await interrupt(request, ["--concurrency", concurrency])).code).toBe(130);
      expect(existsSync(file)).toBe(false);
      const stderr = `833 logs of 3 chargers are in ${file}\n`;
      expect(await run(["--resume"])).toEqual({ code: 0, stdout: "", stderr });
      expect(readFileSync(file, "utf8")).toBe(readFileSync(whole.file, "utf8"));
      expect(readdirSync(folder)).toEqual(["a.out"]);
    }
  });

  it("resumes any number of times, and requests no page twice", async () => {
    const simulator = startSimulator();
    const { file, run, interrupt } = startExport(simulator, ["--concurrency", "1"]);
    for (let count = 0; count < 4; count++) await interrupt(3, ["--resume"]);
    expect((await run(["--resume"])).code).toBe(0);
    expect(new Set(simulator.requests.map(({ url }) => url)).size).toBe(9);
    expect(readFileSync(file, "utf8")).toBe(lines(await readAll(simulator)));
  });

  it("reads the rest later, though there are new logs by then", async () => {
    let now = NOW;
    const simulator = startSimulator({ now: () => now });
    const expected = lines(await readAll(simulator));
    const { file, run, interrupt } = startExport(simulator, ["--since", "3d"]);
    await interrupt(5);
    now += 5 * 3_600_000;
    await run(["--resume"], { now: () => now });
    expect(readFileSync(file, "utf8")).toBe(expected);
  });

  it("drops logs that the next page repeats", async () => {
    const simulator = startSimulator();
    const logs = await readAll(simulator);
    const { file, run, interrupt } = startExport(simulator, ["--concurrency", "1"]);
    await interrupt(2);
    // As if three logs had been added: the cursor now leads into the previous page.
    let count = 0;
    const fetch: Simulator["fetch"] = async (...args) => {
      const response = await simulator.fetch(...args);
      if (++count > 1) return response;
      const rows = (await response.json()) as object[];
      return Response.json([...logs.slice(97, 100), ...rows], { headers: response.headers });
    };
    await run(["--resume"], { fetch });
    expect(readFileSync(file, "utf8")).toBe(lines(logs));
  });
});

it.each([
  ["the rate limit", { rateLimit: 5 }, 4, /^error: rate limit reached /],
  ["a network failure", { faults: [{ kind: "reset", request: [5, 6, 7, 8, 9] }] }, 1, /^error: .*ECONNRESET/],
  [
    "a revoked token",
    { faults: [{ kind: "status", status: 401, request: [5, 6, 7, 8, 9] }] },
    3,
    /^error: the token was refused \(401\)/,
  ],
  ["one charger's failure", { faults: [{ kind: "status", status: 500, request: [5, 6, 7] }] }, 1, /^error: evse.*500/],
] as const)("an export stopped by %s says how to resume", async (_, options, exitCode, message) => {
  const expected = lines(await readAll(startSimulator()));
  const { file, resumeLine, run } = startExport(startSimulator(options), ["--concurrency", "1"]);
  const { code, stderr } = await run();
  expect(code).toBe(exitCode);
  expect(stderr).toMatch(message);
  expect(stderr.trimEnd().split("\n").at(-1)).toBe(resumeLine);
  expect(existsSync(file)).toBe(false);
  const later = startSimulator();
  expect((await run(["--resume"], { fetch: later.fetch })).code).toBe(0);
  expect(readFileSync(file, "utf8")).toBe(expected);
  expect(later.requests.length).toBeLessThan(9);
});

it.each([
  [401, {}, 3, "Nothing was written yet; run it again."],
  [429, { "Retry-After": "3600" }, 4, "Nothing was written yet; run it again after that time, or with --wait."],
])("an export without any page leaves nothing behind: %i", async (status, headers, exitCode, advice) => {
  const { folder, run } = startExport(startSimulator({ faults: [{ kind: "status", status, headers }] }));
  const { code, stderr } = await run();
  expect([code, stderr.split("\n")[1]]).toEqual([exitCode, advice]);
  expect(readdirSync(folder)).toEqual([]);
});

it("what a part has beyond the checkpoint is dropped, and a part of no checkpoint too", async () => {
  const simulator = startSimulator();
  const expected = lines(await readAll(simulator));
  const { file, run, interrupt } = startExport(simulator);
  for (const part of [1, 2, 3]) writeFileSync(`${file}.part${part}`, "left behind");
  await interrupt(6);
  for (const part of [1, 2, 3]) writeFileSync(`${file}.part${part}`, "half a li", { flag: "a" });
  await run(["--resume"]);
  expect(readFileSync(file, "utf8")).toBe(expected);
});

it("the checkpoint is saved at most every second, and at the end", async () => {
  let now = NOW;
  const simulator = startSimulator({ now: () => now });
  const { checkpoint, args } = startExport(simulator, ["--concurrency", "1"]);
  const savedRows = () => JSON.parse(readFileSync(checkpoint, "utf8")).chargers[0].rows;
  const seen: number[] = [];
  const controller = new AbortController();
  await runCli(args, {
    now: () => now,
    signal: controller.signal,
    fetch: async (...call) => {
      seen.push(savedRows());
      if (seen.length === 2) now += 1000;
      if (seen.length === 4) controller.abort(new Interruption());
      return await simulator.fetch(...call);
    },
  });
  expect([seen[0], seen[1], seen[3]]).toEqual([0, 0, 200]);
  expect(savedRows()).toBeGreaterThan(200);
});

describe("--resume", () => {
  it("starts an export if there is none", async () => {
    const simulator = startSimulator();
    const { file, run } = startExport(simulator);
    expect((await run(["--resume"])).code).toBe(0);
    expect(readFileSync(file, "utf8")).toBe(lines(await readAll(simulator)));
  });

  it("does not replace a complete file", async () => {
    const simulator = startSimulator();
    const { file, run } = startExport(simulator);
    writeFileSync(file, "whole");
    expect(await run(["--resume"])).toEqual({
      code: 2,
      stdout: "",
      stderr: `error: ${file} already exists, and there is no interrupted export to resume; omit --resume to start again and replace it\n`,
    });
    expect(readFileSync(file, "utf8")).toBe("whole");
    expect(simulator.requests).toEqual([]);
    expect((await run()).code).toBe(0);
  });

  it("is needed if there is a stopped export", async () => {
    const { file, checkpoint, run, interrupt } = startExport(startSimulator());
    await interrupt(6);
    expect(await run()).toEqual({
      code: 2,
      stdout: "",
      stderr: `error: an export to ${file} was interrupted; resume it with --resume, or delete ${checkpoint} to start again\n`,
    });
  });

  it.each([
    [["--since", "7d"], "--since (before: not given)"],
    [["--format", "csv"], "--format (before: ndjson)"],
    [["--base-url", "https://other.example/v2"], "--base-url (before: https://simulator.example/v2)"],
    [["--expand", "evse", "--format", "json"], "--expand (before: not given), --format (before: ndjson)"],
    [[`evse${"Z".repeat(26)}`], /the chargers \(before: evse\w+ evse\w+ evse\w+\)/],
  ])("needs the same options, not also %j", async (more, differences) => {
    const simulator = startSimulator();
    const { checkpoint, run, interrupt } = startExport(simulator);
    await interrupt(6);
    const count = simulator.requests.length;
    const { code, stderr } = await run(["--resume", ...more]);
    expect(code).toBe(2);
    expect(stderr).toMatch(/^error: --resume needs the same options as before: /);
    expect(stderr).toMatch(differences);
    expect(stderr.endsWith(`; or delete ${checkpoint} to start again\n`)).toBe(true);
    expect(simulator.requests).toHaveLength(count);
  });

  it.each(["{", "null", '{"version":1}', '{"version":2,"request":{},"window":{},"chargers":[]}'])(
    "refuses the checkpoint %s, and leaves it alone",
    async (text) => {
      const { checkpoint, run } = startExport(startSimulator());
      writeFileSync(checkpoint, text);
      for (const more of [["--resume"], []]) {
        expect(await run(more)).toEqual({
          code: 2,
          stdout: "",
          stderr: `error: ${checkpoint} is damaged, or from another version; delete it to start again\n`,
        });
      }
      expect(readFileSync(checkpoint, "utf8")).toBe(text);
    },
  );

  it.each([
    ["missing", (part: string) => rmSync(part)],
    ["truncated", (part: string) => truncateSync(part, 10)],
    ["changed", (part: string) => writeFileSync(part, readFileSync(part, "utf8").replace("true", "TRUE"))],
  ])("reads a charger again whose part is %s", async (_, damage) => {
    const simulator = startSimulator();
    const { file, run, interrupt } = startExport(simulator, ["--concurrency", "1"]);
    await interrupt(3);
    damage(`${file}.part1`);
    expect(await run(["--resume"])).toEqual({
      code: 0,
      stdout: "",
      stderr: `${file}.part1 was changed; reading ${simulator.evseIds[0]} again.\n833 logs of 3 chargers are in ${file}\n`,
    });
    expect(readFileSync(file, "utf8")).toBe(lines(await readAll(simulator)));
  });

  it("continues a charger that was not found after its first page", async () => {
    const simulator = startSimulator({ faults: [{ kind: "status", status: 404, request: 2 }] });
    const { file, resumeLine, run } = startExport(simulator, ["--concurrency", "1"]);
    const { code, stderr } = await run();
    expect(code).toBe(1);
    expect(stderr).toMatch(/^error: evse\w+: GET .*404.*\nerror: 1 of 3 chargers could not be exported\n/);
    expect(stderr.trimEnd().split("\n").at(-1)).toBe(resumeLine);
    expect(existsSync(file)).toBe(false);
    expect((await run(["--resume"])).code).toBe(0);
    expect(readFileSync(file, "utf8")).toBe(lines(await readAll(simulator)));
  });

  it("reads on from the last written log if the provider refuses the cursor", async () => {
    const simulator = startSimulator();
    const expected = lines(await readAll(simulator));
    const { file, run, interrupt } = startExport(simulator, ["--concurrency", "1", "--format", "ndjson"]);
    await interrupt(3);
    const asked: string[] = [];
    const fetch: Simulator["fetch"] = async (input, init) => {
      const request = new Request(input, init);
      asked.push(new URL(request.url).search);
      // The cursors of the interrupted run have expired.
      if (asked.length === 1) return Response.json({ title: "Bad Request" }, { status: 400 });
      return await simulator.fetch(request);
    };
    expect((await run(["--resume"], { fetch })).code).toBe(0);
    expect(asked[0]).toContain("page_after=");
    expect(asked[1]).toMatch(/^\?sampled_at__lte=[^&]+&page_size=100$/);
    expect(readFileSync(file, "utf8")).toBe(expected);
  });

  it("fails if the provider refuses more than the cursor", async () => {
    const simulator = startSimulator();
    const { run, interrupt, resumeLine } = startExport(simulator, ["--concurrency", "1"]);
    await interrupt(3);
    const fetch = async () => Response.json({ title: "Bad Request" }, { status: 400 });
    const { code, stderr } = await run(["--resume"], { fetch });
    expect(code).toBe(1);
    expect(stderr).toMatch(/^error: evse\w+: GET .*400/);
    expect(stderr.trimEnd().split("\n").at(-1)).toBe(resumeLine);
  });

  it.each([undefined, "old"])(
    "does not replace a file that has appeared or changed since (before: %s)",
    async (before) => {
      const simulator = startSimulator();
      const { file, run, interrupt } = startExport(simulator);
      if (before !== undefined) writeFileSync(file, before);
      await interrupt(6);
      writeFileSync(file, "another file");
      const requests = simulator.requests.length;
      const { code, stderr } = await run(["--resume"]);
      expect(code).toBe(1);
      expect(stderr).toContain(`error: ${file} has appeared or changed since the export began, and is not replaced`);
      expect(simulator.requests).toHaveLength(requests);
      expect(readFileSync(file, "utf8")).toBe("another file");
      rmSync(file);
      expect((await run(["--resume"])).code).toBe(0);
      expect(readFileSync(file, "utf8")).toBe(lines(await readAll(simulator)));
    },
  );
});

describe("the output file", () => {
  it.each([0o600, 0o666])(
    "keeps the permissions %o of the file that it replaces, and so do its parts",
    async (mode) => {
      const simulator = startSimulator();
      const { folder, file, run } = startExport(simulator);
      writeFileSync(file, "old");
      chmodSync(file, mode);
      let parts: number[] = [];
      const look = () => {
        const names = readdirSync(folder).filter((name) => /part\d$/.test(name));
        parts = names.map((name) => statSync(join(folder, name)).mode & ~mode & 0o777);
      };
      expect((await run([], { fetch: before(8, simulator.fetch, look) })).code).toBe(0);
      expect(statSync(file).mode & 0o777).toBe(mode);
      expect(new Set(parts)).toEqual(new Set([0]));
    },
  );

  it("may be a link, which stays one", async () => {
    const { folder, file, run } = startExport(startSimulator());
    mkdirSync(join(folder, "sub"));
    symlinkSync("sub/real", file);
    expect(await run()).toMatchObject({ code: 0, stdout: "" });
    expect(lstatSync(file).isSymbolicLink()).toBe(true);
    expect(readdirSync(join(folder, "sub"))).toEqual(["real"]);
  });

  it("is written by one process at a time: the second one sends nothing", async () => {
    const simulator = startSimulator();
    const { file, run } = startExport(simulator);
    let beats = 0;
    const sleep = async () => writeFileSync(`${file}.lock`, `another process ${++beats}`);
    await sleep();
    expect(await run([], { sleep })).toEqual({
      code: 1,
      stdout: "",
      stderr: `error: another process is exporting to ${file}\n`,
    });
    expect(simulator.requests).toEqual([]);
    // The other process was killed.
    expect((await run()).code).toBe(0);
  });
});

it("a file that appears while the export runs is not replaced", async () => {
  const simulator = startSimulator();
  const { file, run, resumeLine } = startExport(simulator);
  const fetch = before(6, simulator.fetch, () => writeFileSync(file, "another file"));
  const { code, stderr } = await run([], { fetch });
  expect(code).toBe(1);
  expect(stderr.split("\n").slice(-2)).toEqual([resumeLine, ""]);
  expect(readFileSync(file, "utf8")).toBe("another file");
});

describe("an export that was killed when its file was in place", () => {
  /** Leaves what that process would have left. */
  async function leave() {
    const simulator = startSimulator();
    const { folder, file, checkpoint, run } = startExport(simulator, ["--concurrency", "1"]);
    let saved = "";
    let now = NOW;
    const tick = () => {
      now += 1000;
      return now;
    };
    const read = () => {
      saved = readFileSync(checkpoint, "utf8");
    };
    await run([], { now: tick, fetch: before(9, simulator.fetch, read) });
    const { chargers, ...others } = JSON.parse(saved);
    const done = chargers.map((charger: object) => ({ ...charger, status: "done" }));
    writeFileSync(checkpoint, JSON.stringify({ ...others, chargers: done, isComplete: true }));
    writeFileSync(`${file}.part3`, "left behind");
    return { simulator, folder, file, run };
  }

  it("is complete for --resume", async () => {
    const { simulator, folder, file, run } = await leave();
    const expected = readFileSync(file, "utf8");
    const requests = simulator.requests.length;
    expect(await run(["--resume"])).toMatchObject({ code: 0, stdout: "" });
    expect(simulator.requests).toHaveLength(requests);
    expect(readFileSync(file, "utf8")).toBe(expected);
    expect(readdirSync(folder)).toEqual(["a.out"]);
  });

  it("does not hinder a new one", async () => {
    const { folder, run } = await leave();
    expect(await run()).toMatchObject({ code: 0, stdout: "" });
    expect(readdirSync(folder)).toEqual(["a.out"]);
  });
});

it("a full disk is an error, and the export resumes once there is room", async () => {
  let now = NOW;
  const simulator = startSimulator({ now: () => now, to: NOW });
  const { folder, file, checkpoint, run } = startExport(simulator);
  const blocked = `${checkpoint}.${process.pid}.part`;
  const fill = () => {
    now += 2000;
    mkdirSync(blocked);
  };
  const { code, stderr } = await run([], { now: () => now, fetch: before(6, simulator.fetch, fill) });
  expect(code).toBe(1);
  expect(stderr).toMatch(/^error: can't write the output: EISDIR: illegal operation on a directory\nTo resume: .*\n$/);
  rmSync(blocked, { force: true, recursive: true });
  expect((await run(["--resume"])).code).toBe(0);
  expect(readFileSync(file, "utf8")).toBe(lines(await readAll(simulator)));
  expect(readdirSync(folder)).toEqual(["a.out"]);
});
