// Compares the operations of spec/openapi.yaml with the document that the provider publishes, and fails on a difference
// that spec/drift-rulings.yaml does not explain. Prose and examples are not compared.
import { readFileSync } from "node:fs";
import { isDeepStrictEqual, parseArgs } from "node:util";
import { parseDocument, stringify } from "yaml";
import { fromRoot, run, UserError } from "../command.ts";
import { parseSpec, pathOf, readSpec, type SpecFile } from "./spec-file.ts";

const usage = "Usage: npm run spec:drift -- FILE|URL [--spec FILE] [--rulings FILE]";

type Json = null | boolean | number | string | Json[] | JsonObject;
type JsonObject = { [key: string]: Json };

/** A value of a document, and where it is: never at a `$ref`, but at what the `$ref` points to. */
type Node = { root: JsonObject; pointer: string; value: Json | undefined };

/** What is compared of a node. A schema has one shape for each type that it allows, anything else has one shape. */
interface Shape {
  pointer: string;
  type?: string;
  /** Values by keyword. A set, such as the members of an enum, has one fact for each member. */
  facts: JsonObject;
  parts: Record<string, Part>;
}

type Part = { node: Node; shapesOf: (node: Node) => Shape[] };

const objectOf = (value: Json | undefined): JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? value : {};
const arrayOf = (value: Json | undefined): Json[] => (Array.isArray(value) ? value : []);

type Key = string | number;
const escapeKey = (key: Key) => String(key).replaceAll("~", "~0").replaceAll("/", "~1").replaceAll("%", "%25");
const join = (pointer: string, ...keys: Key[]) => [pointer, ...keys.map(escapeKey)].join("/");
const valueAt = (value: Json | undefined, keys: Key[]) =>
  keys.reduce<Json | undefined>((parent, key) => (parent as JsonObject | undefined)?.[key], value);

const isProse = (keyword: string) =>
  /^(title|summary|description|examples?|externalDocs|xml|discriminator|\$comment|x-.*)$/.test(keyword);

function childOf({ root, pointer, value }: Node, ...keys: Key[]): Node {
  return resolve({ root, pointer: join(pointer, ...keys), value: valueAt(value, keys) });
}

/** Follows a `$ref`, unless it has siblings that mean something. */
function resolve(node: Node, visited: string[] = []): Node {
  const { $ref, ...siblings } = objectOf(node.value);
  if (typeof $ref !== "string" || !Object.keys(siblings).every(isProse)) return node;
  if (visited.includes($ref)) return { ...node, value: {} };
  return resolve(targetOf(node, $ref), [...visited, $ref]);
}

function targetOf({ root }: Node, pointer: string): Node {
  return { root, pointer, value: valueAt(root, pathOf(pointer)) };
}

/** The parts that a node has below a keyword such as `responses`. */
function partsBelow(node: Node, keyword: string, shapesOf: Part["shapesOf"], nameOf = (key: string) => key) {
  const keys = Object.keys(objectOf(objectOf(node.value)[keyword]));
  return Object.fromEntries(
    keys.map((key) => [join(keyword, nameOf(key)), { node: childOf(node, keyword, key), shapesOf }]),
  );
}

/** The part that a node has at a keyword such as `schema`, if any. */
const partAt = (node: Node, keyword: string, shapesOf: Part["shapesOf"]): Shape["parts"] =>
  keyword in objectOf(node.value) ? { [keyword]: { node: childOf(node, keyword), shapesOf } } : {};

const toLowerCase = (name: string) => name.toLowerCase();

/** The names of path parameters do not count: they are not part of a URL. */
function documentShapes(document: Node): Shape[] {
  const parts: Shape["parts"] = {};
  for (const path of Object.keys(objectOf(objectOf(document.value)["paths"]))) {
    const item = childOf(document, "paths", path);
    for (const method of ["get", "put", "post", "delete", "options", "head", "patch", "trace"]) {
      if (!(method in objectOf(item.value))) continue;
      const shapesOf = (operation: Node) => [operationShape(operation, item, path)];
      parts[join("paths", path.replaceAll(/\{.*?\}/g, "{}"), method)] = { node: childOf(item, method), shapesOf };
    }
  }
  return [{ pointer: document.pointer, facts: {}, parts }];
}

