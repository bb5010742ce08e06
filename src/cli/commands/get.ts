// `get`: shows one log.

import type { Command } from "commander";
import { type Expand, RateLimitError } from "../../index.ts";
import { addConnectionOptions, type ConnectionOptions, connect } from "../shared/connection.ts";
import { AdvisedError } from "../shared/errors.ts";
import { checkOutput, writeOutput } from "../shared/files.ts";
import { createFormat, type FormatName, selectFormat } from "../shared/formats/formats.ts";
import { fieldTable } from "../shared/formats/table.ts";
import { type AddCommand, columnsOf, hasColors, type Io, write } from "../shared/io.ts";
import { type KindName, kinds, type Log } from "../shared/log-kinds.ts";
import { EXAMPLE_EVSE, expandOption, formatOption, outputOption } from "../shared/options.ts";

interface GetOptions extends ConnectionOptions {
  readonly expand: readonly Expand[];
  readonly format?: FormatName;
  readonly output?: string;
}

export const addGet: AddCommand = (program, io) => {
  const get = program
    .command("get")
    .summary("show one log")
    .description("Show one log.")
    .addHelpText("after", `\nExamples:${example("status")}${example("command")}`);
  addKind(get.command("status"), "status", io)
    .summary("show a status log")
    .description("Show the status log of a charger with this timestamp.");
  addKind(get.command("command"), "commands", io)
    .summary("show a command log")
    .description("Show the command log of a charger with this timestamp.");
};

function addKind(command: Command, kind: KindName, io: Io): Command {
  command
    .argument("<evse>", "the charger's id")
    .argument("<timestamp>", `the log's ${kinds[kind].timestamp}, exactly as in the log`)
    .addOption(expandOption())
    .addOption(formatOption())
    .addOption(outputOption())
    .action((evse: string, timestamp: string, options: GetOptions) => getLog(kind, evse, timestamp, options, io));
  return addConnectionOptions(command).addHelpText("after", `\nExample:${example(command.name())}`);
}

function example(command: string): string {
  return `\n  $ ev-energy-logs get ${command} ${EXAMPLE_EVSE} 2024-04-17T09:39:45.984584Z`;
}

async function getLog(kind: KindName, evse: string, timestamp: string, options: GetOptions, io: Io): Promise<void> {
  const { expand, output } = options;
  if (output !== undefined) checkOutput(output);
  const log = await connect(options, io)
    [kinds[kind].calls].get(evse, timestamp, expand.length > 0 ? { expand } : {}, { signal: io.signal })
    .catch((error: unknown) => {
      throw error instanceof RateLimitError ? new AdvisedError(error, "Run it again after that time.") : error;
    });
  const text = formatLog(log as unknown as Log, kind, evse, options, io);
  if (output === undefined) await write(io.stdout, text);
  else writeOutput(output, text);
}

function formatLog(log: Log, kind: KindName, evse: string, options: GetOptions, { stdout, env }: Io): string {
  const name = selectFormat(options, stdout);
  const colors = options.output === undefined && hasColors(stdout, env, options);
  const display = { columns: columnsOf(stdout, env), colors };
  if (name === "table") return `${fieldTable(log, display)}\n`;
  if (name === "json") return `${JSON.stringify(log, undefined, 2)}\n`;
  const { head, page } = createFormat(name, kind, display);
  return head + page([log], evse);
}
