// The column of this client in the table of faults, without the cases that measure milliseconds.

import { expect, test } from "vitest";
import { faultCases } from "./fault-cases.ts";
import { own } from "./peers/peers.ts";

test.concurrent.for(faultCases.filter(({ isTimed }) => !isTimed))("the client passes: $title", async ({ run }) => {
  expect(await run(own)).toEqual({ passed: true });
});
