// `mock`: the mock that Prism makes of the contract, if Prism is installed.

import { createRequire } from "node:module";
import { join } from "node:path";
import type { Command } from "commander";
import { runPrism } from "../prism.ts";
import { CommandError, EXIT } from "../shared/failures.ts";
import type { Io } from "../shared/io.ts";
import { endAfter, portOption } from "../shared/serving.ts";

const PRISM = "@stoplight/prism-cli";
const INSTALL = `npm install --save-dev ${PRISM}`;

/** @param places files from which Prism is looked for, the first one first */
export function addMock(
  program: Command,
  io: Io,
  places: readonly string[] = [join(process.cwd(), "package.json"), import.meta.url],
): void {
  program
    .command("mock")
    .summary("serve the contract's examples, if Prism is installed")
    .description(
      "Serve the contract's examples, until Ctrl-C. For a provider with pages, tokens and a rate limit, see simulate.",
    )
    .addOption(portOption(4010))
    .addHelpText(
      "after",
      `
It needs Prism:
  $ ${INSTALL}

Example:
  $ ev-energy-logs mock --port 0`,
    )
    .action(async ({ port }: { port: number }) => {
      const prism = findPrism(places);
      // The contract lies beside the program in the package.
      const spec = createRequire(import.meta.url).resolve("ev-energy-logs/openapi.yaml");
      await runPrism({ prism, spec, port, io });
      endAfter(io.signal);
    });
}

function findPrism(places: readonly string[]): string {
  for (const place of places) {
    try {
      return createRequire(place).resolve(PRISM);
    } catch {
      // It may be at the next.
    }
  }
  throw new CommandError(EXIT.failed, `Prism is not installed here; install it with: ${INSTALL}`);
}
