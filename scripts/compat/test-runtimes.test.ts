// `npm run test:runtimes`: the suite itself on the Node at hand, and what the command makes of gaps and of what is missing.

import { cpSync, existsSync, mkdirSync, symlinkSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished, test, vi } from "vitest";
import { pathOf, temporaryDirectory } from "../../tests/support/scripts.ts";
import { UserError } from "../command.ts";
import { bundleEntries } from "../package/bundles.ts";
import { addSuite, installRuntimes } from "./runtimes/project.ts";
import { findRuntimes, type Runtime, runOnNode } from "./runtimes/runtimes.ts";
import { CHECKS, toMarkdown, toText } from "./runtimes/table.ts";
import { testRuntimes } from "./test-runtimes.ts";

// As installed, but not packed: that takes its time, and others test it.
const project = temporaryDirectory();
const modules = join(project, "node_modules");
mkdirSync(modules);
for (const name of ["openapi-fetch", "oauth4webapi"]) symlinkSync(pathOf(`node_modules/${name}`), join(modules, name));
await bundleEntries(join(modules, "ev-energy-logs/dist"));
cpSync(pathOf("package.json"), join(modules, "ev-energy-logs/package.json"));
writeFileSync(join(project, "package.json"), JSON.stringify({ type: "module" }));
addSuite(project);

const allPassed = CHECKS.map((check) => ({ check, passed: true }));
/** The Node at hand under another name, on which that comes of the suite. */
const runtimeThat = (run: Runtime["run"]): Runtime => ({
  name: "Odd",
  executable: process.execPath,
  whenMissing: "",
  run,
});
const missing: Runtime = {
  name: "A lost one",
  executable: undefined,
  whenMissing: "nobody has seen it",
  run: async () => allPassed,
};

/** Runs the command, and gives what it prints and how it fails. */
async function trial(runtimes: readonly Runtime[]) {
  const log = vi.spyOn(console, "log").mockImplementation(() => {});
  onTestFinished(() => log.mockRestore());
  const error: unknown = await testRuntimes(runtimes, project, toText).then(
    () => undefined,
    (reason) => reason,
  );
  if (error !== undefined) expect(error).toBeInstanceOf(UserError);
  return { rows: log.mock.calls.flat().join("\n").split("\n"), failure: (error as Error | undefined)?.message };
}

test("passes on the Node at hand, with a column for each check of the suite", async () => {
  let checks: string[] = [];
  const listening = runtimeThat(async (...args) => {
    const results = await runOnNode(...args);
    checks = results.map(({ check }) => check);
    return results;
  });

  const { rows, failure } = await trial([listening]);

  expect(failure).toBeUndefined();
  const version = process.version.slice(1);
  expect(rows.at(-1)?.split(/ {2,}/)).toEqual(["Odd", version, ...CHECKS.map(() => "passed")]);
  expect(checks).toEqual(CHECKS);
});

test("fails when checks fail, and says which of them and why", async () => {
  const astray = runtimeThat((executable, { origin }) =>
    runOnNode(executable, { project, origin: `${origin}/nowhere` }),
  );

  const { rows, failure } = await trial([astray]);

  const [, , ...cells] = rows.at(-1)?.split(/ {2,}/) ?? [];
  expect(cells).toEqual(["FAILED", "FAILED", "FAILED", "FAILED", "FAILED", "FAILED", "passed"]);
  expect(failure).toMatch(
    /^Odd, static token: NotFoundError: GET http:\S+\/nowhere\/plain\/v2\/evses\/\w+\/status_logs\?page_size=100: 404$/m,
  );
  expect(failure?.match(/^Odd, /gm)).toHaveLength(6);
});

test("fails when a runtime does not get to a check", async () => {
  const { rows, failure } = await trial([runtimeThat(async () => allPassed.slice(0, -1))]);

  expect(rows.at(-1)).toMatch(/(passed +){6}FAILED$/);
  expect(failure).toBe("\nOdd, the simulator as fetch: no result");
});

test("fails when a runtime crashes, and goes on to the next one", async () => {
  // There is nothing to run.
  const crashing = runtimeThat((executable, trial) =>
    runOnNode(executable, { ...trial, project: temporaryDirectory() }),
  );

  const { rows, failure } = await trial([crashing, { ...runtimeThat(async () => allPassed), name: "Even" }]);

  expect(rows.at(-2)).toMatch(/^Odd +\S+ +(FAILED *){7}$/);
  expect(rows.at(-1)).toMatch(/^Even +\S+ +(passed *){7}$/);
  expect(failure).toMatch(/^\nOdd: Error: Command failed: .+ process\.js http:.+ Cannot find module/s);
});

