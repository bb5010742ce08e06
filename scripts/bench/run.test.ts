// The benchmark, in its quick mode: that it works, not what it measures.

import { expect, test } from "vitest";
import { runScript, temporaryDirectory } from "../../tests/support/scripts.ts";

test("a quick run measures every contender in every respect, and judges nothing", async () => {
  const { code, stdout, stderr } = await runScript(
    temporaryDirectory(),
    "scripts/bench/run.ts",
    "--quick",
    "--markdown",
  );
  expect([code, stderr]).toEqual([0, ""]);
  expect(stdout).toContain("A quick run, whose figures mean nothing.");
  expect(stdout.match(/^### .*/gm)).toEqual([
    "### Targets",
    "### CPU of one `get` with a stubbed fetch",
    "### A page of 100 rows, over loopback without latency",
    "### CPU time of a page, step by step",
    "### 2 pages at 40 ms latency, by a reader who takes 20 ms a page",
    "### Peak of the resident set, in a process of its own with a small heap",
    "### Import, in a fresh process",
    "### What ships to list logs, minified and gzipped",
  ]);
  for (const name of ["ev-energy-logs", "openapi-fetch, loop", "ky, loop", "octokit paginate", "hey-api, loop"]) {
    expect(stdout.split("\n").filter((line) => line.startsWith(`| ${name} |`)).length).toBeGreaterThanOrEqual(4);
  }
  expect(stdout).not.toContain("NaN");
});
