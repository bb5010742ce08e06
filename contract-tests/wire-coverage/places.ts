// Everything in the contract that some exchange has to reach: statuses, media types, headers, named examples, and the
// boundaries of parameters. It is read from the contract, so whatever is added there asks for a test.

import { isDeepStrictEqual } from "node:util";
import type { Part } from "../contract.ts";
import { resolve } from "../summary.ts";
import { boundariesOf } from "./boundaries.ts";
import type { ExchangeRecord } from "./record.ts";

export const dimensions = ["statuses", "media types", "headers", "examples", "parameters"] as const;

export interface Place {
  readonly operation: string;
  readonly dimension: (typeof dimensions)[number];
  readonly name: string;
  readonly isReachedBy: (exchange: ExchangeRecord) => boolean;
}

type Reach = Place["isReachedBy"];
type PlaceOfOperation = Omit<Place, "operation">;

export function placesOf(contract: Part): Place[] {
  return Object.entries<Part>(contract.paths).flatMap(([template, { parameters: shared = [], ...methods }]) =>
    Object.entries<Part>(methods).flatMap(([method, { operationId, parameters = [], responses }]) => {
      const path = new RegExp(`^${template.replaceAll(/\{(\w+)\}/g, "(?<$1>[^/]*)")}$`);
      const isCall: Reach = (exchange) => exchange.method === method.toUpperCase() && path.test(exchange.path);
      const places = [
        ...Object.entries(responses).flatMap(([status, response]) => placesOfResponse(contract, status, response)),
        ...[...shared, ...parameters].flatMap((parameter) => placesOfParameter(resolve(contract, parameter), path)),
      ];
      return places.map((place) => ({
        ...place,
        operation: operationId,
        isReachedBy: (exchange: ExchangeRecord) => isCall(exchange) && place.isReachedBy(exchange),
      }));
    }),
  );
}

function placesOfResponse(contract: Part, status: string, response: Part): PlaceOfOperation[] {
  const { headers = {}, content = {} } = resolve(contract, response);
  const place = (dimension: Place["dimension"], what: string[], isReachedBy: Reach) => ({
    dimension,
    name: [status, ...what].join(" "),
    isReachedBy: (exchange: ExchangeRecord) =>
      exchange.isSound && `${exchange.status}` === status && isReachedBy(exchange),
  });

  const ofMediaTypes = Object.entries<Part>(content).flatMap(([type, { examples = {} }]) => [
    place("media types", [type], hasMediaType(type)),
    ...Object.entries<Part>(examples).map(([name, { value }]) =>
      place("examples", [type, name], (exchange) => hasMediaType(type)(exchange) && hasBody(value)(exchange)),
    ),
  ]);
  const ofHeaders = Object.entries<Part>(headers).flatMap(([name, header]) => [
    place("headers", [name], (exchange) => headerOf(exchange, name) !== undefined),
    ...Object.entries<Part>(resolve(contract, header).examples ?? {}).map(([example, { value }]) =>
      place("examples", [name, example], (exchange) => headerOf(exchange, name) === String(value)),
    ),
  ]);
  return [place("statuses", [], () => true), ...ofMediaTypes, ...ofHeaders];
}

function headerOf({ responseHeaders }: ExchangeRecord, name: string): string | undefined {
  return responseHeaders[name.toLowerCase()];
}

/** Whatever its charset. */
function hasMediaType(type: string): Reach {
  return (exchange) => headerOf(exchange, "content-type")?.split(";")[0] === type;
}

function hasBody(value: unknown): Reach {
  return ({ body }) => isDeepStrictEqual(JSON.parse(body), value);
}

function placesOfParameter(parameter: Part, path: RegExp): PlaceOfOperation[] {
  return boundariesOf(parameter).map(({ name, isAt, breaks }) => ({
    dimension: "parameters",
    name: `${parameter.in} ${parameter.name}: ${name}${breaks ? ", refused" : ""}`,
    isReachedBy: (exchange) =>
      isAt(valuesOf(parameter, path, exchange)) &&
      (breaks ? isRefused(exchange, parameter, breaks) : isTaken(exchange)),
  }));
}

/** What the request had for the parameter, decoded. */
function valuesOf(parameter: Part, path: RegExp, exchange: ExchangeRecord): string[] {
  if (parameter.in === "query")
    return exchange.query.flatMap(([name, value]) => (name === parameter.name ? value : []));
  const value =
    parameter.in === "path"
      ? decodeURIComponent(path.exec(exchange.path)?.groups?.[parameter.name] ?? "")
      : exchange.requestHeaders[parameter.name.toLowerCase()];
  return value === undefined ? [] : [value];
}

function isTaken({ isSound, status }: ExchangeRecord): boolean {
  return isSound && status >= 200 && status < 300;
}

/** For this very parameter: a request may be bad in more than one place. */
function isRefused({ status, violations }: ExchangeRecord, parameter: Part, keyword: string): boolean {
  const name = parameter.in === "header" ? parameter.name.toLowerCase() : parameter.name;
  const at = keyword === "required" ? `request.${parameter.in}` : `request.${parameter.in}.${name}`;
  const isBlamed = violations.some((violation) => violation.replace(/\.\d+ /, " ") === `${at} ${keyword}`);
  return isBlamed && (status === 400 || status === 422);
}
