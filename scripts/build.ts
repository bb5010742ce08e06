// Builds what is published: `dist/*.js`, one file per entry over shared chunks, and the declarations beside them.

import { execFileSync } from "node:child_process";
import { globSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { rolldown } from "rolldown";

const root = fileURLToPath(new URL("..", import.meta.url));
rmSync(`${root}dist`, { recursive: true, force: true });

const bundle = await rolldown({
  cwd: root,
  input: { index: "src/index.ts" },
  // The core runs wherever `fetch` does, so nothing of Node may get in.
  platform: "neutral",
  external: /^[^./]/,
});
await bundle.write({ dir: "dist", format: "esm", sourcemap: true, chunkFileNames: "[name].js" });
await bundle.close();

execFileSync(process.execPath, [`${root}node_modules/typescript/bin/tsc`, "-p", "tsconfig.build.json"], {
  cwd: root,
  stdio: "inherit",
});

// Declarations keep the `.ts` of their imports, which not every resolver takes for a `.d.ts`.
for (const file of globSync("dist/types/**/*.d.ts", { cwd: root })) {
  const path = `${root}${file}`;
  writeFileSync(path, readFileSync(path, "utf8").replaceAll(/(from ".+)\.ts"/g, '$1.js"'));
}
