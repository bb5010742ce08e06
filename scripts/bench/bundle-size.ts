// The size of what a user ships to list logs with a peer, the loop included: bundled, minified, gzipped.

import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { rolldown } from "rolldown";

export async function bundleSize(module: URL, platform: "browser" | "node"): Promise<number> {
  const bundle = await rolldown({ input: fileURLToPath(module), platform });
  const { output } = await bundle.generate({ format: "esm", minify: true, codeSplitting: false });
  await bundle.close();
  return gzipSync(output[0].code, { level: 9 }).length;
}
