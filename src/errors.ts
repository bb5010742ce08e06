// Every error that the package throws itself. An abort is not among them: it rejects with the signal's own reason.

/** The base class of all errors of this package. */
export abstract class EvEnergyError<Details extends object = object> extends Error {
  /** Stable identifier for programs: the class name in snake case, without `Error`. */
  abstract readonly code: string;
  /**
   * Where to resume a list that failed part-way: pass it to `list` as `from`, and the list starts with the page that
   * failed. Undefined if that was the first page (and no `from` was given), on a {@link PaginationError}, and on errors
   * of other calls.
   */
  declare readonly resumeFrom: string | undefined;

  constructor(message: string, details?: Details, options?: { readonly cause?: unknown }) {
    super(message, options);
    Object.assign(this, details);
    // Still readable, but noise in a log.
    if ("headers" in this) Object.defineProperty(this, "headers", { enumerable: false });
  }
}

/** A problem document (RFC 9457) as the API sends it. It may have further members. */
export interface ProblemDetails {
  /** URL that identifies the kind of problem. */
  readonly type?: string;
  /** Short summary of the kind of problem. */
  readonly title?: string;
  /** Status code of the response. */
  readonly status?: number;
  /** Explanation of this occurrence. */
  readonly detail?: string;
  /** URL that identifies this occurrence. */
  readonly instance?: string;
  /** Errors by field name. */
  readonly field_errors?: { readonly [field: string]: readonly string[] };
  readonly [member: string]: unknown;
}

/** The details of an {@link ApiError} and its subclasses. */
export interface ApiErrorDetails {
  readonly status: number;
  readonly headers: Headers;
  readonly method: string;
  readonly url: string;
  readonly problem?: ProblemDetails | undefined;
  /** For {@link AuthenticationError}. */
  readonly oauthError?: string;
  /** For {@link PermissionError}. */
  readonly requiredScopes?: readonly string[];
  /** For {@link RateLimitError}. */
  readonly retryAfterMs?: number | undefined;
  /** For {@link RateLimitError}. */
  readonly retryAt?: Date | undefined;
}

/** The provider, or a gateway in front of it, responded with a status of 400 or above. */
export class ApiError extends EvEnergyError<ApiErrorDetails> {
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

/** 401: the token is missing, unknown, expired or revoked, and the source has no other; or the token endpoint refused. */
export class AuthenticationError extends ApiError {
  override readonly name = "AuthenticationError";
  override readonly code = "authentication";
  /** The error code of the token endpoint, such as `invalid_client`; undefined if the API itself refused. */
  declare readonly oauthError: string | undefined;
}

/** 403: the token is valid but lacks the scope that the operation needs. */
export class PermissionError extends ApiError {
  override readonly name = "PermissionError";
  override readonly code = "permission";
  /** The scopes that the operation needs. */
  declare readonly requiredScopes: readonly string[];
}

/** 404: the EVSE or log does not exist, or the token may not see it. */
export class NotFoundError extends ApiError {
  override readonly name = "NotFoundError";
  override readonly code = "not_found";
}

/** 429: the hourly rate limit is used up. */
export class RateLimitError extends ApiError {
  override readonly name = "RateLimitError";
  override readonly code = "rate_limit";
  /** The wait that the provider asks for, in milliseconds; undefined if it did not say. */
  declare readonly retryAfterMs: number | undefined;
  /** The end of that wait. */
  declare readonly retryAt: Date | undefined;
}

/** No complete response arrived: the network failed, retries included. Its `cause` says what `fetch` reported. */
export class ConnectionError extends EvEnergyError {
  override readonly name = "ConnectionError";
  readonly code = "connection";
}

/** An attempt ran out of time, body included, and so did its retries. */
export class TimeoutError extends EvEnergyError<{ timeoutMs: number }> {
  override readonly name = "TimeoutError";
  readonly code = "timeout";
  /** The time limit of one attempt. */
  declare readonly timeoutMs: number;
}

/** A success that violates the contract: HTML, broken JSON, or an object instead of a list. */
export class InvalidResponseError extends EvEnergyError<{ status: number; headers: Headers }> {
  override readonly name = "InvalidResponseError";
  readonly code = "invalid_response";
  declare readonly status: number;
  /** The headers of the response. */
  declare readonly headers: Headers;
}

/** The next page of a list leads back to a page already read, so the list would never end. */
export class PaginationError extends EvEnergyError {
  override readonly name = "PaginationError";
  readonly code = "pagination";
}

/** An argument or option is invalid. Nothing was sent. */
export class InvalidArgumentError extends EvEnergyError<{ argument: string }> {
  override readonly name = "InvalidArgumentError";
  readonly code = "invalid_argument";
  /** The name of the argument, option or query parameter. */
  declare readonly argument: string;
}

/**
 * Returns an error of the same class that also says where to resume the list; errors of other packages are returned
 * unchanged. The error itself stays as it is: several lists may have received it, each with a page of its own.
 */
export function withResumeFrom(error: unknown, resumeFrom: string | undefined): unknown {
  if (!(error instanceof EvEnergyError)) return error;
  const { message, cause, headers } = error as EvEnergyError & { headers?: Headers };
  const ErrorClass = error.constructor as new (...args: ConstructorParameters<typeof EvEnergyError>) => EvEnergyError;
  return new ErrorClass(
    message,
    { ...error, ...(headers && { headers }), resumeFrom },
    cause === undefined ? {} : { cause },
  );
}
