// Finds the credentials in the environment, or in the file of `--env-file`. They are never arguments.

import { readFileSync } from "node:fs";
import { parseEnv } from "node:util";
import type { Auth } from "../../index.ts";
import { clientCredentials } from "../../oauth.ts";
import { CommandError, describeReadError, EXIT, UsageError } from "./errors.ts";
import type { Io } from "./io.ts";

type Env = Io["env"];

export const CREDENTIALS_HELP = `Credentials come from the environment, or from a file with --env-file:
  EV_ENERGY_CLIENT_ID, EV_ENERGY_CLIENT_SECRET   of an application, or
  EV_ENERGY_TOKEN                                an access token
  EV_ENERGY_BASE_URL, EV_ENERGY_TOKEN_URL        for another provider`;

/**
 * Returns the environment, overridden by the file. Credentials of one kind replace those of the other.
 *
 * @throws {UsageError} if the file can't be read, or sets no variable of this program
 */
export function readEnv(env: Env, file: string | undefined): Env {
  if (file === undefined) return env;
  const variables = parseEnv(readText(file));
  if (!Object.keys(variables).some((name) => name.startsWith("EV_ENERGY_"))) {
    throw new UsageError(`--env-file: ${file} sets no variable whose name begins with EV_ENERGY_`);
  }
  const hasToken = variables["EV_ENERGY_TOKEN"];
  const hasClient = variables["EV_ENERGY_CLIENT_ID"] || variables["EV_ENERGY_CLIENT_SECRET"];
  return {
    ...env,
    ...(hasToken && { EV_ENERGY_CLIENT_ID: undefined, EV_ENERGY_CLIENT_SECRET: undefined }),
    ...(hasClient && { EV_ENERGY_TOKEN: undefined }),
    ...variables,
  };
}

function readText(file: string): string {
  try {
    // Without a byte-order mark, which would become part of the first name.
    return readFileSync(file, "utf8").replace(/^\uFEFF/, "");
  } catch (cause) {
    throw new UsageError(`--env-file: ${describeReadError(file, cause as Error)}`, { cause });
  }
}

/**
 * Returns the `auth` of the client.
 *
 * @param baseUrl determines the token URL, unless EV_ENERGY_TOKEN_URL is set
 * @param file that of `--env-file`, for error messages
 * @throws {CommandError} if there are none, or both kinds
 */
export function findAuth(env: Env, baseUrl: string, file?: string): Auth {
  const { EV_ENERGY_CLIENT_ID: clientId, EV_ENERGY_CLIENT_SECRET: clientSecret, EV_ENERGY_TOKEN: token } = env;
  if (clientId && token) {
    // One of them may be left over from another provider, and would be sent to this one.
    throw new UsageError("both EV_ENERGY_TOKEN and EV_ENERGY_CLIENT_ID are set; unset one of them");
  }
  if (clientId && clientSecret) {
    const tokenUrl = env["EV_ENERGY_TOKEN_URL"] || new URL("/o/token/", baseUrl).href;
    return clientCredentials({ clientId, clientSecret, tokenUrl });
  }
  if (token) return token;
  throw new CommandError(EXIT.credentials, describeMissing(clientId, clientSecret, file));
}

function describeMissing(
  clientId: string | undefined,
  clientSecret: string | undefined,
  file: string | undefined,
): string {
  if (clientId) return "EV_ENERGY_CLIENT_ID is set, but EV_ENERGY_CLIENT_SECRET is not";
  if (clientSecret) return "EV_ENERGY_CLIENT_SECRET is set, but EV_ENERGY_CLIENT_ID is not";
  if (file !== undefined) {
    return `no credentials; ${file} sets neither EV_ENERGY_TOKEN nor EV_ENERGY_CLIENT_ID and EV_ENERGY_CLIENT_SECRET`;
  }
  return "no credentials; set EV_ENERGY_CLIENT_ID and EV_ENERGY_CLIENT_SECRET, or EV_ENERGY_TOKEN, or name a file with --env-file";
}
