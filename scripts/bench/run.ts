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

const targets: string[][] = [];

// First, while the heap is small: what it costs to collect garbage is part of the figure.
const cpu = await cpuPerRequest(rounds(31));
print("CPU of one `get` with a stubbed fetch", cpu, { unit: "µs", divisor: 1 });
judge("CPU of a request over openapi-fetch, µs", (cpu[1]?.median ?? Number.NaN) - (cpu[0]?.median ?? Number.NaN), 15);

await withOrigin({ latencyMs: 0, pages: 200 }, async (url) => {
  const results = await compare(
    contenders(url, () => undefined),
    rounds(31),
  );
  print("Per page of 100 rows, loopback, no latency", results, { unit: "ms a page", divisor: 200 });
  judge("A page, to the bare fetch loop", results[1]?.ratio, 1.25);
  judge("A page, to openapi-fetch with a loop", ratioBetween(results[1], results[3]), 1.1);
});

await withOrigin({ latencyMs: 40, pages: 20 }, async (url) => {
  const readPage = () => new Promise<void>((resolve) => setTimeout(resolve, 20));
  const results = await compare(contenders(url, readPage), rounds(7), 1);
  print("Drain of 20 pages, 40 ms latency, a reader of 20 ms a page", results, { unit: "ms", divisor: 1 });
  judge("The drain, to the bare fetch loop", results[1]?.ratio, 0.75);
});

const imports = await importTimes(rounds(31));
print("Import, in a fresh process", imports, { unit: "ms", divisor: 1 });
judge("Import, to that of openapi-fetch", imports[1]?.ratio, 1.3);
judge("Core bundle with openapi-fetch, without OAuth, bytes minified and gzipped", await coreSize(), 8_192);

table("Targets", [["what", "measured", "to reach", ""], ...targets]);

function judge(what: string, measured: number | undefined = Number.NaN, atMost: number): void {
  const shown = Number.isInteger(measured) ? String(measured) : measured.toFixed(2);
  targets.push([what, shown, `≤ ${atMost}`, measured <= atMost ? "reached" : "missed"]);
}

function print(title: string, results: readonly Result[], { unit, divisor }: { unit: string; divisor: number }): void {
  table(title, [
    ["contender", `median, ${unit}`, "ratio to the first", "quartiles of the ratio"],
    ...results.map(({ name, median, ratio, lower, upper }) => [
      name,
      (median / divisor).toFixed(3),
      ratio.toFixed(2),
      `${lower.toFixed(2)} to ${upper.toFixed(2)}`,
    ]),
  ]);
}

function table(title: string, rows: readonly string[][]): void {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const lines = rows.map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)));
  const rule = widths.map((width) => "-".repeat(width));
  console.log(options.markdown ? `### ${title}\n` : title);
  for (const line of [lines[0] ?? [], rule, ...lines.slice(1)]) {
    console.log(options.markdown ? `| ${line.join(" | ")} |` : `  ${line.join("  ")}`);
  }
  console.log();
}
