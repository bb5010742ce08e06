// `npm run generate`: what it writes, and that a spec with an error changes nothing.

import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { pathOf, runScript, smallSpec, temporaryDirectory } from "../../tests/support/scripts.ts";
import { generate } from "./generate.ts";

const root = temporaryDirectory();

/** A directory with a spec and older types. */
function place(text: string) {
  const directory = mkdtempSync(join(root, "case-"));
  const spec = join(directory, "spec.yaml");
  const out = join(directory, "types.ts");
  writeFileSync(spec, text);
  writeFileSync(out, "// Older.\n");
  return { directory, spec, out, written: () => readFileSync(out, "utf8") };
}

test("generated enums of responses are open to new members, and those of parameters are closed", async () => {
  const { out, written } = place(smallSpec);
  await generate({ spec: pathOf("spec/openapi.yaml"), out, check: false });
  expect(written()).toMatch(/^\/\/ The types and query parameters of spec\/openapi\.yaml\.\n\/\/ Generated/);
  expect(written()).toContain('lock_mode?: "UNLOCKED" | "SMART" | "LOCKED" | (string & {}) | null;');
  expect(written()).toContain('Expand: ("evse" | "evse.model" | "evse.model.make" | "evse.user")[];');
});

test("--check fails if the types differ or are missing, and writes nothing", async () => {
  const { directory, spec, out, written } = place(smallSpec);
  await expect(generate({ spec, out, check: true })).rejects.toThrow("Run `npm run generate`");
  await expect(generate({ spec, out: join(directory, "new.ts"), check: true })).rejects.toThrow("does not match");
  expect(written()).toBe("// Older.\n");
  await generate({ spec, out, check: false });
  expect(await generate({ spec, out, check: true })).toBe(`${out} matches ${spec}.`);
  expect(readdirSync(directory)).toEqual(["spec.yaml", "types.ts"]);
});

test.each([
  ["broken YAML", smallSpec.replace("title: Small", "title: [Small"), ":2:39: not valid YAML: "],
  ["an invalid schema", smallSpec.replace("type: string", "[string]"), ":17:7: Expected SchemaObject"],
])("a spec with %s is reported by line, and leaves the types unchanged", async (_, text, message) => {
  const { directory, spec, out, written } = place(text);
  await expect(generate({ spec, out, check: false })).rejects.toThrow(spec + message);
  expect(written()).toBe("// Older.\n");
  expect(readdirSync(directory)).toEqual(["spec.yaml", "types.ts"]);
});

test("the command reports an error in one sentence, and an unknown option with its usage", async () => {
  const { directory } = place(smallSpec.replace("schemas/Thing", "schemas/Things"));
  expect(await runScript(directory, "scripts/spec/generate.ts", "--spec", "spec.yaml", "--out", "types.ts")).toEqual({
    code: 1,
    stdout: "",
    stderr: "spec.yaml:13:23: $ref #/components/schemas/Things does not exist in this file\n",
  });
  const { code, stderr } = await runScript(root, "scripts/spec/generate.ts", "--chek");
  expect(stderr).toContain("Usage: npm run generate [-- [--check] [--spec FILE] [--out FILE]]\n");
  expect(code).toBe(1);
});
