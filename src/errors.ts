// Every error that the package throws on its own account. An abort is not among them: its reason is handed on as it is.

/** What all errors of this package have in common. Catch this class to catch them all. */
export abstract class EvEnergyError<Facts extends object = object> extends Error {
  /** Stable name for programs: the class name in snake case, without `Error`. */
  abstract readonly code: string;
  /**
   * Where a list that failed part-way goes on: hand it to `list` as `from`, and it starts with the page that failed.
   * Undefined if that was the first page (and no `from` was given), on a {@link PaginationError}, and on errors of
   * single calls.
   */
  declare readonly resumeFrom: string | undefined;

  constructor(message: string, facts?: Facts, options?: { cause?: unknown }) {
    super(message, options);
    Object.assign(this, facts);
    // They can be read as ever, but are noise in a log.
    if ("headers" in this) Object.defineProperty(this, "headers", { enumerable: false });
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
  /** Of an {@link AuthenticationError}. */
  readonly oauthError?: string;
  /** Of a {@link PermissionError}. */
  readonly requiredScopes?: readonly string[];
  /** Of a {@link RateLimitError}. */
  readonly retryAfterMs?: number | undefined;
  /** Of a {@link RateLimitError}. */
  readonly retryAt?: Date | undefined;
}

/** The provider, or a gateway in front of it, answered with a status of 400 or above. */
export class ApiError extends EvEnergyError<FailedExchange> {
  override readonly name: string = "ApiError";
  readonly code: string = "api";
  declare readonly status: number;
  /** The parsed problem document; undefined if the body was something else, such as a gateway's HTML. */
  declare readonly problem: ProblemDetails | undefined;
  /** The headers of the response. */
  declare readonly headers: Headers;
  declare readonly method: string;
  declare readonly url: string;
}

/** 401: the token is missing, unknown, expired or revoked, and no other could be had; or the token endpoint refused. */
export class AuthenticationError extends ApiError {
  override readonly name = "AuthenticationError";
  override readonly code = "authentication";
  /** The code that a token endpoint refused with, such as `invalid_client`; undefined if the API itself refused. */
  declare readonly oauthError: string | undefined;
}

/** 403: the token is good, but lacks the scope of the operation. */
export class PermissionError extends ApiError {
  override readonly name = "PermissionError";
  override readonly code = "permission";
  /** The scopes that the operation needs. */
  declare readonly requiredScopes: readonly string[];
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
  declare readonly retryAfterMs: number | undefined;
  /** The same as a point in time, counted from when the response came. */
  declare readonly retryAt: Date | undefined;
}

/** No complete response came: the network failed, on the further attempts too. Its `cause` is what `fetch` threw. */
export class ConnectionError extends EvEnergyError {
  override readonly name = "ConnectionError";
  readonly code = "connection";
}

/** No complete answer came in time, body included, and neither did it on the further attempts. */
export class TimeoutError extends EvEnergyError<{ timeoutMs: number }> {
  override readonly name = "TimeoutError";
  readonly code = "timeout";
  /** How long one attempt was given. */
  declare readonly timeoutMs: number;
}

/** A success that is not what the contract says: HTML, broken JSON, an object in place of a list. */
export class InvalidResponseError extends EvEnergyError<{ status: number; headers: Headers }> {
  override readonly name = "InvalidResponseError";
  readonly code = "invalid_response";
  declare readonly status: number;
  /** The headers of the response. */
  declare readonly headers: Headers;
}

/** A list's next page leads back to one already seen, so that following it would never end. */
export class PaginationError extends EvEnergyError {
  override readonly name = "PaginationError";
  readonly code = "pagination";
}

/** An argument that can't be right. Nothing was sent. */
export class InvalidArgumentError extends EvEnergyError<{ argument: string }> {
  override readonly name = "InvalidArgumentError";
  readonly code = "invalid_argument";
  /** Which argument, option or query parameter. */
  declare readonly argument: string;
}

/**
 * Gives an error that inherits from this one and says where a list goes on. Never the same object: others may hold it
 * too, such as lists that waited for the same token, and each has a place of its own.
 */
export function withResumeFrom(error: unknown, resumeFrom: string | undefined): unknown {
  if (!(error instanceof Error)) return error;
  const heir = Object.setPrototypeOf(new Error(error.message, error), error);
  heir.stack = error.stack;
  return Object.defineProperties(heir, Object.getOwnPropertyDescriptors({ ...error, name: error.name, resumeFrom }));
}