function operationShape(node: Node, item: Node, path: string): Shape {
  const { deprecated = false, security = node.root["security"] } = objectOf(node.value);
  const facts: JsonObject = { deprecated };
  for (const requirement of arrayOf(security)) {
    const scopes = Object.values(objectOf(requirement)).flatMap(arrayOf).toSorted();
    facts[join("security", scopes.join(" ") || "no scope")] = "present";
  }

  const parts = { ...partAt(node, "requestBody", carrierShapes), ...partsBelow(node, "responses", carrierShapes) };
  const pathParameters = [...path.matchAll(/\{(.*?)\}/g)].map(([, name]) => name);
  for (const owner of [item, node]) {
    for (const index of arrayOf(objectOf(owner.value)["parameters"]).keys()) {
      const parameter = childOf(owner, "parameters", index);
      const { in: location, name } = objectOf(parameter.value);
      const key = location === "path" ? pathParameters.indexOf(String(name)) + 1 : String(name);
      const part = `${location}:${location === "header" ? toLowerCase(String(key)) : key}`;
      parts[join("parameters", part)] = { node: parameter, shapesOf: carrierShapes };
    }
  }
  return { pointer: node.pointer, facts, parts };
}

/** The shape of what carries a schema: a parameter, a header, a body, a response or a media type. */
function carrierShapes(node: Node): Shape[] {
  const value = objectOf(node.value);
  const usualStyle = value["in"] === "query" || value["in"] === "cookie" ? "form" : "simple";
  const { required = false, deprecated = false, style = usualStyle } = value;
  const { explode = style === "form" } = value;
  const parts = {
    ...partsBelow(node, "headers", carrierShapes, toLowerCase),
    ...partsBelow(node, "content", carrierShapes, toLowerCase),
    ...partAt(node, "schema", schemaShapes),
  };
  return [{ pointer: node.pointer, facts: { required, deprecated, style, explode }, parts }];
}

/** One shape for each type that a schema allows, however it says so. Null is a type like any other. */
function schemaShapes(node: Node, visited: string[] = []): Shape[] {
  if (visited.includes(node.pointer)) return [];
  const shapesOf = (other: Node) => schemaShapes(other, [...visited, node.pointer]);
  const schema = objectOf(node.value);
  const indices = (keyword: string) => [...arrayOf(schema[keyword]).keys()];

  let shapes = ownShapes(node);
  if (typeof schema["$ref"] === "string") shapes = both(shapes, shapesOf(resolve(targetOf(node, schema["$ref"]))));
  for (const index of indices("allOf")) shapes = both(shapes, shapesOf(childOf(node, "allOf", index)));
  for (const keyword of ["oneOf", "anyOf"]) {
    const alternatives = indices(keyword).flatMap((index) => shapesOf(childOf(node, keyword, index)));
    if (alternatives.length > 0) shapes = both(alternatives, shapes);
  }
  const others = shapes.filter(({ type }) => type !== "null");
  // `nullable` beside `allOf` is meant to allow null, whatever the members of `allOf` say.
  const isNullable = schema["nullable"] === true || others.length < shapes.length;
  return isNullable ? [...others, { pointer: node.pointer, type: "null", facts: {}, parts: {} }] : others;
}

/** What a schema says itself, without what it is composed of. */
function ownShapes(node: Node): Shape[] {
  const { $ref, allOf, oneOf, anyOf, nullable, type, required, properties, items, ...rest } = objectOf(node.value);
  const { enum: members, const: member, additionalProperties, ...keywords } = rest;
  const facts: JsonObject = {};
  for (const [keyword, value] of Object.entries(keywords)) {
    const isDefault = value === false && keyword !== "default" && keyword !== "unevaluatedProperties";
    if (!isProse(keyword) && !isDefault) facts[keyword] = value;
  }
  // OpenAPI 3.0 writes an exclusive bound as a bound and a flag.
  for (const end of ["Minimum", "Maximum"]) {
    const [bound, flag] = [end.toLowerCase(), `exclusive${end}`];
    if (facts[flag] !== true) continue;
    facts[flag] = facts[bound] ?? true;
    delete facts[bound];
  }
  if (additionalProperties === false) facts["additionalProperties"] = false;
  for (const name of arrayOf(required)) facts[join("required", String(name))] = "present";

  const allowed = arrayOf(members ?? (member === undefined ? [] : [member]));
  for (const value of allowed) if (value !== null) facts[join("enum", String(value))] = "present";

  const parts = {
    ...partsBelow(node, "properties", schemaShapes),
    ...partAt(node, "items", schemaShapes),
    ...(Object.keys(objectOf(additionalProperties)).length > 0 && partAt(node, "additionalProperties", schemaShapes)),
  };
  const typeOf = (value: Json) => (value === null ? "null" : typeof value);
  const implied = properties ? ["object"] : items ? ["array"] : allowed.map(typeOf);
  const types = new Set<Json | undefined>([type ?? implied].flat());
  if (allowed.includes(null)) types.add("null");
  if (types.size === 0) types.add(undefined);
  return [...types].map((type) => ({ pointer: node.pointer, ...(type && { type: String(type) }), facts, parts }));
}

