// The size of the core as an application ships it: bundled with openapi-fetch, minified, gzipped; OAuth is not in it.
// `npm run check` runs this, and fails beyond the limit.

import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { rolldown } from "rolldown";
import { run, UserError } from "../command.ts";

const LIMIT_BYTES = 8_192;
const ENTRY = "core-only";
const INDEX = join(import.meta.dirname, "../../src/index.ts");

export async function coreSize(): Promise<number> {
  const bundle = await rolldown({
    input: ENTRY,
    platform: "neutral",
    resolve: { mainFields: ["module", "main"] },
    plugins: [
      {
        name: ENTRY,
        resolveId: (id) => (id === ENTRY ? id : null),
        load: (id) => (id === ENTRY ? `export { createClient } from ${JSON.stringify(INDEX)};` : null),
      },
    ],
  });
  const { output } = await bundle.generate({ format: "esm", minify: true });
  await bundle.close();
  return gzipSync(output[0].code, { level: 9 }).length;
}

/** @throws {UserError} beyond the limit */
export function judge(bytes: number): string {
  if (bytes <= LIMIT_BYTES) return `The core bundle has ${bytes} of ${LIMIT_BYTES} bytes, minified and gzipped.`;
  throw new UserError(
    `The core bundle has ${bytes} bytes, minified and gzipped; the limit is ${LIMIT_BYTES}. ` +
      "See what got in, or raise the limit in scripts/package/size.ts on purpose.",
  );
}

await run(import.meta, "Usage: node scripts/package/size.ts", async () => console.log(judge(await coreSize())));
