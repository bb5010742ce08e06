// Changes spec/openapi.yaml in a few thousand ways, one at a time, and expects the contract tests to notice each of them.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { readContract } from "../contract-tests/contract.ts";
import { checks } from "../contract-tests/document.ts";
import { run, UserError } from "./command.ts";
import { judge } from "./contract-mutation/judge.ts";
import { mutationsOf } from "./contract-mutation/mutations.ts";
import { judgementOf, reportOf } from "./contract-mutation/report.ts";
import { sampleOf } from "./contract-mutation/sample.ts";
import { typeTests } from "./contract-mutation/types.ts";
import { startWireTests } from "./contract-mutation/wire.ts";

const usage = `Usage: npm run test:contract:mutate [-- [--sample N] [--seed N]]
All mutants are put to the literals. The wire tests, which take longer, get a sample of N (250), drawn by the seed (1).`;

/** A second thread takes seconds to warm up, which a small sample does not win back. */
const threadsFor = (size: number) => (size > 20 ? [1, 2] : [1]);
const root = join(import.meta.dirname, "..");

function countFrom(option: string, text: string): number {
  if (/^\d+$/.test(text)) return Number(text);
  throw new UserError(`${option} takes a number; it got "${text}".\n${usage}`);
}

/** Is gone when the process is, Ctrl-C included. */
function temporaryDirectory(): string {
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(signal, () => process.exit(1));
  const directory = mkdtempSync(join(tmpdir(), "ev-energy-logs-"));
  process.once("exit", () => rmSync(directory, { recursive: true, force: true }));
  return directory;
}

function showProgress(done: number, all: number): void {
  if (process.stderr.isTTY) process.stderr.write(`\r${done} of ${all} on the wire${done === all ? "\n" : ""}`);
}

await run(import.meta, usage, async () => {
  const { values } = parseArgs({
    options: { sample: { type: "string", default: "250" }, seed: { type: "string", default: "1" } },
  });
  const size = countFrom("--sample", values.sample);
  const seed = countFrom("--seed", values.seed);

  const directory = temporaryDirectory();
  const contract = readContract();
  const mutations = mutationsOf(contract);
  const wire = await Promise.all(
    threadsFor(size).map((number) => startWireTests(join(directory, `wire-${number}.json`))),
  );
  try {
    const tests = { literals: checks, wire, types: typeTests(root, directory) };
    const verdicts = await judge(contract, mutations, sampleOf(mutations, size, seed), tests, showProgress);
    console.log(`${reportOf(verdicts)}\n`);
    console.log(judgementOf(verdicts));
  } finally {
    await Promise.all(wire.map(({ close }) => close()));
  }
});
