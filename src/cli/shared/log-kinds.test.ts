import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { parse } from "yaml";
import { kinds } from "./log-kinds.ts";

const { components } = parse(readFileSync(new URL("../../../spec/openapi.yaml", import.meta.url), "utf8"));

it.each([
  ["status", "EVSEStatusLog", 18],
  ["commands", "EVSECommandLog", 8],
] as const)("the fields of %s are those of %s, in the contract's order", (kind, schema, count) => {
  expect(kinds[kind].fields).toEqual(Object.keys(components.schemas[schema].properties));
  expect(kinds[kind].fields).toHaveLength(count);
});