test("skips what is not on this machine, and says why in the table", async () => {
  const { rows, failure } = await trial([runtimeThat(async () => allPassed), missing]);

  expect(failure).toBeUndefined();
  expect(rows.at(-1)).toBe("A lost one  skipped: nobody has seen it");
});

test("fails when there is nothing to try it on", async () => {
  const { failure } = await trial([missing]);

  expect(failure).toBe("\nThere is no runtime to try it on.");
});

test("prints a table for a terminal, and one for the README", () => {
  const outcomes = [
    { runtime: "Odd", version: "1.2.3-beta", results: [{ check: "static token", passed: true }] },
    { runtime: "A lost one", skipped: "nobody has seen it" },
  ];

  expect(toText(outcomes).split("\n")).toEqual([
    "runtime     version     static token  client credentials  paging with prefetch  abort in the middle  a 429 sat out  an error parsed  the simulator as fetch",
    "----------  ----------  ------------  ------------------  --------------------  -------------------  -------------  ---------------  ----------------------",
    "Odd         1.2.3-beta  passed        FAILED              FAILED                FAILED               FAILED         FAILED           FAILED",
    "A lost one  skipped: nobody has seen it",
  ]);
  expect(toMarkdown(outcomes).split("\n")).toEqual([
    "| runtime | version | static token | client credentials | paging with prefetch | abort in the middle | a 429 sat out | an error parsed | the simulator as fetch |",
    "| --- | --- | --- | --- | --- | --- | --- | --- | --- |",
    "| Odd | 1.2.3-beta | passed | FAILED | FAILED | FAILED | FAILED | FAILED | FAILED |",
    "| A lost one | skipped: nobody has seen it |  |  |  |  |  |  |  |",
  ]);
});

test("knows the seven runtimes, and why those from npm are not there if they could not be installed", () => {
  vi.stubEnv("CHROMIUM_PATH", "/somewhere/chromium");
  onTestFinished(() => void vi.unstubAllEnvs());

  const runtimes = findRuntimes("npm could not install it (ENOTFOUND)");

  expect(runtimes.map(({ name }) => name)).toEqual([
    "Node 22",
    "Node 24",
    "Node 26",
    "Bun",
    "Deno",
    "workerd",
    "Chromium",
  ]);
  expect(runtimes.map(({ whenMissing }) => whenMissing)).toEqual([
    "npm could not install it (ENOTFOUND)",
    "the project was installed without its Node (--ignore-scripts)",
    "npm could not install it (ENOTFOUND)",
    "npm could not install it (ENOTFOUND)",
    "npm could not install it (ENOTFOUND)",
    "npm could not install it (ENOTFOUND)",
    "there is none here; CHROMIUM_PATH can name one",
  ]);
  expect(runtimes.at(-1)?.executable).toBe("/somewhere/chromium");
});

test("tells why the runtimes can't be installed", () => {
  const told = vi.spyOn(console, "error").mockImplementation(() => {});
  onTestFinished(() => told.mockRestore());
  const folder = temporaryDirectory();
  writeFileSync(join(folder, "package.json"), JSON.stringify({ dependencies: { bun: "1.0.0" } }));

  // npm refuses to install what no lock file pins, without asking anybody.
  expect(installRuntimes(folder)).toBe("npm could not install it (EUSAGE)");
});

test("installs the runtimes once, and again when other ones are locked", () => {
  const told = vi.spyOn(console, "error").mockImplementation(() => {});
  onTestFinished(() => told.mockRestore());
  const folder = temporaryDirectory();
  mkdirSync(join(folder, "thing"));
  writeFileSync(join(folder, "thing/package.json"), JSON.stringify({ name: "thing", version: "1.0.0" }));
  const root = { name: "things", dependencies: { thing: "file:thing" } };
  writeFileSync(join(folder, "package.json"), JSON.stringify(root));
  const link = { resolved: "thing", link: true };
  const packages = { "": root, thing: { version: "1.0.0" }, "node_modules/thing": link };
  writeFileSync(join(folder, "package-lock.json"), JSON.stringify({ lockfileVersion: 3, packages }));

  expect(installRuntimes(folder)).toBeUndefined();
  expect(existsSync(join(folder, "node_modules/thing/package.json"))).toBe(true);
  expect(installRuntimes(folder)).toBeUndefined();
  expect(told).toHaveBeenCalledTimes(1);

  const later = Date.now() / 1000 + 60;
  utimesSync(join(folder, "package-lock.json"), later, later);
  expect(installRuntimes(folder)).toBeUndefined();
  expect(told).toHaveBeenCalledTimes(2);
});
