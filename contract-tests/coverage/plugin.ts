// A Vitest plugin: the contract tests record their exchanges, and after a complete run it prints how much of the contract
// they cover, and fails if anything is missing.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Plugin } from "vitest/config";
import type { Reporter, TestModule, TestProject } from "vitest/node";
import type { Part } from "../contract.ts";
import { missingFrom, tableOf } from "./count.ts";
import { targetsOf } from "./targets.ts";
import { readRecords } from "./record.ts";

export function contractCoverage(readContract: () => Part): Plugin {
  return {
    name: "contract-coverage",
    configureVitest({ vitest, project }) {
      if (vitest.config.watch) return;
      const directory = mkdtempSync(join(tmpdir(), "contract-records-"));
      project.provide("contractRecords", directory);
      // An addition, so that `--reporter` does not switch it off.
      vitest.config.reporters.push(reporterOf(project, directory, readContract));
      vitest.onClose(() => rmSync(directory, { recursive: true }));
    },
  };
}

function reporterOf(project: TestProject, directory: string, readContract: () => Part): Reporter {
  return {
    async onTestRunEnd(modules, _, reason) {
      if (reason !== "passed" || !(await isWhole(project, modules))) return;
      const targets = targetsOf(readContract());
      const exchanges = readRecords(directory);
      const missing = missingFrom(targets, exchanges);
      const heading = `Coverage of the contract, counted from ${exchanges.length} exchanges`;
      project.vitest.logger.log(`\n${heading}\n\n${tableOf(targets, missing)}\n`);
      if (missing.length > 0) process.exitCode = 1;
    },
  };
}

/** Whether all files of the project ran, with all their tests. */
async function isWhole(project: TestProject, modules: readonly TestModule[]): Promise<boolean> {
  const ran = new Set(modules.filter((module) => module.project === project).map(({ moduleId }) => moduleId));
  const { testFiles } = await project.globTestFiles();
  return project.vitest.config.testNamePattern === undefined && testFiles.every((file) => ran.has(file));
}
