// Parses a response, or throws the matching error.

import {
  ApiError,
  AuthenticationError,
  InvalidResponseError,
  NotFoundError,
  PermissionError,
  type ProblemDetails,
  RateLimitError,
} from "./errors.ts";
import type { ApiResponse } from "./transport/attempt.ts";
import { hideToken } from "./transport/auth.ts";
import { readRetryTimes } from "./transport/rate-limit.ts";
import { isObject } from "./validate.ts";

/** Returns the log in a response to an operation that needs `scope`. */
export function parseLog(received: ApiResponse, scope: string): object {
  return parseBody(received, scope, "a log", isObject);
}

/** Returns the logs in a response to an operation that needs `scope`. */
export function parseLogs(received: ApiResponse, scope: string): object[] {
  const isList = (value: unknown) => Array.isArray(value) && value.every(isObject);
  return parseBody(received, scope, "a list of logs", isList);
}

function parseBody<T>(received: ApiResponse, scope: string, expected: string, isValid: (json: unknown) => boolean): T {
  throwForStatus(received, scope);
  const { request, json } = received;
  if (isValid(json)) return json as T;
  const { status, headers } = shownParts(received);
  const type = headers.get("Content-Type") ?? "no content type";
  const actual = json === undefined ? `a body that is not JSON (${type})` : "other JSON";
  throw new InvalidResponseError(
    `${request.method} ${request.url}: ${status} with ${actual} instead of ${expected}; check baseUrl`,
    { status, headers },
  );
}

function throwForStatus(received: ApiResponse, scope: string): void {
  if (received.response.ok) return;
  const { method, url } = received.request;
  const { status, headers, problem } = shownParts(received);
  const explanation = [problem?.title, problem?.detail].filter((part) => typeof part === "string").join(": ");
  const unsent = received.isSent ? "" : "(not sent: the provider asked for a wait)";
  const message = `${method} ${url}: ${status} ${explanation}${unsent}`.trim();
  const details = { status, headers, method, url, problem };

  switch (status) {
    case 401:
      throw new AuthenticationError(`${message} (the token may be wrong or expired)`, details);
    case 403:
      throw new PermissionError(`${message} (the token needs the scope ${scope})`, {
        ...details,
        requiredScopes: [scope],
      });
    case 404:
      throw new NotFoundError(message, details);
    case 429:
      throw new RateLimitError(message, { ...details, ...readRetryTimes(headers, received.receivedAt) });
    default:
      throw status < 400 ? new InvalidResponseError(message, { status, headers }) : new ApiError(message, details);
  }
}

/** Returns the parts of a response that an error shows, without the token, which some servers repeat. */
function shownParts({ response: { status, headers }, json, token }: ApiResponse) {
  return {
    status,
    headers: new Headers([...headers].map(([name, value]): [string, string] => [name, hideToken(value, token)])),
    problem: isObject(json) ? withoutToken(json, token) : undefined,
  };
}

function withoutToken(problem: object, token: string | undefined): ProblemDetails | undefined {
  try {
    return JSON.parse(hideToken(JSON.stringify(problem), token));
  } catch {
    // Too deeply nested for `JSON.stringify`.
    return undefined;
  }
}
