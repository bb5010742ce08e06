// `npm run bench:export`: exports 1,000,000 rows to a file, and compares the time with that of a bare `fetch` loop that writes
// the same file, and the peak of memory with that of 100,000 rows. Fails if a target is missed.

import { fork } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { createReadStream, createWriteStream, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { fileURLToPath } from "node:url";
import { stringify } from "csv-stringify/sync";
import { kinds } from "../../src/cli/shared/log-kinds.ts";
import { compare } from "./measure.ts";
import { withOrigin } from "./origin-process.ts";

const EVSE = "evse01HSH04KDEWF6Z4DB2J77J74K5";
const LARGEST_RATIO = 1.25;
const LARGEST_GROWTH = 1.1;
const COLUMNS = ["evse_id", ...kinds.status.fields, "other"];
/** With a large heap, the peak would depend on how rarely garbage is collected. */
const SMALL_HEAP = ["--max-semi-space-size=1", "--max-old-space-size=48"];

if (process.send) await beChild(process.argv.slice(2) as [string, string, string, string]);
else await measure();

async function measure(): Promise<void> {
  const [rows, rounds] = [1_000_000, 3];
  const folder = mkdtempSync(join(tmpdir(), "ev-energy-logs-"));
  try {
    for (const format of ["ndjson", "csv"]) {
      await measureSpeed(format, { rows, rounds, folder });
      await measureMemory(format, { rows, folder });
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function measureSpeed(
  format: string,
  { rows, rounds, folder }: { rows: number; rounds: number; folder: string },
) {
  const fileOf = (name: string) => join(folder, `${name}.${format}`);
  await withOrigin({ latencyMs: 0, pages: rows / 100 }, async (url) => {
    const contenders = ["loop", "cli"].map((name) => ({
      name,
      run: async () => void (await runChild([name, format, url, fileOf(name)])),
    }));
    const [loop, cli] = await compare(contenders, rounds, { warmUps: 0 });
    const rate = (ms = Number.NaN) => `${Math.round(rows / (ms / 1000)).toLocaleString("en")} rows/s`;
    console.log(`${format}: bare loop ${rate(loop?.median)}, export ${rate(cli?.median)}`);
    judge("time, compared with the bare loop", cli?.ratio, LARGEST_RATIO);
  });
  const [first, second] = [await digest(fileOf("loop")), await digest(fileOf("cli"))];
  if (first !== second) throw new Error("The two files differ");
}

async function measureMemory(format: string, { rows, folder }: { rows: number; folder: string }): Promise<void> {
  const peaks: number[] = [];
  for (const count of [rows / 10, rows]) {
    await withOrigin({ latencyMs: 0, pages: count / 100 }, async (url) => {
      const peakBytes = await runChild(["cli", format, url, join(folder, `memory.${format}`)], SMALL_HEAP);
      console.log(`${format}: ${count.toLocaleString("en")} rows, peak of ${(peakBytes / 2 ** 20).toFixed(1)} MiB`);
      peaks.push(peakBytes);
    });
  }
  const [small = Number.NaN, large = Number.NaN] = peaks;
  judge("peak, compared with a tenth of the rows", large / small, LARGEST_GROWTH);
}

function judge(what: string, measured = Number.NaN, atMost: number): void {
  const isReached = measured <= atMost;
  console.log(`  ${what}: ${measured.toFixed(2)} (at most ${atMost}: ${isReached ? "reached" : "missed"})`);
  if (!isReached) process.exitCode = 1;
}

async function digest(file: string): Promise<string> {
  const hash = createHash("sha256");
  await pipeline(createReadStream(file), hash);
  return hash.digest("hex");
}

/** Returns the peak of the resident set in bytes. */
async function runChild(args: readonly string[], execArgv: readonly string[] = []): Promise<number> {
  const child = fork(fileURLToPath(import.meta.url), args, {
    execArgv: [...execArgv],
    env: { ...process.env, EV_ENERGY_TOKEN: "bench-token" },
  });
  const [peakBytes] = (await once(child, "message")) as [number];
  return peakBytes;
}

async function beChild([name, format, url, file]: [string, string, string, string]): Promise<void> {
  if (name === "cli") {
    const args = ["status", EVSE, "--base-url", url, "--format", format, "-o", file, "--quiet"];
    process.argv = [...process.argv.slice(0, 2), ...args];
    await import("../../src/cli/main.ts");
  } else {
    await loop(format, url, file);
  }
  process.send?.(process.resourceUsage().maxRSS * 1024);
  process.disconnect();
}

/** A loop without retries, resumption or rate limit. */
async function loop(format: string, baseUrl: string, file: string): Promise<void> {
  const output = createWriteStream(file);
  if (format === "csv") output.write(stringify([COLUMNS]));
  const headers = { Authorization: "Bearer bench-token", Accept: "application/json", "EvEnergy-Version": "2" };
  for (let url: string | undefined = `${baseUrl}/evses/${EVSE}/status_logs?page_size=100`; url; ) {
    const response: Response = await fetch(url, { headers });
    const rows = (await response.json()) as object[];
    const text = format === "csv" ? toCsv(rows) : rows.map((row) => `${JSON.stringify(row)}\n`).join("");
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
