// Judges what came back: a success gives its parsed body, anything else the error that fits.

import { isObject } from "./arguments.ts";
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
import type { Draft, Exchange } from "./transport/exchange.ts";
import { readNumber, readRetryTimes } from "./transport/retry-after.ts";
import type { RateLimit } from "./types.ts";

/** Throws the error class of the status, unless it is a success. */
export function throwForStatus(
  { method, url }: Draft,
  { response, text, receivedAt, token }: Exchange,
  requiredScopes: readonly string[],
): void {
  if (response.ok) return;
  const { status, headers } = response;
  const parsed = parse(text, (_, value) =>
    // A very short one, of a mock, would be found in ordinary words.
    token && token.length > 7 && typeof value === "string" ? value.replaceAll(token, "[token]") : value,
  );
  const problem = isObject(parsed) ? (parsed as ProblemDetails) : undefined;
  const what = [problem?.title, problem?.detail].filter((part) => typeof part === "string").join(": ");
  const message = `${method} ${url}: ${status} ${what}`.trim();
  const failed: FailedExchange = { status, headers, method, url, problem };

  switch (status) {
    case 401:
      throw new AuthenticationError(`${message} (the token may be wrong or expired)`, failed);
    case 403:
      throw new PermissionError(`${message} (the token needs the scope ${requiredScopes})`, {
        ...failed,
        requiredScopes,
      });
    case 404:
      throw new NotFoundError(message, failed);
    case 429:
      throw new RateLimitError(message, { ...failed, ...readRetryTimes(headers, receivedAt) });
    default:
      throw status < 400 ? new InvalidResponseError(message, { status, headers }) : new ApiError(message, failed);
  }
}

/** Parses the body of a success as a log. */
export function parseLog(request: Draft, exchange: Exchange): object {
  return parseBody(request, exchange, "a log", isObject);
}

/** Parses the body of a success as a list of logs. */
export function parseLogs(request: Draft, exchange: Exchange): object[] {
  return parseBody(request, exchange, "a list of logs", (value) => Array.isArray(value) && value.every(isObject));
}

function parseBody<T>(
  { method, url }: Draft,
  { response, text }: Exchange,
  what: string,
  isExpected: (value: unknown) => boolean,
): T {
  const value = parse(text);
  if (isExpected(value)) return value as T;
  const { status, headers } = response;
  const type = headers.get("Content-Type") ?? "unknown type";
  const got = value === undefined ? `unreadable ${type}` : "other JSON";
  throw new InvalidResponseError(`${method} ${url}: ${status} with ${got} in place of ${what}; check baseUrl`, {
    status,
    headers,
  });
}

/** Gives undefined for what is no JSON. The error that says why would quote the body, and with it perhaps a secret. */
function parse(text: string, reviver?: (key: string, value: unknown) => unknown): unknown {
  try {
    return JSON.parse(text, reviver);
  } catch {
    return undefined;
  }
}

/** Reads what a response says of the hourly allowance; undefined if it says nothing. */
export function readRateLimit(headers: Headers): RateLimit | undefined {
  const limit = readNumber(headers.get("X-RateLimit-Limit"));
  const remaining = readNumber(headers.get("X-RateLimit-Remaining"));
  return (limit ?? remaining) === undefined ? undefined : { limit, remaining };
}
