// `simulate`: a simulated provider to try programs on.

import { once } from "node:events";
import { Option } from "commander";
import { InvalidArgumentError } from "../../index.ts";
import { createSimulator, type SimulatorOptions, serve } from "../../simulator/index.ts";
import { UsageError } from "../shared/errors.ts";
import { checkOutput, writeOutput } from "../shared/files.ts";
import { type AddCommand, type Io, write } from "../shared/io.ts";
import { parseTimestamp, TIMESTAMP_FORMATS } from "../shared/timestamps.ts";
import { durationParser, integerParser } from "../shared/units.ts";

interface SimulateOptions {
  readonly port: number;
  readonly evses: number;
  readonly writeEvses?: string;
  readonly seed: number;
  readonly since: string;
  readonly rateLimit: number;
  readonly sampleInterval: number;
  readonly disorder?: boolean;
}

const MAX_SEED = Number.MAX_SAFE_INTEGER;
/** A longer list of ids would scroll the rest of the text off the screen. */
const MAX_IDS = 10;
const FIRST_IDS = 3;

export const addSimulate: AddCommand = (program, io) => {
  program
    .command("simulate")
    .summary("serve simulated chargers for testing")
    .description("Serve simulated chargers as the API would, until Ctrl-C, to test this program or your own.")
    .addOption(
      new Option("--port <n>", "port on this machine; 0 picks a free one")
        .default(4011)
        .argParser(integerParser(0, 65_535)),
    )
    .addOption(new Option("--evses <n>", "how many chargers").default(1).argParser(integerParser(1, 10_000)))
    .option("--write-evses <file>", "write the ids of the chargers to this file, one per line")
    .addOption(
      new Option("--seed <n>", "the same seed produces the same logs")
        .default(1)
        .argParser(integerParser(-MAX_SEED, MAX_SEED)),
    )
    .addOption(new Option("--since <time>", `when the logs begin: ${TIMESTAMP_FORMATS}`).default("30d"))
    .addOption(
      new Option("--rate-limit <n>", "requests per hour and client")
        .default(1000)
        .argParser(integerParser(1, 1_000_000)),
    )
    .addOption(
      new Option("--sample-interval <duration>", "time between two status logs: 30s, 5m, 1h")
        .default(300_000, "5m")
        .argParser(durationParser("1s", "1d")),
    )
    .option("--disorder", "late, repeated and wrong rows, failing meters and pages, as in the field")
    .addHelpText(
      "after",
      `
Examples:
  $ ev-energy-logs simulate
  $ ev-energy-logs simulate --evses 100 --write-evses chargers.txt
  $ ev-energy-logs simulate --since 365d --rate-limit 1000000
  $ ev-energy-logs simulate --rate-limit 20 --sample-interval 10s`,
    )
    .action((options: SimulateOptions) => simulate(options, io));
};

async function simulate(options: SimulateOptions, io: Io): Promise<void> {
  const settings: SimulatorOptions = {
    evses: options.evses,
    seed: options.seed,
    from: parseTimestamp("--since", options.since, io.now()),
    rateLimit: options.rateLimit,
    sampleIntervalSeconds: options.sampleInterval / 1000,
    disorder: options.disorder,
    now: io.now,
  };
  const { writeEvses: file } = options;
  if (file !== undefined) checkOutput(file, "--write-evses");
  const { server, evseIds } = await start(settings, options.port);
  try {
    if (file !== undefined) writeOutput(file, `${evseIds.join("\n")}\n`);
    await write(io.stdout, welcome(server.url, evseIds, file, io));
    if (!io.signal.aborted) await once(io.signal, "abort");
  } finally {
    await server.close();
  }
  // SIGTERM is how a service is stopped; Ctrl-C interrupts it.
  if ((io.signal.reason as Error).message !== "SIGTERM") throw io.signal.reason;
}

async function start(settings: SimulatorOptions, port: number) {
  try {
    const simulator = createSimulator(settings);
    return { server: await serve(simulator, { port }), evseIds: simulator.evseIds };
  } catch (error) {
    if (!(error instanceof InvalidArgumentError)) throw error;
    // The options have been checked, except for these two.
    const message =
      error.argument === "from"
        ? `--since must be from 1970 to 2199 (received ${settings.from})`
        : `--port must be free, or 0; can't listen on ${port}: ${(error.cause as Error | undefined)?.message}`;
    throw new UsageError(message, { cause: error });
  }
}

function welcome(url: string, evseIds: readonly string[], file: string | undefined, { program }: Io): string {
  const [evse] = evseIds;
  const ids = evseIds.length > 1 ? `${evseIds.length} chargers (the first is ${evse})` : `one charger, ${evse},`;
  return `
A simulated provider with ${ids} listens on ${url}. Ctrl-C stops it.
The token demo-token and the client demo (secret: demo-secret) have access to everything. Try it:
${listIds(evseIds, file)}
# The two newest status logs
curl -i '${url}/v2/evses/${evse}/status_logs?page_size=2' -H 'Authorization: Bearer demo-token'

# A new token
curl -u demo:demo-secret -d grant_type=client_credentials '${url}/o/token/'

# This program
export EV_ENERGY_BASE_URL=${url}/v2 EV_ENERGY_TOKEN=demo-token
${program} status ${evse} --since 1d

# The client, in code
createClient({ auth: "demo-token", baseUrl: "${url}/v2" })

`;
}

function listIds(evseIds: readonly string[], file: string | undefined): string {
  if (evseIds.length === 1 && file === undefined) return "";
  const shown = evseIds.length > MAX_IDS ? evseIds.slice(0, FIRST_IDS) : evseIds;
  const hidden = evseIds.length - shown.length;
  const lines = [
    `# The chargers${file === undefined ? "" : `, also in ${file} for --evses`}`,
    ...shown,
    ...(hidden > 0 ? [`and ${hidden} others${file === undefined ? "; --write-evses FILE writes them all" : ""}`] : []),
  ];
  return `\n${lines.join("\n")}\n`;
}
