// `npm run bench:memory`: reads lists of 100,000 and of 1,000,000 rows, and fails if their peaks of memory differ by more
// than a tenth.

import { peakMemory } from "./peak-memory.ts";
import { own } from "./peers/peers.ts";

const peaks: number[] = [];
for (const rows of [100_000, 1_000_000]) {
  const peak = await peakMemory(own, rows);
  console.log(`${rows.toLocaleString("en")} rows: peak of ${peak.toFixed(1)} MiB`);
  peaks.push(peak);
}
const [short = Number.NaN, long = Number.NaN] = peaks;
console.log(`Ratio of the longer to the shorter: ${(long / short).toFixed(2)}`);
if (!(long / short <= 1.1)) process.exitCode = 1;
