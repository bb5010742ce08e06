// Reads a list to its end by the module of a peer, in a process of its own, and tells its parent how many rows there were
// and the peak of the resident set.

import { existsSync, readFileSync } from "node:fs";
import { loadReader } from "./peers/peers.ts";

const [module = "", baseUrl = ""] = process.argv.slice(2);
const reader = (await loadReader(new URL(module)))({ baseUrl, token: "bench-token" });
let rows = 0;
for await (const page of reader.pages()) for (const _ of page) rows++;
process.send?.({ rows, peakKiB: peakKiB() });
process.disconnect();

function peakKiB(): number {
  const status = "/proc/self/status";
  // On Linux, what `getrusage` tells is at least what the parent had when it started this process.
  const told = existsSync(status) ? /VmHWM:\s*(\d+)/.exec(readFileSync(status, "utf8"))?.[1] : undefined;
  return Number(told ?? process.resourceUsage().maxRSS);
}
