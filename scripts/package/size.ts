// What `createClient` adds to a user's application: the built package, bundled with esbuild and with rolldown, minified and
// gzipped. `npm run check` runs this and fails above the limit.

import { join } from "node:path";
import { gzipSync } from "node:zlib";
import esbuild from "esbuild";
import { rolldown } from "rolldown";
import { run, UserError } from "../command.ts";
import { buildIfStale } from "./build.ts";

const LIMIT_BYTES = 9_216;
const root = join(import.meta.dirname, "../..");
// Node and bundlers resolve the name of the package within the package itself, through its `exports`.
const application = 'export { createClient } from "ev-energy-logs";';

await run(import.meta, "Usage: node scripts/package/size.ts", async () => {
  await buildIfStale();
  const sizes = Object.entries({ esbuild: await bundleWithEsbuild(), rolldown: await bundleWithRolldown() }).map(
    ([bundler, code]) => ({ bundler, bytes: gzipSync(code, { level: 9 }).length }),
  );
  for (const { bundler, bytes } of sizes) {
    console.log(`createClient, bundled by ${bundler}: ${bytes} of ${LIMIT_BYTES} bytes, minified and gzipped`);
  }
  if (sizes.some(({ bytes }) => bytes > LIMIT_BYTES)) throw new UserError("The client is larger than its limit.");
});

async function bundleWithEsbuild(): Promise<string> {
  const { outputFiles } = await esbuild.build({
    stdin: { contents: application, resolveDir: root },
    bundle: true,
    format: "esm",
    platform: "browser",
    minify: true,
    write: false,
  });
  return outputFiles.map(({ text }) => text).join("");
}

async function bundleWithRolldown(): Promise<string> {
  const entry = join(root, "application.js");
  const bundle = await rolldown({
    input: entry,
    platform: "browser",
    plugins: [
      {
        name: "application",
        resolveId: (id) => (id === entry ? id : null),
        load: (id) => (id === entry ? application : null),
      },
    ],
  });
  const { output } = await bundle.generate({ format: "esm", minify: true });
  await bundle.close();
  return output[0].code;
}
