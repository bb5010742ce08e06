// When the count is made and when it is not: only a whole run of tests that passed says how much they cover.

import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Reporter, TestModule, TestRunEndReason, VitestPluginContext } from "vitest/node";
import config from "../../vitest.config.ts";
import { contractCoverage } from "./plugin.ts";

const contract = {
  paths: { "/things": { get: { operationId: "listThings", responses: { "204": {}, "404": {} } } } },
};
const files = ["/a.test.ts", "/b.test.ts"];
const noContent = { method: "GET", path: "/things", query: [], status: 204, violations: [], isSound: true };
const notFound = { ...noContent, status: 404 };

beforeEach(() => {
  vi.stubEnv("CONTRACT_FILE", undefined);
});
afterEach(() => {
  vi.unstubAllEnvs();
  process.exitCode = undefined;
});

/** Stands in for a run of the two files. */
function startRun(config: { watch?: boolean; testNamePattern?: RegExp } = {}) {
  const reporters: Reporter[] = [];
  const printed: string[] = [];
  const directories: string[] = [];
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
    provide: (_: string, directory: string) => directories.push(directory),
    globTestFiles: async () => ({ testFiles: files }),
  };
  const configure = contractCoverage(() => contract).configureVitest as (context: VitestPluginContext) => void;
  configure({ vitest, project } as unknown as VitestPluginContext);

  return {
    printed,
    directories,
    record(file: string, ...exchanges: readonly object[]) {
      const lines = exchanges.map((exchange) => `${JSON.stringify(exchange)}\n`);
      writeFileSync(join(directories[0] ?? "", file), lines.join(""));
    },
    async end(ran = files, reason: TestRunEndReason = "passed") {
      const modules = ran.map((moduleId) => ({ project, moduleId })) as unknown as TestModule[];
      for (const reporter of reporters) await reporter.onTestRunEnd?.(modules, [], reason);
      close();
    },
  };
}

test("a whole run that reached everything prints the table", async () => {
  const run = startRun();
  run.record("1.jsonl", noContent);
  run.record("2.jsonl", noContent, notFound);
  await run.end();

  expect(run.printed.join().split("\n")).toEqual([
    "",
    "Coverage of the contract, counted from 3 exchanges",
    "",
    "operation   statuses  media types  headers  examples  parameters",
    "listThings       2/2          0/0      0/0       0/0         0/0",
    "",
  ]);
  expect(process.exitCode).toBeUndefined();
});

test("a whole run that missed something names it and fails", async () => {
  const run = startRun();
  run.record("1.jsonl", noContent);
  await run.end();

  expect(run.printed.join()).toContain("missing: listThings 404");
  expect(process.exitCode).toBe(1);
});

test.for([
  { what: "only some of the files", ran: ["/a.test.ts"] },
  { what: "only some of the tests", config: { testNamePattern: /accepts/ } },
  { what: "tests that failed", reason: "failed" as const },
  { what: "tests that were interrupted", reason: "interrupted" as const },
  { what: "tests for as long as files change", config: { watch: true } },
])("a run of $what says nothing and fails nothing", async ({ config, ran, reason }) => {
  const run = startRun(config);
  await run.end(ran, reason);

  expect(run.printed).toEqual([]);
  expect(process.exitCode).toBeUndefined();
});

test("a run that tries a changed contract keeps no records and counts nothing", async () => {
  vi.stubEnv("CONTRACT_FILE", "/changed.yaml");
  const run = startRun();
  await run.end();

  expect(run.directories).toEqual([]);
  expect(run.printed).toEqual([]);
  expect(process.exitCode).toBeUndefined();
});

test("the records are gone after the run", async () => {
  const run = startRun();
  const [directory = ""] = run.directories;

  expect(existsSync(directory)).toBe(true);
  await run.end();
  expect(existsSync(directory)).toBe(false);
});

test("the run of the contract tests is one that counts", () => {
  const projects = config.test?.projects as {
    plugins?: { name: string }[];
    test: { name: string; include: string[] };
  }[];
  const counting = projects.filter(({ plugins }) =>
    plugins?.some(({ name }) => name === contractCoverage(() => contract).name),
  );

  expect(counting.map(({ test }) => test.include)).toEqual([["contract-tests/**/*.test.ts"]]);
});
