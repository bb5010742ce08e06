// What processes make of files: those that they write, and those that they read.

import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { startPlace } from "../support/cli-process.ts";

it("two exports to one file: the second one is refused, the first one goes on", async () => {
  const { simulator, folder, run, before } = await startPlace();
  const args = ["status", ...simulator.evseIds, "-o", "two.csv"];
  let pid: number | undefined;
  let second: unknown;
  const first = run(args, {
    onStart: (child) => {
      pid = child.pid;
      before(5, async () => {
        second = await run(args);
      });
    },
  });
  expect(await first).toEqual({ code: 0, stdout: "", stderr: "833 logs of 3 chargers are in two.csv\n" });
  expect(second).toEqual({
    code: 2,
    stdout: "",
    stderr: `error: another process (pid ${pid}) is exporting to two.csv; if there is none, delete two.csv.lock\n`,
  });
  expect(readdirSync(folder)).toEqual(["two.csv"]);
});

it("an export for which there is no room goes on once there is", async () => {
  const { simulator, folder, run, bash } = await startPlace();
  const args = `status ${simulator.evseIds.join(" ")} -o`;
  expect((await run([...args.split(" "), "whole"])).code).toBe(0);
  // The system refuses to let a file grow beyond so many KiB.
  const { code, stdout, stderr } = await bash(`ulimit -f 100; ev-energy-logs ${args} a.ndjson`);
  expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
  expect(stderr).toBe(
    `error: the output can't be written: EFBIG: file too large\nTo go on: ev-energy-logs status --resume ${simulator.evseIds.join(" ")} -o a.ndjson\n`,
  );
  expect(existsSync(join(folder, "a.ndjson"))).toBe(false);
  expect((await bash(`ev-energy-logs ${args} a.ndjson --resume`)).code).toBe(0);
  expect(readFileSync(join(folder, "a.ndjson"), "utf8")).toBe(readFileSync(join(folder, "whole"), "utf8"));
  expect(readdirSync(folder).sort()).toEqual(["a.ndjson", "whole"]);
});

it("a file of credentials that is not there is missed in the program's words", async () => {
  const { run } = await startPlace();
  expect(await run(["status", "evse01HSH04KDEWF6Z4DB2J77J74K5", "-e", "nope"])).toEqual({
    code: 2,
    stdout: "",
    stderr: "error: --env-file: there is no file nope\n",
  });
});

it.skipIf(spawnSync("script", ["--version"]).error)(
  "a terminal shows a bar with rows and requests left while a file is written, and is left clean",
  async () => {
    const { simulator, bash, before } = await startPlace();
    const seen = Promise.withResolvers<void>();
    // Near its end the export waits for the bar to tell.
    before(9, () => seen.promise);
    const line = `stty cols 100; ev-energy-logs status ${simulator.evseIds.join(" ")} --since 2026-01-29 -o a.csv`;
    let shown = "";
    const { code, stdout } = await bash(`script -qec '${line}' /dev/null`, {
      onStart: (child) =>
        child.stdout?.on("data", (chunk) => {
          shown += chunk;
          if (/\d requests left/.test(shown)) seen.resolve();
        }),
    });
    expect(code).toBe(0);
    expect(stdout).toMatch(/\[=+ *\] \d+ % {2}\d{3} rows {2}.*\d{3} requests left {2}\d pages/);
    expect(stdout.endsWith("\u001b[1G\u001b[2K833 logs of 3 chargers are in a.csv\r\n")).toBe(true);
  },
);
