// `npm run bench:memory`: whether the peak of memory depends on how long a list is. Drains 100,000 and 1,000,000 rows, each
// in a fresh process, and fails if their peaks differ by more than a tenth. The heap is kept small, or else the peak tells
// how lazily garbage is collected.

import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { createClient } from "../../src/index.ts";
import { withOrigin } from "./origin-process.ts";

const SIZES = [100_000, 1_000_000];

if (process.send) await drain(process.argv[2] ?? "");
else await compareSizes();

/** In the child: reads every item, and tells how many there were and the peak of the resident set. */
async function drain(baseUrl: string): Promise<void> {
  const client = createClient({ auth: "bench-token", baseUrl });
  let rows = 0;
  for await (const _ of client.statusLogs.list("evse01HSH04KDEWF6Z4DB2J77J74K5")) rows++;
  process.send?.({ rows, peakBytes: process.resourceUsage().maxRSS * 1024 });
}

async function compareSizes(): Promise<void> {
  const peaks: number[] = [];
  for (const size of SIZES) {
    await withOrigin({ latencyMs: 0, pages: size / 100 }, async (url) => {
      const child = fork(fileURLToPath(import.meta.url), [url], {
        execArgv: ["--max-semi-space-size=1", "--max-old-space-size=32"],
      });
      const [{ rows, peakBytes }] = (await once(child, "message")) as [{ rows: number; peakBytes: number }];
      console.log(`${rows.toLocaleString("en")} rows: peak of ${(peakBytes / 2 ** 20).toFixed(1)} MiB`);
      if (rows !== size) throw new Error(`${size} rows were to come`);
      peaks.push(peakBytes);
    });
  }
  const [short = Number.NaN, long = Number.NaN] = peaks;
  console.log(`Ratio of the longer to the shorter: ${(long / short).toFixed(2)}`);
  if (!(long / short <= 1.1)) process.exitCode = 1;
}
