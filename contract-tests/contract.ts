// Which document the tests hold as the contract, and its parsed form.

import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parse } from "yaml";

/** A run that tries a changed contract names its file here. */
export const contractFile =
  process.env["CONTRACT_FILE"] ?? fileURLToPath(new URL("../spec/openapi.yaml", import.meta.url));

/** Any part of the document; what is missing shows up in the comparison with a literal. */
// biome-ignore lint/suspicious/noExplicitAny: a document under test may be anything
export type Part = any;

export function readContract(): Part {
  return parse(readFileSync(contractFile, "utf8"));
}
