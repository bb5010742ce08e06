// `npm run bench:memory`: reads lists of 100,000 and of 1,000,000 rows in separate processes, and fails if their peaks of
// memory differ by more than a tenth.

import { fork } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { createClient } from "../../src/index.ts";
import { withOrigin } from "./origin-process.ts";
import { EVSE_ID } from "./peers/request.ts";

/** With a large heap, the peak would depend on how rarely garbage is collected. */
const SMALL_HEAP = ["--max-semi-space-size=1", "--max-old-space-size=48"];

if (process.send) await beChild(process.argv[2]);
else await measure();

async function measure(): Promise<void> {
  const [short, long] = [await peakMemory(100_000), await peakMemory(1_000_000)];
  console.log(`Ratio of the longer to the shorter: ${(long / short).toFixed(2)}`);
  if (!(long / short <= 1.1)) process.exitCode = 1;
}

/** Returns the peak of the resident set in MiB. */
async function peakMemory(size: number): Promise<number> {
  return await withOrigin({ latencyMs: 0, pages: size / 100 }, async (url) => {
    const child = fork(import.meta.filename, [url], { execArgv: SMALL_HEAP });
    // A child that runs out of memory exits without a message.
    const exit = once(child, "exit").then(([code]) => Promise.reject(new Error(`Exit code ${code}, out of memory?`)));
    const [{ rows, peakKiB }] = await Promise.race([once(child, "message"), exit]);
    if (rows !== size) throw new Error(`Read ${rows} rows instead of ${size}`);
    console.log(`${size.toLocaleString("en")} rows: peak of ${(peakKiB / 1024).toFixed(1)} MiB`);
    return peakKiB / 1024;
  });
}

async function beChild(baseUrl: string | undefined): Promise<void> {
  let rows = 0;
  for await (const _ of createClient({ auth: "bench-token", baseUrl }).statusLogs.list(EVSE_ID)) rows++;
  process.send?.({ rows, peakKiB: peakKiB() });
  process.disconnect();
}

function peakKiB(): number {
  const status = "/proc/self/status";
  // On Linux, `getrusage` reports at least what the parent used when it started this process.
  const peak = existsSync(status) ? /VmHWM:\s*(\d+)/.exec(readFileSync(status, "utf8"))?.[1] : undefined;
  return Number(peak ?? process.resourceUsage().maxRSS);
}
