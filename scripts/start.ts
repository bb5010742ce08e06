// The first look at the project: exports a week of a charger with the command line, and shows what the charger did.

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
/** Two minutes from log to log make fifty pages of a week, enough to see the bar. */
const WEEK = { sampleIntervalSeconds: 120 };

await run(import.meta, "Usage: npm start", async () => {
  const simulator = createSimulator(WEEK);
  const server = await serve(simulator);
  const proxy = await startProxy(`${server.url}/v2`);
  try {
    console.log(
      "A simulated provider is running, behind a proxy that holds each request and answer to spec/openapi.yaml.",
    );
    const [evse = ""] = simulator.evseIds;
    const folder = mkdtempSync(join(tmpdir(), "ev-energy-logs-"));
    const [logs, page] = [join(folder, "week.ndjson"), join(folder, "week.html")];
    const type = typist(proxy.url);
    await type("status", evse, "--since", "7d", "--output", logs);
    await type("timeline", evse, "--since", "7d");
    await type("timeline", evse, "--since", "7d", "--output", page);
    console.log(`\nThe address of the page: ${pathToFileURL(page)}`);
    console.log(next(evse));
  } finally {
    await proxy.close();
    await server.close();
  }
});

/** What works in a clone that is not built: `npx` takes the Node that `npm ci` has brought. */
function next(evse: string): string {
  return `
The provider has ended with this demonstration. To try more, keep one running:

npx node src/cli/main.ts simulate

And in another terminal, where \`npx node src/cli/main.ts\` stands for \`ev-energy-logs\`:

export EV_ENERGY_BASE_URL=http://127.0.0.1:4011/v2 EV_ENERGY_TOKEN=demo-token
npx node src/cli/main.ts timeline ${evse}
npx node src/cli/main.ts status ${evse} --since 7d -o week.csv

README.md shows the calls in code, and \`npm test\` runs the tests.`;
}

/** Gives a function that runs the command line as a person at this terminal would. */
function typist(baseUrl: string) {
  const { EV_ENERGY_CLIENT_ID: _, ...others } = process.env; // Beside a token it would be refused.
  const env = { ...others, EV_ENERGY_BASE_URL: baseUrl, EV_ENERGY_TOKEN: "demo-token" };
  return async (...args: string[]): Promise<void> => {
    console.log(`\n$ ev-energy-logs ${args.join(" ")}`);
    const child = spawn(process.execPath, [CLI, ...args], { env, stdio: "inherit" });
    const [code] = await once(child, "close");
    if (code !== 0) throw new UserError(`It has ended with exit code ${code}.`);
  };
}
