// `npm run bench`: what the client costs next to a bare `fetch` loop and to its peers, as ratios from one run on one
// machine. Fails if it misses its targets, but with `--quick`, which only shows that it works. `--markdown` prints the tables
// for a document, `--write` puts them into docs/benchmarks.md.

import { parseArgs } from "node:util";
import { run } from "../command.ts";
import { contenders } from "./contenders.ts";
import { cpuPerRequest } from "./cpu.ts";
import { compare, type Result, ratioBetween } from "./measure.ts";
import { withOrigin } from "./origin-process.ts";
import { partsOfPage } from "./parts.ts";
import { peakMemory } from "./peak-memory.ts";
import { bareFetch, generateHeyApiClient, openapiFetch, own, peers } from "./peers/peers.ts";
import { machine, show, type Table } from "./report.ts";

await run(import.meta, "Usage: npm run bench -- [--quick] [--markdown | --write]", async () => {
  const { values: options } = parseArgs({
    options: { quick: { type: "boolean" }, markdown: { type: "boolean" }, write: { type: "boolean" } },
  });
  const heading = `${machine()}${options.quick ? " A quick run, whose figures mean nothing." : ""}`;
  const tables: Table[] = [];
  const targets: string[][] = [];
  /** As many rounds, rows or pages as there are to be, or next to none. */
  const size = (full: number, quick: number) => (options.quick ? quick : full);

  // First, while the heap is small: what it costs to collect garbage is part of the figure.
  const [stubbed, stubbedOwn] = await measureCpu();
  await generateHeyApiClient();
  const [toBare, toOpenapiFetch] = await measurePages();
  await measureParts();
  const drain = await measureDrain();
  await measureMemory();
  // For the same reason the bundler is not loaded before.
  const { coreSize } = await import("../package/size.ts");
  const { bundleSize } = await import("./bundle-size.ts");
  const { importTimes } = await import("./import-time.ts");
  const imports = await measureImports();
  await measureSizes();

  judge("a page, to the bare fetch loop", toBare, 1.25);
  judge("a page, to openapi-fetch with a loop", toOpenapiFetch, 1.1);
  judge("a drain with latency, to the bare fetch loop", drain, 0.75);
  judge("CPU of a call over openapi-fetch, µs", stubbedOwn - stubbed, 15);
  judge("core bundle with openapi-fetch, without OAuth, bytes", await coreSize(), 8_192);
  judge("import, to that of openapi-fetch", imports, 1.3);
  tables.unshift({ title: "Targets", rows: [["what", "measured", "to reach", ""], ...targets] });
  show("figures", heading, tables, options);

  async function measureCpu(): Promise<[number, number]> {
    const results = await cpuPerRequest(size(101, 1));
    add("CPU of one `get` with a stubbed fetch", results, { unit: "µs", digits: 1 });
    return [medianOf(results, "openapi-fetch"), medianOf(results, own.name)];
  }

  async function measurePages(): Promise<[number | undefined, number]> {
    const pages = size(200, 5);
    let results: Result[] = [];
    await withOrigin({ latencyMs: 0, pages }, async (url) => {
      const drains = await contenders(url, () => undefined);
      results = await compare(drains, size(61, 1), { warmUps: size(3, 0) });
    });
    const perPage = results.map((result) => ({ ...result, median: result.median / pages }));
    add("A page of 100 rows, over loopback without latency", perPage, { unit: "ms", digits: 3 });
    return [find(results, own.name)?.ratio, ratioBetween(find(results, own.name), find(results, openapiFetch.name))];
  }

  async function measureDrain(): Promise<number | undefined> {
    const readPage = () => new Promise<void>((resolve) => setTimeout(resolve, 20));
    const pages = size(20, 2);
    let results: Result[] = [];
    await withOrigin({ latencyMs: 40, pages }, async (url) => {
      results = await compare(await contenders(url, readPage), size(7, 1), { warmUps: size(1, 0) });
    });
    add(`${pages} pages at 40 ms latency, by a reader who takes 20 ms a page`, results, { unit: "ms", digits: 0 });
    return find(results, own.name)?.ratio;
  }

  async function measureMemory(): Promise<void> {
    const sizes = options.quick ? [500] : [100_000, 1_000_000];
    const rows: string[][] = [];
    for (const peer of peers) {
      const cells: string[] = [];
      for (const count of sizes) cells.push((await peakMemory(peer, count)).toFixed(1));
      rows.push([peer.name, ...cells]);
    }
    const columns = sizes.map((count) => `${count.toLocaleString("en")} rows, MiB`);
    tables.push({
      title: "Peak of the resident set, in a process of its own with a small heap",
      rows: [["", ...columns], ...rows],
    });
  }

  async function measureSizes(): Promise<void> {
    const entries = peers.flatMap((peer): [name: string, module: URL][] => [
      [peer.name, peer.module],
      ...(peer === own && peer.renewing ? [[`${peer.name} with OAuth`, peer.renewing] as [string, URL]] : []),
    ]);
    const rows: string[][] = [];
    for (const [name, module] of entries) {
      const isForNode = name.startsWith("got");
      const bytes = await bundleSize(module, isForNode ? "node" : "browser");
      rows.push([isForNode ? `${name} (Node only)` : name, bytes.toLocaleString("en")]);
    }
    tables.push({
      title: "What ships to list logs, minified and gzipped",
      rows: [["", "bytes"], ...rows],
    });
  }

  async function measureImports(): Promise<number | undefined> {
    const results = await importTimes(size(61, 1), size(1, 0));
    add("Import, in a fresh process", results, { unit: "ms", digits: 1 });
    return find(results, own.name)?.ratio;
  }

  async function measureParts(): Promise<void> {
    const pages = size(200, 5);
    let results: Result[] = [];
    await withOrigin({ latencyMs: 0, pages }, async (url) => {
      results = await partsOfPage(url, size(31, 1), size(3, 0));
    });
    const perPage = results.map((result) => ({ ...result, median: (result.median * 1000) / pages }));
    add("CPU time of a page, step by step", perPage, { unit: "µs", digits: 0 });
  }

  function add(title: string, results: readonly Result[], { unit, digits }: { unit: string; digits: number }): void {
    const [first] = results;
    tables.push({
      title,
      rows: [
        ["", `median, ${unit}`, `to ${first === undefined ? bareFetch.name : first.name}`, "quartiles of that"],
        ...results.map(({ name, median, ratio, lower, upper }) => [
          name,
          median.toFixed(digits),
          ratio.toFixed(2),
          `${lower.toFixed(2)} to ${upper.toFixed(2)}`,
        ]),
      ],
    });
  }

  function judge(what: string, measured = Number.NaN, atMost: number): void {
    const isReached = measured <= atMost;
    const shown = Number.isInteger(measured) ? measured.toLocaleString("en") : measured.toFixed(2);
    targets.push([what, shown, `≤ ${atMost.toLocaleString("en")}`, isReached ? "reached" : "missed"]);
    if (!isReached && !options.quick) process.exitCode = 1;
  }
});

function find(results: readonly Result[], name: string): Result | undefined {
  return results.find((result) => result.name === name);
}

function medianOf(results: readonly Result[], name: string): number {
  return find(results, name)?.median ?? Number.NaN;
}
