// The mutations of a schema and of all the schemas within it.

import type { Part } from "../../contract-tests/contract.ts";
import {
  add,
  annotations,
  append,
  below,
  change,
  keyOf,
  type Mutation,
  membersOf,
  remove,
  rename,
  retarget,
  type Site,
} from "./mutation.ts";

/** All that may happen to the schema at a site. */
export function* schemaMutations(schema: Site): Generator<Mutation> {
  if (schema.part.$ref) return yield retarget("references", schema);
  yield* types(schema);
  yield* nullability(schema);
  yield* formats(schema);
  yield* patterns(schema);
  yield* bounds(schema);
  yield* enumMembers(schema);
  yield* required(schema);
  yield* properties(schema);
  yield* alternatives(schema);
  yield* samples(schema);
  if (schema.part.items) yield* schemaMutations(below(schema, "items"));
}

/** The mutations of a default and of its absence, where a default means something: in a parameter or a header. */
export function* defaults(schema: Site): Generator<Mutation> {
  const value = below(schema, "default");
  if (value.part === undefined) return yield add("defaults", schema, "default", defaultFor(schema.part));
  yield remove("defaults", value);
  yield change("defaults", "change", value, anotherValue(value.part));
}

/** A value of the same kind: no type and, where that is possible, no format tells it from the first. */
export function anotherValue(value: unknown): unknown {
  if (typeof value === "boolean") return !value;
  if (typeof value === "number") return value + 1;
  if (typeof value === "string") return anotherText(value);
  return "unknown";
}

/** The last digit counts on; a text without digits grows. */
function anotherText(text: string): string {
  const changed = text.replace(/\d(?=\D*$)/, (digit) => String((Number(digit) + 1) % 10));
  return changed === text ? `${text}x` : changed;
}

const otherTypes: Record<string, [verb: "change" | "loosen" | "tighten", type: string][]> = {
  string: [
    ["change", "integer"],
    ["change", "boolean"],
  ],
  boolean: [
    ["change", "string"],
    ["change", "integer"],
  ],
  integer: [
    ["loosen", "number"],
    ["change", "string"],
  ],
  number: [
    ["tighten", "integer"],
    ["change", "string"],
  ],
  array: [["change", "object"]],
  object: [["change", "string"]],
};

function* types(schema: Site): Generator<Mutation> {
  const type = below(schema, "type");
  if (type.part === undefined) return;
  const [first, ...others] = [type.part].flat();
  for (const [verb, other] of otherTypes[first] ?? []) {
    yield change("types", verb, type, others.length > 0 ? [other, ...others] : other);
  }
  yield change("types", "loosen", type, undefined);
  yield change("types", "loosen", type, [first, first === "string" ? "integer" : "string", ...others]);
}

function* nullability(schema: Site): Generator<Mutation> {
  const { type, enum: members, oneOf } = schema.part;
  if (oneOf) yield append("nullability", "loosen", below(schema, "oneOf"), { type: "null" });
  if (!type) return;
  if ([type].flat().includes("null")) {
    yield change("nullability", "tighten", below(schema, "type"), type[0]);
  } else {
    // Without a null among the members the wider type would change nothing.
    const nullable = { ...schema.part, type: [type, "null"], ...(members && { enum: [...members, null] }) };
    yield change("nullability", "loosen", schema, nullable);
  }
}

const otherFormats: Record<string, string> = { "date-time": "date", uri: "uuid", uuid: "uri", double: "float" };

function* formats(schema: Site): Generator<Mutation> {
  const format = below(schema, "format");
  if (format.part) {
    yield change("formats", "loosen", format, undefined);
    yield change("formats", "change", format, otherFormats[format.part]);
  } else if (isPlainText(schema.part)) {
    yield change("formats", "tighten", format, "uri");
  } else if ([schema.part.type].flat().includes("integer")) {
    yield change("formats", "tighten", format, "int32");
  }
}

function* patterns(schema: Site): Generator<Mutation> {
  const pattern = below(schema, "pattern");
  if (pattern.part) {
    const text: string = pattern.part;
    yield change("patterns", "loosen", pattern, undefined);
    yield change("patterns", "loosen", pattern, text.replace(/^\^/, ""));
    yield change("patterns", "loosen", pattern, text.replace(/\$$/, ""));
    yield change("patterns", "loosen", pattern, text.replace("[A-Z", "[A-Za-z"));
    yield change("patterns", "loosen", pattern, text.replace(/\{(\d+)\}/, "{$1,}"));
    yield change("patterns", "tighten", pattern, text.replace("[A-Z", "[A-M"));
    yield change(
      "patterns",
      "change",
      pattern,
      text.replace(/\{(\d+)\}/, (_, count) => `{${Number(count) + 1}}`),
    );
    yield change("patterns", "change", pattern, text.replace("^", "^x"));
  } else if (isPlainText(schema.part)) {
    yield change("patterns", "tighten", pattern, "^[a-z]{4}[A-Z0-9]{26}$");
  }
}

