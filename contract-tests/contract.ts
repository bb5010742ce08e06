// The document that the tests hold as the contract, and its parsed form.

import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parse } from "yaml";

export const contractFile = fileURLToPath(new URL("../spec/openapi.yaml", import.meta.url));

/** Any part of the document. The tests compare it with literals, so a missing part shows up there. */
// biome-ignore lint/suspicious/noExplicitAny: a document under test may be anything
export type Part = any;

export function readContract(): Part {
  return parse(readFileSync(contractFile, "utf8"));
}

/** The part that a local reference points to; any other part is returned as it is. */
export function resolve(document: Part, part: Part): Part {
  if (part?.$ref === undefined) return part;
  const path = part.$ref.replace(/^#\//, "").split("/");
  return path.reduce((parent: Part, key: string) => parent?.[key], document);
}

/**
 * One fact of the contract as data: what is observed with a provider, and the literal that it has to equal. Vitest runs
 * the cases over sockets; the contract mutation runs the same cases in process against thousands of changed documents.
 */
export interface Case<Provider> {
  readonly title: string;
  readonly observe: (provider: Provider) => unknown;
  readonly expected: unknown;
}
