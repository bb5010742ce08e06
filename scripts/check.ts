// `npm run check`: everything that can be checked without running tests, as many checks at a time as there are cores.

import { execFile } from "node:child_process";
import { availableParallelism } from "node:os";
import { fromRoot } from "./command.ts";

const checks = [
  ["node", "node_modules/typescript/bin/tsc"],
  ["node", "scripts/package/size.ts"],
  ["biome", "ci", "--error-on-warnings"],
  ["knip", "--no-progress", "--treat-config-hints-as-errors"],
  ["node", "scripts/spec/generate.ts", "--check"],
  ["redocly", "lint", "--config", "redocly.yaml", "--lint-config=error"],
] as const;

const queue = [...checks];

/** Runs checks until there are none left. */
async function work(): Promise<void> {
  for (let check = queue.shift(); check; check = queue.shift()) {
    const [program, ...args] = check;
    await new Promise<void>((resolve) => {
      execFile(program, args, { cwd: fromRoot("."), maxBuffer: Number.POSITIVE_INFINITY }, (error, stdout, stderr) => {
        console.log(`${error ? "FAILED" : "passed"}: ${program} ${args.join(" ")}`);
        if (error) {
          console.log(stdout + stderr);
          process.exitCode = 1;
        }
        resolve();
      });
    });
  }
}

await Promise.all(Array.from({ length: Math.max(2, availableParallelism()) }, work));
