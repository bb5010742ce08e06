// Reading a spec: what is wrong with it, and where.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { pathOf, smallSpec, temporaryDirectory } from "../../tests/support/scripts.ts";
import { UserError } from "../command.ts";
import { readSpec } from "./spec-file.ts";

const directory = temporaryDirectory();
const file = join(directory, "spec.yaml");

function read(text: string) {
  writeFileSync(file, text);
  return readSpec(file);
}

describe("readSpec", () => {
  test("reads a document", () => {
    expect(read(smallSpec).document).toMatchObject({ openapi: "3.1.0", info: { title: "Small", version: "1.0.0" } });
  });

  test("reads the spec of this repository", () => {
    expect(readSpec(pathOf("spec/openapi.yaml")).document.openapi).toBe("3.1.0");
  });

  test.each([
    {
      fault: "broken YAML",
      text: smallSpec.replace("title: Small", "title: [Small"),
      says: "2:39: this is not YAML: Flow sequence in block collection must be sufficiently indented and end with a ]",
    },
    {
      fault: "a key given twice",
      text: smallSpec.replace("    Thing:", "    Thing: {}\n    Thing:"),
      says: "17:5: this is not YAML: Map keys must be unique",
    },
    {
      fault: "a $ref that leads nowhere",
      text: smallSpec.replace("schemas/Thing", "schemas/Things"),
      says: "13:23: $ref leads nowhere: #/components/schemas/Things. Everything it may name is in the same file.",
    },
    {
      fault: "a $ref to another file",
      text: smallSpec.replace("#/components", "other.yaml#/components"),
      says: "13:23: $ref leads nowhere: other.yaml#/components/schemas/Thing. Everything it may name is in the same file.",
    },
    {
      fault: "something else than OpenAPI 3",
      text: "swagger: '2.0'\n",
      says: "1:1: this is not an OpenAPI 3 document: it has no line like `openapi: 3.1.0`.",
    },
    {
      fault: "an empty file",
      text: "",
      says: "1:1: this is not an OpenAPI 3 document: it has no line like `openapi: 3.1.0`.",
    },
  ])("says where a file has $fault", ({ text, says }) => {
    expect(() => read(text)).toThrow(new UserError(`${file}:${says}`));
  });

  test("says that a file is not there", () => {
    expect(() => readSpec("none.yaml")).toThrow(new UserError("none.yaml: there is no such file."));
  });

  test.each([
    ["what a pointer names", "#/paths/~1things/get/responses/200", "9:11"],
    ["the nearest thing around what is not there", "#/paths/~1things/put/responses", "5:5"],
    ["the start, for the whole", "#/", "1:1"],
  ])("locates %s", (_, pointer, place) => {
    expect(read(smallSpec).locate(pointer)).toBe(`${file}:${place}`);
  });
});
