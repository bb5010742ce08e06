import { availableParallelism } from "node:os";
import { join } from "node:path";
import { defineConfig } from "vitest/config";
import { readContract } from "./contract-tests/contract.ts";
import { contractCoverage } from "./contract-tests/coverage/plugin.ts";

const source = (file: string) => join(import.meta.dirname, "src", file);

export default defineConfig({
  test: {
    // By default Vitest leaves one core unused, which is half of two.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    // Files that run in one worker share its modules, which saves two thirds of the time. Nothing may leak between tests.
    isolate: false,
    // Generous, because many tests start processes, which takes long on a busy machine.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    setupFiles: ["tests/support/clock-guard.ts", "tests/support/environment.ts"],
    projects: [
      {
        extends: true,
        test: {
          name: "unit",
          include: ["src/**/*.test.ts", "tests/*.test.ts", "tests/cli/*.test.ts"],
          globalSetup: "tests/support/build.ts",
        },
      },
      {
        extends: true,
        test: {
          name: "scripts",
          include: ["scripts/**/*.test.ts", "tests/docs/*.test.ts"],
          globalSetup: "tests/support/build.ts",
        },
      },
      {
        extends: true,
        test: {
          name: "package",
          include: ["tests/package/*.test.ts"],
          globalSetup: "tests/package/setup.ts",
        },
      },
      {
        extends: true,
        // The examples import the package by its name, as users do; here that is the source.
        resolve: {
          alias: [
            { find: /^ev-energy-logs$/, replacement: source("index.ts") },
            { find: "ev-energy-logs/oauth", replacement: source("oauth.ts") },
            { find: "ev-energy-logs/simulator", replacement: source("simulator/index.ts") },
          ],
        },
        test: { name: "examples", include: ["tests/examples/*.test.ts"] },
      },
      {
        extends: true,
        plugins: [contractCoverage(readContract)],
        // Without ./tests/support/environment.ts, because the live tests are configured by environment variables.
        test: { name: "contract", include: ["contract-tests/**/*.test.ts"] },
      },
    ],
    // Only the core of the client, which has no path without a test.
    coverage: {
      include: ["src/*.ts", "src/transport/*.ts"],
      exclude: ["**/*.test.ts"],
      reporter: ["text-summary"],
      thresholds: { 100: true },
    },
  },
});
