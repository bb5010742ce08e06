// Finds the code that the documents and the doc comments show, so that tests can run it.

import { readdirSync } from "node:fs";
import { join } from "node:path";
import { pathOf, textOf } from "../support/scripts.ts";

export interface Snippet {
  /** Where it stands, such as `README.md:12`. */
  readonly place: string;
  readonly language: string;
  readonly code: string;
}

const GUIDES = "docs/guides";

/** The README and the guides. */
export const documents = [
  "README.md",
  "examples/README.md",
  ...readdirSync(pathOf(GUIDES))
    .sort()
    .map((name) => join(GUIDES, name)),
];

/** Every fenced block of the documents. */
export function blocksOfDocuments(): Snippet[] {
  return documents.flatMap((file) => {
    const text = textOf(file);
    return [...text.matchAll(/^```(\w+)\n(.*?)^```$/gms)].map(({ index, 1: language = "", 2: code = "" }) => ({
      place: placeOf(file, text, index),
      language,
      code,
    }));
  });
}

/** Every `@example` of the source. */
export function examplesOfSource(): Snippet[] {
  const files = readdirSync(pathOf("src"), { recursive: true, encoding: "utf8" });
  return files
    .filter((name) => name.endsWith(".ts") && !name.endsWith(".test.ts"))
    .sort()
    .flatMap((name) => {
      const file = join("src", name);
      const text = textOf(file);
      return [...text.matchAll(/^ *\* @example\n(.*?)(?=^ *\* @|^ *\*\/)/gms)].map(({ index, 1: lines = "" }) => ({
        place: placeOf(file, text, index),
        language: "ts",
        code: lines.replace(/^ *\* ?/gm, ""),
      }));
    });
}

function placeOf(file: string, text: string, index: number): string {
  return `${file}:${text.slice(0, index).split("\n").length + 1}`;
}