/** Bounds that a schema may well get, by its type. */
const newBounds: Record<string, Record<string, unknown>> = {
  integer: { minimum: 0, maximum: 2_147_483_647, multipleOf: 10 },
  number: { minimum: 0, maximum: 2_147_483_647 },
  string: { minLength: 1, maxLength: 255 },
  array: { minItems: 1, maxItems: 100, uniqueItems: true },
};

function* bounds(schema: Site): Generator<Mutation> {
  const { type, enum: members, format, pattern } = schema.part;
  for (const [key, step] of [
    ["minimum", 1],
    ["maximum", -1],
  ] as const) {
    const bound = below(schema, key);
    if (bound.part === undefined) continue;
    yield change("bounds", "loosen", bound, undefined);
    yield change("bounds", "loosen", bound, bound.part - step);
    yield change("bounds", "tighten", bound, bound.part + step);
    const { [key]: value, ...others } = schema.part;
    yield change("bounds", "tighten", schema, { ...others, [`exclusive${key.replace("m", "M")}`]: value });
  }
  if (members || format || pattern) return;
  for (const [key, value] of Object.entries(newBounds[[type].flat()[0]] ?? {})) {
    if (!(key in schema.part)) yield change("bounds", "tighten", below(schema, key), value);
  }
}

function* enumMembers(schema: Site): Generator<Mutation> {
  const all = below(schema, "enum");
  if (!all.part) {
    const known = schema.part.examples?.filter((sample: unknown) => sample !== null);
    if (isPlainText(schema.part) && known?.length > 0) yield change("enum members", "tighten", all, known);
    return;
  }
  yield change("enum members", "loosen", all, undefined);
  yield append("enum members", "add", all, typeof all.part[0] === "number" ? 3 : "BRAND_NEW");
  for (const member of membersOf(all)) {
    yield remove("enum members", member);
    if (member.part !== null) yield change("enum members", "rename", member, anotherMember(member.part));
  }
}

function anotherMember(member: string | number): string | number {
  return typeof member === "number" ? member + 1 : `${member}_2`;
}

function* required(schema: Site): Generator<Mutation> {
  const names = below(schema, "required");
  for (const name of membersOf(names)) yield change("required", "loosen", name, undefined);
  for (const name of Object.keys(schema.part.properties ?? {})) {
    if (!names.part?.includes(name)) yield append("required", "tighten", names, name);
  }
}

function* properties(schema: Site): Generator<Mutation> {
  const { properties, additionalProperties } = schema.part;
  if (additionalProperties) {
    yield change("properties", "loosen", below(schema, "additionalProperties"), undefined);
    yield* schemaMutations(below(schema, "additionalProperties"));
  }
  if (!properties) return;
  const all = below(schema, "properties");
  yield change("properties", "tighten", below(schema, "additionalProperties"), false);
  yield add("properties", all, "brand_new", { type: "string" });
  for (const property of membersOf(all)) {
    yield remove("properties", property);
    yield rename("properties", property, `${keyOf(property)}_2`);
    yield* schemaMutations(property);
    yield* annotations(property, "deprecated", "readOnly", "writeOnly");
  }
}

function* alternatives(schema: Site): Generator<Mutation> {
  const all = below(schema, "oneOf");
  for (const alternative of membersOf(all)) {
    yield remove("types", alternative);
    yield* schemaMutations(alternative);
  }
}

function* samples(schema: Site): Generator<Mutation> {
  const all = below(schema, "examples");
  if (all.part) yield remove("samples", all);
  for (const sample of membersOf(all)) yield change("samples", "change", sample, anotherValue(sample.part));
}

function isPlainText({ type, format, pattern, enum: members }: Part): boolean {
  return [type].flat().includes("string") && !format && !pattern && !members;
}

function defaultFor({ type, enum: members, items }: Part): unknown {
  if (members) return members[0];
  if (type === "array") return [defaultFor(items)];
  return type === "string" ? "x" : 1;
}
