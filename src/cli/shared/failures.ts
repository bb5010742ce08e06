// What becomes of an error: an exit code, and a line or two that say what happened, why, and what to do.

import {
  AuthenticationError,
  ConnectionError,
  EvEnergyError,
  InvalidArgumentError,
  NotFoundError,
  PermissionError,
  RateLimitError,
} from "../../index.ts";
import { whenAndIn } from "../export/durations.ts";

/** The exit codes that are documented. */
export const EXIT = { done: 0, failed: 1, usage: 2, credentials: 3, rateLimit: 4, interrupted: 130 } as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** What the help says of them. */
export const EXIT_HELP = `Exit codes:
  0    done; also if whoever reads the output has left
  1    failed, or some chargers could not be exported
  2    a mistake in the use of the program
  3    credentials are missing or refused, or lack a scope
  4    the rate limit is used up
  130  interrupted`;

/** Something that went wrong and is explained already. */
export class CommandError extends Error {
  override readonly name = "CommandError";
  readonly exitCode: ExitCode;

  constructor(exitCode: ExitCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.exitCode = exitCode;
  }
}

/** A mistake in how the program was called. */
export class UsageError extends CommandError {
  constructor(message: string, options?: ErrorOptions) {
    super(EXIT.usage, message, options);
  }
}

/** The output can't be written. */
export class OutputError extends CommandError {
  /** Whether whoever read it has seen enough. */
  readonly isClosed: boolean;

  constructor(cause: NodeJS.ErrnoException) {
    // The files beside the output, which the system names at the end, are nobody's business.
    const reason = cause.message.replace(/, [a-z]+( '.*')?$/, "");
    super(EXIT.failed, `the output can't be written: ${reason}`, { cause });
    this.isClosed = cause.code === "EPIPE";
  }
}

/** Speaks of the output where the system speaks of the files that it is made of. */
export function asOutputError(error: unknown): unknown {
  return codeOf(error) === undefined ? error : new OutputError(error as NodeJS.ErrnoException);
}

/** Says why a file can't be read. */
export function whyUnreadable(file: string, { code, message }: NodeJS.ErrnoException): string {
  if (code === "ENOENT") return `there is no file ${file}`;
  return code === "EISDIR" ? `${file} is a folder` : `${file} can't be read (${code ?? message})`;
}

/** Says what a 404 may mean, and where it came from: a wrong address gives one too. */
export function whyMissing({ url }: NotFoundError): string {
  const [, base = url, stamp] = /^(.+)\/evses\/[^/]+\/\w+(\/[^?])?/.exec(url) ?? [];
  const orStamp = stamp ? "no log with exactly this stamp, " : "";
  const orAddress = base.endsWith("/v2") ? "" : "; or the address is wrong: the API's ends in /v2";
  return `404 at ${base}: no such charger, ${orStamp}or these credentials may not see it${orAddress}`;
}

/** The reason of a signal that someone who wants the program to stop has set off. */
export class Interruption extends Error {
  override readonly name = "Interruption";
}

/** An error, and what to do about it in this situation. Its `cause` is the error. */
export class Advised extends Error {
  override readonly name = "Advised";

  constructor(cause: unknown, advice: string) {
    super(advice, { cause });
  }
}

export interface Failure {
  readonly exitCode: ExitCode;
  /** None, if there is nothing to say any more. */
  readonly lines: readonly string[];
}

/** Explains an error to the person at the keyboard. */
export function explain(error: unknown): Failure {
  if (error instanceof Advised) {
    const { exitCode, lines } = explain(error.cause);
    return { exitCode, lines: [...lines, error.message] };
  }
  if (error instanceof Interruption) return { exitCode: EXIT.interrupted, lines: ["Interrupted."] };
  if (error instanceof OutputError && error.isClosed) return { exitCode: EXIT.done, lines: [] };
  const { exitCode, message } = judge(error);
  return { exitCode, lines: message === "" ? [] : [`error: ${message}`] };
}

function judge(error: unknown): { exitCode: ExitCode; message: string } {
  if (!(error instanceof Error)) return { exitCode: EXIT.failed, message: String(error) };
  if (error instanceof CommandError) return { exitCode: error.exitCode, message: error.message };
  if (error instanceof RateLimitError) return { exitCode: EXIT.rateLimit, message: whyLimited(error) };
  if (error instanceof AuthenticationError) return { exitCode: EXIT.credentials, message: whyRefused(error) };
  if (error instanceof PermissionError) {
    return { exitCode: EXIT.credentials, message: `these credentials lack the scope ${error.requiredScopes} (403)` };
  }
  if (error instanceof NotFoundError) return { exitCode: EXIT.failed, message: whyMissing(error) };
  const message = inOurNames(error.message);
  if (error instanceof InvalidArgumentError) return { exitCode: EXIT.usage, message };
  if (error instanceof ConnectionError) return { exitCode: EXIT.failed, message: whyUnreached(message, error.cause) };
  if (error instanceof EvEnergyError || codeOf(error) !== undefined) return { exitCode: EXIT.failed, message };
  return { exitCode: EXIT.failed, message: `${message} (unexpected: --debug shows where)` };
}

function whyLimited({ retryAt, retryAfterMs = 0 }: RateLimitError): string {
  const until = retryAt && `; free again at ${whenAndIn(retryAt.getTime(), retryAfterMs)}`;
  return `the rate limit is used up (429)${until ?? ""}`;
}

function whyRefused({ method, message }: AuthenticationError): string {
  if (method === "POST") return inOurNames(message);
  return "the token was refused (401), it is wrong or has expired; if it is that of EV_ENERGY_TOKEN, get a new one";
}

const OUR_NAMES: Readonly<Record<string, string>> = {
  evseId: "<evse>",
  sampledAt: "<stamp>",
  loggedAt: "<stamp>",
  clientId: "EV_ENERGY_CLIENT_ID",
  clientSecret: "EV_ENERGY_CLIENT_SECRET",
  tokenUrl: "EV_ENERGY_TOKEN_URL",
};

/** Names arguments and variables where the library names its own options. */
function inOurNames(message: string): string {
  return message.replace("; raise timeoutMs", "").replaceAll(/\b[a-z]+[A-Z]\w+/g, (name) => OUR_NAMES[name] ?? name);
}

function whyUnreached(message: string, thrown: unknown): string {
  const reason = reasonOf(thrown);
  if (!reason) return message;
  const [address] = /https?:\/\/[^/\s]+/.exec(message) ?? [];
  if (!address || !/^(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|bad port)$/.test(reason)) return `${message} (${reason})`;
  return `can't reach ${address} (${reason}); is the address right? --base-url, EV_ENERGY_BASE_URL`;
}

/** The platform's `fetch` hides it, such as `connect ECONNREFUSED`, in the cause of what it throws. */
function reasonOf(thrown: unknown): string | undefined {
  const { cause = thrown } = Object(thrown) as { cause?: unknown };
  const { code, message } = Object(cause) as { code?: string; message?: string };
  return code || message;
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && "syscall" in error && "code" in error ? String(error.code) : undefined;
}
