// The document itself against literals. What no mock can show is pinned here alone.

import { expect, test } from "vitest";
import { readContract } from "./contract.ts";
import { checks } from "./document.ts";

const contract = readContract();

for (const { title, read, expected } of checks) {
  test(title, () => {
    expect(read(contract)).toStrictEqual(expected);
  });
}