/** The shapes that satisfy both of two schemas; their place is that of the first. */
function both(some: Shape[], others: Shape[]): Shape[] {
  return some.flatMap((one) =>
    others.flatMap((other) => {
      const types = new Set([one.type, other.type]);
      types.delete(undefined);
      if (types.has("integer")) types.delete("number");
      if (types.size > 1) return [];
      const [type] = types;
      const parts = { ...one.parts, ...other.parts };
      for (const [key, { node }] of Object.entries(one.parts)) {
        const second = other.parts[key]?.node;
        if (!second || second.pointer === node.pointer) continue;
        const value = { allOf: [{ $ref: node.pointer }, { $ref: second.pointer }] };
        parts[key] = { node: { ...node, pointer: `${node.pointer}/allOf`, value }, shapesOf: schemaShapes };
      }
      return [{ pointer: one.pointer, ...(type && { type }), facts: { ...one.facts, ...other.facts }, parts }];
    }),
  );
}

interface Difference {
  /** A JSON pointer of this project's document, continued by keywords and names where that has nothing. */
  place: string;
  ours: Json;
  theirs: Json;
  /** JSON pointers of the nearest things to show a reader. */
  here: string;
  there: string;
}

/** Compares two parts and what is below them; each pair of nodes once, so cycles end. */
function* differencesBetween(ours: Part, theirs: Part, visited = new Set<string>()): Generator<Difference> {
  const pair = `${ours.node.pointer} ${theirs.node.pointer}`;
  if (visited.has(pair)) return;
  visited.add(pair);

  const [ourShapes, theirShapes] = [ours.shapesOf(ours.node), theirs.shapesOf(theirs.node)];
  const typeOf = ({ type = "any" }: Shape) => type;
  const types = { ours: ourShapes.map(typeOf).sort().join(" | "), theirs: theirShapes.map(typeOf).sort().join(" | ") };
  if (types.ours !== types.theirs) {
    const place = `${ours.node.pointer}/type`;
    yield { place, ...types, here: place, there: `${theirs.node.pointer}/type` };
  }

  for (const our of ourShapes) {
    const isNumber = ({ type }: Shape) => type === "number" || type === "integer";
    const index = theirShapes.findIndex((their) => their.type === our.type || (isNumber(their) && isNumber(our)));
    const [their] = index < 0 ? [] : theirShapes.splice(index, 1);
    if (!their) continue;

    for (const key of Object.keys({ ...our.facts, ...their.facts, ...our.parts, ...their.parts })) {
      const [ourPart, theirPart] = [our.parts[key], their.parts[key]];
      if (ourPart && theirPart) {
        yield* differencesBetween(ourPart, theirPart, visited);
        continue;
      }
      const valueIn = ({ facts, parts }: Shape) => (parts[key] ? "present" : key in facts ? facts[key] : "absent");
      const values = { ours: valueIn(our) as Json, theirs: valueIn(their) as Json };
      if (isDeepStrictEqual(values.ours, values.theirs)) continue;
      const [place, there] = [`${our.pointer}/${key}`, `${their.pointer}/${key}`];
      yield { place, ...values, here: ourPart?.node.pointer ?? place, there: theirPart?.node.pointer ?? there };
    }
  }
}

