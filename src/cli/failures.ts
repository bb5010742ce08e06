// What becomes of an error: an exit code, and a line or two that say what happened, why, and what to do.

import {
  AuthenticationError,
  ConnectionError,
  EvEnergyError,
  InvalidArgumentError,
  PermissionError,
  RateLimitError,
} from "../index.ts";

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
    super(EXIT.failed, `the output can't be written: ${cause.message}`, { cause });
    this.isClosed = cause.code === "EPIPE";
  }
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
  const { message } = error;
  if (error instanceof CommandError) return { exitCode: error.exitCode, message };
  if (error instanceof RateLimitError) return { exitCode: EXIT.rateLimit, message };
  if (error instanceof AuthenticationError || error instanceof PermissionError) {
    return { exitCode: EXIT.credentials, message };
  }
  if (error instanceof InvalidArgumentError) return { exitCode: EXIT.usage, message };
  if (error instanceof ConnectionError) {
    return { exitCode: EXIT.failed, message: [message, reasonOf(error.cause)].filter(Boolean).join(" ") };
  }
  if (error instanceof EvEnergyError || codeOf(error) !== undefined) return { exitCode: EXIT.failed, message };
  return { exitCode: EXIT.failed, message: `${message} (unexpected: --debug shows where)` };
}

/** The platform's `fetch` hides the reason, such as `connect ECONNREFUSED`, in the cause of what it throws. */
function reasonOf(thrown: unknown): string | undefined {
  const { cause = thrown } = Object(thrown) as { cause?: unknown };
  const { code, message } = Object(cause) as { code?: string; message?: string };
  return code || message ? `(${code ?? message})` : undefined;
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && "syscall" in error && "code" in error ? String(error.code) : undefined;
}
