// Finds the credentials: in the environment, or in a file that `--env-file` names. Never among the arguments.

import { readFileSync } from "node:fs";
import { parseEnv } from "node:util";
import type { Auth } from "../../index.ts";
import { clientCredentials } from "../../oauth.ts";
import { CommandError, EXIT, UsageError, whyUnreadable } from "./failures.ts";
import type { Io } from "./io.ts";

type Env = Io["env"];

/** What the help says of credentials. */
export const CREDENTIALS_HELP = `Credentials come from the environment, or from a file with --env-file:
  EV_ENERGY_CLIENT_ID, EV_ENERGY_CLIENT_SECRET   those of an application, or
  EV_ENERGY_TOKEN                                a token
  EV_ENERGY_BASE_URL, EV_ENERGY_TOKEN_URL        where another provider is`;

/**
 * Gives the environment with the file's variables on top. Credentials of one kind take the place of those of the other.
 *
 * @throws {UsageError} if the file can't be read, or has nothing to do with this program
 */
export function readEnv(env: Env, file: string | undefined): Env {
  if (file === undefined) return env;
  const found = parseEnv(readText(file));
  if (!Object.keys(found).some((name) => name.startsWith("EV_ENERGY_"))) {
    throw new UsageError(`--env-file: ${file} has no variable whose name begins with EV_ENERGY_`);
  }
  const hasToken = found["EV_ENERGY_TOKEN"];
  const hasClient = found["EV_ENERGY_CLIENT_ID"] || found["EV_ENERGY_CLIENT_SECRET"];
  return {
    ...env,
    ...(hasToken && { EV_ENERGY_CLIENT_ID: undefined, EV_ENERGY_CLIENT_SECRET: undefined }),
    ...(hasClient && { EV_ENERGY_TOKEN: undefined }),
    ...found,
  };
}

function readText(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (cause) {
    throw new UsageError(`--env-file: ${whyUnreadable(file, cause as Error)}`, { cause });
  }
}

/**
 * Gives what `createClient` takes as `auth`.
 *
 * @param baseUrl the token endpoint is beside it, unless EV_ENERGY_TOKEN_URL says otherwise
 * @param file the one of `--env-file`, whose variables are among them
 * @throws {CommandError} if there are none, or of both kinds
 */
export function findAuth(env: Env, baseUrl: string, file?: string): Auth {
  const { EV_ENERGY_CLIENT_ID: clientId, EV_ENERGY_CLIENT_SECRET: clientSecret, EV_ENERGY_TOKEN: token } = env;
  if (clientId && token) {
    // Either may be what is left from another day, and the secret would go wherever the address leads.
    throw new UsageError("both EV_ENERGY_TOKEN and EV_ENERGY_CLIENT_ID are set; unset one of them");
  }
  if (clientId && clientSecret) {
    const tokenUrl = env["EV_ENERGY_TOKEN_URL"] || new URL("/o/token/", baseUrl).href;
    return clientCredentials({ clientId, clientSecret, tokenUrl });
  }
  if (token) return token;
  throw new CommandError(EXIT.credentials, whatIsMissing(clientId, clientSecret, file));
}

function whatIsMissing(
  clientId: string | undefined,
  clientSecret: string | undefined,
  file: string | undefined,
): string {
  if (clientId) return "EV_ENERGY_CLIENT_SECRET is missing beside EV_ENERGY_CLIENT_ID";
  if (clientSecret) return "EV_ENERGY_CLIENT_ID is missing beside EV_ENERGY_CLIENT_SECRET";
  if (file !== undefined) {
    return `no credentials; ${file} sets neither EV_ENERGY_TOKEN nor EV_ENERGY_CLIENT_ID and EV_ENERGY_CLIENT_SECRET`;
  }
  return "no credentials; set EV_ENERGY_CLIENT_ID and EV_ENERGY_CLIENT_SECRET, or EV_ENERGY_TOKEN, or name a file with --env-file";
}
