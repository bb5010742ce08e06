// The problem documents (RFC 9457) that the provider refuses with, in its own words.

import type { ProblemDetails } from "../errors.ts";
import { json, Refusal } from "./answers.ts";

const TYPES = "https://api.ev.energy/v2/problems";

/** What a status says when there is nothing to add. The last few are those of gateways. */
const PROBLEMS = new Map<number, ProblemDetails>([
  [400, { title: "Bad Request", detail: "The request could not be understood." }],
  [401, { title: "Unauthorized", detail: "Authentication credentials were not provided." }],
  [403, { title: "Forbidden", detail: "You do not have permission to perform this action." }],
  [404, { title: "Not found", detail: "Resource does not exist or cannot be accessed." }],
  [405, { title: "Method Not Allowed", detail: "The resource does not take this method." }],
  [406, { title: "Not Acceptable", detail: "Could not satisfy the request Accept header." }],
  [408, { title: "Request Timeout", detail: "The request did not come in time." }],
  [500, { title: "Internal Server Error", detail: "Something went wrong." }],
  [502, { title: "Bad Gateway", detail: "The upstream server gave no valid answer." }],
  [503, { title: "Service Unavailable", detail: "The service is not available for the moment." }],
  [504, { title: "Gateway Timeout", detail: "The upstream server did not answer in time." }],
]);

/** The answer with the usual problem document of a status. */
export function problem(status: number, headers: Readonly<Record<string, string>> = {}): Response {
  const known = PROBLEMS.get(status) ?? { title: "Error", detail: `The answer is ${status}.` };
  const usual = status === 401 ? { "WWW-Authenticate": "Bearer" } : {};
  return document(status, known, { ...usual, ...headers });
}

/** The same, to be thrown. */
export function refusal(status: number, headers?: Readonly<Record<string, string>>): Refusal {
  return new Refusal(problem(status, headers));
}

/** 429, with the seconds to wait in the header and in the text. */
export function rateLimited(seconds: string): Response {
  const type = `${TYPES}/rate-limit-exceeded/`;
  const detail = `Request was rate limited. Try again in ${seconds} seconds`;
  return document(429, { type, title: "Too Many Requests", detail }, { "Retry-After": seconds });
}

export function invalidPageSize(): Refusal {
  return refuse({
    type: `${TYPES}/pagination-parameters/`,
    title: "Invalid pagination parameter",
    detail: "Invalid value for pagination parameter: page_size",
    field_errors: { page_size: ["It takes a whole number from 1 to 100."] },
  });
}

/** The provider gives the type of a pagination problem here. */
export function unsupportedVersion(version: string): Refusal {
  return refuse({
    type: `${TYPES}/pagination-parameters/`,
    title: "Unsupported version",
    detail: `Unsupported version requested: ${version}`,
  });
}

/** Any other parameter, of the path too. */
export function invalidParameter(name: string, takes: string): Refusal {
  return refuse({
    title: "Invalid parameter",
    detail: `Invalid value for parameter: ${name}`,
    field_errors: { [name]: [`It takes ${takes}.`] },
  });
}

function refuse(details: ProblemDetails): Refusal {
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
