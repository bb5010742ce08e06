// What some exchange has to reach: the statuses, media types, headers and named examples of the contract, and the boundaries
// of its parameters. The targets are read from the contract, so that every addition needs a test.

import { isDeepStrictEqual } from "node:util";
import type { Part } from "../contract.ts";
import { boundariesOf } from "./boundaries.ts";
import type { ExchangeRecord } from "./record.ts";

export const dimensions = ["statuses", "media types", "headers", "examples", "parameters"] as const;

export interface Target {
  readonly operation: string;
  readonly dimension: (typeof dimensions)[number];
  readonly name: string;
  readonly isReachedBy: (exchange: ExchangeRecord) => boolean;
}

type Reach = Target["isReachedBy"];
type TargetOfOperation = Omit<Target, "operation">;

export function targetsOf(contract: Part): Target[] {
  return Object.entries<Part>(contract.paths).flatMap(([template, { parameters: shared = [], ...methods }]) =>
    Object.entries<Part>(methods).flatMap(([method, { operationId, parameters = [], responses }]) => {
      const path = new RegExp(`^${template.replaceAll(/\{(\w+)\}/g, "(?<$1>[^/]*)")}$`);
      const isCall: Reach = (exchange) => exchange.method === method.toUpperCase() && path.test(exchange.path);
      const targets = [
        ...Object.entries(responses).flatMap(([status, response]) => targetsOfResponse(contract, status, response)),
        ...[...shared, ...parameters].flatMap((parameter) => targetsOfParameter(resolve(contract, parameter), path)),
      ];
      return targets.map((target) => ({
        ...target,
        operation: operationId,
        isReachedBy: (exchange: ExchangeRecord) => isCall(exchange) && target.isReachedBy(exchange),
      }));
    }),
  );
}

function targetsOfResponse(contract: Part, status: string, response: Part): TargetOfOperation[] {
  const { headers = {}, content = {} } = resolve(contract, response);
  const target = (dimension: Target["dimension"], what: string[], isReachedBy: Reach) => ({
    dimension,
    name: [status, ...what].join(" "),
    isReachedBy: (exchange: ExchangeRecord) =>
      exchange.isSound && `${exchange.status}` === status && isReachedBy(exchange),
  });

  const ofMediaTypes = Object.entries<Part>(content).flatMap(([type, { examples = {} }]) => [
    target("media types", [type], hasMediaType(type)),
    ...Object.entries<Part>(examples).map(([name, { value }]) =>
      target("examples", [type, name], (exchange) => hasMediaType(type)(exchange) && hasBody(value)(exchange)),
    ),
  ]);
  const ofHeaders = Object.entries<Part>(headers).flatMap(([name, header]) => [
    target("headers", [name], (exchange) => headerOf(exchange, name) !== undefined),
    ...Object.entries<Part>(resolve(contract, header).examples ?? {}).map(([example, { value }]) =>
      target("examples", [name, example], (exchange) => headerOf(exchange, name) === String(value)),
    ),
  ]);
  return [target("statuses", [], () => true), ...ofMediaTypes, ...ofHeaders];
}

function headerOf({ responseHeaders }: ExchangeRecord, name: string): string | undefined {
  return responseHeaders[name.toLowerCase()];
}

function hasMediaType(type: string): Reach {
  return (exchange) => headerOf(exchange, "content-type")?.split(";")[0] === type;
}

function hasBody(value: unknown): Reach {
  return ({ body }) => isDeepStrictEqual(JSON.parse(body), value);
}

function targetsOfParameter(parameter: Part, path: RegExp): TargetOfOperation[] {
  return boundariesOf(parameter).map(({ name, isAt, breaks }) => ({
    dimension: "parameters",
    name: `${parameter.in} ${parameter.name}: ${name}${breaks ? ", refused" : ""}`,
    isReachedBy: (exchange) =>
      isAt(valuesOf(parameter, path, exchange)) &&
      (breaks ? isRefused(exchange, parameter, breaks) : isAccepted(exchange)),
  }));
}

/** The decoded values of the parameter in a request. */
function valuesOf(parameter: Part, path: RegExp, exchange: ExchangeRecord): string[] {
  if (parameter.in === "query")
    return exchange.query.flatMap(([name, value]) => (name === parameter.name ? value : []));
  const value =
    parameter.in === "path"
      ? decodeURIComponent(path.exec(exchange.path)?.groups?.[parameter.name] ?? "")
      : exchange.requestHeaders[parameter.name.toLowerCase()];
  return value === undefined ? [] : [value];
}

function isAccepted({ isSound, status }: ExchangeRecord): boolean {
  return isSound && status >= 200 && status < 300;
}

/** Whether a request was refused for this parameter, as it may be bad for several reasons. */
function isRefused({ status, violations }: ExchangeRecord, parameter: Part, keyword: string): boolean {
  const name = parameter.in === "header" ? parameter.name.toLowerCase() : parameter.name;
  const at = keyword === "required" ? `request.${parameter.in}` : `request.${parameter.in}.${name}`;
  const isReported = violations.some((violation) => violation.replace(/\.\d+ /, " ") === `${at} ${keyword}`);
  return isReported && (status === 400 || status === 422);
}

/** The part that a local reference points to; any other part is returned as it is. */
function resolve(document: Part, part: Part): Part {
  if (part?.$ref === undefined) return part;
  const path = part.$ref.replace(/^#\//, "").split("/");
  return path.reduce((parent: Part, key: string) => parent?.[key], document);
}
