// The mutations of parameters: of each as a component, and of its use in an operation.

import {
  add,
  annotations,
  append,
  below,
  change,
  type Mutation,
  membersOf,
  remove,
  retarget,
  type Site,
} from "./mutation.ts";
import { anotherValue, defaults, schemaMutations } from "./schemas.ts";

/** All that may happen to the definition of a parameter. */
export function* parameterMutations(parameter: Site): Generator<Mutation> {
  const { name, in: place, required = false, example } = parameter.part;
  yield change("parameters", "rename", below(parameter, "name"), `${name}_2`);
  yield change("parameters", "change", below(parameter, "in"), otherPlaces[place]);
  yield change("parameters", required ? "loosen" : "tighten", below(parameter, "required"), !required);
  yield* serialization(parameter);
  yield* annotations(parameter, "deprecated");
  yield* schemaMutations(below(parameter, "schema"));
  yield* defaults(below(parameter, "schema"));
  yield remove("samples", below(parameter, "example"));
  yield change("samples", "change", below(parameter, "example"), anotherValue(example));
}

/** All that may happen to the list of parameters of an operation. */
export function* parametersInUse(all: Site): Generator<Mutation> {
  for (const reference of membersOf(all)) {
    yield remove("parameters", reference);
    yield retarget("parameters", reference);
  }
  for (const required of [true, false]) {
    const extra = { required, name: "X-Brand-New", in: "header", schema: { type: "string" } };
    yield append("parameters", required ? "tighten" : "add", all, extra);
  }
}

const otherPlaces: Record<string, string> = { path: "query", query: "header", header: "query" };

/** How a value is written. Only of arrays can it be written in more than one way. */
function* serialization(parameter: Site): Generator<Mutation> {
  const { in: place, schema } = parameter.part;
  if (schema.type === "array") {
    yield change("serialization", "change", below(parameter, "explode"), false);
    yield change("serialization", "change", below(parameter, "style"), "pipeDelimited");
  }
  if (place === "query") {
    yield add("serialization", parameter, "allowEmptyValue", true);
    yield add("serialization", parameter, "allowReserved", true);
  }
  if (place === "path") yield change("serialization", "change", below(parameter, "style"), "label");
}
