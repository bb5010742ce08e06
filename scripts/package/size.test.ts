// The limit of the core's size.

import { expect, test } from "vitest";
import { coreSize, judge } from "./size.ts";

test("the core is within the limit, and is measured with openapi-fetch in it", async () => {
  const bytes = await coreSize();
  expect(bytes).toBeLessThanOrEqual(8192);
  expect(bytes).toBeGreaterThan(7000);
});

test("a byte too many is refused", () => {
  expect(judge(8192)).toBe("The core bundle has 8192 of 8192 bytes, minified and gzipped.");
  expect(() => judge(8193)).toThrow("The core bundle has 8193 bytes, minified and gzipped; the limit is 8192.");
});
