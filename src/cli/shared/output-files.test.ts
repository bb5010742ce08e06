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
import { describe, expect, it } from "vitest";
import { temporaryFolder } from "../../../tests/support/cli.ts";
import { isReplaceable, writeWhole } from "./output-files.ts";

describe("a file to write", () => {
  it("can be replaced if it is a file, or not there yet", () => {
    const file = join(temporaryFolder(), "a.txt");
    expect(isReplaceable(file)).toBe(true);
    writeFileSync(file, "");
    expect(isReplaceable(file)).toBe(true);
  });

  it("can't be replaced if it is a device", () => {
    expect(isReplaceable("/dev/full")).toBe(false);
  });

  it("is a usage error if its folder is missing, or it is one itself", () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, "sub"));
    const usage = (message: string) => expect.objectContaining({ message, exitCode: 2 });
    expect(() => isReplaceable(join(folder, "no/a.txt"))).toThrow(
      usage(`--output: there is no folder ${folder}/no; make it first`),
    );
    expect(() => isReplaceable(join(folder, "sub"))).toThrow(
      usage(`--output: ${folder}/sub is a folder; name a file in it`),
    );
    symlinkSync("no/a.txt", join(folder, "link"));
    expect(() => isReplaceable(join(folder, "link"))).toThrow(
      usage(`--output: there is no folder ${folder}/no; make it first`),
    );
    expect(() => isReplaceable("-")).toThrow(
      usage("--output: - is no file; leave --output away to write to standard output"),
    );
  });
});

describe("writing a whole file", () => {
  it("puts it in the place of what was there, and leaves nothing else", async () => {
    const folder = temporaryFolder();
    const file = join(folder, "a.txt");
    writeFileSync(file, "old");
    await writeWhole(file, "new");
    expect(readFileSync(file, "utf8")).toBe("new");
    expect(readdirSync(folder)).toEqual(["a.txt"]);
  });

  it("leaves what was there if that fails", async () => {
    const folder = temporaryFolder();
    const file = join(folder, "a.txt");
    writeFileSync(file, "old");
    mkdirSync(`${file}.${process.pid}.part`);
    await expect(writeWhole(file, "new")).rejects.toThrow("EISDIR");
    expect(readFileSync(file, "utf8")).toBe("old");
  });

  it("keeps the permissions of what was there, those that the process would not give too", async () => {
    const folder = temporaryFolder();
    for (const mode of [0o600, 0o666]) {
      const file = join(folder, `${mode}.txt`);
      writeFileSync(file, "old");
      chmodSync(file, mode);
      await writeWhole(file, "new");
      expect(statSync(file).mode & 0o777).toBe(mode);
    }
  });

  it.each(["old", undefined])("goes where a link leads, and leaves that as it is; there was %j", async (before) => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, "sub"));
    if (before) writeFileSync(join(folder, "sub/a.txt"), before);
    symlinkSync("sub/a.txt", join(folder, "b.txt"));
    symlinkSync("b.txt", join(folder, "c.txt"));
    await writeWhole(join(folder, "c.txt"), "new");
    expect(lstatSync(join(folder, "c.txt")).isSymbolicLink()).toBe(true);
    expect(readFileSync(join(folder, "sub/a.txt"), "utf8")).toBe("new");
    expect(readdirSync(folder)).toEqual(["b.txt", "c.txt", "sub"]);
  });

  it("writes to a device as it is", async () => {
    await writeWhole("/dev/null", "new");
    await expect(writeWhole("/dev/full", "new")).rejects.toThrow("the output can't be written: ENOSPC: no space left");
  });
});
