// Names in documents and configuration that nothing else would miss.

import { globSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { createSimulator } from "../../src/simulator/index.ts";
import { pathOf, textOf } from "../support/scripts.ts";

test("every npm script and every file that the contributor documents name exists", () => {
  const text = textOf("CONTRIBUTING.md") + textOf(".changeset/README.md");
  const { scripts } = JSON.parse(textOf("package.json"));
  const commands = [...text.matchAll(/npm run ([\w:]+)/g)].map(([, name]) => name);
  expect(Object.keys(scripts)).toEqual(expect.arrayContaining(commands));
  expect(text).not.toContain("npx changeset");
  for (const [, file = ""] of text.matchAll(/npx vitest run ([^\s`]+)/g)) expect(textOf(file)).toBeTruthy();
});

test("Dependabot and the contributor guide know each folder with a lock file", () => {
  const locks = globSync("{,scripts/*/}package-lock.json", { cwd: pathOf(".") });
  const folders = locks.map((file) => join("/", dirname(file))).sort();
  expect(textOf(".github/dependabot.yml")).toContain(`directories: [${folders.join(", ")}]`);
  for (const folder of folders.slice(1)) expect(textOf("CONTRIBUTING.md")).toContain(`\`${folder.slice(1)}\``);
});

test("the guide lists each kind of disorder", () => {
  const [table = ""] = /\| kind \| effect \|\n(\|.*\n)+/.exec(textOf("docs/guides/testing.md")) ?? [];
  const firstCells = table.split("\n").map((row) => row.split("|")[1] ?? "");
  const kinds = firstCells.flatMap((cell) => [...cell.matchAll(/`(\w+)`/g)].map(([, kind]) => kind));
  const disorder = Object.fromEntries(kinds.map((kind) => [kind, true]));
  expect(kinds).toHaveLength(12);
  expect(() => createSimulator({ disorder })).not.toThrow();
});

test("the landing page and README link each guide", () => {
  const landing = textOf("docs/landing.html");
  for (const guide of globSync("docs/guides/*.md", { cwd: pathOf(".") })) {
    const [, heading = ""] = /^# (.+)/.exec(textOf(guide)) ?? [];
    expect(landing).toContain(`>${heading}</a>`);
    expect(textOf("README.md")).toContain(`](${guide})`);
  }
});
