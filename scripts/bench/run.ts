// `npm run bench`: what the client costs next to a bare `fetch` loop, as ratios from one run on one machine.
// `--markdown` prints the tables for a document; `--quick` takes few rounds, to see whether it works.

import { cpus } from "node:os";
import { parseArgs } from "node:util";
import { coreSize } from "../size.ts";
import { contenders } from "./contenders.ts";
import { cpuPerRequest } from "./cpu.ts";
import { importTimes } from "./import-time.ts";
import { compare, type Result, ratioBetween } from "./measure.ts";
import { withOrigin } from "./origin-process.ts";

const { values: options } = parseArgs({ options: { markdown: { type: "boolean" }, quick: { type: "boolean" } } });
const rounds = (full: number) => (options.quick ? 3 : full);

console.log(
  `Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model}, ${new Date().toISOString().slice(0, 10)}\n`,
);

// First, while the heap is small: what it costs to collect garbage is part of the figure.
print("CPU of one `get` with a stubbed fetch", await cpuPerRequest(rounds(31)), { unit: "µs", divisor: 1 });

await withOrigin({ latencyMs: 0, pages: 200 }, async (url) => {
  const results = await compare(
    contenders(url, () => undefined),
    rounds(31),
  );
  print("Per page of 100 rows, loopback, no latency", results, { unit: "ms a page", divisor: 200 });
  const ratio = ratioBetween(results[1], results[3]);
  console.log(`ev-energy-logs to openapi-fetch with a loop: ${ratio.toFixed(2)}\n`);
});

await withOrigin({ latencyMs: 40, pages: 20 }, async (url) => {
  const readPage = () => new Promise<void>((resolve) => setTimeout(resolve, 20));
  const results = await compare(contenders(url, readPage), rounds(7), 1);
  print("Drain of 20 pages, 40 ms latency, a reader of 20 ms a page", results, { unit: "ms", divisor: 1 });
});

print("Import, in a fresh process", await importTimes(rounds(31)), { unit: "ms", divisor: 1 });

const bytes = await coreSize();
console.log(`Core bundle with openapi-fetch, without OAuth: ${bytes} bytes minified and gzipped`);

function print(title: string, results: readonly Result[], { unit, divisor }: { unit: string; divisor: number }): void {
  const rows = [
    ["contender", `median, ${unit}`, "ratio to the first", "quartiles of the ratio"],
    ...results.map(({ name, median, ratio, lower, upper }) => [
      name,
      (median / divisor).toFixed(3),
      ratio.toFixed(2),
      `${lower.toFixed(2)} to ${upper.toFixed(2)}`,
    ]),
  ];
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const lines = rows.map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)));
  const rule = widths.map((width) => "-".repeat(width));
  console.log(options.markdown ? `### ${title}\n` : title);
  for (const line of [lines[0] ?? [], rule, ...lines.slice(1)]) {
    console.log(options.markdown ? `| ${line.join(" | ")} |` : `  ${line.join("  ")}`);
  }
  console.log();
}
