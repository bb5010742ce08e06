// `node scripts/bench/peers/hey-api-client.ts`: generates hey-api's client for the contract, and bundles it with the loop around
// it into the module of its peer.

import { fileURLToPath } from "node:url";
import { createClient } from "@hey-api/openapi-ts";
import { rolldown } from "rolldown";
import { run } from "../../command.ts";
import { GENERATED, heyApi } from "./peers.ts";

const spec = fileURLToPath(new URL("../../../spec/openapi.yaml", import.meta.url));
const loop = fileURLToPath(new URL("hey-api.ts", import.meta.url));

await run(import.meta, "Usage: node scripts/bench/peers/hey-api-client.ts", async () => {
  const folder = fileURLToPath(GENERATED);
  await createClient({ input: spec, output: folder, logs: { level: "silent" } });
  const entry = `
    import { createClient, createConfig } from "${folder}/client/index.ts";
    import { listEvseStatusLogs } from "${folder}/sdk.gen.ts";
    import { withGenerated } from "${loop}";
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
  await bundle.write({ file: fileURLToPath(heyApi.module), format: "esm" });
  await bundle.close();
});
