// `simulate`: a provider of made-up logs, to try things on.

import { once } from "node:events";
import { Option } from "commander";
import { createSimulator, type SimulatorOptions, serve } from "../../simulator/index.ts";
import { UsageError } from "../shared/failures.ts";
import { intervalReader } from "../shared/intervals.ts";
import { type AddCommand, type Io, write } from "../shared/io.ts";
import { isReplaceable, writeWhole } from "../shared/output-files.ts";
import { endAfter, portOption, wholeReader } from "../shared/serving.ts";
import { MOMENT_FORMS, readMoment } from "../shared/times.ts";

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

const MOST = Number.MAX_SAFE_INTEGER;
/** More than these would push what else is said off the screen. */
const MOST_SHOWN = 10;
const FIRST_SHOWN = 3;

export const addSimulate: AddCommand = (program, io) => {
  program
    .command("simulate")
    .summary("serve made-up logs, to try things on")
    .description("Serve made-up logs as the API would, to try this program or another on, until Ctrl-C.")
    .addOption(portOption(4011))
    .addOption(new Option("--evses <n>", "how many chargers").default(1).argParser(wholeReader(1, 10_000)))
    .option("--write-evses <file>", "write the ids of the chargers to this file, one a line")
    .addOption(
      new Option("--seed <n>", "which logs: the same seed gives the same")
        .default(1)
        .argParser(wholeReader(-MOST, MOST)),
    )
    .addOption(new Option("--since <when>", `from when on there are logs: ${MOMENT_FORMS}`).default("30d"))
    .addOption(
      new Option("--rate-limit <n>", "how many requests a client may make in an hour")
        .default(1000)
        .argParser(wholeReader(1, 1_000_000)),
    )
    .addOption(
      new Option("--sample-interval <time>", "from one status log to the next: 30s, 5m, 1h")
        .default(300_000, "5m")
        .argParser(intervalReader("1s", "1d")),
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
    from: readMoment("--since", options.since, io.now()),
    rateLimit: options.rateLimit,
    sampleIntervalSeconds: options.sampleInterval / 1000,
    disorder: options.disorder,
    now: io.now,
  };
  const { writeEvses: file } = options;
  if (file !== undefined) isReplaceable(file, "--write-evses");
  const { server, evseIds } = await start(settings, options.port);
  try {
    const cursor = await firstCursor(settings, evseIds);
    if (file !== undefined) await writeWhole(file, `${evseIds.join("\n")}\n`);
    await write(io.stdout, welcome({ url: server.url, evseIds, cursor, program: io.program, file }));
    if (!io.signal.aborted) await once(io.signal, "abort");
  } finally {
    await server.close();
  }
  endAfter(io.signal);
}

async function start(settings: SimulatorOptions, port: number) {
  try {
    const simulator = createSimulator(settings);
    return { server: await serve(simulator, { port }), evseIds: simulator.evseIds };
  } catch (cause) {
    // Of what they refuse, only the port and the first moment were not checked before.
    const { message } = cause as Error;
    const complaint = message.replace(/^from(: got .*; it takes ).*/, "since$1a moment from 1970 to 2199");
    throw new UsageError(`--${complaint}`, { cause });
  }
}

/** What leads from the first page of two to the second. A simulator of its own tells, so that no request is used up. */
async function firstCursor(settings: SimulatorOptions, [evse]: readonly string[]): Promise<string | undefined> {
  const response = await createSimulator(settings).fetch(`https://simulator.example${pathOf(evse)}?page_size=2`, {
    headers: { Authorization: "Bearer demo-token" },
  });
  return /[?&]page_after=([^&>]+)[^>]*>; rel="next"/.exec(String(response.headers.get("Link")))?.[1];
}

const pathOf = (evse: string | undefined) => `/v2/evses/${evse}/status_logs`;

interface Facts {
  readonly url: string;
  readonly evseIds: readonly string[];
  readonly cursor: string | undefined;
  readonly program: string;
  /** Where the ids are, too. */
  readonly file: string | undefined;
}

function welcome({ url, evseIds, cursor, program, file }: Facts): string {
  const [evse] = evseIds;
  const list = `${url}${pathOf(evse)}?page_size=2`;
  const token = "-H 'Authorization: Bearer demo-token'";
  const page =
    cursor && `\n# The page that its Link header leads to\ncurl -i '${list}&page_after=${cursor}' ${token}\n`;
  const ids = evseIds.length > 1 ? `${evseIds.length} chargers, the first of which is ${evse}` : `one charger, ${evse}`;
  return `
A simulated provider with ${ids}, listens on ${url}. Ctrl-C ends it.
The token demo-token is good for all, and so is the client demo with the secret demo-secret. Try it:
${listed(evseIds, file)}
# The two newest status logs
curl -i '${list}' ${token}
${page ?? ""}
# A token of one's own
curl -u demo:demo-secret -d grant_type=client_credentials '${url}/o/token/'

# This program
export EV_ENERGY_BASE_URL=${url}/v2 EV_ENERGY_TOKEN=demo-token
${program} status ${evse} --since 1d

# The client, in code
createClient({ auth: "demo-token", baseUrl: "${url}/v2" })

`;
}

/** Those that the first line leaves out. */
function listed(evseIds: readonly string[], file: string | undefined): string {
  if (evseIds.length === 1 && file === undefined) return "";
  const shown = evseIds.length > MOST_SHOWN ? evseIds.slice(0, FIRST_SHOWN) : evseIds;
  const hidden = evseIds.length - shown.length;
  const lines = [
    `# The chargers${file === undefined ? "" : `, which are in ${file} too, for --evses`}`,
    ...shown,
    ...(hidden > 0 ? [`and ${hidden} others${file === undefined ? "; --write-evses FILE writes them all" : ""}`] : []),
  ];
  return `\n${lines.join("\n")}\n`;
}
