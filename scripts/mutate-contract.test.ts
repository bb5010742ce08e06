// `npm run test:contract:mutate`: all mutants against the literals, a few against the wire, and what the command says.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, readdirSync } from "node:fs";
import { watch } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { pathOf, runScript, temporaryDirectory } from "../tests/support/scripts.ts";

const directory = temporaryDirectory();
const script = "scripts/mutate-contract.ts";

test("the contract tests kill every mutant, and the wire tests alone a sample of them", {
  timeout: 120_000,
}, async () => {
  const { code, stdout, stderr } = await runScript(directory, script, "--sample", "8", "--seed", "28");

  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  expect(stdout).toMatch(/^All tests killed (\d{4}) of \1 mutants: 100 %/m);
  expect(stdout).toMatch(/^The wire tests alone killed [78] of 8 mutants/m);
});

test("Ctrl-C leaves nothing behind", async () => {
  const temporary = join(directory, "interrupted");
  mkdirSync(temporary);
  const command = spawn(process.execPath, [pathOf(script)], {
    env: { ...process.env, TMPDIR: temporary },
    stdio: "ignore",
  });
  const ended = once(command, "exit");
  for await (const _ of watch(temporary)) break;
  expect(readdirSync(temporary)).toHaveLength(1);

  command.kill("SIGINT");
  expect(await ended).toEqual([1, null]);
  expect(readdirSync(temporary)).toEqual([]);
});

test.each([
  ["--sample", "few", '--sample takes a number; it got "few".'],
  ["--seed", "-1", "argument is ambiguous"],
  ["--sampel", "5", "Unknown option '--sampel'"],
])("an option that makes no sense is answered with the usage: %s %s", async (option, value, says) => {
  const { code, stdout, stderr } = await runScript(directory, script, option, value);
  expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
  expect(stderr).toContain(says);
  expect(stderr).toContain("Usage: npm run test:contract:mutate [-- [--sample N] [--seed N]]\n");
});
