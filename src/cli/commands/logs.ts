// `status` and `commands`: export the logs of chargers.

import type { Command } from "commander";
import type { ExportOptions } from "../export/plan.ts";
import { runExport } from "../export/run.ts";
import { addConnectionOptions } from "../shared/connection.ts";
import type { AddCommand, Io } from "../shared/io.ts";
import type { KindName } from "../shared/log-kinds.ts";
import {
  concurrencyOption,
  EXAMPLE_EVSE,
  expandOption,
  formatOption,
  outputOption,
  sinceOption,
  untilOption,
  waitOption,
} from "../shared/options.ts";

export const addStatus: AddCommand = (program, io) => {
  addExport(program.command("status"), "status", io)
    .summary("export status logs: the states that chargers reported")
    .description("Export status logs, the states that chargers reported, newest first. Needs the scope evse:read.")
    .addHelpText("after", examples("status"));
};

export const addCommands: AddCommand = (program, io) => {
  addExport(program.command("commands"), "commands", io)
    .summary("export command logs: the commands sent to chargers")
    .description("Export command logs, the commands sent to chargers, newest first. Needs the scope debug:read.")
    .addHelpText("after", examples("commands"));
};

function addExport(command: Command, kind: KindName, io: Io): Command {
  command
    .argument("[evse...]", "ids of chargers; - reads them from standard input, one per line")
    .option("--evses <file>", "read ids from this file, one per line; # begins a comment")
    .addOption(sinceOption())
    .addOption(untilOption())
    .addOption(expandOption())
    .addOption(formatOption())
    .addOption(outputOption())
    .option("--resume", "resume an interrupted export to the same --output")
    .addOption(waitOption())
    .addOption(concurrencyOption())
    .action((evses: string[], options: ExportOptions) => runExport(kind, evses, options, io));
  return addConnectionOptions(command).addHelpText(
    "after",
    `
While an export to FILE is incomplete, FILE.checkpoint.json, FILE.part1,
FILE.part2 and so on, and FILE.lock are next to it. Do not delete them: --resume
needs them. They are removed when the export is complete.

A CSV row has the charger's id (evse_id), a column for each field of the
contract, and a column (other) for any other fields. Nested values, such as
those of --expand, are JSON.`,
  );
}

function examples(command: KindName): string {
  return `
Examples:
  $ ev-energy-logs ${command} ${EXAMPLE_EVSE} --since 7d
  $ ev-energy-logs ${command} --evses chargers.txt --since 2026-01-01 --until 2026-02-01 -o january.csv
  $ ev-energy-logs ${command} --evses chargers.txt --since 30d -o month.ndjson --wait
  $ ev-energy-logs ${command} ${EXAMPLE_EVSE} | head -1`;
}
