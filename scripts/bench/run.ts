// `npm run bench`: compares the client with a bare `fetch` loop and with other libraries, as ratios from one run on one
// machine. Fails if a target is missed. `--write` puts the tables into docs/benchmarks.md.

import { parseArgs } from "node:util";
import { createClient } from "../../src/index.ts";
import { run } from "../command.ts";
import { cpuPerCall } from "./cpu.ts";
import { type Contender, compare, type Result } from "./measure.ts";
import { withOrigin } from "./origin-process.ts";
import { loadReader, own, peers } from "./peers/peers.ts";
import { EVSE_ID } from "./peers/request.ts";
import { machine, show, type Table } from "./report.ts";

await run(import.meta, "Usage: npm run bench -- [--write]", async () => {
  const { write = false } = parseArgs({ options: { write: { type: "boolean" } } }).values;
  const heading = machine();
  // First, while the heap is small, because collecting garbage is part of the figure.
  const calls = await cpuPerCall(101);
  const pages = await drain({ pages: 200, rounds: 61, warmUps: 3, latencyMs: 0, readMs: 0 });
  const perPage = pages.map((result) => ({ ...result, median: result.median / 200 }));
  const drained = await drain({ pages: 20, rounds: 7, warmUps: 1, latencyMs: 40, readMs: 20 });
  const targets = [
    judge("a page, compared with the bare fetch loop", pages, 1.1),
    judge("a drain at 40 ms latency, compared with the bare fetch loop", drained, 0.75),
    judge("CPU time of `get`, compared with openapi-fetch", calls, 1.1),
  ];
  const tables = [
    { title: "Targets", rows: [["", "measured", "target", ""], ...targets] },
    toTable("CPU time of one `get` with a stubbed fetch", calls, { unit: "µs", digits: 1 }),
    toTable("A page of 100 rows over loopback", perPage, { unit: "ms", digits: 3 }),
    toTable("20 pages at 40 ms latency, read at 20 ms a page", drained, { unit: "ms", digits: 0 }),
  ];
  show("figures", heading, tables, write);
});

interface Drain {
  readonly pages: number;
  readonly rounds: number;
  readonly warmUps: number;
  readonly latencyMs: number;
  /** The time that the reader spends on each page. */
  readonly readMs: number;
}

async function drain({ pages, rounds, warmUps, latencyMs, readMs }: Drain): Promise<Result[]> {
  const read = () => (readMs > 0 ? new Promise<void>((resolve) => setTimeout(resolve, readMs)) : undefined);
  return await withOrigin({ latencyMs, pages }, async (baseUrl) => {
    const contenders: Contender[] = [];
    const token = "bench-token";
    for (const { name, module } of peers) {
      const reader = (await loadReader(module))({ baseUrl, token });
      const run = async () => {
        for await (const _ of reader.pages()) await read();
      };
      contenders.push({ name, run });
    }
    const { statusLogs } = createClient({ auth: token, baseUrl });
    const run = async () => {
      for await (const _ of statusLogs.list(EVSE_ID, {}, { prefetch: false }).pages()) await read();
    };
    contenders.push({ name: "ev-energy-logs, prefetch: false", run });
    return await compare(contenders, rounds, { warmUps });
  });
}

function toTable(title: string, results: readonly Result[], { unit, digits }: { unit: string; digits: number }): Table {
  const head = ["", `median, ${unit}`, `ratio to ${results[0]?.name}`, "quartiles of the ratio"];
  const rows = results.map(({ name, median, ratio, lower, upper }) => [
    name,
    median.toFixed(digits),
    ratio.toFixed(2),
    `${lower.toFixed(2)} to ${upper.toFixed(2)}`,
  ]);
  return { title, rows: [head, ...rows] };
}

/** Returns a row for the table of targets. */
function judge(what: string, results: readonly Result[], atMost: number): string[] {
  const measured = results.find(({ name }) => name === own.name)?.ratio ?? Number.NaN;
  const isReached = measured <= atMost;
  if (!isReached) process.exitCode = 1;
  return [what, measured.toFixed(2), `≤ ${atMost.toFixed(2)}`, isReached ? "reached" : "missed"];
}
