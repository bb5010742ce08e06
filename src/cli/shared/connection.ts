// The options of every command that sends requests, and the client that they configure.

import { type Command, Option } from "commander";
import { type Client, createClient, InvalidArgumentError, type TransportEvent } from "../../index.ts";
import { CREDENTIALS_HELP, findAuth, readEnv } from "./credentials.ts";
import { CommandError, EXIT, UsageError } from "./errors.ts";
import type { Io } from "./io.ts";
import { lineProgress, type Progress } from "./progress.ts";
import { createProxyFetch } from "./proxy.ts";

export interface ConnectionOptions {
  readonly baseUrl?: string;
  readonly envFile?: string;
  readonly quiet?: boolean;
  readonly color: boolean;
  readonly debug?: boolean;
}

const DEFAULT_BASE_URL = "https://api.ev.energy/v2";

/** Adds the options after the command's own. */
export function addConnectionOptions(command: Command): Command {
  return command
    .addOption(new Option("--base-url <url>", `base URL of the API (default: ${DEFAULT_BASE_URL})`))
    .addOption(new Option("-e, --env-file <file>", "read credentials from this file of NAME=value lines"))
    .addOption(new Option("-q, --quiet", "print only errors"))
    .addOption(new Option("--no-color", "no colours (as with NO_COLOR)"))
    .addOption(new Option("--debug", "print each request, and stack traces of errors"))
    .addHelpText("after", `\n${CREDENTIALS_HELP}`);
}

/** Returns the base URL of the option, or else of the environment. */
export function baseUrlOf({ baseUrl }: ConnectionOptions, env: Io["env"]): string {
  return baseUrl ?? (env["EV_ENERGY_BASE_URL"] || DEFAULT_BASE_URL);
}

/**
 * Creates the client of a command.
 *
 * @param progress returns where to report requests and waits
 * @throws {CommandError} if there are no credentials, or the base URL is not safe for them
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
      // The default token URL is derived from the base URL. The client reports an invalid one.
      auth: URL.canParse(baseUrl) ? findAuth(env, baseUrl, options.envFile) : "none",
      baseUrl,
      fetch: io.fetch ?? createProxyFetch(env),
      onEvent(event) {
        const { type, status, delayMs = 0 } = event;
        if (options.debug) progress().say(describeEvent(event));
        if (type === "retry" && status === 429) progress().wait(io.now() + delayMs);
      },
    });
  } catch (error) {
    throw error instanceof InvalidArgumentError ? nameVariable(error, env) : error;
  }
}

/** Names the variable or option instead of the client's argument. */
function nameVariable({ argument }: InvalidArgumentError, env: Io["env"]): CommandError {
  if (argument === "auth") {
    return new CommandError(EXIT.credentials, "EV_ENERGY_TOKEN must be a token of printable ASCII without spaces");
  }
  const isTokenUrl = argument === "tokenUrl" && env["EV_ENERGY_TOKEN_URL"];
  const name = isTokenUrl ? "EV_ENERGY_TOKEN_URL" : "--base-url (EV_ENERGY_BASE_URL)";
  return new UsageError(
    `${name} must be an https URL without user, query or fragment; http is allowed for this machine only`,
  );
}

function describeEvent({ type, method, url, attempt, status, durationMs, delayMs, reason }: TransportEvent): string {
  switch (type) {
    case "request":
      return `debug: ${method} ${url}${attempt > 1 ? `, attempt ${attempt}` : ""}`;
    case "response":
      return `debug: ${status} after ${durationMs} ms`;
    case "retry":
      return `debug: retry in ${delayMs} ms, because of ${reason}`;
  }
}
