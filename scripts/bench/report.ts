// Tables, for a terminal or for docs/benchmarks.md, and what they were measured on.

import { readFileSync, writeFileSync } from "node:fs";
import { cpus, loadavg } from "node:os";
import { fromRoot, UserError } from "../command.ts";
import { peers } from "./peers/peers.ts";

export interface Table {
  readonly title: string;
  /** The first is the head. */
  readonly rows: readonly (readonly string[])[];
}

/** Told at the start, before the load is that of the measurement. */
export function machine(): string {
  const versions = peers.flatMap(({ packages }) => packages).map((name) => `${name} ${versionOf(name)}`);
  const [load = Number.NaN] = loadavg();
  return (
    `Node ${process.version.slice(1)}, ${cpus().length} × ${cpus()[0]?.model}, load ${load.toFixed(1)} at the start, ` +
    `${new Date().toISOString().slice(0, 10)}; ${versions.join(", ")}.`
  );
}

export function toText({ title, rows: cells }: Table): string {
  const rows = cells.map((row) => row.map((cell) => cell.replaceAll(/[*`]/g, "")));
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const rule = widths.map((width) => "-".repeat(width));
  const lines = [...rows.slice(0, 1), rule, ...rows.slice(1)].map((row) =>
    `  ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join("  ")}`.trimEnd(),
  );
  return [title, ...lines].join("\n");
}

export function toMarkdown({ title, rows }: Table): string {
  const rule = (rows[0] ?? []).map(() => "---");
  const lines = [...rows.slice(0, 1), rule, ...rows.slice(1)].map((row) => `| ${row.join(" | ")} |`);
  return [`### ${title}\n`, ...lines].join("\n");
}

/** Prints the tables, or writes them between the markers of that name in docs/benchmarks.md. */
export function show(
  name: string,
  heading: string,
  tables: readonly Table[],
  options: { markdown?: boolean | undefined; write?: boolean | undefined },
): void {
  const format = options.markdown || options.write ? toMarkdown : toText;
  const text = [heading, ...tables.map(format)].join("\n\n");
  if (!options.write) {
    console.log(text);
    return;
  }
  const file = fromRoot("docs/benchmarks.md");
  writeFileSync(file, replaceBetweenMarkers(readFileSync(file, "utf8"), name, text));
  console.log(`The figures are in ${file}`);
}

/** @throws {UserError} if the document has no such markers */
export function replaceBetweenMarkers(document: string, name: string, text: string): string {
  const [start, end] = [`<!-- ${name} -->\n`, `<!-- /${name} -->`];
  const [before, rest] = document.split(start);
  const [, after] = (rest ?? "").split(end);
  if (before === undefined || after === undefined) throw new UserError(`There is no place for ${name} in the document`);
  return `${before}${start}\n${text}\n\n${end}${after}`;
}

function versionOf(name: string): string {
  return JSON.parse(readFileSync(fromRoot(`node_modules/${name}/package.json`), "utf8")).version;
}