/** Compares two documents. What ours shares and theirs repeats is reported once for the same value. */
export function compareSpecs(ours: SpecFile, theirs: SpecFile) {
  const partOf = ({ document }: SpecFile): Part => {
    const root = document as unknown as JsonObject;
    return { node: { root, pointer: "#", value: root }, shapesOf: documentShapes };
  };
  const [differences, newOperations] = [new Map<string, Difference>(), [] as Difference[]];
  for (const difference of differencesBetween(partOf(ours), partOf(theirs))) {
    const key = JSON.stringify([difference.place, difference.theirs]);
    if (difference.ours === "absent" && /^#\/paths\/[^/]+\/[^/]+$/.test(difference.place))
      newOperations.push(difference);
    else if (!differences.has(key)) differences.set(key, difference);
  }
  return { differences: [...differences.values()], newOperations };
}

interface Ruling {
  /** The place of a difference; `*` matches any text. */
  place: string;
  /** What the provider's document has there; without it, anything. */
  theirs?: Json;
  /** What this project does, and why. */
  ruling: string;
}

export function readRulings(file: string): Ruling[] {
  const { errors, contents } = parseDocument(readFileSync(file, "utf8"));
  const rulings = contents?.toJSON() ?? [];
  if (errors[0] || !Array.isArray(rulings))
    throw new UserError(`${file} must be a YAML list. ${errors[0]?.message ?? ""}`);
  for (const entry of rulings) {
    const { place, theirs: _, ruling, ...others } = objectOf(entry);
    const isSentence = /^\S+ .*\.\s*$/s.test(String(ruling));
    if (typeof place === "string" && isSentence && Object.keys(others).length === 0) continue;
    throw new UserError(
      `${file}: an entry must have a place, optionally theirs, and a ruling that is a sentence ` +
        `(received ${JSON.stringify(entry)}).`,
    );
  }
  return rulings;
}

function isRuledBy({ place, theirs }: Difference, ruling: Ruling): boolean {
  const pattern = ruling.place.replaceAll(/[^\w*]/g, "\\$&").replaceAll("*", ".*");
  return new RegExp(`^${pattern}$`).test(place) && (!("theirs" in ruling) || isDeepStrictEqual(theirs, ruling.theirs));
}

/** Reports how two documents differ, and whether the rulings explain all of it and still apply. */
export function reportDrift(ours: SpecFile, theirs: SpecFile, rulings: Ruling[]) {
  const { differences, newOperations } = compareSpecs(ours, theirs);
  // The provider has many operations that this document leaves out, but a new kind of log is worth a note.
  const newLogs = newOperations.filter(({ place }) => /~1evses~1\{\}~1\w+_logs\b/.test(place));
  const rulingOf = (difference: Difference) => rulings.find((ruling) => isRuledBy(difference, ruling));
  const known = differences.filter(rulingOf);
  const unknown = differences.filter((difference) => !rulingOf(difference));
  const stale = rulings.filter((ruling) => !differences.some((difference) => isRuledBy(difference, ruling)));

  const describe = (difference: Difference) => `${difference.place}
  here:  ${JSON.stringify(difference.ours)} at ${ours.locate(difference.here)}
  there: ${JSON.stringify(difference.theirs)} at ${theirs.locate(difference.there)} (${difference.there})
  ${rulingOf(difference)?.ruling.trim() ?? "No ruling explains this."}`;
  const entries = unknown.map(({ place, theirs }) => ({ place, theirs, ruling: "TODO" }));
  const advice = "Change this document, or add these rulings, with a sentence for each TODO:";
  const report = [
    ...[...known, ...unknown].map(describe),
    ...stale.map(({ place }) => `${place}\n  This ruling no longer applies: remove it.`),
    ...newLogs.map(({ there }) => `Not in this document: ${there} at ${theirs.locate(there)}`),
    ...(unknown.length > 0 ? [`${advice}\n\n${stringify(entries).trim()}`] : []),
    `Differences: ${known.length} known, ${unknown.length} unknown. Rulings that no longer apply: ${stale.length}.`,
  ];
  return { hasDrifted: unknown.length + stale.length > 0, report: report.join("\n\n") };
}

export async function readPublished(source: string): Promise<SpecFile> {
  try {
    if (!/^[a-z]+:\/\//i.test(source)) return readSpec(source);
    if (!source.startsWith("https://"))
      throw new UserError(`The address must start with https:// (received ${source}).`);
    const response = await fetch(source, { signal: AbortSignal.timeout(60_000) });
    if (response.ok) return parseSpec(source, await response.text());
    throw new Error(`the status is ${response.status}`);
  } catch (error) {
    if (!(error instanceof Error) || error instanceof UserError) throw error;
    const { message } = error.cause instanceof Error ? error.cause : error;
    throw new UserError(`${source} cannot be read: ${message}.`);
  }
}

await run(
  import.meta,
  usage,
  async () => {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: {
        spec: { type: "string", default: fromRoot("spec/openapi.yaml") },
        rulings: { type: "string", default: fromRoot("spec/drift-rulings.yaml") },
      },
    });
    const [source, ...others] = positionals;
    if (!source || others.length > 0) throw new UserError(usage);
    const rulings = readRulings(values.rulings);
    const { hasDrifted, report } = reportDrift(readSpec(values.spec), await readPublished(source), rulings);
    console.log(report);
    if (hasDrifted) process.exitCode = 1;
  },
  2,
);
