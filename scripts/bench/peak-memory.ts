// Measures how much memory a separate process needs to read a whole list.

import { fork } from "node:child_process";
import { once } from "node:events";
import { withOrigin } from "./origin-process.ts";
import type { Peer } from "./peers/peers.ts";

/** With a large heap, the peak would depend on how rarely garbage is collected. */
const SMALL_HEAP = ["--max-semi-space-size=1", "--max-old-space-size=48"];

/** Returns the peak of the resident set in MiB. */
export async function peakMemory({ module }: Peer, size: number): Promise<number> {
  return await withOrigin({ latencyMs: 0, pages: size / 100 }, async (url) => {
    const child = fork(new URL("memory-process.ts", import.meta.url), [module.href, url], { execArgv: SMALL_HEAP });
    // A child that runs out of memory exits without a message.
    const exit = once(child, "exit").then(([code]) => Promise.reject(new Error(`Exit code ${code}, out of memory?`)));
    const message = Promise.race([once(child, "message"), exit]);
    const [{ rows, peakKiB }] = (await message) as [{ rows: number; peakKiB: number }];
    if (rows !== size) throw new Error(`Read ${rows} rows instead of ${size}`);
    return peakKiB / 1024;
  });
}
