// Single mutations: what they make of a document, and what they are called.

import { describe, expect, test } from "vitest";
import {
  add,
  append,
  below,
  change,
  membersOf,
  mutate,
  remove,
  rename,
  retarget,
  siteOf,
  titleOf,
} from "./mutation.ts";

const document = {
  paths: {
    "/things": {
      get: { parameters: [{ $ref: "#/components/parameters/Size" }, { $ref: "#/components/parameters/Sort" }] },
    },
  },
  components: {
    parameters: { Size: { name: "size", required: true }, Sort: { name: "sort" } },
    schemas: { Thing: { enum: ["a", "b"] } },
  },
};
const size = siteOf(document, "components", "parameters", "Size");
const used = siteOf(document, "paths", "/things", "get", "parameters");
const members = siteOf(document, "components", "schemas", "Thing", "enum");
const second = below(members, 1);

describe("mutate", () => {
  test.each([
    [
      "changes a value",
      change("parameters", "rename", below(size, "name"), "count"),
      { name: "count", required: true },
    ],
    ["removes a member", remove("parameters", below(size, "required")), { name: "size" }],
    ["adds a member", add("annotations", size, "deprecated", true), { name: "size", required: true, deprecated: true }],
    [
      "adds a list",
      append("samples", "add", below(size, "examples"), 5),
      { name: "size", required: true, examples: [5] },
    ],
  ])("%s of an object", (_, mutation, expected) => {
    expect(mutate(document, mutation).components.parameters.Size).toStrictEqual(expected);
  });

  test.each([
    ["changes", change("enum members", "rename", second, "c"), ["a", "c"]],
    ["removes", remove("enum members", below(members, 0)), ["b"]],
    ["appends", append("enum members", "add", members, "c"), ["a", "b", "c"]],
  ])("%s an element of a list", (_, mutation, expected) => {
    expect(mutate(document, mutation).components.schemas.Thing.enum).toStrictEqual(expected);
  });

  test("gives a member another name in the same place", () => {
    const mutated = mutate(document, rename("parameters", size, "Count"));
    expect(Object.entries(mutated.components.parameters)).toStrictEqual([
      ["Count", { name: "size", required: true }],
      ["Sort", { name: "sort" }],
    ]);
  });

  test("leads a reference to the next component of its kind, and from the last to the first", () => {
    const [first, last] = membersOf(used).map((reference) => retarget("parameters", reference).value);
    expect(first).toStrictEqual({ $ref: "#/components/parameters/Sort" });
    expect(last).toStrictEqual({ $ref: "#/components/parameters/Size" });
  });

  test("leaves the original as it was", () => {
    const before = structuredClone(document);
    mutate(document, remove("parameters", below(used, 0)));
    expect(document).toStrictEqual(before);
  });
});

describe("titleOf", () => {
  test.each([
    [
      "a change",
      change("parameters", "rename", below(size, "name"), "count"),
      'parameters.Size.name: "size" → "count"',
    ],
    ["a removal", remove("parameters", below(size, "required")), "parameters.Size.required: true → nothing"],
    ["an addition", append("enum members", "add", members, "c"), 'schemas.Thing.enum: nothing → "c"'],
    ["another name", rename("parameters", size, "Count"), "parameters: Size → Count"],
    [
      "an operation",
      remove("parameters", used),
      'get /things parameters: [{"$ref":"#/components/parameters/Size"…s/parameters/Sort"}] → nothing',
    ],
    ["a path", rename("operations", siteOf(document, "paths", "/things"), "/thing"), "paths: /things → /thing"],
  ])("says where and how, for %s", (_, mutation, expected) => {
    expect(titleOf(mutation)).toBe(expected);
  });
});
