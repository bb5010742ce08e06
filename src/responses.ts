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
import type { Draft, Exchange } from "./transport/exchange.ts";
import { readNumber, readRetryTimes } from "./transport/retry-after.ts";
import type { RateLimit } from "./types.ts";
import { isObject } from "./validate.ts";

/** Throws the error class of the status, unless it is a success. */
export function throwForStatus({ method, url }: Draft, exchange: Exchange, requiredScopes: readonly string[]): void {
  if (exchange.response.ok) return;
  const facts = factsOf(exchange);
  const { status, headers } = facts;
  const parsed = parse(exchange.text, exchange.token);
  const problem = isObject(parsed) ? (parsed as ProblemDetails) : undefined;
  const what = [problem?.title, problem?.detail].filter((part) => typeof part === "string").join(": ");
  const message = `${method} ${url}: ${status} ${what}`.trim();
  const failed: FailedExchange = { ...facts, method, url, problem };

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
      throw new RateLimitError(message, { ...failed, ...readRetryTimes(headers, exchange.receivedAt) });
    default:
      throw status < 400 ? new InvalidResponseError(message, facts) : new ApiError(message, failed);
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
  exchange: Exchange,
  what: string,
  isExpected: (value: unknown) => boolean,
): T {
  const value = parse(exchange.text);
  if (isExpected(value)) return value as T;
  const facts = factsOf(exchange);
  const type = facts.headers.get("Content-Type") ?? "unknown type";
  const got = value === undefined ? `unreadable ${type}` : "other JSON";
  throw new InvalidResponseError(
    `${method} ${url}: ${facts.status} with ${got} in place of ${what}; check baseUrl`,
    facts,
  );
}

/** Gives undefined for what is no JSON. The error that says why would quote the body, and with it perhaps a secret. */
function parse(text: string, token?: string): unknown {
  try {
    const value = JSON.parse(text);
    // Both are written once more, so that no escape hides the token.
    return token ? JSON.parse(hide(JSON.stringify(value), JSON.stringify(token).slice(1, -1))) : value;
  } catch {
    return undefined;
  }
}

/** Some servers repeat what they refuse. */
function hide(text: string, token: string | undefined): string {
  // A very short one, of a mock, would be found in ordinary words.
  return token?.[7] ? text.replaceAll(token, "[token]") : text;
}

function factsOf({ response: { status, headers }, token }: Exchange): { status: number; headers: Headers } {
  return {
    status,
    headers: new Headers([...headers].map(([name, value]): [string, string] => [name, hide(value, token)])),
  };
}

/** Reads what a response says of the hourly allowance; what it does not say is as it was, or undefined. */
export function readRateLimit(headers: Headers, before?: RateLimit): RateLimit | undefined {
  const limit = readNumber(headers.get("X-RateLimit-Limit")) ?? before?.limit;
  const remaining = readNumber(headers.get("X-RateLimit-Remaining")) ?? before?.remaining;
  return (limit ?? remaining) === undefined ? undefined : { limit, remaining };
}
