// Errors of a spec file, by line and column.

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { smallSpec, temporaryDirectory } from "../../tests/support/scripts.ts";
import { UserError } from "../command.ts";
import { readSpec } from "./spec-file.ts";

const file = join(temporaryDirectory(), "spec.yaml");

function read(text: string) {
  writeFileSync(file, text);
  return readSpec(file);
}

test.each([
  [
    "broken YAML",
    smallSpec.replace("title: Small", "title: [Small"),
    "2:39: not valid YAML: Flow sequence in block collection must be sufficiently indented and end with a ]",
  ],
  [
    "a reference that leads nowhere",
    smallSpec.replace("schemas/Thing", "schemas/Things"),
    "13:23: $ref #/components/schemas/Things does not exist in this file",
  ],
  [
    "a reference to another file",
    smallSpec.replace("#/components", "other.yaml#/components"),
    "13:23: $ref other.yaml#/components/schemas/Thing does not exist in this file",
  ],
  ["another format", "swagger: '2.0'\n", "1:1: not an OpenAPI 3 document: a line like `openapi: 3.1.0` is missing"],
])("reports %s", (_, text, message) => {
  expect(() => read(text)).toThrow(new UserError(`${file}:${message}`));
});

test("reports a missing file", () => {
  expect(() => readSpec("none.yaml")).toThrow(new UserError("none.yaml: no such file"));
});

test.each([
  ["a node", "#/paths/~1things/get/responses/200", "9:11"],
  ["the nearest parent of a missing node", "#/paths/~1things/put/responses", "5:5"],
  ["the whole document", "#/", "1:1"],
])("locates %s", (_, pointer, place) => {
  const { document, locate } = read(smallSpec);
  expect(document).toMatchObject({ openapi: "3.1.0", info: { title: "Small", version: "1.0.0" } });
  expect(locate(pointer)).toBe(`${file}:${place}`);
});
