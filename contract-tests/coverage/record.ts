// The records from which coverage is counted: a line of JSON for each exchange, in a file for each process.

import { appendFileSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { inject } from "vitest";
import { breach, type Exchange, keepingFetch, violations } from "../wire.ts";

export interface ExchangeRecord {
  readonly method: string;
  readonly path: string;
  readonly query: readonly (readonly [name: string, value: string])[];
  /** By names in lower case, like those of the response. */
  readonly requestHeaders: Readonly<Record<string, string>>;
  readonly status: number;
  readonly responseHeaders: Readonly<Record<string, string>>;
  readonly body: string;
  /** Such as `request.query.page_size minimum`. */
  readonly violations: readonly string[];
  /** Whether the response matches the contract. */
  readonly isSound: boolean;
}

declare module "vitest" {
  interface ProvidedContext {
    /** The directory of the records; undefined if coverage is not counted. */
    contractRecords: string | undefined;
  }
}

/** Returns a `fetch` that keeps each exchange and counts it in the coverage of the contract. */
export function recordingFetch(exchanges: Exchange[] = [], prefer?: string): typeof fetch {
  const push = (exchange: Exchange) => {
    record(exchange);
    return exchanges.push(exchange);
  };
  return keepingFetch({ push }, prefer);
}

function record(exchange: Exchange): void {
  const directory = inject("contractRecords");
  if (directory === undefined) return;
  const { authorization: _, ...requestHeaders } = Object.fromEntries(exchange.requestHeaders);
  const line: ExchangeRecord = {
    ...exchange,
    query: [...exchange.query],
    requestHeaders,
    responseHeaders: Object.fromEntries(exchange.responseHeaders),
    violations: violations(exchange.responseHeaders),
    isSound: breach(exchange).length === 0,
  };
  appendFileSync(join(directory, `${process.pid}.jsonl`), `${JSON.stringify(line)}\n`);
}

export function readRecords(directory: string): ExchangeRecord[] {
  return readdirSync(directory).flatMap((file) =>
    readFileSync(join(directory, file), "utf8")
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line) as ExchangeRecord),
  );
}
