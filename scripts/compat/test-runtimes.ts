// `npm run test:runtimes`: runs a suite against the packed tarball on every supported runtime, and fails if a check does.

import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { run, UserError } from "../command.ts";
import { installInto, packInto } from "../package/packed.ts";
import { serveProviders } from "./provider.ts";
import { type Runtime, runtimes } from "./runtimes.ts";

/** A runtime that stops early must not pass. */
const CHECK_COUNT = 7;

await run(import.meta, "Usage: npm run test:runtimes", async () => {
  const folder = mkdtempSync(join(tmpdir(), "ev-energy-logs-"));
  try {
    const project = join(folder, "user");
    mkdirSync(project);
    installInto(project, (await packInto(folder)).tarball);
    cpSync(join(import.meta.dirname, "suite"), project, { recursive: true });
    let failures = 0;
    for (const runtime of runtimes) failures += await tryOn(runtime, project);
    if (failures > 0) throw new UserError(`${failures} checks failed.`);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

/** Prints how the checks went, and returns how many failed. */
async function tryOn({ name, executable, run }: Runtime, project: string): Promise<number> {
  if (executable === undefined) {
    console.log(`${name}: skipped, because it is not installed`);
    return 0;
  }
  // Each runtime gets new simulators, because some of them count requests.
  const server = await serveProviders(project);
  try {
    const version = /\d[\d.-]*\d/.exec(
      execFileSync(executable, ["--version"], { encoding: "utf8", stdio: "pipe" }),
    )?.[0];
    const results = await run(executable, { project, origin: server.url });
    const passed = results.filter((result) => result.passed).length;
    console.log(`${name} (${version}): ${passed} of ${CHECK_COUNT} checks passed`);
    for (const { check, passed, error } of results) if (!passed) console.log(`  ${check}: ${error}`);
    return CHECK_COUNT - passed;
  } catch (error) {
    console.log(`${name}: ${error}`);
    return CHECK_COUNT;
  } finally {
    await server.close();
  }
}
