// Builds what is published: one file for each entry, and the declarations beside them.

import { execFileSync } from "node:child_process";
import { chmodSync, globSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { bundleEntries } from "./bundles.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
rmSync(`${root}dist`, { recursive: true, force: true });
await bundleEntries(`${root}dist`);
chmodSync(`${root}dist/cli.js`, 0o755);

execFileSync(process.execPath, [`${root}node_modules/typescript/bin/tsc`, "-p", "tsconfig.build.json"], {
  cwd: root,
  stdio: "inherit",
});

// Declarations keep the `.ts` of their imports, which not every resolver takes for a `.d.ts`.
for (const file of globSync("dist/types/**/*.d.ts", { cwd: root })) {
  const path = `${root}${file}`;
  writeFileSync(path, readFileSync(path, "utf8").replaceAll(/(from ".+)\.ts"/g, '$1.js"'));
}
