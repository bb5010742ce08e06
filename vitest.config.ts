import { availableParallelism } from "node:os";
import { join } from "node:path";
import { defineConfig } from "vitest/config";
import { readContract } from "./contract-tests/contract.ts";
import { contractCoverage } from "./contract-tests/coverage/plugin.ts";

const source = (file: string) => join(import.meta.dirname, "src", file);
const environment = "tests/support/environment.ts";

export default defineConfig({
  test: {
    // By default Vitest leaves one core unused, which is half of two.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    // Files that run in one worker share its modules, which saves two thirds of the time. Nothing may leak between tests.
    isolate: false,
    // Generous, because many tests start processes, which takes long on a busy machine.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    setupFiles: "tests/support/clock-guard.ts",
    projects: [
      {
        extends: true,
        test: {
          name: "unit",
          setupFiles: environment,
          include: ["src/**/*.test.ts", "tests/*.test.ts", "tests/cli/*.test.ts"],
          globalSetup: "tests/support/build.ts",
        },
      },
      {
        extends: true,
        test: {
          name: "scripts",
          setupFiles: environment,
          include: ["scripts/**/*.test.ts", "tests/docs/*.test.ts"],
          globalSetup: "tests/support/build.ts",
        },
      },
      {
        extends: true,
        test: {
          name: "package",
          setupFiles: environment,
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
        test: {
          name: "examples",
          setupFiles: environment,
          include: ["tests/examples/*.test.ts"],
          // The workers of fleet-export are processes, which import the package as it is built.
          globalSetup: "tests/support/build.ts",
        },
      },
      {
        extends: true,
        plugins: [contractCoverage(readContract)],
        // Without the set-up of the environment, whose variables configure the live tests.
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
