// What the count of coverage knows of an exchange: a line of JSON in a file of the process that made it.

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

export interface ExchangeRecord {
  readonly method: string;
  readonly path: string;
  readonly query: readonly (readonly [name: string, value: string])[];
  /** By names in lower case, as those of the response. */
  readonly requestHeaders: Readonly<Record<string, string>>;
  readonly status: number;
  readonly responseHeaders: Readonly<Record<string, string>>;
  readonly body: string;
  /** As `request.query.page_size minimum`. */
  readonly violations: readonly string[];
  /** Whether the response was what the contract says. */
  readonly isSound: boolean;
}

declare module "vitest" {
  interface ProvidedContext {
    /** The directory that takes the records; undefined where nobody counts. */
    contractRecords: string | undefined;
  }
}

export function readRecords(directory: string): ExchangeRecord[] {
  return readdirSync(directory).flatMap((file) =>
    readFileSync(join(directory, file), "utf8")
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line) as ExchangeRecord),
  );
}
