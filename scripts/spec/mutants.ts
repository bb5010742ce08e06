// Changes an OpenAPI document in every small way: removes, renames, retypes, loosens and tightens each of its nodes.

import type { Part } from "../../contract-tests/contract.ts";

export interface Mutant {
  /** Such as `remove /components/schemas/EVSE/properties/cpid`. */
  readonly title: string;
  readonly pointer: string;
  /** Returns a changed copy of the document. */
  readonly apply: () => Part;
}

type Edit = (parent: Part, key: string | number) => void;
type Key = string | number;

/** What only people read: prose, and samples that no mock returns. */
function isProse(key: Key, value: Part): boolean {
  return /^(info|description|summary|example|x-.*)$/.test(`${key}`) || (key === "examples" && Array.isArray(value));
}

export function mutantsOf(document: Part): Mutant[] {
  const mutants: Mutant[] = [];
  visit(document, []);
  return mutants;

  function visit(node: Part, path: readonly Key[]): void {
    for (const [name, value] of Object.entries<Part>(node)) {
      const at = [...path, Array.isArray(node) ? Number(name) : name];
      if (isProse(name, value)) continue;
      add(at, "remove", (parent, key) => (Array.isArray(parent) ? parent.splice(Number(key), 1) : delete parent[key]));
      if (!Array.isArray(node) && holdsNames.test(`${path.at(-1)}`)) add(at, "rename", rename);
      for (const [what, changed] of changesOf(document, at, value)) {
        add(at, what, (parent, key) => {
          parent[key] = changed;
        });
      }
      // An example is one value, however much is in it.
      if (typeof value === "object" && value !== null && name !== "value") visit(value, at);
    }
  }

  function add(path: readonly Key[], what: string, edit: Edit): void {
    const pointer = path.map((key) => `/${`${key}`.replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");
    mutants.push({
      title: `${what} ${pointer}`,
      pointer,
      apply() {
        const copy = structuredClone(document);
        edit(
          path.slice(0, -1).reduce<Part>((node, key) => node[key], copy),
          path.at(-1) ?? "",
        );
        // References follow a component that is renamed.
        return what === "rename"
          ? JSON.parse(JSON.stringify(copy).replaceAll(`"#${pointer}"`, `"#${pointer}X"`))
          : copy;
      },
    });
  }
}

/** Other keys are keywords: to rename one is to remove it. */
const holdsNames =
  /^(paths|responses|headers|content|examples|parameters|properties|schemas|securitySchemes|flows|scopes)$/;

/** Renames a key in its place. */
function rename(parent: Part, key: Key): void {
  const entries = Object.entries(parent);
  for (const [name, value] of entries) {
    delete parent[name];
    parent[name === key ? `${name}X` : name] = value;
  }
}

type Change = readonly [what: string, changed: Part];

function changesOf(document: Part, path: readonly Key[], value: Part): Change[] {
  const key = path.at(-1);
  if (key === "value") return [["change", "changed"]];
  if (key === "$ref") return [["retype", nextSibling(document, value)]];
  if (key === "pattern") {
    return [
      ["loosen the start of", value.slice(1)],
      ["loosen the end of", value.slice(0, -1)],
      ["tighten", value.replace("0-9", "0-8").replace("A-Z", "A-Y")],
    ];
  }
  if (key === "type" && jsonTypes.includes(value)) {
    return [
      ["retype", value === "string" ? "integer" : "string"],
      ["loosen", [value, "null"]],
    ];
  }
  if (typeof value === "number") return [value - 1, value + 1].map((other) => [`change to ${other}`, other]);
  if (typeof value === "boolean") return [["change", !value]];
  if (typeof value === "string") return [["change", jsonTypes.includes(value) ? "array" : `${value}x`]];
  if (Array.isArray(value) && typeof value[0] === "string")
    return [["add to", [...value, key === "type" ? "array" : "extra"]]];
  return tightened(value ?? {});
}

const jsonTypes = ["string", "number", "integer", "boolean", "array", "object", "null"];

/** The same reference to the next component of its kind. */
function nextSibling({ components }: Part, ref: string): string {
  const [, , kind = "", name = ""] = ref.split("/");
  const names = Object.keys(components[kind]);
  return `#/components/${kind}/${names[(names.indexOf(name) + 1) % names.length]}`;
}

const constraints: Readonly<Record<string, readonly object[]>> = {
  string: [{ minLength: 1 }, { maxLength: 1000 }],
  integer: [{ minimum: 0 }, { maximum: 2147483647 }],
  number: [{ type: "integer" }],
  array: [{ minItems: 1 }, { maxItems: 100 }],
  object: [{ additionalProperties: false }],
};

/** A schema with one constraint more, unless another keyword already limits it further. */
function tightened(schema: Part): Change[] {
  const type = [schema.type].flat()[0];
  const { required = [], properties = {} } = schema;
  const optional = Object.keys(properties).filter((name) => !required.includes(name));
  const isLimited = schema.enum || schema.pattern || (type === "string" && schema.format);
  const added = isLimited ? [] : (constraints[type] ?? []);
  return [...added, ...(type === "object" ? optional.map((name) => ({ required: [...required, name] })) : [])].map(
    (constraint) => [`tighten by ${JSON.stringify(constraint)}`, { ...schema, ...constraint }],
  );
}
