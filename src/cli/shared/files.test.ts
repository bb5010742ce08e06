import {
  chmodSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { temporaryFolder } from "../../../tests/support/cli.ts";
import { checkOutput, writeOutput } from "./files.ts";

it("an output needs a directory, and is not one itself", () => {
  const folder = temporaryFolder();
  symlinkSync("no/a.txt", join(folder, "link"));
  const missing = `--output: the directory ${folder}/no does not exist; create it first`;
  for (const [file, message] of [
    [join(folder, "no/a.txt"), missing],
    [join(folder, "link"), missing],
    [folder, `--output: ${folder} is a directory; name a file in it`],
    ["-", '--output must be a file (received "-"); omit --output to write to standard output'],
  ] as const) {
    expect(() => checkOutput(file)).toThrow(expect.objectContaining({ message, exitCode: 2 }));
  }
  checkOutput(join(folder, "a.txt"));
  checkOutput("/dev/full");
});

it.each([0o600, 0o666])("a file is replaced and keeps its permissions: %o", (mode) => {
  const folder = temporaryFolder();
  const file = join(folder, "a.txt");
  writeFileSync(file, "old");
  chmodSync(file, mode);
  writeOutput(file, "new");
  expect(readFileSync(file, "utf8")).toBe("new");
  expect(statSync(file).mode & 0o777).toBe(mode);
  expect(readdirSync(folder)).toEqual(["a.txt"]);
});

it("a file stays as it was if writing fails", () => {
  const file = join(temporaryFolder(), "a.txt");
  writeFileSync(file, "old");
  mkdirSync(`${file}.${process.pid}.part`);
  expect(() => writeOutput(file, "new")).toThrow("can't write the output: EISDIR");
  expect(readFileSync(file, "utf8")).toBe("old");
});

it.each(["old", undefined])("a link stays a link; its target was %j", (before) => {
  const folder = temporaryFolder();
  mkdirSync(join(folder, "sub"));
  if (before) writeFileSync(join(folder, "sub/a.txt"), before);
  symlinkSync("sub/a.txt", join(folder, "b.txt"));
  symlinkSync("b.txt", join(folder, "c.txt"));
  writeOutput(join(folder, "c.txt"), "new");
  expect(lstatSync(join(folder, "c.txt")).isSymbolicLink()).toBe(true);
  expect(readFileSync(join(folder, "sub/a.txt"), "utf8")).toBe("new");
});

it("a device is written to", () => {
  writeOutput("/dev/null", "new");
  expect(() => writeOutput("/dev/full", "new")).toThrow("can't write the output: ENOSPC: no space left");
});
