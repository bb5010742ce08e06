// Says more than commander does of an option that it does not know.

import type { Command } from "commander";

const UNKNOWN = /^error: unknown option '(-[^'=]*)/;
const SECRET = /token|secret|password|bearer|auth|credential|api-?key|client-?id/i;

/** Gives the complaint with what to do instead, and without the value that may stand behind a `=`. */
export function completeComplaint(complaint: string, program: Command, args: readonly string[]): string {
  const [start, flag] = UNKNOWN.exec(complaint) ?? [];
  if (flag === undefined) return complaint;
  const advice = adviceOn(flag, program, args);
  return advice === undefined ? complaint.replace(/=.*'/s, "'") : `${start}'\n${advice}\n`;
}

function adviceOn(flag: string, program: Command, args: readonly string[]): string | undefined {
  if (SECRET.test(flag)) {
    return (
      "Tokens and secrets are never arguments: they come from the environment (EV_ENERGY_TOKEN, or EV_ENERGY_CLIENT_ID\n" +
      "and EV_ENERGY_CLIENT_SECRET), or from a file with -e FILE."
    );
  }
  const before = commandBefore(flag, program, args);
  const options = leavesOf(before).flatMap((command) => command.options);
  const isKnown = options.some(({ long, short }) => long === flag || short === flag);
  return isKnown ? `Options go after the command: ${pathOf(before)} COMMAND ${flag}` : undefined;
}

/** The command that the arguments before the option name. */
function commandBefore(flag: string, program: Command, args: readonly string[]): Command {
  let command = program;
  for (const arg of args) {
    if (arg.startsWith(flag)) break;
    command = command.commands.find((within) => within.name() === arg) ?? command;
  }
  return command;
}

/** The commands that still have to be named. */
function leavesOf({ commands }: Command): readonly Command[] {
  return commands.flatMap((command) => (command.commands.length > 0 ? leavesOf(command) : [command]));
}

function pathOf(command: Command): string {
  return command.parent ? `${pathOf(command.parent)} ${command.name()}` : command.name();
}
