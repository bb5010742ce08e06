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
    projects: [
      {
        test: {
          name: "unit",
          include: ["src/**/*.test.ts", "tests/*.test.ts", "tests/cli/*.test.ts"],
          testTimeout: 30_000,
          globalSetup: "tests/support/build.ts",
        },
      },
      {
        test: {
          name: "scripts",
          include: ["scripts/**/*.test.ts", "tests/docs/*.test.ts"],
          testTimeout: 60_000,
          globalSetup: "tests/support/build.ts",
        },
      },
      {
        test: {
          name: "package",
          include: ["tests/package/*.test.ts"],
          testTimeout: 60_000,
          globalSetup: "tests/package/setup.ts",
        },
      },
      {
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
          include: ["tests/examples/*.test.ts"],
          testTimeout: 30_000,
          // The workers of fleet-export are processes, which import the package as it is built.
          globalSetup: "tests/support/build.ts",
        },
      },
      // Loading Prism takes a second, so the files that run in one worker share it.
      {
        plugins: [contractCoverage(readContract)],
        test: { name: "contract", include: ["contract-tests/**/*.test.ts"], isolate: false, testTimeout: 30_000 },
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
