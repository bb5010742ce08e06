// `npm run spec:diff`: which changes of the spec break clients, and which version has to announce them.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { runScript, temporaryDirectory, textOf } from "../../tests/support/scripts.ts";
import { UserError } from "../command.ts";
import { compare, judge, versionOf } from "./diff.ts";

const directory = temporaryDirectory();
const spec = textOf("spec/openapi.yaml");
const version = /^ {2}version: \S+$/m;

function write(name: string, text: string): string {
  writeFileSync(join(directory, name), text);
  return join(directory, name);
}

function edit(from: string, to: string): string {
  expect(spec).toContain(from);
  return spec.replace(from, to);
}

const lockMode = `        lock_mode:
          description: Who may charge.
          type: [string, "null"]
          enum: [UNLOCKED, SMART, LOCKED, null]
          examples: [SMART]
`;
const colour = `        colour:
          description: The colour of the housing.
          type: [string, "null"]
          examples: [black]
`;

describe("compare", () => {
  let base: string;
  beforeAll(() => {
    base = write("base.yaml", spec);
  });

  test("finds a removed field breaking", () => {
    const { breaking, report } = compare(base, write("removed.yaml", edit(lockMode, "")));
    expect(report).toMatch(
      /^major {2}Property `lock_mode` of `EVSE` was removed\. {2}\S+base\.yaml:\d+:11\n1 major, 0 minor/,
    );
    expect(breaking).toBe(true);
  });

  test("finds an added field harmless", () => {
    const { breaking, report } = compare(base, write("added.yaml", edit(lockMode, lockMode + colour)));
    expect(report).toMatch(
      /^minor {2}added: #\/components\/schemas\/EVSE\/properties\/colour {2}\S+added\.yaml:\d+:11\n/,
    );
    expect(breaking).toBe(false);
  });

  test("finds a new member of an enum in a response harmless: readers have to cope with it", () => {
    const { breaking, report } = compare(
      base,
      write("enum.yaml", edit("[UNLOCKED, SMART,", "[UNLOCKED, SMART, GUEST,")),
    );
    expect(report).toContain("minor  Enum of `lock_mode` gained values: 'GUEST'.");
    expect(breaking).toBe(false);
  });
});

describe("versionOf", () => {
  test("reads the version of a spec", () => {
    expect(versionOf(write("version.yaml", spec.replace(version, "  version: 12.3.4")))).toBe("12.3.4");
  });

  test.each(["next", "2", "1.0.0-beta"])("says where a version is not three numbers: %s", (other) => {
    const file = write("version.yaml", spec.replace(version, `  version: ${other}`));
    expect(() => versionOf(file)).toThrow(
      new UserError(`${file}:5:12: info.version is ${other}, and not three numbers like 1.0.0.`),
    );
  });
});

describe("judge", () => {
  test.each([
    ["1.4.2", "1.4.2", "2.0.0"],
    ["1.4.2", "1.5.0", "2.0.0"],
    ["9.0.0", "9.9.9", "10.0.0"],
    ["0.4.2", "0.4.3", "0.5.0"],
    ["2.0.0", "1.0.0", "3.0.0"],
  ])("refuses a breaking change from %s to %s and asks for %s", (released, next, due) => {
    expect(() => judge({ breaking: true, report: "" }, released, next)).toThrow(
      new UserError(
        `This breaks clients of the last release (${released}), and the version (${next}) does not say so. ` +
          `Undo the major changes, or raise info.version to ${due} and tell of them in CHANGELOG.md.`,
      ),
    );
  });

  test.each([
    ["1.4.2", "2.0.0"],
    ["9.0.0", "10.0.0"],
    ["0.4.2", "0.5.0"],
    ["0.4.2", "1.0.0"],
  ])("passes a breaking change from %s to %s", (released, next) => {
    expect(judge({ breaking: true, report: "" }, released, next)).toBe(
      `This breaks clients of the last release, and the version says so: ${released} → ${next}.`,
    );
  });

  test("passes a harmless change whatever the version", () => {
    expect(judge({ breaking: false, report: "" }, "1.0.0", "1.0.0")).toBe(
      "Nothing here breaks a client of the last release.",
    );
  });
});

describe("npm run spec:diff", () => {
  const specDiff = (base: string, next: string) =>
    runScript(directory, "scripts/spec/diff.ts", "--base", base, "--spec", next);

  beforeAll(() => {
    write("1.yaml", spec.replace(version, "  version: 1.4.2"));
    write("1-removed.yaml", edit(lockMode, "").replace(version, "  version: 1.5.0"));
    write("2-removed.yaml", edit(lockMode, "").replace(version, "  version: 2.0.0"));
  });

  test("shows a removed field and exits with 1", async () => {
    const { code, stdout, stderr } = await specDiff("1.yaml", "1-removed.yaml");
    expect(stdout).toContain("Property `lock_mode` of `EVSE` was removed.");
    expect(stderr).toContain("raise info.version to 2.0.0");
    expect(code).toBe(1);
  });

  test("passes it when the major version is raised", async () => {
    const { code, stdout, stderr } = await specDiff("1.yaml", "2-removed.yaml");
    expect(stdout).toContain("Property `lock_mode` of `EVSE` was removed.");
    expect(stdout).toContain("the version says so: 1.4.2 → 2.0.0.\n");
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  });
});
