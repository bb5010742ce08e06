import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { failingScreen, runCli, testIo } from "../../tests/support/cli.ts";
import { run } from "./program.ts";

const { version } = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8"));

it("prints its version", async () => {
  expect(await runCli(["--version"])).toEqual({ code: 0, stdout: `${version}\n`, stderr: "" });
});

it.each([
  [[], /^Usage: ev-energy-logs \[options\] \[command\]\n/],
  [["get"], /^Usage: ev-energy-logs get \[options\] \[command\]\n/],
  [["stats"], /^error: unknown command 'stats'\n\(Did you mean status\?\)\n$/],
  [["status", "--quite"], /^error: unknown option '--quite'\n\(Did you mean --quiet\?\)\n$/],
])("refuses %j", async (args, message) => {
  const { code, stdout, stderr } = await runCli(args);
  expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
  expect(stderr).toMatch(message);
});

it("fails if help can't be written, but not if its reader stopped early", async () => {
  expect(await runCli(["status", "--help"], { stdout: failingScreen("ENOSPC") })).toMatchObject({
    code: 1,
    stderr: "error: can't write the output: ENOSPC: it failed\n",
  });
  expect(await runCli(["status", "--help"], { stdout: failingScreen("EPIPE") })).toMatchObject({ code: 0, stderr: "" });
});

it("explains an unexpected error in one line, and with --debug shows its stack", async () => {
  const fail = async (...args: string[]) => {
    const io = testIo(["break", ...args]);
    const code = await run(io, [
      (program) => {
        const command = program.command("break").option("--debug");
        command.action(() => {
          throw new TypeError("x is no function");
        });
      },
    ]);
    expect(code).toBe(1);
    return io.stderr.text;
  };
  expect(await fail()).toBe("error: x is no function (unexpected; --debug shows the stack)\n");
  expect(await fail("--debug")).toMatch(/^error: .*\nTypeError: x is no function\n {4}at .*program\.test\.ts/);
});
