// The mock of the contract, case by case, over a socket.

import { expect, test } from "vitest";
import { mockCases } from "./cases.ts";
import { useMock } from "./mock.ts";

const mock = useMock();

for (const { title, observe, expected } of mockCases) {
  test(title, async () => {
    expect(await observe(mock)).toEqual(expected);
  });
}
