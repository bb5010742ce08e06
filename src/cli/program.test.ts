import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { runCli, Screen, testIo } from "../../tests/support/cli.ts";
import { run } from "./program.ts";

const { version } = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8"));

describe("the program", () => {
  it("tells its version", async () => {
    expect(await runCli(["--version"])).toEqual({ code: 0, stdout: `${version}\n`, stderr: "" });
  });

  it.each([
    [[], /^Usage: ev-energy-logs \[options\] \[command\]\n/],
    [["get"], /^Usage: ev-energy-logs get \[options\] \[command\]\n/],
    [["stats"], /^error: unknown command 'stats'\n\(Did you mean status\?\)\n$/],
    [["status", "--quite"], /^error: unknown option '--quite'\n\(Did you mean --quiet\?\)\n$/],
  ])("takes %j for a mistake in its use", async (args, message) => {
    const { code, stdout, stderr } = await runCli(args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toMatch(message);
  });

  it("has help without colours unless the terminal has them", async () => {
    const { stdout } = await runCli(["--help"], { stdout: new Screen(80) });
    expect(stdout).toMatch(/^Usage: /);
  });
});

it("help that can't be written is a failure, and none if the reader has left", async () => {
  for (const [errno, exitCode, complaint] of [
    ["ENOSPC", 1, "error: the output can't be written: ENOSPC: so it is\n"],
    ["EPIPE", 0, ""],
  ] as const) {
    const stdout = new Screen();
    stdout.on("error", () => {});
    stdout._write = (_chunk, _encoding, done: (error?: Error) => void) => {
      done(Object.assign(new Error(`${errno}: so it is, write`), { code: errno, syscall: "write" }));
    };
    const { code, stderr } = await runCli(["status", "--help"], { stdout });
    expect([code, stderr]).toEqual([exitCode, complaint]);
  }
});

describe("an error that nobody expected", () => {
  const broken = (args: readonly string[]) => {
    const io = testIo(args);
    const code = run(io, [
      (program) => {
        program
          .command("break")
          .option("--debug")
          .action(() => {
            throw new TypeError("x is no function");
          });
      },
    ]);
    return code.then((exitCode) => ({ exitCode, stderr: io.stderr.text }));
  };

  it("is one line", async () => {
    expect(await broken(["break"])).toEqual({
      exitCode: 1,
      stderr: "error: x is no function (unexpected: --debug shows where)\n",
    });
  });

  it("shows its stack with --debug", async () => {
    const { stderr } = await broken(["break", "--debug"]);
    expect(stderr).toMatch(/^error: x is no function .*\nTypeError: x is no function\n {4}at .*program\.test\.ts/);
  });
});
