// Against a stand-in for Prism; the tests of `npm run mock` and of the process have the real one.

import { mkdirSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { runCli, Screen, type TestOptions, temporaryFolder, testIo } from "../../../tests/support/cli.ts";
import { run } from "../program.ts";
import { Interruption } from "../shared/failures.ts";
import { addMock } from "./mock.ts";

const LISTENING = 'console.log("Prism is listening on", process.argv.at(-1));';
const STAYING = "setInterval(() => {}, 1000);";

/** Makes a folder in which a Prism of that source is installed. Gives a file in it. */
function install(source: string): string {
  const folder = temporaryFolder();
  const home = join(folder, "node_modules/@stoplight/prism-cli");
  mkdirSync(home, { recursive: true });
  writeFileSync(join(home, "index.js"), source);
  return join(folder, "package.json");
}

async function mock(places: readonly string[], options: TestOptions = {}, args: readonly string[] = ["--port", "0"]) {
  const io = testIo(["mock", ...args], { env: process.env, ...options });
  const code = await run(io, [(program, outside) => addMock(program, outside, places)]);
  return { code, stdout: io.stdout.text, stderr: io.stderr.text };
}

/** Stops the mock as soon as a line has that text. */
function stopAt(text: string, { name = "SIGTERM", columns = 0 } = {}) {
  const interruption = new AbortController();
  const stdout = new Screen(columns);
  const write = stdout._write.bind(stdout);
  stdout._write = (chunk, encoding, done) => {
    write(chunk, encoding, done);
    if (stdout.text.includes(text)) interruption.abort(new Interruption(name));
  };
  return { stdout, signal: interruption.signal };
}

it("helps", async () => {
  const { code, stdout } = await runCli(["mock", "--help"]);
  expect(code).toBe(0);
  expect(stdout.split("\n").filter((line) => line.length > 80 && !line.startsWith("  $ "))).toEqual([]);
  expect(stdout).toMatchInlineSnapshot(`
    "Usage: ev-energy-logs mock [options]

    Serve the contract's examples, until Ctrl-C. For a provider with pages, tokens
    and a rate limit, see simulate.

    Options:
      --port <n>  where to listen on this machine; 0 takes any that is free
                  (default: 4010)
      -h, --help  display help for command

    It needs Prism:
      $ npm install --save-dev @stoplight/prism-cli

    Example:
      $ ev-energy-logs mock --port 0

    Exit codes: see ev-energy-logs --help
    "
  `);
});

describe("mock", () => {
  it("starts Prism on a free port with the package's contract, says how to try it, and hands its lines on", async () => {
    const source = `
      console.log("starting");
      ${LISTENING}
      console.log("arguments", process.argv.slice(2).join(" "));
      console.log("done", process.env.NODE_ENV, process.env.FORCE_COLOR);
      ${STAYING}`;
    const { FORCE_COLOR: _, ...env } = process.env;
    const outcome = await mock([install(source)], { ...stopAt("done"), env: { ...env, NODE_ENV: "production" } });
    expect(outcome).toMatchObject({ code: 0, stderr: "" });
    const [, port] = /listens on http:\/\/127\.0\.0\.1:(\d+)\. Ctrl-C ends it/.exec(outcome.stdout) ?? [];
    expect(outcome.stdout.startsWith("\nThe mock of ev.energy's EVSE logs listens on ")).toBe(true);
    expect(outcome.stdout).toContain(
      `curl -i 'http://127.0.0.1:${port}/evses/evse01HSH04KDEWF6Z4DB2J77J74K5/status_logs' -H 'Authorization: Bearer anything'`,
    );
    expect(outcome.stdout).toContain(
      `# This program\nexport EV_ENERGY_BASE_URL=http://127.0.0.1:${port} EV_ENERGY_TOKEN=anything\nev-energy-logs status `,
    );
    expect(outcome.stdout).toMatch(
      new RegExp(
        `\\narguments mock /.*/openapi\\.yaml --errors --host 127\\.0\\.0\\.1 --port ${port}\\ndone undefined undefined\\n$`,
      ),
    );
  });

  it("names the program as it was called", async () => {
    const stop = stopAt("npx ev-energy-logs status ");
    const { stdout } = await mock([install(LISTENING + STAYING)], { ...stop, program: "npx ev-energy-logs" });
    expect(stdout).toContain("\nnpx ev-energy-logs status evse01HSH04KDEWF6Z4DB2J77J74K5\n");
  });

  it("has colours on a terminal", async () => {
    const source = `${LISTENING} console.log("done", process.env.FORCE_COLOR); ${STAYING}`;
    const { stdout } = await mock([install(source)], stopAt("done", { columns: 80 }));
    expect(stdout).toContain("\ndone 1\n");
  });

  it("is interrupted by Ctrl-C", async () => {
    const stop = stopAt("listens on", { name: "SIGINT" });
    expect(await mock([install(LISTENING + STAYING)], stop)).toMatchObject({ code: 130, stderr: "Interrupted.\n" });
  });

  it("starts nothing that would stay, if it was interrupted before", async () => {
    const signal = AbortSignal.abort(new Interruption("SIGINT"));
    expect(await mock([install(LISTENING + STAYING)], { signal })).toMatchObject({ code: 130 });
  });

  it("says what Prism said, if it never listened", async () => {
    const source = 'console.log("no such document"); console.error("oh dear"); process.exit(7);';
    expect(await mock([install(source)])).toEqual({
      code: 1,
      stdout: "",
      stderr: "oh dear\nerror: no such document\nPrism has ended by itself (exit code 7).\n",
    });
  });

  it("says so if Prism ends after it has listened", async () => {
    const { code, stderr } = await mock([install(`${LISTENING} process.kill(process.pid, "SIGKILL");`)]);
    expect({ code, stderr }).toEqual({ code: 1, stderr: "error: Prism has ended by itself (SIGKILL).\n" });
  });

  it("looks in one place after the other", async () => {
    const without = join(temporaryFolder(), "package.json");
    const { code } = await mock([without, install(LISTENING + STAYING)], stopAt("listens on"));
    expect(code).toBe(0);
  });

  it("says how to install Prism, if it is nowhere", async () => {
    expect(await mock([join(temporaryFolder(), "package.json")])).toEqual({
      code: 1,
      stdout: "",
      stderr: "error: Prism is not installed here; install it with: npm install --save-dev @stoplight/prism-cli\n",
    });
  });

  it("says if the port can't be had", async () => {
    const server = createServer().listen(0, "127.0.0.1");
    onTestFinished(() => void server.close());
    await new Promise((resolve) => server.once("listening", resolve));
    const { port } = server.address() as AddressInfo;
    expect(await mock([install(LISTENING)], {}, ["--port", String(port)])).toEqual({
      code: 2,
      stdout: "",
      stderr:
        `error: --port: can't listen on 127.0.0.1:${port} (listen EADDRINUSE: address already in use ` +
        `127.0.0.1:${port}); it takes a port that is free, or 0\n`,
    });
  });
});
