// Turns an error into an exit code and a line or two: what happened, why, and what to do.

import {
  AuthenticationError,
  ConnectionError,
  EvEnergyError,
  InvalidArgumentError,
  NotFoundError,
  PermissionError,
  RateLimitError,
} from "../../index.ts";
import { formatTimeAhead } from "./units.ts";

/** Begins the code of an error of the proxy itself. */
export const PROXY_ERROR = "PROXY_";

export const EXIT = { done: 0, failed: 1, usage: 2, credentials: 3, rateLimit: 4, interrupted: 130 } as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

export const EXIT_HELP = `Exit codes:
  0    done, also if the reader of the output stops early
  1    failed, or some chargers could not be exported
  2    invalid usage
  3    credentials are missing or refused, or lack a scope
  4    rate limit reached
  130  interrupted`;

/** A failure that the command line has already explained. */
export class CommandError extends Error {
  override readonly name = "CommandError";
  readonly exitCode: ExitCode;

  constructor(exitCode: ExitCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.exitCode = exitCode;
  }
}

/** The program was called the wrong way. */
export class UsageError extends CommandError {
  constructor(message: string, options?: ErrorOptions) {
    super(EXIT.usage, message, options);
  }
}

/** The output can't be written. */
export class OutputError extends CommandError {
  /** Whether the reader of the output has closed it, as `head` does. */
  readonly isClosed: boolean;

  constructor(cause: NodeJS.ErrnoException) {
    // Drops the system call and the paths of temporary files at the end of the system's message.
    const reason = cause.message.replace(/, [a-z]+( '.*')?$/, "");
    super(EXIT.failed, `can't write the output: ${reason}`, { cause });
    this.isClosed = cause.code === "EPIPE";
  }
}

/** Wraps a system error that concerns a file of the output; returns any other error unchanged. */
export function toOutputError(error: unknown): unknown {
  return codeOf(error) === undefined ? error : new OutputError(error as NodeJS.ErrnoException);
}

/** Says why a file can't be read. */
export function describeReadError(file: string, { code, message }: NodeJS.ErrnoException): string {
  if (code === "ENOENT") return `${file} does not exist`;
  return code === "EISDIR" ? `${file} is a directory` : `can't read ${file} (${code ?? message})`;
}

/** Says what a 404 may mean, a wrong base URL included. */
export function describeNotFound({ url }: NotFoundError): string {
  const [, base = url, timestamp] = /^(.+)\/evses\/[^/]+\/\w+(\/[^?])?/.exec(url) ?? [];
  const noLog = timestamp ? "it has no log with exactly this timestamp, " : "";
  const wrongBase = base.endsWith("/v2") ? "" : "; or the base URL is wrong: it must end in /v2";
  return `404 at ${base}: the charger does not exist, ${noLog}or these credentials have no access to it${wrongBase}`;
}

/** The reason of the abort signal after SIGINT or SIGTERM. */
export class Interruption extends Error {
  override readonly name = "Interruption";
}

/** Adds advice to an error, which is its `cause`. */
export class AdvisedError extends Error {
  override readonly name = "AdvisedError";

  constructor(cause: unknown, advice: string) {
    super(advice, { cause });
  }
}

export interface Explanation {
  readonly exitCode: ExitCode;
  /** Empty if everything has been said. */
  readonly lines: readonly string[];
}

export function explainError(error: unknown): Explanation {
  if (error instanceof AdvisedError) {
    const { exitCode, lines } = explainError(error.cause);
    return { exitCode, lines: [...lines, error.message] };
  }
  if (error instanceof Interruption) return { exitCode: EXIT.interrupted, lines: ["Interrupted."] };
  if (error instanceof OutputError && error.isClosed) return { exitCode: EXIT.done, lines: [] };
  const { exitCode, message } = explain(error);
  return { exitCode, lines: message === "" ? [] : [`error: ${message}`] };
}

function explain(error: unknown): { exitCode: ExitCode; message: string } {
  if (!(error instanceof Error)) return { exitCode: EXIT.failed, message: String(error) };
  if (error instanceof CommandError) return { exitCode: error.exitCode, message: error.message };
  if (error instanceof RateLimitError) return { exitCode: EXIT.rateLimit, message: describeRateLimit(error) };
  if (error instanceof AuthenticationError) return { exitCode: EXIT.credentials, message: describeRefusal(error) };
  if (error instanceof PermissionError) {
    return { exitCode: EXIT.credentials, message: `these credentials lack the scope ${error.requiredScopes} (403)` };
  }
  if (error instanceof NotFoundError) return { exitCode: EXIT.failed, message: describeNotFound(error) };
  const message = renameOptions(error.message);
  if (error instanceof InvalidArgumentError) return { exitCode: EXIT.usage, message };
  if (error instanceof ConnectionError) {
    return { exitCode: EXIT.failed, message: describeConnection(message, error.cause) };
  }
  if (error instanceof EvEnergyError || codeOf(error) !== undefined) return { exitCode: EXIT.failed, message };
  return { exitCode: EXIT.failed, message: `${message} (unexpected; --debug shows the stack)` };
}

function describeRateLimit({ retryAt, retryAfterMs = 0 }: RateLimitError): string {
  const until = retryAt && `; try again at ${formatTimeAhead(retryAt.getTime(), retryAfterMs)}`;
  return `rate limit reached (429)${until ?? ""}`;
}

function describeRefusal({ method, message }: AuthenticationError): string {
  if (method === "POST") return renameOptions(message);
  return "the token was refused (401): it is wrong or has expired; if it comes from EV_ENERGY_TOKEN, get a new one";
}

const NAMES: Readonly<Record<string, string>> = {
  evseId: "<evse>",
  sampledAt: "<timestamp>",
  loggedAt: "<timestamp>",
  clientId: "EV_ENERGY_CLIENT_ID",
  clientSecret: "EV_ENERGY_CLIENT_SECRET",
  tokenUrl: "EV_ENERGY_TOKEN_URL",
};

/** Replaces the names of the client's options by those of arguments and variables. */
function renameOptions(message: string): string {
  return message.replace("; raise timeoutMs", "").replaceAll(/\b[a-z]+[A-Z]\w+/g, (name) => NAMES[name] ?? name);
}

function describeConnection(message: string, thrown: unknown): string {
  const reason = reasonOf(thrown);
  if (!reason) return message;
  if (reason.startsWith(PROXY_ERROR)) {
    const why = reason.slice(PROXY_ERROR.length);
    return `can't connect through the proxy (${why}); check HTTPS_PROXY, HTTP_PROXY and NO_PROXY`;
  }
  const [origin] = /https?:\/\/[^/\s]+/.exec(message) ?? [];
  if (!origin || !/^(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|bad port)$/.test(reason)) return `${message} (${reason})`;
  return `can't reach ${origin} (${reason}); check --base-url and EV_ENERGY_BASE_URL`;
}

/** The platform's `fetch` hides the reason, such as `connect ECONNREFUSED`, in the cause of its error. */
function reasonOf(thrown: unknown): string | undefined {
  const { cause = thrown } = Object(thrown) as { cause?: unknown };
  const { code, message } = Object(cause) as { code?: string; message?: string };
  return code || message;
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && "syscall" in error && "code" in error ? String(error.code) : undefined;
}
