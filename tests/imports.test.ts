// The import rules of ARCHITECTURE.md. Biome finds the cycles (`noImportCycles`).

import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { expect, test } from "vitest";

const root = join(import.meta.dirname, "..");
const foundation = ["src/errors.ts", "src/types.ts", "generated/"];
const transport = [...foundation, "src/validate.ts", "src/transport/"];
const lists = [...transport, "src/responses.ts", "src/link.ts", "src/list.ts"];
const entries = ["src/index.ts", "src/oauth.ts", "src/simulator/index.ts"];

/** What each file or folder may import. The longest match counts. */
const rules: Readonly<Record<string, readonly string[]>> = {
  "src/errors.ts": [],
  "src/types.ts": ["generated/"],
  "src/validate.ts": foundation,
  "src/transport/": transport,
  "src/responses.ts": transport,
  "src/link.ts": transport,
  "src/list.ts": lists,
  "src/logs.ts": lists,
  "src/client.ts": [...lists, "src/logs.ts"],
  "src/oauth.ts": transport,
  "src/index.ts": [...lists, "src/logs.ts", "src/client.ts"],
  "src/simulator/": [...foundation, "src/validate.ts", "src/simulator/"],
  "src/simulator/charger/": [
    ...foundation,
    "src/simulator/charger/",
    "src/simulator/disorder.ts",
    "src/simulator/microseconds.ts",
  ],
  "src/cli/": [...entries, "src/cli/", "package.json"],
  "src/cli/shared/": [...entries, "src/cli/shared/"],
  "src/cli/analysis/": ["src/index.ts", "src/cli/analysis/"],
};

const matches = (file: string, pattern: string) =>
  file === pattern || (pattern.endsWith("/") && file.startsWith(pattern));

function allowedImportsOf(file: string): readonly string[] {
  const patterns = Object.keys(rules).filter((pattern) => matches(file, pattern));
  const longest = patterns.toSorted((a, b) => b.length - a.length)[0];
  return longest === undefined ? [] : (rules[longest] ?? []);
}

function localImportsOf(file: string): string[] {
  const { importedFiles } = ts.preProcessFile(readFileSync(join(root, file), "utf8"));
  const names = importedFiles.map(({ fileName }) => fileName).filter((name) => name.startsWith("."));
  return names.map((name) => join(file, "..", name));
}

test("every module imports only what its layer may import", () => {
  const files = globSync("src/**/*.ts", { cwd: root, exclude: ["**/*.test.ts"] });
  expect(files).toEqual(expect.arrayContaining(entries));
  const unused = Object.keys(rules).filter((pattern) => !files.some((file) => matches(file, pattern)));
  expect(unused).toEqual([]);
  const violations = files.flatMap((file) => {
    const allowed = allowedImportsOf(file);
    const forbidden = localImportsOf(file).filter((name) => !allowed.some((pattern) => matches(name, pattern)));
    return forbidden.map((name) => `${file} imports ${name}`);
  });
  expect(violations).toEqual([]);
});
