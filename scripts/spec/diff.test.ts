// `npm run spec:diff`: which changes of the spec break clients, and which version has to announce them.

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { runScript, temporaryDirectory, textOf } from "../../tests/support/scripts.ts";
import { UserError } from "../command.ts";
import { checkVersion, compare, versionOf } from "./diff.ts";

const directory = temporaryDirectory();
const spec = textOf("spec/openapi.yaml");

function write(name: string, from: string | RegExp, to: string): string {
  const changed = spec.replace(from, to);
  expect(changed).not.toBe(spec);
  writeFileSync(join(directory, name), changed);
  return join(directory, name);
}

const versionLine = /^ {2}version: \S+$/m;

test("a new enum member in a response does not break clients, which have to cope with it", () => {
  const base = write("base.yaml", versionLine, "  version: 1.4.2");
  const { isBreaking, report } = compare(base, write("enum.yaml", "[UNLOCKED, SMART,", "[UNLOCKED, SMART, GUEST,"));
  expect(report).toContain("minor  Enum of `lock_mode` gained values: 'GUEST'.");
  expect(isBreaking).toBe(false);
});

test.each([
  ["1.4.2", "1.5.0", "2.0.0"],
  ["9.0.0", "9.9.9", "10.0.0"],
  ["0.4.2", "0.4.3", "0.5.0"],
  ["2.0.0", "1.0.0", "3.0.0"],
])("a breaking change from %s to %s has to raise the version to %s", (released, next, due) => {
  expect(() => checkVersion(true, released, next)).toThrow(`raise info.version to ${due}`);
  expect(checkVersion(true, released, due)).toBe(`Breaking changes, announced by the version: ${released} → ${due}.`);
  expect(checkVersion(false, released, next)).toBe("No breaking changes since the last release.");
});

test("a version has to be three numbers", () => {
  const file = write("version.yaml", versionLine, "  version: 1.0.0-beta");
  expect(() => versionOf(file)).toThrow(
    new UserError(`${file}:5:12: info.version must be three numbers like 1.0.0 (received 1.0.0-beta)`),
  );
});

test("the command fails if a field is removed without a new major version", async () => {
  const base = write("released.yaml", versionLine, "  version: 1.4.2");
  const next = write("removed.yaml", / {8}lock_mode:\n(?: {10}.*\n)+/, "");
  const { code, stdout, stderr } = await runScript(directory, "scripts/spec/diff.ts", "--base", base, "--spec", next);
  expect(stdout).toMatch(/^major {2}Property `lock_mode` of `EVSE` was removed\. {2}\S*released\.yaml:\d+:11\n/);
  expect(stderr).toContain("raise info.version to 2.0.0");
  expect(code).toBe(1);
});
