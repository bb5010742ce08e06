// `npm run api`: writes docs/api/declarations.d.ts, the declarations that users compile against, without comments. A test
// compares it with the build, so a change of the public types shows up in review.

import { readFileSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { run } from "../command.ts";
import { buildIfStale } from "./build.ts";

const dist = join(import.meta.dirname, "../../dist");
export const declarationsFile = join(import.meta.dirname, "../../docs/api/declarations.d.ts");

/** Returns the declarations of the entries and of the modules that they re-export from. */
export function publicDeclarations(): string {
  const declarations = new Map<string, string>();
  for (const entry of ["index", "oauth", "simulator/index"]) add(join(dist, `src/${entry}.d.ts`));
  return [...declarations].map(([file, code]) => `// ${relative(dist, file)}\n${code}`).join("\n");

  function add(file: string): void {
    if (declarations.has(file)) return;
    const code = readFileSync(file, "utf8").replaceAll(/^ *\/\*\*.*?\*\/\n/gms, "");
    declarations.set(file, code);
    for (const [, specifier = ""] of code.matchAll(/^export .+ from "(\..+?)\.js"/gm)) {
      add(join(dirname(file), `${specifier}.d.ts`));
    }
  }
}

await run(import.meta, "Usage: npm run api", async () => {
  await buildIfStale();
  writeFileSync(declarationsFile, publicDeclarations());
});
