// When coverage is counted: only after a complete run in which all tests passed.

import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import type { Reporter, TestModule, TestRunEndReason, VitestPluginContext } from "vitest/node";
import { contractCoverage } from "./plugin.ts";

const contract = {
  paths: { "/things": { get: { operationId: "listThings", responses: { "204": {}, "404": {} } } } },
};
const files = ["/a.test.ts", "/b.test.ts"];
const noContent = { method: "GET", path: "/things", query: [], status: 204, violations: [], isSound: true };

afterEach(() => {
  process.exitCode = undefined;
});

/** Simulates a run of the two files. */
function startRun(config: { testNamePattern?: RegExp } = {}) {
  const reporters: Reporter[] = [];
  const printed: string[] = [];
  let directory = "";
  let close = () => {};
  const vitest = {
    config: { watch: false, reporters, ...config },
    logger: { log: (text: string) => printed.push(text) },
    onClose: (callback: () => void) => {
      close = callback;
    },
  };
  const project = {
    vitest,
    provide: (_: string, provided: string) => {
      directory = provided;
    },
    globTestFiles: async () => ({ testFiles: files }),
  };
  const configure = contractCoverage(() => contract).configureVitest as (context: VitestPluginContext) => void;
  configure({ vitest, project } as unknown as VitestPluginContext);

  return {
    printed,
    directory,
    record(file: string, ...exchanges: readonly object[]) {
      writeFileSync(join(directory, file), exchanges.map((exchange) => `${JSON.stringify(exchange)}\n`).join(""));
    },
    async end(ran = files, reason: TestRunEndReason = "passed") {
      const modules = ran.map((moduleId) => ({ project, moduleId })) as unknown as TestModule[];
      for (const reporter of reporters) await reporter.onTestRunEnd?.(modules, [], reason);
      close();
    },
  };
}

test("a complete run prints the table, and removes its records", async () => {
  const run = startRun();
  run.record("1.jsonl", noContent);
  run.record("2.jsonl", noContent, { ...noContent, status: 404 });
  await run.end();

  expect(run.printed.join()).toContain("Coverage of the contract, counted from 3 exchanges");
  expect(run.printed.join()).toMatch(/^listThings +2\/2/m);
  expect(process.exitCode).toBeUndefined();
  expect(existsSync(run.directory)).toBe(false);
});

test("a complete run that misses something names it and fails", async () => {
  const run = startRun();
  run.record("1.jsonl", noContent);
  await run.end();

  expect(run.printed.join()).toContain("missing: listThings 404");
  expect(process.exitCode).toBe(1);
});

test.for([
  { what: "some of the files", ran: ["/a.test.ts"] },
  { what: "some of the tests", config: { testNamePattern: /accepts/ } },
  { what: "tests that failed", reason: "failed" as const },
])("a run of $what prints nothing", async ({ config, ran, reason }) => {
  const run = startRun(config);
  await run.end(ran, reason);

  expect(run.printed).toEqual([]);
  expect(process.exitCode).toBeUndefined();
});
