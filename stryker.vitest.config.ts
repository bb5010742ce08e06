// What mutation testing runs for each mutant: the unit tests, without the types, which Stryker strips.
import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["src/*.test.ts", "src/transport/*.test.ts", "tests/*.test.ts"],
    exclude: ["src/types.test.ts"],
    testTimeout: 30_000,
  },
});
