// How long the import of what a user installs takes next to that of openapi-fetch, each in a fresh process.

import { execFile } from "node:child_process";
import { cpSync, mkdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { fromRoot } from "../command.ts";
import { bundleEntries } from "../package/bundles.ts";
import { type Result, summarize } from "./measure.ts";
import { CACHE, openapiFetch, type Peer, peers } from "./peers/peers.ts";

const run = promisify(execFile);

/** Gives milliseconds an import. */
export async function importTimes(rounds: number, warmUps: number): Promise<Result[]> {
  await installOwn();
  const others = peers.filter(({ imports }) => imports.length > 0).filter((peer) => peer !== openapiFetch);
  const contenders = [openapiFetch, ...others];
  const times = contenders.map(() => [] as number[]);
  for (let round = -warmUps; round < rounds; round++) {
    for (const [index, contender] of contenders.entries()) {
      const time = await timeOfImport(contender);
      if (round >= 0) times[index]?.push(time);
    }
  }
  return summarize(
    contenders.map(({ name, imports }) => (name.startsWith("hey-api") ? name : imports.join(" and "))),
    times,
  );
}

async function timeOfImport({ imports }: Peer): Promise<number> {
  const statements = imports.map((name) => `await import(${JSON.stringify(name)});`).join(" ");
  // The platform loads its fetch when that is first touched: some do so at once, the others at their first call.
  const code = `new Headers(); const start = performance.now(); ${statements} console.log(performance.now() - start)`;
  const { stdout } = await run(process.execPath, ["--input-type=module", "--eval", code], {
    cwd: fileURLToPath(CACHE),
  });
  return Number(stdout);
}

/** As it is published, where it is found by its name. */
async function installOwn(): Promise<void> {
  const folder = fileURLToPath(new URL("node_modules/ev-energy-logs/", CACHE));
  mkdirSync(`${folder}dist`, { recursive: true });
  cpSync(fromRoot("package.json"), `${folder}package.json`);
  await bundleEntries(`${folder}dist`);
}
