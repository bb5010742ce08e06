// The commands that run until they are ended, as processes.

import type { ChildProcess } from "node:child_process";
import { expect, it } from "vitest";
import { startPlace } from "../support/cli-process.ts";

/** Resolves with what the process has written as soon as that matches. */
async function said({ stdout }: ChildProcess, pattern: RegExp): Promise<string> {
  return await new Promise((resolve) => {
    let text = "";
    stdout?.on("data", (chunk) => {
      text += chunk;
      if (pattern.test(text)) resolve(text);
    });
  });
}

it("`follow` shows what the exports give, oldest first, and ends on Ctrl-C with whole lines behind it", async () => {
  const { simulator, run } = await startPlace();
  const args = [simulator.evseIds[0] ?? "", "--since", "2026-01-30T12:00:00Z"];
  const [status, commands] = await Promise.all([run(["status", ...args]), run(["commands", ...args])]);
  const { code, stdout, stderr } = await run(["follow", ...args], {
    onStart: (child) => void said(child, /\n/).then(() => child.kill("SIGINT")),
  });
  expect({ code, stderr }).toEqual({ code: 130, stderr: "Interrupted.\n" });
  const of = (kind: string) =>
    stdout
      .split("\n")
      .filter((line) => line.startsWith(`{"kind":"${kind}","log":{`))
      .map((line) => `${line.slice(`{"kind":"${kind}","log":`.length, -1)}\n`);
  expect(of("status").toReversed().join("")).toBe(status.stdout);
  expect(of("command").toReversed().join("")).toBe(commands.stdout);
  expect(commands.stdout).not.toBe("");
  expect(stdout.split("\n")).toHaveLength(of("status").length + of("command").length + 1);
});

it("`follow` ends on Ctrl-C in the middle of a look, with nothing written", async () => {
  const { simulator, run, hold } = await startPlace();
  let end = () => {};
  hold(2, () => end());
  const outcome = await run(["follow", simulator.evseIds[0] ?? "", "--since", "7d"], {
    onStart: (child) => {
      end = () => child.kill("SIGINT");
    },
  });
  expect(outcome).toEqual({ code: 130, stdout: "", stderr: "Interrupted.\n" });
});

it("`simulate` prints lines that work, and ends on SIGTERM", async () => {
  const { run, bash } = await startPlace();
  let exported: unknown;
  const { code, stderr } = await run(["simulate", "--port", "0", "--since", "2d"], {
    onStart: async (child) => {
      const [lines = ""] = /^export .*\n.*$/m.exec(await said(child, /--since 1d\n/)) ?? [];
      exported = await bash(lines);
      child.kill("SIGTERM");
    },
  });
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  // The charger lives by the real clock and may have been offline, so the rows are not known.
  expect(exported).toMatchObject({ code: 0, stderr: "" });
});

it("`mock` serves the contract that comes with the package, prints lines that work, and leaves nothing behind", async () => {
  const { run, bash } = await startPlace();
  let url = "";
  const { code } = await run(["mock", "--port", "0"], {
    // It has to cope with this one: Prism does not.
    env: { NODE_ENV: "production" },
    onStart: async (child) => {
      const welcome = await said(child, /^ev-energy-logs .*\n/m);
      [, url = ""] = /^curl -i '(\S+)'/m.exec(welcome) ?? [];
      const response = await fetch(url, { headers: { Authorization: "Bearer anything" } });
      expect(await response.json()).toMatchObject([{ control_pilot_status: "C" }, { control_pilot_status: "B" }]);
      const [lines = ""] = /^export .*\n.*$/m.exec(welcome) ?? [];
      const exported = await bash(lines);
      expect(exported).toMatchObject({ code: 0, stderr: "" });
      expect(exported.stdout).toMatch(/"control_pilot_status":"C".*\n.*"control_pilot_status":"B".*\n$/);
      child.kill("SIGTERM");
    },
  });
  expect(code).toBe(0);
  await expect(fetch(url)).rejects.toThrow("fetch failed");
});
