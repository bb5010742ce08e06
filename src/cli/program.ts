// The program: its commands, and how a run ends.

import { inspect } from "node:util";
import { Command, CommanderError } from "commander";
import packageJson from "../../package.json" with { type: "json" };
import { addFollow } from "./commands/follow.ts";
import { addGet } from "./commands/get.ts";
import { addCommands, addStatus } from "./commands/logs.ts";
import { addSimulate } from "./commands/simulate.ts";
import { addTimeline } from "./commands/timeline.ts";
import { CREDENTIALS_HELP } from "./shared/credentials.ts";
import { EXIT, EXIT_HELP, explainError } from "./shared/errors.ts";
import { type AddCommand, columnsOf, hasColors, type Io, say, write } from "./shared/io.ts";
import { EXAMPLE_EVSE } from "./shared/options.ts";
import { explainUnknownOption } from "./shared/unknown-options.ts";

const commands: readonly AddCommand[] = [addStatus, addCommands, addGet, addTimeline, addFollow, addSimulate];

const EXAMPLES = `Examples:
  $ ev-energy-logs status ${EXAMPLE_EVSE} --since 7d
  $ ev-energy-logs commands --evses chargers.txt --since 30d -o month.csv
  $ ev-energy-logs timeline ${EXAMPLE_EVSE} -o week.html
  $ ev-energy-logs simulate`;

/**
 * Creates the program.
 *
 * @param print writes what was asked for, such as help
 */
export function createProgram(io: Io, adders: readonly AddCommand[], print: (text: string) => void): Command {
  const program = new Command("ev-energy-logs")
    .description("Export the logs of home chargers from ev.energy's API, and show what a charger did.")
    .version(packageJson.version)
    .addHelpText("after", `\n${CREDENTIALS_HELP}\n\n${EXIT_HELP}\n\n${EXAMPLES}`)
    // Inherited by the commands that are added below.
    .exitOverride()
    .configureOutput({
      writeOut: print,
      writeErr: (text) => io.stderr.write(text),
      outputError: (text, writeError) => writeError(explainUnknownOption(text, program, io.args)),
      getOutHelpWidth: () => columnsOf(io.stdout, io.env),
      getErrHelpWidth: () => columnsOf(io.stderr, io.env),
      getOutHasColors: () => hasColors(io.stdout, io.env),
      getErrHasColors: () => hasColors(io.stderr, io.env),
    });
  for (const add of adders) add(program, io);
  for (const command of subcommandsOf(program)) command.addHelpText("after", "\nExit codes: see ev-energy-logs --help");
  return program;
}

function subcommandsOf({ commands }: Command): Command[] {
  return commands.flatMap((command) => [command, ...subcommandsOf(command)]);
}

/** Runs the command that the arguments name. Returns the exit code; never throws. */
export async function run(io: Io, adders = commands): Promise<number> {
  let printed = "";
  const print = (text: string) => {
    printed += text;
  };
  try {
    try {
      await createProgram(io, adders, print).parseAsync([...io.args], { from: "user" });
    } catch (error) {
      if (!(error instanceof CommanderError)) throw error;
      // Commander has printed its error.
      if (error.exitCode !== 0) return EXIT.usage;
      await write(io.stdout, printed);
    }
    return EXIT.done;
  } catch (error) {
    const { exitCode, lines } = explainError(error);
    for (const line of lines) say(io, line);
    if (io.args.includes("--debug") && lines.length > 0) say(io, inspect(error));
    return exitCode;
  }
}
