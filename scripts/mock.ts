// Starts the mock that Prism makes of spec/openapi.yaml, for a person to try the API on. The command line's `mock` does
// the same with the document of the package; this one takes any, and says where it does not parse.
import { createRequire } from "node:module";
import { parseArgs } from "node:util";
import { runPrism } from "../src/cli/prism.ts";
import { processIo } from "../src/cli/process-io.ts";
import { CommandError } from "../src/cli/shared/failures.ts";
import { fromRoot, run, UserError } from "./command.ts";
import { readSpec } from "./spec/spec-file.ts";

const usage = "Usage: npm run mock [-- [--port N] [--spec FILE]]";

export function portFrom(text: string): number {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65535) {
    throw new UserError(`--port takes a number from 0 to 65535, where 0 picks a free one; it got "${text}".\n${usage}`);
  }
  return port;
}

await run(import.meta, usage, async () => {
  const { port, spec } = parseArgs({
    options: {
      port: { type: "string", default: "4010" },
      spec: { type: "string", default: fromRoot("spec/openapi.yaml") },
    },
  }).values;

  readSpec(spec);
  const prism = createRequire(import.meta.url).resolve("@stoplight/prism-cli");
  try {
    await runPrism({ prism, spec, port: portFrom(port), io: processIo(process) });
  } catch (error) {
    throw error instanceof CommandError ? new UserError(error.message) : error;
  }
});
