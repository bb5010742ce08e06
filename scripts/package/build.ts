// Builds what is published: one file for each entry, and the declarations beside them.

import { execFileSync } from "node:child_process";
import { chmodSync, globSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";
import { bundleEntries } from "./bundles.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
rmSync(`${root}dist`, { recursive: true, force: true });
await bundleEntries(`${root}dist`);
chmodSync(`${root}dist/cli.js`, 0o755);

execFileSync(process.execPath, [`${root}node_modules/typescript/bin/tsc`, "-p", "tsconfig.build.json"], {
  cwd: root,
  stdio: "inherit",
});

// Declarations keep the `.ts` of their imports, which not every resolver takes for a `.d.ts`.
const declarations = globSync(`${root}dist/types/**/*.d.ts`);
for (const path of declarations) {
  writeFileSync(path, readFileSync(path, "utf8").replaceAll(/(from ".+)\.ts"/g, '$1.js"'));
}

// tsc declares every file that went in; the ones that no entry leads to are of use to nobody.
const reached = new Set<string>();
for (const entry of ["index", "oauth", "simulator/index"]) reach(`${root}dist/types/src/${entry}.d.ts`);
for (const path of declarations) if (!reached.has(path)) rmSync(path);

function reach(path: string): void {
  if (reached.has(path)) return;
  reached.add(path);
  for (const { fileName } of ts.preProcessFile(readFileSync(path, "utf8")).importedFiles) {
    if (fileName.startsWith(".")) reach(resolve(dirname(path), fileName.replace(/\.js$/, ".d.ts")));
  }
}
