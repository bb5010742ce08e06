// `npm run bench:simulator`: the time to the first page of a year of logs, and the cost of a page at both ends of ten
// years. Fails if either is too high.

import { createSimulator } from "../../src/simulator/index.ts";
import { compare } from "./measure.ts";

const LONGEST_START_MS = 100;
/** The same cost, with some noise. */
const LARGEST_RATIO = 1.1;
const NOW = Date.UTC(2026, 0, 31, 12);
const headers = { Authorization: "Bearer demo-token" };
const year = (year: number) => `${year}-01-31T12:00:00Z`;

/** Reads a page of a new simulator and returns the milliseconds it takes. */
async function readFirstPage(from: string, query = ""): Promise<number> {
  const startedAt = performance.now();
  const { fetch, evseIds } = createSimulator({ from, now: () => NOW });
  const url = `https://simulator.example/v2/evses/${evseIds[0]}/status_logs?page_size=100${query}`;
  const rows = (await (await fetch(url, { headers })).json()) as unknown[];
  if (rows.length !== 100) throw new Error(`A page of ${rows.length} rows`);
  return performance.now() - startedAt;
}

// The platform loads its `fetch` on first use, which is not the time of the simulator.
new Request("https://simulator.example");
// Nothing else is warm yet, as in a test that uses the simulator once.
const first = await readFirstPage(year(2025));
console.log(`First page of a year at 5 minutes, cold: ${first.toFixed(1)} ms (target: at most ${LONGEST_START_MS})`);

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
console.log(`A page of ten years: newest ${newest?.median.toFixed(2)} ms, oldest ${oldest?.median.toFixed(2)} ms`);
const ratio = oldest?.ratio ?? Number.NaN;
console.log(`Oldest to newest: ${ratio.toFixed(2)} (target: at most ${LARGEST_RATIO})`);
if (!(first <= LONGEST_START_MS && ratio <= LARGEST_RATIO)) process.exitCode = 1;
