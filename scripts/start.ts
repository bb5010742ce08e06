// `npm start`: a demonstration. Exports a week of a simulated charger with the command line and draws its timeline.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { startProxy } from "../contract-tests/prism.ts";
import { createSimulator, serve } from "../src/simulator/index.ts";
import { run, UserError } from "./command.ts";

const CLI = join(import.meta.dirname, "../src/cli/main.ts");

await run(import.meta, "Usage: npm start", async () => {
  const simulator = createSimulator();
  const server = await serve(simulator);
  const proxy = await startProxy(`${server.url}/v2`);
  try {
    console.log(
      "A simulated provider is running, behind a proxy that checks every request and response against spec/openapi.yaml.",
    );
    const [evse = ""] = simulator.evseIds;
    const folder = mkdtempSync(join(tmpdir(), "ev-energy-logs-"));
    const [logs, page] = [join(folder, "week.ndjson"), join(folder, "week.html")];
    const runCli = cliRunner(proxy.url);
    await runCli("status", evse, "--since", "7d", "--output", logs);
    await runCli("timeline", evse, "--since", "7d");
    await runCli("timeline", evse, "--since", "7d", "--output", page);
    console.log(`\nOpen the page at ${pathToFileURL(page)}`);
    console.log(nextSteps(evse));
  } finally {
    await proxy.close();
    await server.close();
  }
});

/** These commands work in a clone that is not built: `npx` runs the Node that `npm ci` installed. */
function nextSteps(evse: string): string {
  return `
The simulated provider has stopped. To try more, keep one running:

npx node src/cli/main.ts simulate

And in another terminal, where \`npx node src/cli/main.ts\` stands for \`ev-energy-logs\`:

export EV_ENERGY_BASE_URL=http://127.0.0.1:4011/v2 EV_ENERGY_TOKEN=demo-token
npx node src/cli/main.ts timeline ${evse}
npx node src/cli/main.ts status ${evse} --since 7d -o week.csv

README.md shows the calls in code, and \`npm test\` runs the tests.`;
}

/** Returns a function that runs the command line in this terminal. */
function cliRunner(baseUrl: string) {
  const { EV_ENERGY_CLIENT_ID: _, ...others } = process.env; // Refused together with a token.
  const env = { ...others, EV_ENERGY_BASE_URL: baseUrl, EV_ENERGY_TOKEN: "demo-token" };
  return async (...args: string[]): Promise<void> => {
    console.log(`\n$ ev-energy-logs ${args.join(" ")}`);
    const child = spawn(process.execPath, [CLI, ...args], { env, stdio: "inherit" });
    const [code] = await once(child, "close");
    if (code !== 0) throw new UserError(`The command failed with exit code ${code}.`);
  };
}
