// `npm run test:runtimes`: tries the packed tarball on every runtime that it is for, and fails on a gap.
// `--markdown` prints the table for the README.

import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { run, UserError } from "../command.ts";
import { createProject, installRuntimes } from "./runtimes/project.ts";
import { serveProviders } from "./runtimes/provider.ts";
import { findRuntimes, type Runtime } from "./runtimes/runtimes.ts";
import { gaps, type Outcome, toMarkdown, toText } from "./runtimes/table.ts";

await run(import.meta, "Usage: npm run test:runtimes -- [--markdown]", async () => {
  const { values: options } = parseArgs({ options: { markdown: { type: "boolean" } } });
  const folder = mkdtempSync(join(tmpdir(), "ev-energy-logs-"));
  try {
    const runtimes = findRuntimes(installRuntimes());
    await testRuntimes(runtimes, createProject(folder), options.markdown ? toMarkdown : toText);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

/**
 * Tries the project on one runtime after the other, and prints the table of it.
 *
 * @throws {UserError} if a check did not pass, or if there was nothing to try it on
 */
export async function testRuntimes(
  runtimes: readonly Runtime[],
  project: string,
  format: (outcomes: readonly Outcome[]) => string,
): Promise<void> {
  const outcomes: Outcome[] = [];
  for (const runtime of runtimes) outcomes.push(await tryOn(runtime, project));
  console.log(format(outcomes));
  const found = gaps(outcomes);
  if (found.length > 0) throw new UserError(`\n${found.join("\n")}`);
  if (outcomes.every((outcome) => "skipped" in outcome)) throw new UserError("\nThere is no runtime to try it on.");
}

async function tryOn({ name: runtime, executable, whenMissing, run }: Runtime, project: string): Promise<Outcome> {
  if (executable === undefined) return { runtime, skipped: whenMissing };
  let version = "unknown";
  // With each a provider that has answered nobody yet.
  const server = await serveProviders(project);
  try {
    version = versionOf(executable);
    return { runtime, version, results: await run(executable, { project, origin: server.url }) };
  } catch (error) {
    return { runtime, version, results: [], crash: String(error) };
  } finally {
    await server.close();
  }
}

/** As it tells itself, whatever its package is called. */
function versionOf(executable: string): string {
  const told = execFileSync(executable, ["--version"], { encoding: "utf8", stdio: "pipe" });
  return /\d[\d.-]*\d/.exec(told)?.[0] ?? told;
}
