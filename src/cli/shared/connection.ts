// The options that every command with a client has, and the client that they make.

import { type Command, Option } from "commander";
import { type Client, createClient, InvalidArgumentError, type TransportEvent } from "../../index.ts";
import { lineProgress, type Progress } from "../export/progress.ts";
import { CREDENTIALS_HELP, findAuth, readEnv } from "./credentials.ts";
import { CommandError, EXIT, UsageError } from "./failures.ts";
import type { Io } from "./io.ts";

/** As commander reads them. */
export interface ConnectionOptions {
  readonly baseUrl?: string;
  readonly envFile?: string;
  readonly quiet?: boolean;
  readonly color: boolean;
  readonly debug?: boolean;
}

const DEFAULT_BASE_URL = "https://api.ev.energy/v2";

/** Adds the options to a command, behind its own. */
export function addConnectionOptions(command: Command): Command {
  return command
    .addOption(new Option("--base-url <url>", `where the API is (default: ${DEFAULT_BASE_URL})`))
    .addOption(new Option("-e, --env-file <file>", "read credentials from this file, written as NAME=value"))
    .addOption(new Option("-q, --quiet", "no progress, errors alone"))
    .addOption(new Option("--no-color", "no colours (so does NO_COLOR)"))
    .addOption(new Option("--debug", "show each request, and the stack of an error"))
    .addHelpText("after", `\n${CREDENTIALS_HELP}`);
}

/** Where the API is for this call: as the option says, or else the environment. */
export function baseUrlOf({ baseUrl }: ConnectionOptions, env: Io["env"]): string {
  return baseUrl ?? (env["EV_ENERGY_BASE_URL"] || DEFAULT_BASE_URL);
}

/**
 * Makes the client that all chargers of a command share.
 *
 * @param progress gives where to say what happens, and how long nothing will
 * @throws {CommandError} if there are no credentials, or an address is not to be trusted with them
 */
export function connect(
  options: ConnectionOptions,
  io: Io,
  progress: () => Progress = () => lineProgress(io, options),
): Client {
  const env = readEnv(io.env, options.envFile);
  const baseUrl = baseUrlOf(options, env);
  try {
    return createClient({
      // Checked first: the token endpoint is beside it.
      auth: URL.canParse(baseUrl) ? findAuth(env, baseUrl, options.envFile) : "none",
      baseUrl,
      fetch: io.fetch,
      onEvent(event) {
        const { type, status, delayMs = 0 } = event;
        if (options.debug) progress().say(describe(event));
        if (type === "retry" && status === 429) progress().wait(io.now() + delayMs);
      },
    });
  } catch (error) {
    throw error instanceof InvalidArgumentError ? nameVariable(error, env) : error;
  }
}

/** Speaks of the variable or option where the library speaks of its own argument. */
function nameVariable({ argument }: InvalidArgumentError, env: Io["env"]): CommandError {
  if (argument === "auth") {
    return new CommandError(EXIT.credentials, "EV_ENERGY_TOKEN: it takes a token of printable ASCII without spaces");
  }
  // Unless it is given, the address of the tokens is made from that of the API.
  const isTokenUrl = argument === "tokenUrl" && env["EV_ENERGY_TOKEN_URL"];
  const name = isTokenUrl ? "EV_ENERGY_TOKEN_URL" : "--base-url, EV_ENERGY_BASE_URL";
  const takes = "an https URL without user, query or fragment; http is for this machine only";
  return new UsageError(`${name}: it takes ${takes}`);
}

function describe({ type, method, url, attempt, status, durationMs, delayMs, reason }: TransportEvent): string {
  switch (type) {
    case "request":
      return `debug: ${method} ${url}${attempt > 1 ? `, attempt ${attempt}` : ""}`;
    case "response":
      return `debug: ${status} after ${durationMs} ms`;
    case "retry":
      return `debug: again in ${delayMs} ms, because of ${reason}`;
  }
}
