// Which mutants the wire tests get.

import { expect, test } from "vitest";
import { readContract } from "../../contract-tests/contract.ts";
import { titleOf } from "./mutation.ts";
import { mutationsOf } from "./mutations.ts";
import { sampleOf } from "./sample.ts";

const mutations = mutationsOf(readContract());
const titles = (size: number, seed: number) => sampleOf(mutations, size, seed).map(titleOf);

test("the same seed draws the same sample, and another one another", () => {
  expect(titles(50, 1)).toEqual(titles(50, 1));
  expect(titles(50, 2)).not.toEqual(titles(50, 1));
});

test("a larger sample begins with the smaller one", () => {
  expect(titles(50, 1).slice(0, 20)).toEqual(titles(20, 1));
});

test("a sample takes turns: of each kind that can show on the wire one, before a second of any", () => {
  const kinds = sampleOf(mutations, 16, 1).map(({ subject }) => subject);
  expect(kinds.sort()).toEqual([
    "bounds",
    "enum members",
    "examples",
    "formats",
    "headers",
    "media types",
    "nullability",
    "operations",
    "parameters",
    "patterns",
    "properties",
    "references",
    "required",
    "responses",
    "security",
    "types",
  ]);
});

test("a sample can't be larger than what there is", () => {
  const all = titles(100_000, 1);
  expect(new Set(all).size).toBe(all.length);
  expect(all.length).toBeLessThan(mutations.length);
});
