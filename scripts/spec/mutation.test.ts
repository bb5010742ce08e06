// The contract mutation: a sample of its mutants, and the changes that it makes.

import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { readContract } from "../../contract-tests/contract.ts";
import { type Mutant, mutantsOf } from "./mutants.ts";
import { checkContract, explain, survivorsOf } from "./mutation.ts";
import { reasons } from "./survivors.ts";

/** The same sample for the same seed. A new mutant rarely changes it. */
function sampleOf(mutants: readonly Mutant[], size: number, seed: number): Mutant[] {
  const hash = ({ title }: Mutant) => createHash("sha256").update(`${seed} ${title}`).digest("hex");
  return mutants.toSorted((a, b) => (hash(a) < hash(b) ? -1 : 1)).slice(0, size);
}

test("the contract tests kill a sample of mutants", { timeout: 120_000 }, async () => {
  const contract = readContract();
  await checkContract(contract);
  const survivors = await survivorsOf(sampleOf(mutantsOf(contract), 20, 20240417));
  expect(survivors.filter((title) => !reasons.some(([pattern]) => pattern.test(title)))).toEqual([]);
});

test("mutants remove, rename, retype, loosen and tighten, but leave prose alone", () => {
  const document = {
    info: { title: "Things" },
    paths: { "/things": { $ref: "#/components/schemas/Thing" } },
    components: {
      schemas: {
        Other: { description: "Other.", maximum: 9 },
        Thing: {
          type: "object",
          properties: { id: { type: ["string", "null"], pattern: "^[0-9]$", examples: ["1"] } },
        },
      },
    },
  };
  const mutants = mutantsOf(document);
  const titles = mutants.map(({ title }) => title);

  expect(titles).toEqual(
    expect.arrayContaining([
      "remove /paths",
      "rename /paths/~1things",
      "retype /paths/~1things/$ref",
      "change to 10 /components/schemas/Other/maximum",
      "rename /components/schemas/Thing",
      'tighten by {"additionalProperties":false} /components/schemas/Thing',
      'tighten by {"required":["id"]} /components/schemas/Thing',
      "remove /components/schemas/Thing/properties/id/type/1",
      "loosen the end of /components/schemas/Thing/properties/id/pattern",
    ]),
  );
  expect(titles.filter((title) => /info|description|examples/.test(title))).toEqual([]);
  const renamed = mutants.find(({ title }) => title === "rename /components/schemas/Thing")?.apply();
  expect(renamed.paths["/things"]).toEqual({ $ref: "#/components/schemas/ThingX" });
  expect(Object.keys(renamed.components.schemas)).toEqual(["Other", "ThingX"]);
});

test("a survivor without a reason fails, and so does a reason without a survivor", () => {
  const known = [[/^remove \/tags/, "Tags group operations in documentation."]] as const;

  expect(explain(["remove /tags/0"], known)).toBe("Tags group operations in documentation.\n  remove /tags/0");
  expect(() => explain(["remove /tags/0", "remove /servers/0"], known)).toThrow("remove /servers/0");
  expect(() => explain([], known)).toThrow("Tags group operations in documentation.");
});
