// Builds what is published: one file for each entry, and the declarations beside them.

import { execFileSync } from "node:child_process";
import { copyFileSync, globSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { type InputOptions, type OutputOptions, rolldown } from "rolldown";

const root = fileURLToPath(new URL("..", import.meta.url));
rmSync(`${root}dist`, { recursive: true, force: true });

// The core is a single file with openapi-fetch in it, which is imported in half the time of two.
await bundle({ input: "src/index.ts", resolve: { mainFields: ["module"] } }, { file: "dist/index.js" });
copyFileSync(`${root}node_modules/openapi-fetch/LICENSE`, `${root}dist/openapi-fetch.LICENSE`);

// An error is an `instanceof` the same class whichever entry threw it, so the other entries take the errors of the core.
const errors = `${root}src/errors.ts`;
const beside = { paths: { [errors]: "./index.js" } };
await bundle({ input: "src/oauth.ts", external: ["oauth4webapi", errors] }, { file: "dist/oauth.js", ...beside });
await bundle(
  // `serve` alone takes this one, when it is called.
  { input: "src/simulator/index.ts", external: ["node:http", errors] },
  { file: "dist/simulator.js", ...beside },
);

execFileSync(process.execPath, [`${root}node_modules/typescript/bin/tsc`, "-p", "tsconfig.build.json"], {
  cwd: root,
  stdio: "inherit",
});

// Declarations keep the `.ts` of their imports, which not every resolver takes for a `.d.ts`.
for (const file of globSync("dist/types/**/*.d.ts", { cwd: root })) {
  const path = `${root}${file}`;
  writeFileSync(path, readFileSync(path, "utf8").replaceAll(/(from ".+)\.ts"/g, '$1.js"'));
}

async function bundle(input: InputOptions, output: OutputOptions): Promise<void> {
  // The package runs wherever `fetch` does, so nothing of Node may get in.
  const result = await rolldown({ cwd: root, platform: "neutral", ...input });
  // Parsing counts in the time of an import. Functions keep their names for stack traces; the source maps hold the rest.
  const minify = { compress: true, mangle: { keepNames: true }, codegen: { removeWhitespace: true } };
  await result.write({ format: "esm", sourcemap: true, comments: false, minify, ...output });
  await result.close();
}
