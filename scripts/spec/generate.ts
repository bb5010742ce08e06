// Writes generated/openapi.ts, the types and query parameters of spec/openapi.yaml. With --check, it only compares them.

import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { parseArgs } from "node:util";
import openapiTS, {
  astToString,
  NULL,
  type OperationObject,
  type ParameterObject,
  type PathItemObject,
  type ReferenceObject,
  tsUnion,
} from "openapi-typescript";
import ts from "typescript";
import { fromRoot, run, UserError } from "../command.ts";
import { readSpec, type SpecFile } from "./spec-file.ts";

const usage = "Usage: npm run generate [-- [--check] [--spec FILE] [--out FILE]]";

const header = `// The types and query parameters of spec/openapi.yaml.
// Generated: do not edit. To make it again after a change of the spec, run \`npm run generate\`.

`;

const isNull = (type: ts.TypeNode) => ts.isLiteralTypeNode(type) && type.literal.kind === ts.SyntaxKind.NullKeyword;
// openapi-typescript represents a string literal as an identifier in quotes.
const isStringLiteral = (type: ts.Node) => ts.isIdentifier(type) && type.text.startsWith('"');

/** Turns `"A" | "B" | null` into `"A" | "B" | (string & {}) | null`: the API adds members, and editors suggest known ones. */
function openEnum(type: ts.TypeNode): ts.TypeNode | undefined {
  if (!ts.isUnionTypeNode(type)) return undefined;
  const known = type.types.filter(isStringLiteral);
  const nulls = type.types.filter(isNull);
  if (known.length === 0 || known.length + nulls.length < type.types.length) return undefined;
  const { createIntersectionTypeNode, createKeywordTypeNode, createParenthesizedType, createTypeLiteralNode } =
    ts.factory;
  const anyString = createIntersectionTypeNode([
    createKeywordTypeNode(ts.SyntaxKind.StringKeyword),
    createTypeLiteralNode([]),
  ]);
  return tsUnion([...known, createParenthesizedType(anyString), ...(nulls.length > 0 ? [NULL] : [])]);
}

async function typesOf(spec: SpecFile): Promise<string> {
  try {
    const ast = await openapiTS(spec.document, {
      // Responses are open to new members; parameters, such as `expand`, are not.
      postTransform: (type, { path }) => (path?.startsWith("#/components/schemas/") ? openEnum(type) : undefined),
    });
    return header + astToString(ast) + queryParametersOf(spec);
  } catch (error) {
    const { message } = error as Error;
    const pointer = / at (#\/\S+)$/.exec(message)?.[1] ?? "#/";
    throw new UserError(`${spec.locate(pointer)}: ${message}`);
  }
}

/** Returns the names of the query parameters of each path, which the client checks at run time. */
function queryParametersOf({ document }: SpecFile): string {
  const resolve = (parameter: ParameterObject | ReferenceObject) => {
    const reference = "$ref" in parameter ? parameter.$ref.split("/").slice(1) : undefined;
    type Node = Record<string, unknown>;
    return (reference?.reduce((node, key) => node[key] as Node, document as unknown as Node) ??
      parameter) as ParameterObject;
  };
  const paths = Object.entries(document.paths ?? {}).map(([path, item]) => {
    const { get, parameters = [] } = item as PathItemObject;
    const all = [...parameters, ...((get as OperationObject | undefined)?.parameters ?? [])].map(resolve);
    return [path, all.filter((parameter) => parameter.in === "query").map(({ name }) => name)];
  });
  const names = JSON.stringify(Object.fromEntries(paths), null, 4);
  return `
/** The names of the query parameters of each path. */
export const queryParameters: { readonly [Path in keyof paths]: readonly string[] } = ${names};
`;
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}

/** Replaces the file at once, so that it is never incomplete. */
function replace(file: string, text: string) {
  const draft = `${file}.${process.pid}.tmp`;
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(draft, text);
    renameSync(draft, file);
  } finally {
    rmSync(draft, { force: true });
  }
}

/** Writes the types of `spec` to `out`, or only compares them. Returns a summary. */
export async function generate({ spec, out, check }: { spec: string; out: string; check: boolean }): Promise<string> {
  const types = await typesOf(readSpec(spec));
  if (!check) {
    replace(out, types);
    return `Generated ${out} from ${spec}.`;
  }
  if (read(out) !== types) {
    throw new UserError(`${out} does not match ${spec}. Run \`npm run generate\` and commit the result.`);
  }
  return `${out} matches ${spec}.`;
}

await run(import.meta, usage, async () => {
  const { values } = parseArgs({
    options: {
      check: { type: "boolean", default: false },
      spec: { type: "string", default: fromRoot("spec/openapi.yaml") },
      out: { type: "string", default: fromRoot("generated/openapi.ts") },
    },
  });
  console.log(await generate(values));
});
