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
import { CREDENTIALS_HELP } from "./credentials.ts";
import { EXIT, EXIT_HELP, explain } from "./failures.ts";
import { type AddCommand, columnsOf, hasColors, type Io, say } from "./io.ts";

const commands: readonly AddCommand[] = [addStatus, addCommands, addGet, addTimeline, addFollow, addSimulate, addMock];

/** Makes the program. Each command plugs itself in. */
export function createProgram(io: Io, adders = commands): Command {
  const program = new Command("ev-energy-logs")
    .description("Pulls the logs of home chargers out of ev.energy's API, and shows what a charger did.")
    .version(packageJson.version)
    .addHelpText("after", `\n${CREDENTIALS_HELP}\n\n${EXIT_HELP}`)
    // Inherited by the commands that are added below.
    .exitOverride()
    .configureOutput({
      writeOut: (text) => io.stdout.write(text),
      writeErr: (text) => io.stderr.write(text),
      getOutHelpWidth: () => columnsOf(io.stdout, io.env),
      getErrHelpWidth: () => columnsOf(io.stderr, io.env),
      getOutHasColors: () => hasColors(io.stdout, io.env),
      getErrHasColors: () => hasColors(io.stderr, io.env),
    });
  for (const add of adders) add(program, io);
  return program;
}

/** Runs the command that the arguments name. Gives the exit code; never throws. */
export async function run(io: Io, adders = commands): Promise<number> {
  try {
    await createProgram(io, adders).parseAsync([...io.args], { from: "user" });
    return EXIT.done;
  } catch (error) {
    // Commander has said what there is to say.
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.usage;
    const { exitCode, lines } = explain(error);
    for (const line of lines) say(io, line);
    if (io.args.includes("--debug") && lines.length > 0) say(io, inspect(error));
    return exitCode;
  }
}
