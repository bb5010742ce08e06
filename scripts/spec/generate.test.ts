// `npm run generate`: what it writes, and that a spec it can't read leaves what was there.
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { pathOf, runScript, smallSpec, temporaryDirectory } from "../../tests/support/scripts.ts";
import { UserError } from "../command.ts";
import { generate } from "./generate.ts";

const root = temporaryDirectory();

/** A directory with a spec, and types of an earlier day. */
function place(text: string) {
  const directory = mkdtempSync(join(root, "case-"));
  const spec = join(directory, "spec.yaml");
  const out = join(directory, "types.ts");
  writeFileSync(spec, text);
  writeFileSync(out, "// Of yesterday.\n");
  return { directory, spec, out, written: () => readFileSync(out, "utf8") };
}

describe("generate", () => {
  test("writes types under a header that says how to make them again", async () => {
    const { spec, out, written, directory } = place(smallSpec);
    expect(await generate({ spec, out, check: false })).toBe(`${out} is written from ${spec}.`);
    expect(written().split("\n").slice(0, 3)).toEqual([
      "// The types and query parameters of spec/openapi.yaml.",
      "// Generated: do not edit. To make it again after a change of the spec, run `npm run generate`.",
      "",
    ]);
    expect(written()).toContain("Thing: string;");
    expect(readdirSync(directory)).toEqual(["spec.yaml", "types.ts"]);
  });

  test("opens the enums of responses to members that do not exist yet, and keeps those of parameters closed", async () => {
    const { out, written } = place(smallSpec);
    await generate({ spec: pathOf("spec/openapi.yaml"), out, check: false });
    expect(written()).toContain('lock_mode?: "UNLOCKED" | "SMART" | "LOCKED" | (string & {}) | null;');
    expect(written()).toContain('Expand: ("evse" | "evse.model" | "evse.model.make" | "evse.user")[];');
  });

  test("passes a check when the types fit the spec, as those of this repository do", async () => {
    const [spec, out] = [pathOf("spec/openapi.yaml"), pathOf("generated/openapi.ts")];
    expect(await generate({ spec, out, check: true })).toBe(`${out} fits ${spec}.`);
  });

  test("fails a check when they do not, says what to do and writes nothing", async () => {
    const { spec, out, written } = place(smallSpec);
    await expect(generate({ spec, out, check: true })).rejects.toThrow(
      new UserError(`${out} does not fit ${spec}. Run \`npm run generate\` and commit what it writes.`),
    );
    expect(written()).toBe("// Of yesterday.\n");
  });

  test("fails a check when there are no types yet", async () => {
    const { directory, spec } = place(smallSpec);
    await expect(generate({ spec, out: join(directory, "new.ts"), check: true })).rejects.toThrow("does not fit");
    expect(readdirSync(directory)).toEqual(["spec.yaml", "types.ts"]);
  });

  test.each([
    ["broken YAML", smallSpec.replace("title: Small", "title: [Small"), ":2:39: this is not YAML: "],
    ["a dangling $ref", smallSpec.replace("schemas/Thing", "schemas/Things"), ":13:23: $ref leads nowhere: "],
    ["a schema that is none", smallSpec.replace("type: string", "[string]"), ":17:7: Expected SchemaObject"],
  ])("says where a spec has %s, and leaves the types as they were", async (_, text, says) => {
    const { directory, spec, out, written } = place(text);
    await expect(generate({ spec, out, check: false })).rejects.toThrow(spec + says);
    expect(written()).toBe("// Of yesterday.\n");
    expect(readdirSync(directory)).toEqual(["spec.yaml", "types.ts"]);
  });
});

describe("npm run generate", () => {
  test("exits with 1 and one sentence on a spec that does not parse", async () => {
    const { directory, written } = place(smallSpec.replace("title: Small", "title: [Small"));
    expect(await runScript(directory, "scripts/spec/generate.ts", "--spec", "spec.yaml", "--out", "types.ts")).toEqual({
      code: 1,
      stdout: "",
      stderr:
        "spec.yaml:2:39: this is not YAML: " +
        "Flow sequence in block collection must be sufficiently indented and end with a ]\n",
    });
    expect(written()).toBe("// Of yesterday.\n");
  });

  test("answers an unknown option with its usage", async () => {
    const { code, stderr } = await runScript(root, "scripts/spec/generate.ts", "--chek");
    expect(stderr).toContain("Unknown option '--chek'");
    expect(stderr).toContain("Usage: npm run generate [-- [--check] [--spec FILE] [--out FILE]]\n");
    expect(code).toBe(1);
  });
});
