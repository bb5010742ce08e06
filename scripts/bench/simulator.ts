// `npm run bench:simulator`: how soon the simulator is there with a year of logs, and what a page costs at either end of
// ten years. Fails if that is too late or too much.

import { createSimulator } from "../../src/simulator/index.ts";
import { compare } from "./measure.ts";

const LONGEST_START_MS = 100;
/** "No more than the first", and some noise. */
const LARGEST_RATIO = 1.1;
const NOW = Date.UTC(2026, 0, 31, 12);
const headers = { Authorization: "Bearer demo-token" };
const year = (year: number) => `${year}-01-31T12:00:00Z`;

/** The first page of a charger that nobody has asked for anything yet. */
async function readFirstPage(from: string, query = ""): Promise<number> {
  const startedAt = performance.now();
  const { fetch, evseIds } = createSimulator({ from, now: () => NOW });
  const url = `https://simulator.example/v2/evses/${evseIds[0]}/status_logs?page_size=100${query}`;
  const rows = (await (await fetch(url, { headers })).json()) as unknown[];
  if (rows.length !== 100) throw new Error(`A page of ${rows.length} rows`);
  return performance.now() - startedAt;
}

// The platform loads its fetch when that is first used, which is none of the simulator's time.
new Request("https://simulator.example");
// Nothing else is warm yet: this is what a test pays that uses the simulator once.
const first = await readFirstPage(year(2025));
console.log(
  `A year at 5 minutes, from nothing to its first page: ${first.toFixed(1)} ms (to reach: ${LONGEST_START_MS} at most)`,
);

const [newest, oldest] = await compare(
  [
    { name: "the newest page of ten years", run: async () => void (await readFirstPage(year(2016))) },
    {
      name: "a page of the first year",
      run: async () => void (await readFirstPage(year(2016), "&sampled_at__lte=2016-02-03T12:00:00Z")),
    },
  ],
  101,
);
console.log(
  `A page of ten years, the newest: ${newest?.median.toFixed(2)} ms; the oldest: ${oldest?.median.toFixed(2)} ms`,
);
const ratio = oldest?.ratio ?? Number.NaN;
console.log(`The oldest to the newest: ${ratio.toFixed(2)} (to reach: ${LARGEST_RATIO} at most)`);
if (!(first <= LONGEST_START_MS && ratio <= LARGEST_RATIO)) process.exitCode = 1;
