// What a user ships to list logs with each peer, the loop included: bundled, minified, gzipped.

import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { rolldown } from "rolldown";

/** For a browser, or for Node alone if it runs nowhere else. */
export async function bundleSize(module: URL, platform: "browser" | "node"): Promise<number> {
  const bundle = await rolldown({ input: fileURLToPath(module), platform });
  const { output } = await bundle.generate({ format: "esm", minify: true, codeSplitting: false });
  await bundle.close();
  return gzipSync(output[0].code, { level: 9 }).length;
}
