// Reads a whole list with the module of a peer, in a separate process, and sends the number of rows and the peak of memory
// to its parent.

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
  // On Linux, `getrusage` reports at least what the parent used when it started this process.
  const told = existsSync(status) ? /VmHWM:\s*(\d+)/.exec(readFileSync(status, "utf8"))?.[1] : undefined;
  return Number(told ?? process.resourceUsage().maxRSS);
}
