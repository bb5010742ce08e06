// The program: its commands, and what becomes of a call.

import { inspect } from "node:util";
import { Command, CommanderError } from "commander";
import packageJson from "../../package.json" with { type: "json" };
import { addFollow } from "./commands/follow.ts";
import { addGet } from "./commands/get.ts";
import { addCommands, addStatus } from "./commands/logs.ts";
import { addMock } from "./commands/mock.ts";
import { addSimulate } from "./commands/simulate.ts";
import { addTimeline } from "./commands/timeline.ts";
import { completeComplaint } from "./shared/complaints.ts";
import { CREDENTIALS_HELP } from "./shared/credentials.ts";
import { EXIT, EXIT_HELP, explain } from "./shared/failures.ts";
import { type AddCommand, columnsOf, hasColors, type Io, say, write } from "./shared/io.ts";

const commands: readonly AddCommand[] = [addStatus, addCommands, addGet, addTimeline, addFollow, addSimulate, addMock];

const EVSE = "evse01HSH04KDEWF6Z4DB2J77J74K5";
const EXAMPLES = `Examples:
  $ ev-energy-logs status ${EVSE} --since 7d
  $ ev-energy-logs commands --evses chargers.txt --since 30d -o month.csv
  $ ev-energy-logs timeline ${EVSE} -o week.html
  $ ev-energy-logs simulate`;

/**
 * Makes the program. Each command plugs itself in.
 *
 * @param print takes what was asked for, such as the help
 */
export function createProgram(io: Io, adders: readonly AddCommand[], print: (text: string) => void): Command {
  const program = new Command("ev-energy-logs")
    .description("Pulls the logs of home chargers out of ev.energy's API, and shows what a charger did.")
    .version(packageJson.version)
    .addHelpText("after", `\n${CREDENTIALS_HELP}\n\n${EXIT_HELP}\n\n${EXAMPLES}`)
    // Inherited by the commands that are added below.
    .exitOverride()
    .configureOutput({
      writeOut: print,
      writeErr: (text) => io.stderr.write(text),
      outputError: (text, writeError) => writeError(completeComplaint(text, program, io.args)),
      getOutHelpWidth: () => columnsOf(io.stdout, io.env),
      getErrHelpWidth: () => columnsOf(io.stderr, io.env),
      getOutHasColors: () => hasColors(io.stdout, io.env),
      getErrHasColors: () => hasColors(io.stderr, io.env),
    });
  for (const add of adders) add(program, io);
  for (const command of withinOf(program)) command.addHelpText("after", "\nExit codes: see ev-energy-logs --help");
  return program;
}

function withinOf({ commands }: Command): Command[] {
  return commands.flatMap((command) => [command, ...withinOf(command)]);
}

/** Runs the command that the arguments name. Gives the exit code; never throws. */
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
      // Commander has said what there is to say.
      if (error.exitCode !== 0) return EXIT.usage;
      await write(io.stdout, printed);
    }
    return EXIT.done;
  } catch (error) {
    const { exitCode, lines } = explain(error);
    for (const line of lines) say(io, line);
    if (io.args.includes("--debug") && lines.length > 0) say(io, inspect(error));
    return exitCode;
  }
}
