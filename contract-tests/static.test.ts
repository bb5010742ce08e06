// The static facts of the contract, case by case.

import { expect, test } from "vitest";
import { readContract } from "./contract.ts";
import { staticCases } from "./static.ts";

const contract = readContract();

for (const { title, observe, expected } of staticCases) {
  test(title, () => {
    expect(observe(contract)).toEqual(expected);
  });
}
