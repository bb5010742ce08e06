// The column of this client in the table of faults and features.

import { expect, test } from "vitest";
import { faultCases } from "./fault-cases.ts";
import { featureCases } from "./feature-cases.ts";
import { own } from "./peers/peers.ts";

test.concurrent.for([...faultCases, ...featureCases])("the client passes: $title", async ({ run }) => {
  expect(await run(own)).toEqual({ passed: true });
});
