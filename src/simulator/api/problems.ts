// The provider's problem documents (RFC 9457).

import type { ProblemDetails } from "../../errors.ts";
import { json, Refusal } from "./http.ts";

const TYPES = "https://api.ev.energy/v2/problems";

/** The usual document of each status. The last few are those of gateways. */
const PROBLEMS = new Map<number, ProblemDetails>([
  [400, { title: "Bad Request", detail: "The request could not be understood." }],
  [401, { title: "Unauthorized", detail: "Authentication credentials were not provided." }],
  [403, { title: "Forbidden", detail: "You do not have permission to perform this action." }],
  [404, { title: "Not found", detail: "Resource does not exist or cannot be accessed." }],
  [405, { title: "Method Not Allowed", detail: "The resource does not support this method." }],
  [406, { title: "Not Acceptable", detail: "Could not satisfy the request Accept header." }],
  [408, { title: "Request Timeout", detail: "The request did not arrive in time." }],
  [500, { title: "Internal Server Error", detail: "Something went wrong." }],
  [502, { title: "Bad Gateway", detail: "The upstream server sent an invalid response." }],
  [503, { title: "Service Unavailable", detail: "The service is temporarily unavailable." }],
  [504, { title: "Gateway Timeout", detail: "The upstream server did not respond in time." }],
]);

/** Creates the usual response of a status. */
export function problem(status: number, headers: Readonly<Record<string, string>> = {}): Response {
  const details = PROBLEMS.get(status) ?? { title: "Error", detail: `The status is ${status}.` };
  const usual = status === 401 ? { "WWW-Authenticate": "Bearer" } : {};
  return document(status, details, { ...usual, ...headers });
}

export function refusal(status: number, headers?: Readonly<Record<string, string>>): Refusal {
  return new Refusal(problem(status, headers));
}

/** Creates a 429 with the seconds to wait in its header and its text. */
export function rateLimited(seconds: string): Response {
  const type = `${TYPES}/rate-limit-exceeded/`;
  const detail = `Request was rate limited. Try again in ${seconds} seconds`;
  return document(429, { type, title: "Too Many Requests", detail }, { "Retry-After": seconds });
}

export function invalidPageSize(): Refusal {
  return badRequest({
    type: `${TYPES}/pagination-parameters/`,
    title: "Invalid pagination parameter",
    detail: "Invalid value for pagination parameter: page_size",
    field_errors: { page_size: ["Must be an integer from 1 to 100."] },
  });
}

export function unsupportedVersion(version: string): Refusal {
  return badRequest({
    // Not a slip: the provider reports the type of a pagination problem here.
    type: `${TYPES}/pagination-parameters/`,
    title: "Unsupported version",
    detail: `Unsupported version requested: ${version}`,
  });
}

/** Refuses any other parameter, path parameters included. */
export function invalidParameter(name: string, expected: string): Refusal {
  return badRequest({
    title: "Invalid parameter",
    detail: `Invalid value for parameter: ${name}`,
    field_errors: { [name]: [`Must be ${expected}.`] },
  });
}

function badRequest(details: ProblemDetails): Refusal {
  return new Refusal(document(400, details));
}

function document(
  status: number,
  { type, ...details }: ProblemDetails,
  headers: Readonly<Record<string, string>> = {},
): Response {
  const body = { ...(type && { type }), ...details, status };
  return json(body, { status, type: "application/problem+json", headers });
}
