import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { temporaryFolder } from "../../../tests/support/cli.ts";
import { lock } from "./lock.ts";

const startOutput = () => join(temporaryFolder(), "a.csv");

function refusal(output: string, pid: string | number) {
  const message = `another process (pid ${pid}) is exporting to ${output}; if there is none, delete ${output}.lock`;
  return expect.objectContaining({ message, exitCode: 2 });
}

describe("an output", () => {
  it("is this process's until it lets go", () => {
    const output = startOutput();
    const unlock = lock(output);
    expect(readFileSync(`${output}.lock`, "utf8")).toBe(String(process.pid));
    unlock();
    expect(existsSync(`${output}.lock`)).toBe(false);
  });

  it("is not to be had while another process has it", () => {
    const output = startOutput();
    writeFileSync(`${output}.lock`, String(process.ppid));
    expect(() => lock(output)).toThrow(refusal(output, process.ppid));
    expect(readFileSync(`${output}.lock`, "utf8")).toBe(String(process.ppid));
  });

  it("is not to be had from a process that may not be asked", () => {
    const output = startOutput();
    writeFileSync(`${output}.lock`, "123");
    const kill = vi.spyOn(process, "kill").mockImplementation(() => {
      throw Object.assign(new Error("kill EPERM"), { code: "EPERM" });
    });
    onTestFinished(() => kill.mockRestore());
    expect(() => lock(output)).toThrow(refusal(output, 123));
  });

  it.each([
    ["is about to write its number", (path: string) => writeFileSync(path, "")],
    ["can't be told", (path: string) => mkdirSync(path)],
  ])("is not to be had while who has it %s", (_, hold) => {
    const output = startOutput();
    hold(`${output}.lock`);
    expect(() => lock(output)).toThrow(refusal(output, "unknown"));
  });

  it.each([
    ["a process that was killed", String(spawnSync("true").pid)],
    ["one of the same number, as in a container", String(process.pid)],
  ])("is taken from %s", (_, pid) => {
    const output = startOutput();
    writeFileSync(`${output}.lock`, pid);
    lock(output)();
    expect(readdirSync(join(output, ".."))).toEqual([]);
  });

  it("is refused in the program's words where nothing can be written", () => {
    expect(() => lock("/proc/a.csv")).toThrow("the output can't be written: ENOENT: no such file or directory");
  });
});
