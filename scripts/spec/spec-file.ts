// Reads an OpenAPI document. Errors have the file, line and column.

import { existsSync, readFileSync } from "node:fs";
import type { OpenAPI3 } from "openapi-typescript";
import { isScalar, LineCounter, parseDocument, visit } from "yaml";
import { UserError } from "../command.ts";

export interface SpecFile {
  document: OpenAPI3;
  /** Returns `file:line:column` of a JSON pointer (`#/a/b`), or of its nearest existing parent. */
  locate(pointer: string): string;
}

/** The keys that a JSON pointer (`#/a/b`) consists of. */
export const pathOf = (pointer: string) =>
  decodeURIComponent(pointer)
    .split("/")
    .slice(1)
    .map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~"));

export function readSpec(file: string): SpecFile {
  if (!existsSync(file)) throw new UserError(`${file}: no such file`);
  return parseSpec(file, readFileSync(file, "utf8"));
}

export function parseSpec(file: string, text: string): SpecFile {
  const lines = new LineCounter();
  const tree = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const at = (offset: number) => {
    const { line, col } = lines.linePos(offset);
    return `${file}:${line}:${col}`;
  };

  const [broken] = tree.errors;
  if (broken) throw new UserError(`${at(broken.pos[0])}: not valid YAML: ${broken.message}`);

  const version = tree.getIn(["openapi"]);
  if (typeof version !== "string" || !version.startsWith("3.")) {
    throw new UserError(`${at(0)}: not an OpenAPI 3 document: a line like \`openapi: 3.1.0\` is missing`);
  }

  visit(tree, {
    Pair(_, { key, value }) {
      if (!isScalar(key) || key.value !== "$ref" || !isScalar(value)) return;
      const target = String(value.value);
      if (target.startsWith("#/") && tree.hasIn(pathOf(target))) return;
      const place = at(value.range?.[0] ?? 0);
      throw new UserError(`${place}: $ref ${target} does not exist in this file`);
    },
  });

  return {
    document: tree.toJS(),
    locate(pointer) {
      for (let path = pathOf(pointer); path.length > 0; path = path.slice(0, -1)) {
        const node = tree.getIn(path, true);
        if (typeof node === "object" && node !== null && "range" in node && Array.isArray(node.range)) {
          return at(node.range[0]);
        }
      }
      return at(0);
    },
  };
}
