import { availableParallelism } from "node:os";
import { join } from "node:path";
import { defineConfig } from "vitest/config";
import { readContract } from "./contract-tests/contract.ts";
import { contractCoverage } from "./contract-tests/coverage/plugin.ts";

const source = (file: string) => join(import.meta.dirname, "src", file);

export default defineConfig({
  test: {
    // By default one core is left alone, which on two of them is half.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    projects: [
      {
        test: {
          name: "unit",
          include: ["src/**/*.test.ts", "tests/*.test.ts", "tests/cli/*.test.ts"],
          testTimeout: 30_000,
          globalSetup: "scripts/package/bundle-for-tests.ts",
        },
      },
      {
        test: {
          name: "scripts",
          include: ["scripts/**/*.test.ts", "tests/docs/*.test.ts"],
          testTimeout: 60_000,
        },
      },
      {
        test: {
          name: "pack",
          include: ["tests/package/*.test.ts"],
          testTimeout: 60_000,
          globalSetup: "scripts/package/pack-for-tests.ts",
        },
      },
      {
        // The examples import the package by its name, as its users do; here that is the source.
        resolve: {
          alias: [
            { find: /^ev-energy-logs$/, replacement: source("index.ts") },
            { find: "ev-energy-logs/oauth", replacement: source("oauth.ts") },
            { find: "ev-energy-logs/simulator", replacement: source("simulator/index.ts") },
          ],
        },
        test: { name: "examples", include: ["tests/examples/*.test.ts"], testTimeout: 30_000 },
      },
      // Loading Prism takes a second, so the files of one worker share it.
      {
        plugins: [contractCoverage(readContract)],
        test: { name: "contract", include: ["contract-tests/**/*.test.ts"], isolate: false, testTimeout: 30_000 },
      },
    ],
    coverage: {
      include: ["src/**"],
      exclude: ["src/**/*.test.ts"],
      reporter: ["text-summary"],
      thresholds: {
        lines: 100,
        branches: 99,
        functions: 100,
        statements: 99,
        // The client itself has no path that no test takes.
        "src/*.ts": { 100: true },
        "src/transport/*.ts": { 100: true },
      },
    },
  },
});
