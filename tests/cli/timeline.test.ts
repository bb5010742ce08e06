// `timeline` as a process.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { startPlace } from "../support/cli-process.ts";

it("writes each form, and fits the terminal", async () => {
  const { simulator, folder, run } = await startPlace();
  const args = ["timeline", simulator.evseIds[0] ?? "", "--since", "2026-01-30"];
  const text = async (columns: string) => {
    const { code, stdout, stderr } = await run(args, { env: { COLUMNS: columns } });
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toMatch(/^evse01HSH04KDEWF6Z4DB2J77J74K5\n/);
    return Math.max(...stdout.split("\n").map((line) => line.length));
  };
  const write = async (name: string) => {
    expect(await run([...args, "-o", name])).toEqual({
      code: 0,
      stdout: "",
      stderr: expect.stringMatching(`^${name} written`),
    });
    return readFileSync(join(folder, name), "utf8");
  };
  const [narrow, wide, page, picture, plain] = await Promise.all([
    text("40"),
    text("200"),
    write("a.html"),
    write("a.svg"),
    write("a.txt"),
  ]);
  expect(narrow).toBeLessThanOrEqual(40);
  expect(wide).toBeLessThanOrEqual(200);
  expect(wide).toBeGreaterThan(80);
  expect(page).toMatch(/^<!doctype html>.*<\/html>\n$/s);
  expect(picture).toMatch(/^<svg .*<\/svg>\n$/s);
  expect(plain).toMatch(/^evse01HSH04KDEWF6Z4DB2J77J74K5\n/);
});

it("says why there is none: the rate limit, a scope, a full disk; a reader who has left is no reason", async () => {
  const limited = await startPlace({ rateLimit: 1 });
  const narrow = await startPlace({ auth: { tokens: { "demo-token": "evse:read" } } });
  const { simulator, bash } = await startPlace();
  const line = `ev-energy-logs timeline ${simulator.evseIds[0]} --since 2026-01-30`;
  const [refused, forbidden, full, left] = await Promise.all([
    limited.bash(line),
    narrow.bash(line),
    bash(`${line} > /dev/full`),
    bash(`${line} | head -1; echo "\${PIPESTATUS[0]}"`),
  ]);
  expect({ ...refused, stderr: refused.stderr.split("\n").slice(1) }).toEqual({
    code: 4,
    stdout: "",
    stderr: ["Use --wait to wait for the rate limit.", ""],
  });
  expect(forbidden).toEqual({
    code: 3,
    stdout: "",
    stderr: "error: these credentials lack the scope debug:read (403)\n",
  });
  expect(full).toEqual({
    code: 1,
    stdout: "",
    stderr: "error: can't write the output: ENOSPC: no space left on device\n",
  });
  expect(left).toEqual({ code: 0, stdout: "evse01HSH04KDEWF6Z4DB2J77J74K5\n0\n", stderr: "" });
});

it("ends on Ctrl-C in the middle, with nothing written", async () => {
  const { simulator, run, hold } = await startPlace();
  const outcome = await run(["timeline", simulator.evseIds[0] ?? "", "-o", "a.html"], {
    onStart: (child) => hold(2, () => child.kill("SIGINT")),
  });
  expect(outcome).toEqual({ code: 130, stdout: "", stderr: "Interrupted.\n" });
});
