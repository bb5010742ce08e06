// `node scripts/bench/export.ts`: what an export of 1,000,000 rows to a file takes, next to a bare `fetch` loop that writes
// the same file, each in a process of its own; and whether its peak of memory depends on the number of rows. Fails if it
// misses its targets, but with `--quick`, which takes a tenth of the rows and one round, to see whether it works.

import { fork } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { createReadStream, createWriteStream, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { stringify } from "csv-stringify/sync";
import { kinds } from "../../src/cli/shared/log-kinds.ts";
import { compare } from "./measure.ts";
import { withOrigin } from "./origin-process.ts";

const EVSE = "evse01HSH04KDEWF6Z4DB2J77J74K5";
const LARGEST_RATIO = 1.25;
const LARGEST_GROWTH = 1.1;
const COLUMNS = ["evse_id", ...kinds.status.fields, "other"];
/** Or else the peak tells how lazily garbage is collected. */
const SMALL_HEAP = ["--max-semi-space-size=1", "--max-old-space-size=48"];

const { values: options, positionals } = parseArgs({
  options: { quick: { type: "boolean", default: false } },
  allowPositionals: true,
});

if (process.send) await beChild(positionals as [string, string, string, string]);
else await measure();

async function measure(): Promise<void> {
  const [rows, rounds] = options.quick ? [100_000, 1] : [1_000_000, 3];
  const folder = mkdtempSync(join(tmpdir(), "ev-energy-logs-"));
  try {
    for (const form of ["ndjson", "csv"]) {
      await measureSpeed(form, { rows, rounds, folder });
      await measureMemory(form, { rows, folder });
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function measureSpeed(form: string, { rows, rounds, folder }: { rows: number; rounds: number; folder: string }) {
  const fileOf = (name: string) => join(folder, `${name}.${form}`);
  await withOrigin({ latencyMs: 0, pages: rows / 100 }, async (url) => {
    const contenders = ["loop", "cli"].map((name) => ({
      name,
      run: async () => void (await runChild([name, form, url, fileOf(name)])),
    }));
    const [loop, cli] = await compare(contenders, rounds, { warmUps: 0 });
    const rate = (ms = Number.NaN) => `${Math.round(rows / (ms / 1000)).toLocaleString("en")} rows/s`;
    console.log(`${form}: bare loop ${rate(loop?.median)}, export ${rate(cli?.median)}`);
    judge("time to that of the bare loop", cli?.ratio, LARGEST_RATIO);
  });
  const [first, second] = [await digest(fileOf("loop")), await digest(fileOf("cli"))];
  if (first !== second) throw new Error("The two files were to be the same");
}

async function measureMemory(form: string, { rows, folder }: { rows: number; folder: string }): Promise<void> {
  const peaks: number[] = [];
  for (const count of [rows / 10, rows]) {
    await withOrigin({ latencyMs: 0, pages: count / 100 }, async (url) => {
      const peakBytes = await runChild(["cli", form, url, join(folder, `memory.${form}`)], SMALL_HEAP);
      console.log(`${form}: ${count.toLocaleString("en")} rows, peak of ${(peakBytes / 2 ** 20).toFixed(1)} MiB`);
      peaks.push(peakBytes);
    });
  }
  const [small = Number.NaN, large = Number.NaN] = peaks;
  judge("peak to that of a tenth of the rows", large / small, LARGEST_GROWTH);
}

function judge(what: string, measured = Number.NaN, atMost: number): void {
  const isReached = measured <= atMost;
  console.log(`  ${what}: ${measured.toFixed(2)} (at most ${atMost}: ${isReached ? "reached" : "missed"})`);
  // A start of the program is much of a short run.
  if (!isReached && !options.quick) process.exitCode = 1;
}

async function digest(file: string): Promise<string> {
  const hash = createHash("sha256");
  await pipeline(createReadStream(file), hash);
  return hash.digest("hex");
}

/** Gives the peak of the resident set in bytes. */
async function runChild(args: readonly string[], execArgv: readonly string[] = []): Promise<number> {
  const child = fork(fileURLToPath(import.meta.url), args, {
    execArgv: [...execArgv],
    env: { ...process.env, EV_ENERGY_TOKEN: "bench-token" },
  });
  const [peakBytes] = (await once(child, "message")) as [number];
  return peakBytes;
}

async function beChild([name, form, url, file]: [string, string, string, string]): Promise<void> {
  if (name === "cli") {
    const args = ["status", EVSE, "--base-url", url, "--format", form, "-o", file, "--quiet"];
    process.argv = [...process.argv.slice(0, 2), ...args];
    await import("../../src/cli/main.ts");
  } else {
    await loop(form, url, file);
  }
  process.send?.(process.resourceUsage().maxRSS * 1024);
  process.disconnect();
}

/** What one writes without the package: no retries, no resumption, no rate limit. */
async function loop(form: string, baseUrl: string, file: string): Promise<void> {
  const output = createWriteStream(file);
  if (form === "csv") output.write(stringify([COLUMNS]));
  const headers = { Authorization: "Bearer bench-token", Accept: "application/json", "EvEnergy-Version": "2" };
  for (let url: string | undefined = `${baseUrl}/evses/${EVSE}/status_logs?page_size=100`; url; ) {
    const response: Response = await fetch(url, { headers });
    const rows = (await response.json()) as object[];
    const text = form === "csv" ? toCsv(rows) : rows.map((row) => `${JSON.stringify(row)}\n`).join("");
    if (!output.write(text)) await once(output, "drain");
    url = /<([^>]*)>; rel="next"/.exec(response.headers.get("Link") ?? "")?.[1];
  }
  output.end();
  await once(output, "finish");
}

function toCsv(rows: readonly object[]): string {
  return stringify(
    rows.map((row) => ({ evse_id: EVSE, ...row })),
    { columns: COLUMNS, cast: { boolean: String } },
  );
}
