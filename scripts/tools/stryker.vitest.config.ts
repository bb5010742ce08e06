// The tests that Stryker runs for each mutant: the unit tests of the client. It strips types, so those of types are left out.
import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["src/*.test.ts", "src/transport/*.test.ts", "tests/*.test.ts"],
    exclude: ["src/types.test.ts"],
    testTimeout: 30_000,
  },
});
