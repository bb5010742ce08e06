// Completes commander's message about an unknown option.

import type { Command } from "commander";

const UNKNOWN = /^error: unknown option '(-[^'=]*)/;
const SECRET = /token|secret|password|bearer|auth|credential|api-?key|client-?id/i;

/** Adds what to do instead, and removes the value after `=`, which may be a secret. */
export function explainUnknownOption(message: string, program: Command, args: readonly string[]): string {
  const [start, flag] = UNKNOWN.exec(message) ?? [];
  if (flag === undefined) return message;
  const advice = adviceOn(flag, program, args);
  return advice === undefined ? message.replace(/=.*'/s, "'") : `${start}'\n${advice}\n`;
}

function adviceOn(flag: string, program: Command, args: readonly string[]): string | undefined {
  if (SECRET.test(flag)) {
    return (
      "Set tokens and secrets in the environment (EV_ENERGY_TOKEN, or EV_ENERGY_CLIENT_ID and\n" +
      "EV_ENERGY_CLIENT_SECRET), or in a file that -e FILE names. They are never arguments."
    );
  }
  const command = commandBefore(flag, program, args);
  const options = subcommandsOf(command).flatMap(({ options }) => options);
  const isKnown = options.some(({ long, short }) => long === flag || short === flag);
  return isKnown ? `Put options after the command: ${pathOf(command)} COMMAND ${flag}` : undefined;
}

/** Returns the command that the arguments before the option name. */
function commandBefore(flag: string, program: Command, args: readonly string[]): Command {
  let command = program;
  for (const arg of args) {
    if (arg.startsWith(flag)) break;
    command = command.commands.find((subcommand) => subcommand.name() === arg) ?? command;
  }
  return command;
}

function subcommandsOf({ commands }: Command): readonly Command[] {
  return commands.flatMap((command) => (command.commands.length > 0 ? subcommandsOf(command) : [command]));
}

function pathOf(command: Command): string {
  return command.parent ? `${pathOf(command.parent)} ${command.name()}` : command.name();
}
