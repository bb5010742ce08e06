// `get`: shows one log.

import type { Command } from "commander";
import { type Expand, RateLimitError } from "../../index.ts";
import { addConnectionOptions, type ConnectionOptions, connect } from "../shared/connection.ts";
import { Advised } from "../shared/failures.ts";
import { createFormat, type FormatName, formatNameOf } from "../shared/formats/format.ts";
import { fieldTable } from "../shared/formats/table.ts";
import { type AddCommand, columnsOf, hasColors, type Io, write } from "../shared/io.ts";
import { type KindName, kinds, type Log } from "../shared/log-kinds.ts";
import { expandOption, formatOption, outputOption } from "../shared/options.ts";
import { isReplaceable, writeWhole } from "../shared/output-files.ts";

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
  addOne(get.command("status"), "status", io)
    .summary("show a status log")
    .description("Show the status log of a charger from that moment.");
  addOne(get.command("command"), "commands", io)
    .summary("show a command log")
    .description("Show the command log of a charger from that moment.");
};

function addOne(command: Command, kind: KindName, io: Io): Command {
  const { stamp } = kinds[kind];
  command
    .argument("<evse>", "the charger's id")
    .argument("<stamp>", `its ${stamp}, exactly as the log gives it`)
    .addOption(expandOption())
    .addOption(formatOption())
    .addOption(outputOption())
    .action((evse: string, moment: string, options: GetOptions) => getLog(kind, evse, moment, options, io));
  return addConnectionOptions(command).addHelpText("after", `\nExample:${example(command.name())}`);
}

function example(command: string): string {
  return `\n  $ ev-energy-logs get ${command} evse01HSH04KDEWF6Z4DB2J77J74K5 2024-04-17T09:39:45.984584Z`;
}

async function getLog(kind: KindName, evse: string, moment: string, options: GetOptions, io: Io): Promise<void> {
  const { expand, output } = options;
  // Before anything is asked for.
  if (output !== undefined) isReplaceable(output);
  const calls = connect(options, io)[kinds[kind].calls];
  const log = await calls
    .get(evse, moment, expand.length > 0 ? { expand } : {}, { signal: io.signal })
    .catch((error: unknown) => {
      throw error instanceof RateLimitError ? new Advised(error, "Run it again then; it takes one request.") : error;
    });
  const text = show(log as unknown as Log, kind, evse, options, io);
  await (output === undefined ? write(io.stdout, text) : writeWhole(output, text));
}

function show(log: Log, kind: KindName, evse: string, options: GetOptions, { stdout, env }: Io): string {
  const isShown = options.output === undefined;
  const name = formatNameOf(options, stdout);
  const look = { columns: columnsOf(stdout, env), colors: isShown && hasColors(stdout, env, options) };
  if (name === "table") return `${fieldTable(log, look)}\n`;
  if (name === "json") return `${JSON.stringify(log, undefined, 2)}\n`;
  const { head, page } = createFormat(name, kind, look);
  return head + page([log], evse);
}
