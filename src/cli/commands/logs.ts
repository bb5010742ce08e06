// `status` and `commands`: export the logs of chargers.

import type { Command } from "commander";
import { type ExportOptions, runExport } from "../export/session.ts";
import { addConnectionOptions } from "../shared/connection.ts";
import type { AddCommand, Io } from "../shared/io.ts";
import type { KindName } from "../shared/log-kinds.ts";
import {
  concurrencyOption,
  expandOption,
  formatOption,
  outputOption,
  sinceOption,
  untilOption,
} from "../shared/options.ts";

const EVSE = "evse01HSH04KDEWF6Z4DB2J77J74K5";

export const addStatus: AddCommand = (program, io) => {
  addExport(program.command("status"), "status", io)
    .summary("export what state chargers were in")
    .description("Export what state chargers were in, newest first. Needs the scope evse:read.")
    .addHelpText("after", examples("status"));
};

export const addCommands: AddCommand = (program, io) => {
  addExport(program.command("commands"), "commands", io)
    .summary("export what chargers were told to do")
    .description("Export what chargers were told to do, newest first. Needs the scope debug:read.")
    .addHelpText("after", examples("commands"));
};

function addExport(command: Command, kind: KindName, io: Io): Command {
  command
    .argument("[evse...]", "ids of chargers; - reads them from standard input, one a line")
    .option("--evses <file>", "read ids from this file, one a line; # begins a comment")
    .addOption(sinceOption())
    .addOption(untilOption())
    .addOption(expandOption())
    .addOption(formatOption())
    .addOption(outputOption())
    .option("--resume", "go on where an export to the same --output was stopped")
    .option("--wait", "sit out the rate limit, however long it takes; without it, up to a minute")
    .addOption(concurrencyOption())
    .action((evses: string[], options: ExportOptions) => runExport(kind, evses, options, io));
  return addConnectionOptions(command).addHelpText(
    "after",
    `
Until FILE of --output is complete, FILE.checkpoint.json, FILE.part1 and on, and
FILE.lock lie beside it. Leave them there: --resume needs them, and they go by
themselves.

A row of CSV has the id of the charger (evse_id), a column for each field of the
contract, and one (other) for what a log has besides. What is nested, as by
--expand, is JSON.`,
  );
}

function examples(command: KindName): string {
  return `
Examples:
  $ ev-energy-logs ${command} ${EVSE} --since 7d
  $ ev-energy-logs ${command} --evses chargers.txt --since 2026-01-01 --until 2026-02-01 -o january.csv
  $ ev-energy-logs ${command} --evses chargers.txt --since 30d -o month.ndjson --wait
  $ ev-energy-logs ${command} ${EVSE} | head -1`;
}
