// How long the import of the built package takes next to that of openapi-fetch, each in a fresh process.

import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { type Result, summarize } from "./measure.ts";

const run = promisify(execFile);

/** Gives milliseconds an import. */
export async function importTimes(rounds: number): Promise<Result[]> {
  const modules = ["openapi-fetch", "ev-energy-logs"];
  const times: [number[], number[]] = [[], []];
  for (let round = -1; round < rounds; round++) {
    for (const [index, name] of modules.entries()) {
      const code = `const start = performance.now(); await import(${JSON.stringify(name)}); console.log(performance.now() - start)`;
      const { stdout } = await run(process.execPath, ["--input-type=module", "--eval", code], {
        cwd: fileURLToPath(new URL("../..", import.meta.url)),
      });
      if (round >= 0) times[index]?.push(Number(stdout));
    }
  }
  return summarize(modules, times);
}
