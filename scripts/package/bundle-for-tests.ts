// Before the unit tests: bundles what is published, so that the tests of the command line run what users run.

import { join } from "node:path";
import { bundleEntries } from "./bundles.ts";

export async function setup(): Promise<void> {
  // Not into dist/, which the test of the tarball builds meanwhile.
  await bundleEntries(join(import.meta.dirname, "../../.bundles"));
}
