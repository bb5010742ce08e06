// Puts changed contracts to the tests that know them from the wire alone: by a mock's answers, and by what a proxy lets through.

import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { createVitest, type TestModule, type TestSequencer, type TestSpecification } from "vitest/node";
import type { Part } from "../../contract-tests/contract.ts";
import { keptThread } from "./kept-thread.ts";

/** The tests that hold Prism, in process, to the document in CONTRACT_FILE. Those that take longest come last. */
const files = [
  "errors",
  "examples",
  "headers",
  "security",
  "expand",
  "calls",
  "parameters",
  "proxy-responses",
  "proxy-fields",
] as const;

/** Which of them most likely fails after a change at a place. The others come after it all the same. */
const likely: readonly (readonly [place: RegExp, file: (typeof files)[number]])[] = [
  [/^schemas\./, "proxy-fields"],
  [/parameters/, "parameters"],
  [/ security/, "security"],
  [/headers/, "headers"],
  [/ responses.200.*examples/, "examples"],
];

const root = fileURLToPath(new URL("../..", import.meta.url));

export interface WireTests {
  /** Runs the tests against a contract that was changed at a place, until one of them fails. */
  pass(contract: Part, place: string): Promise<boolean>;
  /** Runs those that have failed so far once more: it was the changes that they noticed if all pass with no change. */
  passAgain(contract: Part): Promise<boolean>;
  close(): Promise<void>;
}

/** Has a thread of its own, and writes contracts to a file of its own, so that several may run side by side. */
export async function startWireTests(contractFile: string): Promise<WireTests> {
  const pool = keptThread();
  const vitest = await createVitest({
    root,
    config: false,
    watch: false,
    cache: false,
    reporters: [{}],
    pool,
    isolate: false,
    fileParallelism: false,
    sequence: { sequencer: AsGiven },
    bail: 1,
    testTimeout: 30_000,
    env: { CONTRACT_FILE: contractFile },
    dangerouslyIgnoreUnhandledErrors: true,
  });
  const project = vitest.getRootProject();
  const failed = new Map<string, string[]>();

  async function run(contract: Part, specifications: TestSpecification[]): Promise<boolean> {
    writeFileSync(contractFile, JSON.stringify(contract));
    const { testModules, unhandledErrors } = await vitest.runTestSpecifications(specifications);
    await pool.released();
    // Uncaught errors of the tests have other types: this one says that they could not run.
    const broken = unhandledErrors.find((error) => (error as { type?: string }).type === "Unhandled Error");
    if (broken) throw broken;
    for (const module of testModules.filter((module) => !module.ok())) {
      failed.set(module.moduleId, [...(failed.get(module.moduleId) ?? []), ...failedIn(module)]);
    }
    return unhandledErrors.length === 0 && testModules.every((module) => module.ok());
  }

  return {
    pass(contract, place) {
      const [, first] = likely.find(([pattern]) => pattern.test(place)) ?? [];
      const inOrder = files.toSorted((a, b) => Number(b === first) - Number(a === first));
      return run(
        contract,
        inOrder.map((file) => project.createSpecification(`${root}contract-tests/${file}.test.ts`)),
      );
    },
    passAgain(contract) {
      return run(
        contract,
        Array.from(failed, ([moduleId, testIds]) => project.createSpecification(moduleId, { testIds })),
      );
    },
    async close() {
      await vitest.close();
      await pool.end();
      // Vitest has set it for the tests that failed, as they had to.
      process.exitCode = 0;
    },
  };
}

/** The tests that failed; where Prism could not read the contract none ran, and the first stands for all. */
function failedIn({ children }: TestModule): string[] {
  const [first] = children.allTests();
  const failed = Array.from(children.allTests("failed"), ({ id }) => id);
  return failed.length > 0 || !first ? failed : [first.id];
}

class AsGiven implements TestSequencer {
  shard = async <T>(specifications: T) => specifications;
  sort = async <T>(specifications: T) => specifications;
}
