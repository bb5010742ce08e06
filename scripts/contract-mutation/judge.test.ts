// Who kills which mutant. The wire and the types are played by literals here; the real ones have tests of their own.

import { expect, test } from "vitest";
import type { Part } from "../../contract-tests/contract.ts";
import type { Check } from "../../contract-tests/document.ts";
import { UserError } from "../command.ts";
import { judge } from "./judge.ts";
import { change, siteOf, titleOf } from "./mutation.ts";

const contract = { a: 1, b: 1, c: 1, d: 1 };
const mutations = ["a", "b", "c", "d"].map((key) => change("bounds", "loosen", siteOf(contract, key), 2));

const keeps = (key: string) => (document: Part) => Promise.resolve(document[key] === 1);
const literal = (key: string): Check => ({ title: `${key} is 1`, read: (document) => document[key], expected: 1 });
const wire = (key: string) => ({ pass: keeps(key), passAgain: () => Promise.resolve(true) });
const tests = { literals: [literal("a")], wire: [wire("b")], types: keeps("c") };

test("each mutant is killed by the first that notices it: literals, wire, types; one that nobody notices survives", async () => {
  const verdicts = await judge(contract, mutations, [], tests);
  expect(verdicts.map(({ mutation, killer, seenOnWire }) => [titleOf(mutation), killer, seenOnWire])).toEqual([
    ["a: 1 → 2", "literals", undefined],
    ["b: 1 → 2", "wire", undefined],
    ["c: 1 → 2", "types", undefined],
    ["d: 1 → 2", undefined, undefined],
  ]);
});

test("the wire is asked about the sample, whatever the literals say", async () => {
  const everything = { ...tests, literals: Object.keys(contract).map(literal) };
  const verdicts = await judge(contract, mutations, mutations.slice(0, 2), everything);
  expect(verdicts.map(({ killer, seenOnWire }) => [killer, seenOnWire])).toEqual([
    ["literals", false],
    ["literals", true],
    ["literals", undefined],
    ["literals", undefined],
  ]);
});

test("a document that can't be read fails a literal", async () => {
  const unreadable = { title: "a is deep", read: ({ a }: Part) => a.toFixed().length, expected: 1 };
  const broken = [change("types", "change", siteOf(contract, "a"), null)];
  const [verdict] = await judge(contract, broken, [], { ...tests, literals: [unreadable] });
  expect(verdict?.killer).toBe("literals");
});

test("several wire tests share the work, and each is told where the contract was changed", async () => {
  const places: string[][] = [[], []];
  const shared = places.map((own) => ({
    ...wire("b"),
    pass(document: Part, place: string) {
      own.push(place);
      return keeps("b")(document);
    },
  }));
  const progress: number[] = [];
  await judge(contract, mutations, mutations, { ...tests, wire: shared }, (done, all) => progress.push(done, all));
  expect(places).toEqual([
    ["a", "c"],
    ["b", "d"],
  ]);
  expect(progress).toEqual([1, 4, 2, 4, 3, 4, 4, 4]);
});

test("literals that fail on the contract itself end the run at once", async () => {
  const failing = { ...tests, literals: [{ ...literal("a"), expected: 5 }] };
  await expect(judge(contract, mutations, mutations, failing)).rejects.toThrow(
    new UserError(
      "The literals fail on the contract itself; `npm test` says why. Before they pass, no mutant means anything.",
    ),
  );
});

test("wire tests that fail on the contract itself as they did on mutants have killed nothing", async () => {
  const failing = {
    ...tests,
    wire: [{ ...wire("b"), passAgain: (document: Part) => Promise.resolve(document !== contract) }],
  };
  await expect(judge(contract, mutations, mutations, failing)).rejects.toThrow(
    "The wire tests fail on the contract itself",
  );
});
