// What becomes of the file that --output names, and of what lies beside it.

import {
  chmodSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmdirSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { NOW, runCli, temporaryFolder } from "../../../tests/support/cli.ts";
import { before, lines, readAll, startSimulator } from "../../../tests/support/export-origin.ts";
import type { Simulator } from "../../simulator/index.ts";

function startExport(simulator: Simulator) {
  const folder = temporaryFolder();
  const file = join(folder, "a.out");
  const args = ["status", ...simulator.evseIds, "-o", file, "--concurrency", "1"];
  return {
    folder,
    file,
    run: (more: readonly string[] = [], options = {}) =>
      runCli([...args, ...more], { fetch: simulator.fetch, ...options }),
  };
}

describe("the file of an export", () => {
  it("has the permissions of the one that it replaces, and so have its parts", async () => {
    const simulator = startSimulator();
    const { folder, file, run } = startExport(simulator);
    const modes = new Set<number>();
    for (const mode of [0o600, 0o666]) {
      writeFileSync(file, "old");
      chmodSync(file, mode);
      const look = () => {
        for (const name of readdirSync(folder).filter((name) => /part\d$/.test(name))) {
          modes.add(statSync(join(folder, name)).mode & 0o177);
        }
      };
      const fetch = before(8, simulator.fetch, mode === 0o600 ? look : () => {});
      expect((await run([], { fetch })).code).toBe(0);
      expect(statSync(file).mode & 0o777).toBe(mode);
    }
    expect([...modes]).toEqual([0]);
  });

  it("lies where a link leads, which stays one", async () => {
    const simulator = startSimulator();
    const { folder, file, run } = startExport(simulator);
    mkdirSync(join(folder, "sub"));
    symlinkSync("sub/real", file);
    expect(await run()).toMatchObject({ code: 0, stdout: "" });
    expect(lstatSync(file).isSymbolicLink()).toBe(true);
    expect(readFileSync(join(folder, "sub/real"), "utf8")).toBe(lines(await readAll(simulator)));
    expect(readdirSync(join(folder, "sub"))).toEqual(["real"]);
  });

  it("is written by one process at a time, and a running export is not taken for a stopped one", async () => {
    const simulator = startSimulator();
    const { file, folder, run } = startExport(simulator);
    writeFileSync(`${file}.lock`, String(process.ppid));
    writeFileSync(`${file}.checkpoint.json`, "{}");
    for (const more of [[], ["--resume"]]) {
      expect(await run(more)).toEqual({
        code: 2,
        stdout: "",
        stderr: `error: another process (pid ${process.ppid}) is exporting to ${file}; if there is none, delete ${file}.lock\n`,
      });
    }
    expect(simulator.requests).toEqual([]);
    expect(readdirSync(folder)).toHaveLength(2);
  });
});

describe("an export that was killed when the file had its name already", () => {
  /** Leaves what that process would have left. */
  async function leave() {
    const simulator = startSimulator();
    const { folder, file, run } = startExport(simulator);
    let checkpoint = "";
    const read = () => {
      checkpoint = readFileSync(`${file}.checkpoint.json`, "utf8");
    };
    // So slow that each page is noted.
    let now = NOW;
    const tick = () => {
      now += 1000;
      return now;
    };
    await run([], { now: tick, fetch: before(9, simulator.fetch, read) });
    const { places, ...others } = JSON.parse(checkpoint);
    const done = places.map((place: object) => ({ ...place, state: "done" }));
    writeFileSync(`${file}.checkpoint.json`, JSON.stringify({ ...others, places: done, isWhole: true }));
    writeFileSync(`${file}.part3`, "left behind");
    const requests = simulator.requests.length;
    return { folder, file, run, asked: () => simulator.requests.length - requests };
  }

  it("is done for --resume", async () => {
    const { folder, file, run, asked } = await leave();
    const expected = readFileSync(file, "utf8");
    expect(await run(["--resume"])).toEqual({
      code: 0,
      stdout: "",
      stderr: expect.stringMatching(`^\\d+ logs of 3 chargers are in ${file}\n$`),
    });
    expect(asked()).toBe(0);
    expect(readFileSync(file, "utf8")).toBe(expected);
    expect(readdirSync(folder)).toEqual(["a.out"]);
  });

  it("stands in nobody's way", async () => {
    const { folder, run, asked } = await leave();
    expect(await run()).toMatchObject({ code: 0, stdout: "" });
    expect(asked()).toBe(9);
    expect(readdirSync(folder)).toEqual(["a.out"]);
  });

  it("is not done, if somebody took the file away since", async () => {
    const { file, run } = await leave();
    rmSync(file);
    expect((await run(["--resume"])).stderr).toContain("a.out.part1 is gone or shorter than ");
    expect((await run()).stderr).toContain("was stopped; go on with --resume, or delete ");
  });
});

it("a disk that is full is told in the program's words, and the export goes on once there is room", async () => {
  let now = NOW;
  const simulator = startSimulator({ now: () => now, to: NOW });
  const { folder, file, run } = startExport(simulator);
  const blocker = `${file}.checkpoint.json.part`;
  const fill = () => {
    now += 2000;
    mkdirSync(blocker);
  };
  const { code, stderr } = await run([], { now: () => now, fetch: before(6, simulator.fetch, fill) });
  expect(code).toBe(1);
  expect(stderr).toMatch(
    /^error: the output can't be written: EISDIR: illegal operation on a directory\nTo go on: .*\n$/,
  );
  rmdirSync(blocker);
  expect((await run(["--resume"])).code).toBe(0);
  expect(readFileSync(file, "utf8")).toBe(lines(await readAll(simulator)));
  expect(readdirSync(folder)).toEqual(["a.out"]);
});

it("an export of which nothing has come at the rate limit is to be run again, or with --wait", async () => {
  const fault = { kind: "status", status: 429, headers: { "Retry-After": "3600" } } as const;
  const { folder, run } = startExport(startSimulator({ faults: [fault] }));
  const { code, stderr } = await run();
  expect(code).toBe(4);
  expect(stderr.split("\n")[1]).toBe("Nothing was written yet; run it again then, or with --wait.");
  expect(readdirSync(folder)).toEqual([]);
});

it("what can't even begin is told in the program's words", async () => {
  const { file, run } = startExport(startSimulator());
  mkdirSync(`${file}.part1`);
  expect(await run()).toEqual({
    code: 1,
    stdout: "",
    stderr: "error: the output can't be written: EISDIR: illegal operation on a directory\n",
  });
});
