// The mutations of responses: their statuses, headers, media types and examples.

import {
  add,
  annotations,
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
import { anotherValue, defaults, schemaMutations } from "./schemas.ts";

/** All that may happen to the list of responses of an operation, and to those that are not components. */
export function* responsesInUse(all: Site): Generator<Mutation> {
  for (const response of membersOf(all)) {
    yield remove("responses", response);
    yield rename("responses", response, String(Number(keyOf(response)) + 9));
    if (response.part.$ref) yield retarget("responses", response);
    else yield* responseMutations(response);
  }
  const { 404: some } = all.part;
  for (const status of ["500", "4XX", "default"]) yield add("responses", all, status, some);
}

/** All that may happen to a response. */
export function* responseMutations(response: Site): Generator<Mutation> {
  const headers = below(response, "headers");
  for (const header of membersOf(headers)) {
    yield remove("headers", header);
    yield rename("headers", header, `${keyOf(header)}-2`);
    if (header.part.$ref) yield retarget("headers", header);
    else yield* headerMutations(header);
  }
  yield add("headers", headers, "X-Brand-New", { required: true, schema: { type: "string" }, example: "x" });
  yield remove("media types", below(response, "content"));
  yield add("media types", below(response, "content"), "text/plain", { schema: { type: "string" } });
  for (const mediaType of membersOf(below(response, "content"))) yield* mediaTypeMutations(mediaType);
}

/** All that may happen to the definition of a header. */
export function* headerMutations(header: Site): Generator<Mutation> {
  yield change("headers", "loosen", below(header, "required"), undefined);
  yield* annotations(header, "deprecated");
  yield* schemaMutations(below(header, "schema"));
  yield* defaults(below(header, "schema"));
  yield* examples(header);
  const example = below(header, "example");
  if (example.part === undefined) return;
  yield remove("examples", example);
  yield change("examples", "change", example, anotherValue(example.part));
}

function* mediaTypeMutations(mediaType: Site): Generator<Mutation> {
  for (const other of ["application/json", "application/problem+json", "text/plain"]) {
    if (other !== keyOf(mediaType)) yield rename("media types", mediaType, other);
  }
  yield* schemaMutations(below(mediaType, "schema"));
  yield* examples(mediaType);
}

/** The mutations of named examples and of each value in them. */
function* examples(whole: Site): Generator<Mutation> {
  const all = below(whole, "examples");
  const names = Object.keys(all.part ?? {});
  if (names.length > 1) {
    yield change("examples", "change", all, Object.fromEntries(Object.entries(all.part).reverse()));
  }
  for (const example of membersOf(all)) {
    yield remove("examples", example);
    yield rename("examples", example, `${keyOf(example)}2`);
    yield* valueMutations(below(example, "value"));
  }
}

function* valueMutations(value: Site): Generator<Mutation> {
  const members = typeof value.part === "object" ? membersOf(value) : [];
  if (members.length === 0) return yield change("examples", "change", value, anotherValue(value.part));
  if (!Array.isArray(value.part)) yield add("examples", value, "brand_new", "x");
  for (const member of members) {
    yield remove("examples", member);
    yield* valueMutations(member);
  }
}
