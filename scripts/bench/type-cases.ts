// What the types of each contender notice, asked of the compiler: a call with a mistake in it has to be an error there, and
// the same call without it none.

import { fileURLToPath } from "node:url";
import ts from "typescript";
import type { Case } from "./fault-cases.ts";
import { judge } from "./fault-trial.ts";
import { CACHE } from "./peers/peers.ts";

/** How each lists logs; `QUERY` and `USE` are filled in. What is not typed takes the query as it is written. */
const calls: Readonly<Record<string, string>> = {
  "bare fetch loop": `
    const rows = await (await fetch("https://h/x?" + new URLSearchParams(QUERY))).json();
    USE`,
  "ev-energy-logs": `
    import { createClient } from "../../../src/index.ts";
    const rows = await createClient({ auth: "t" }).statusLogs.list("evse01", QUERY).toArray();
    USE`,
  "openapi-fetch, loop": `
    import createClient from "openapi-fetch";
    import type { paths } from "../../../generated/openapi.ts";
    const { data: rows = [] } = await createClient<paths>().GET("/evses/{evse_id}/status_logs", {
      params: { path: { evse_id: "evse01" }, query: QUERY },
    });
    USE`,
  "ky, loop": `
    import ky from "ky";
    const rows = await ky.get("https://h/x", { searchParams: QUERY }).json<any[]>();
    USE`,
  "octokit paginate": `
    import { Octokit } from "@octokit/core";
    import { paginateRest } from "@octokit/plugin-paginate-rest";
    const octokit = new (Octokit.plugin(paginateRest))();
    const rows = await octokit.paginate("GET /evses/{evse_id}/status_logs", { evse_id: "evse01", ...QUERY }) as any[];
    USE`,
  "hey-api, loop": `
    import { listEvseStatusLogs } from "./hey-api/index.js";
    const { data: rows = [] } = await listEvseStatusLogs({ path: { evse_id: "evse01" }, query: QUERY });
    USE`,
  "axios, loop": `
    import axios from "axios";
    const { data: rows } = await axios.get("https://h/x", { params: QUERY });
    USE`,
  "got paginate": `
    import got from "got";
    const rows = await got.paginate.all<any>("https://h/x", { searchParams: QUERY });
    USE`,
};

const filter = '{ sampled_at__gte: "2024-04-01T00:00:00Z" }';
const use = "rows[0]?.is_plugged_in;";
const variants = {
  right: [filter, use],
  filter: ['{ sampled_at_gte: "2024-04-01T00:00:00Z" }', use],
  field: [filter, "rows[0]?.plugged_in;"],
} as const;
type Variant = keyof typeof variants;

export const typeCases: readonly Case[] = [
  typeCase("a misspelt filter is a type error", "filter"),
  typeCase("a misspelt field of a log is a type error", "field"),
];

function typeCase(title: string, variant: Variant): Case {
  return {
    title,
    run: async ({ name }) => {
      const right = errorsOf(name, "right");
      if (right.length > 0) throw new Error(`${name} was to compile: ${right}`);
      return judge(errorsOf(name, variant).length > 0, "it compiles");
    },
  };
}

let program: ts.Program | undefined;

/** All of them are compiled together, once. */
function errorsOf(name: string, variant: Variant): string[] {
  program ??= compile();
  const file = program.getSourceFile(fileOf(name, variant));
  return program
    .getSemanticDiagnostics(file)
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, " "));
}

function fileOf(name: string, variant: string): string {
  return fileURLToPath(new URL(`${name.replaceAll(/\W+/g, "-")}.${variant}.ts`, CACHE));
}

function compile(): ts.Program {
  const files = new Map<string, string>();
  for (const [name, call] of Object.entries(calls)) {
    for (const [variant, [query, usage]] of Object.entries(variants)) {
      files.set(fileOf(name, variant), `${call.replace("QUERY", query).replace("USE", usage)}\nexport {};`);
    }
  }
  const host = ts.createCompilerHost({});
  const { readFile, fileExists } = host;
  host.readFile = (file) => files.get(file) ?? readFile(file);
  host.fileExists = (file) => files.has(file) || fileExists(file);
  return ts.createProgram([...files.keys()], options, host);
}

const options: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2023,
  lib: [
    "lib.es2024.d.ts",
    "lib.esnext.array.d.ts",
    "lib.dom.d.ts",
    "lib.dom.iterable.d.ts",
    "lib.dom.asynciterable.d.ts",
  ],
  module: ts.ModuleKind.NodeNext,
  // The snippets stand where packages do, and are modules all the same.
  moduleDetection: ts.ModuleDetectionKind.Force,
  types: ["node"],
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  allowImportingTsExtensions: true,
  skipLibCheck: true,
  noEmit: true,
};
