// How much memory it takes to read a list to its end, in a process of its own.

import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { withOrigin } from "./origin-process.ts";
import type { Peer } from "./peers/peers.ts";

/** Or else the peak tells how lazily garbage is collected. */
const SMALL_HEAP = ["--max-semi-space-size=1", "--max-old-space-size=48"];

/** Gives the peak of the resident set in MiB. */
export async function peakMemory({ module }: Peer, size: number): Promise<number> {
  let peak = Number.NaN;
  await withOrigin({ latencyMs: 0, pages: size / 100 }, async (url) => {
    const child = fork(fileURLToPath(new URL("memory-process.ts", import.meta.url)), [module.href, url], {
      execArgv: SMALL_HEAP,
    });
    // A child that needs more than the small heap ends without a message.
    const exit = once(child, "exit").then(([code]) => Promise.reject(new Error(`ended with ${code}, out of memory?`)));
    const message = Promise.race([once(child, "message"), exit]);
    const [{ rows, peakKiB }] = (await message) as [{ rows: number; peakKiB: number }];
    if (rows !== size) throw new Error(`${size} rows were to come, not ${rows}`);
    peak = peakKiB / 1024;
  });
  return peak;
}
