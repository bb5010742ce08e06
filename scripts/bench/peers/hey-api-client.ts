// Generates hey-api's client for the spec and bundles it with the loop around it. Run in a separate process, because
// generator and bundler leave a large heap.

import { fileURLToPath } from "node:url";
import { createClient } from "@hey-api/openapi-ts";
import { rolldown } from "rolldown";

const [folder = "", bundleFile = ""] = process.argv.slice(2);
const input = fileURLToPath(new URL("../../../spec/openapi.yaml", import.meta.url));
await createClient({ input, output: folder, logs: { level: "silent" } });
const entry = `
  import { createClient, createConfig } from "${folder}/client/index.ts";
  import { listEvseStatusLogs } from "${folder}/sdk.gen.ts";
  import { withGenerated } from "${fileURLToPath(new URL("hey-api.ts", import.meta.url))}";
  export const createReader = withGenerated({ createClient, createConfig, listEvseStatusLogs });`;
const bundle = await rolldown({
  input: "entry",
  platform: "neutral",
  resolve: { extensionAlias: { ".js": [".ts", ".js"] } },
  plugins: [
    {
      name: "entry",
      resolveId: (id) => (id === "entry" ? id : null),
      load: (id) => (id === "entry" ? entry : null),
    },
  ],
});
await bundle.write({ file: bundleFile, format: "esm" });
await bundle.close();
