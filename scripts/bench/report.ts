// Prints tables, or writes them into docs/benchmarks.md.

import { readFileSync, writeFileSync } from "node:fs";
import { findPackageJSON } from "node:module";
import { cpus, loadavg } from "node:os";
import { fromRoot, UserError } from "../command.ts";
import { peers } from "./peers/peers.ts";

export interface Table {
  readonly title: string;
  /** The first row is the header. */
  readonly rows: readonly (readonly string[])[];
}

/** Describes the machine. Called before measuring, so that the load is that of other programs. */
export function machine(): string {
  const versions = peers.flatMap(({ packages }) => packages).map((name) => `${name} ${versionOf(name)}`);
  const [load = Number.NaN] = loadavg();
  return (
    `Node ${process.version.slice(1)}, ${cpus().length} × ${cpus()[0]?.model}, load ${load.toFixed(1)} at the start, ` +
    `${new Date().toISOString().slice(0, 10)}; ${versions.join(", ")}.`
  );
}

/** Prints the tables, or with `write` puts them between the markers of that name in docs/benchmarks.md. */
export function show(name: string, heading: string, tables: readonly Table[], write: boolean): void {
  const text = [heading, ...tables.map(toMarkdown)].join("\n\n");
  if (!write) {
    console.log(text);
    return;
  }
  const file = fromRoot("docs/benchmarks.md");
  const [start, end] = [`<!-- ${name} -->\n`, `<!-- /${name} -->`];
  const [before, rest] = readFileSync(file, "utf8").split(start);
  const [, after] = (rest ?? "").split(end);
  if (after === undefined) throw new UserError(`${file} has no markers named ${name}.`);
  writeFileSync(file, `${before}${start}\n${text}\n\n${end}${after}`);
  console.log(`Updated ${file}.`);
}

function toMarkdown({ title, rows }: Table): string {
  const rule = (rows[0] ?? []).map(() => "---");
  const lines = [...rows.slice(0, 1), rule, ...rows.slice(1)].map((row) => `| ${row.join(" | ")} |`);
  return [`### ${title}\n`, ...lines].join("\n");
}

function versionOf(name: string): string {
  const file = findPackageJSON(name, import.meta.url);
  return file === undefined ? "(not installed)" : JSON.parse(readFileSync(file, "utf8")).version;
}
