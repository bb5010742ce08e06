// Judges what came back: a success gives its parsed body, anything else the error that fits.

import {
  ApiError,
  AuthenticationError,
  type FailedExchange,
  InvalidResponseError,
  NotFoundError,
  PermissionError,
  type ProblemDetails,
  RateLimitError,
} from "./errors.ts";
import type { Exchange } from "./transport/send.ts";
import type { RateLimit } from "./types.ts";

/** Throws the error class of the status, unless it is a success. */
export function throwForStatus(
  request: Request,
  { response, text }: Exchange,
  requiredScopes: readonly string[],
): void {
  if (response.ok) return;
  const { status, headers } = response;
  const { method, url } = request;
  const problem = parseProblem(text);
  const failed: FailedExchange = { status, headers, method, url, problem };
  const what = [problem?.title, problem?.detail].filter((part) => typeof part === "string").join(": ");
  const message = asSentence(`${method} ${url}: ${status} ${what || response.statusText}`);

  if (status < 400) {
    throw new InvalidResponseError(`${message.slice(0, -1)} is neither a success nor an error`, failed);
  }
  if (status === 401)
    throw new AuthenticationError(`${message} Check the token: it may be wrong, expired or revoked.`, failed);
  if (status === 403) {
    throw new PermissionError(`${message} The token needs the scope ${requiredScopes.join(", ")}.`, {
      ...failed,
      requiredScopes,
    });
  }
  if (status === 404) throw new NotFoundError(message, failed);
  if (status === 429) {
    const seconds = Number(headers.get("Retry-After") ?? Number.NaN);
    throw new RateLimitError(message, {
      ...failed,
      retryAfterMs: seconds >= 0 ? seconds * 1000 : undefined,
      now: Date.now(),
    });
  }
  throw new ApiError(message, failed);
}

/** Gives the text with one full stop at its end. No regular expression, which would be quadratic. */
function asSentence(text: string): string {
  let end = text.length;
  while (" .\t\r\n".includes(text.charAt(end - 1))) end--;
  return `${text.slice(0, end)}.`;
}

function parseProblem(text: string): ProblemDetails | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? (value as ProblemDetails) : undefined;
  } catch {
    return undefined;
  }
}

/** Parses the body of a success as a log. */
export function parseLog(request: Request, exchange: Exchange): object {
  const value = parseJson(request, exchange);
  if (!isObject(value)) throw unexpected(request, exchange, "is not a log");
  return value;
}

/** Parses the body of a success as a list of logs. */
export function parseLogs(request: Request, exchange: Exchange): object[] {
  const value = parseJson(request, exchange);
  if (!Array.isArray(value) || !value.every(isObject)) throw unexpected(request, exchange, "is not a list of logs");
  return value;
}

function parseJson(request: Request, exchange: Exchange): unknown {
  try {
    return JSON.parse(exchange.text);
  } catch (cause) {
    const type = exchange.response.headers.get("Content-Type") ?? "no content type";
    throw unexpected(request, exchange, `is not JSON (${exchange.text === "" ? "empty" : type})`, cause);
  }
}

function unexpected(
  { method, url }: Request,
  { response }: Exchange,
  what: string,
  cause?: unknown,
): InvalidResponseError {
  const { status, headers } = response;
  const message = `${method} ${url}: the body of the ${status} ${what}; check that baseUrl is the API's`;
  return new InvalidResponseError(message, { status, headers, cause });
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Reads what a response says of the hourly allowance; undefined if it says nothing. */
export function readRateLimit(headers: Headers): RateLimit | undefined {
  const limit = readNumber(headers.get("X-RateLimit-Limit"));
  const remaining = readNumber(headers.get("X-RateLimit-Remaining"));
  return limit === undefined && remaining === undefined ? undefined : { limit, remaining };
}

function readNumber(value: string | null): number | undefined {
  return value !== null && /^\d+$/.test(value) ? Number(value) : undefined;
}
