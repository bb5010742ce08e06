// Every error that the package throws on its own account. An abort is not among them: its reason is handed on as it is.

/** What all errors of this package have in common. Catch this class to catch them all. */
export abstract class EvEnergyError extends Error {
  /** Stable name for programs: the class name in snake case, without `Error`. */
  abstract readonly code: string;
  /**
   * Where a list that failed part-way goes on: hand it to `list` as `from`, and no row is lost or doubled.
   * Undefined if the first page failed (and no `from` was given), and on errors of single calls.
   */
  readonly resumeFrom: string | undefined = undefined;

  constructor(message: string, options?: { cause?: unknown }) {
    super(message, options);
    // Absent on most errors, so it should not show up when they are logged.
    hide(this, "resumeFrom");
  }
}

/** A problem document (RFC 9457) as the API sends it. More members than these may come. */
export interface ProblemDetails {
  /** URL that names the kind of problem. */
  readonly type?: string;
  /** The kind of problem in a few words. */
  readonly title?: string;
  /** The status code of the response. */
  readonly status?: number;
  /** What went wrong this time. */
  readonly detail?: string;
  /** URL that names this one occurrence. */
  readonly instance?: string;
  /** What is wrong with each field, by the field's name. */
  readonly field_errors?: { readonly [field: string]: readonly string[] };
  readonly [member: string]: unknown;
}

/** The facts of an exchange that ended in an error. */
export interface FailedExchange {
  readonly status: number;
  readonly headers: Headers;
  readonly method: string;
  readonly url: string;
  readonly problem?: ProblemDetails | undefined;
  readonly cause?: unknown;
}

/** The provider, or a gateway in front of it, answered with a status of 400 or above. */
export class ApiError extends EvEnergyError {
  override readonly name: string = "ApiError";
  readonly code: string = "api";
  readonly status: number;
  /** The parsed problem document; undefined if the body was something else, such as a gateway's HTML. */
  readonly problem: ProblemDetails | undefined;
  /** The headers of the response. */
  readonly headers: Headers;
  readonly method: string;
  readonly url: string;

  constructor(message: string, { status, headers, method, url, problem, cause }: FailedExchange) {
    super(message, cause === undefined ? undefined : { cause });
    this.status = status;
    this.problem = problem;
    this.headers = headers;
    this.method = method;
    this.url = url;
    hide(this, "headers");
  }
}

/** 401: the token is missing, unknown, expired or revoked, and no other could be had; or the token endpoint refused. */
export class AuthenticationError extends ApiError {
  override readonly name = "AuthenticationError";
  override readonly code = "authentication";
}

/** 403: the token is good, but lacks the scope of the operation. */
export class PermissionError extends ApiError {
  override readonly name = "PermissionError";
  override readonly code = "permission";
  /** The scopes that the operation needs. */
  readonly requiredScopes: readonly string[];

  constructor(message: string, exchange: FailedExchange & { readonly requiredScopes: readonly string[] }) {
    super(message, exchange);
    this.requiredScopes = exchange.requiredScopes;
  }
}

/** 404: there is no such EVSE or log, or the token may not see it. */
export class NotFoundError extends ApiError {
  override readonly name = "NotFoundError";
  override readonly code = "not_found";
}

/** 429: the hourly allowance is used up. */
export class RateLimitError extends ApiError {
  override readonly name = "RateLimitError";
  override readonly code = "rate_limit";
  /** How long the provider asks to wait, in milliseconds; undefined if it did not say. */
  readonly retryAfterMs: number | undefined;
  /** The same as a point in time, counted from when the response came. */
  readonly retryAt: Date | undefined;

  constructor(message: string, exchange: FailedExchange & { readonly retryAfterMs: number | undefined; now: number }) {
    super(message, exchange);
    this.retryAfterMs = exchange.retryAfterMs;
    this.retryAt = exchange.retryAfterMs === undefined ? undefined : new Date(exchange.now + exchange.retryAfterMs);
  }
}

/** No response came: the network failed. Its `cause` is what `fetch` threw. */
export class ConnectionError extends EvEnergyError {
  override readonly name = "ConnectionError";
  readonly code = "connection";
}

/** A success that is not what the contract says: HTML, broken JSON, an object in place of a list. */
export class InvalidResponseError extends EvEnergyError {
  override readonly name = "InvalidResponseError";
  readonly code = "invalid_response";
  readonly status: number;
  /** The headers of the response. */
  readonly headers: Headers;

  constructor(message: string, { status, headers, cause }: { status: number; headers: Headers; cause?: unknown }) {
    super(message, cause === undefined ? undefined : { cause });
    this.status = status;
    this.headers = headers;
    hide(this, "headers");
  }
}

/** A list's next page leads back to one already seen, so that following it would never end. */
export class PaginationError extends EvEnergyError {
  override readonly name = "PaginationError";
  readonly code = "pagination";
}

/** An argument that can't be right. Nothing was sent. */
export class InvalidArgumentError extends EvEnergyError {
  override readonly name = "InvalidArgumentError";
  readonly code = "invalid_argument";
  /** Which argument, option or query parameter. */
  readonly argument: string;

  constructor(argument: string, message: string) {
    super(message);
    this.argument = argument;
  }
}

const claimed = new WeakSet<Error>();

/**
 * Gives the error with `resumeFrom` set. One error may reach several lists (all waited for the same token), and each
 * has its own place to go on from: the first gets the error itself, the others a copy.
 */
export function withResumeFrom(error: unknown, resumeFrom: string | undefined): unknown {
  if (!(error instanceof Error) || !Object.isExtensible(error)) return error;
  const own = claimed.has(error) ? copyOf(error) : error;
  claimed.add(own);
  return Object.defineProperty(own, "resumeFrom", { value: resumeFrom, enumerable: false, configurable: true });
}

function copyOf(error: Error): Error {
  // The platform may keep the stack outside of the object, where a copy does not reach it.
  const stack = { value: error.stack, enumerable: false, configurable: true, writable: true };
  return Object.create(Object.getPrototypeOf(error), { ...Object.getOwnPropertyDescriptors(error), stack }) as Error;
}

/** Keeps a property out of logs, where it is noise; it can be read as ever. */
function hide(error: object, property: string): void {
  Object.defineProperty(error, property, { enumerable: false });
}
