// The runtimes: where each is installed, and how it runs the suite.

import { execFile } from "node:child_process";
import { existsSync, globSync } from "node:fs";
import { join } from "node:path";
import { chromium } from "playwright-core";
import { type InputOptions, rolldown } from "rolldown";

export interface Runtime {
  readonly name: string;
  /** Undefined if it is not installed. */
  readonly executable: string | undefined;
  /** @throws if the runtime doesn't reach the end of the suite */
  readonly run: (executable: string, trial: Trial) => Promise<readonly CheckResult[]>;
}

export interface Trial {
  /** A directory with the package installed, and the suite in it. */
  readonly project: string;
  /** The origin of the providers. */
  readonly origin: string;
}

export interface CheckResult {
  readonly check: string;
  readonly passed: boolean;
  readonly error?: string;
}

const CHROMIUMS = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];
/** Returns undefined if this machine has none. */
export function findChromium(): string | undefined {
  return process.env["CHROMIUM_PATH"] ?? CHROMIUMS.find((place) => existsSync(place));
}

/** Well above the sum of the deadlines of the checks. */
const TIMEOUT_MS = 90_000;

/** The executables come from the packages of their platforms, so no install script has to run. */
const installed = (pattern: string) =>
  globSync(pattern, { cwd: import.meta.dirname }).map((file) => join(import.meta.dirname, file))[0];

const runOnNode: Runtime["run"] = (executable, trial) => runProcess(executable, ["process.js", trial.origin], trial);

const runOnBun: Runtime["run"] = (executable, trial) =>
  runProcess(executable, ["--no-install", "process.js", trial.origin], trial);

/** Without any permission except to connect to the providers. */
const runOnDeno: Runtime["run"] = (executable, trial) => {
  const flags = ["--no-prompt", "--cached-only", "--node-modules-dir=manual", "--allow-net=127.0.0.1"];
  return runProcess(executable, ["run", ...flags, "process.js", trial.origin], trial);
};

const runOnWorkerd: Runtime["run"] = async (executable, trial) => {
  await bundle(trial.project, "worker", { conditionNames: ["workerd", "worker"] });
  return await runProcess(executable, ["test", "workerd.capnp"], trial);
};

const runInChromium: Runtime["run"] = async (executablePath, { project, origin }) => {
  await bundle(project, "page");
  // Chromium refuses to start its sandbox as root, which is the usual user in containers.
  const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
  try {
    const page = await browser.newPage();
    await page.goto(origin);
    return await page.evaluate<CheckResult[]>("results");
  } finally {
    await browser.close();
  }
};

export const runtimes: readonly Runtime[] = [
  { name: "Node 22", executable: installed("node_modules/node-22-*/bin/node"), run: runOnNode },
  { name: "Node 24", executable: installed("../../node_modules/node/bin/node"), run: runOnNode },
  { name: "Node 26", executable: installed("node_modules/node-26-*/bin/node"), run: runOnNode },
  { name: "Bun", executable: installed("node_modules/@oven/bun-*/bin/bun"), run: runOnBun },
  { name: "Deno", executable: installed("node_modules/@deno/*/deno"), run: runOnDeno },
  { name: "workerd", executable: installed("node_modules/@cloudflare/workerd-*/bin/workerd"), run: runOnWorkerd },
  { name: "Chromium", executable: findChromium(), run: runInChromium },
];

/** Runs a process that prints one line per check. */
function runProcess(executable: string, args: readonly string[], { project, origin }: Trial) {
  const env = { PATH: process.env["PATH"], HOME: project, NO_COLOR: "1", DENO_NO_UPDATE_CHECK: "1", ORIGIN: origin };
  return new Promise<readonly CheckResult[]>((resolve, reject) => {
    execFile(executable, args, { cwd: project, env, timeout: TIMEOUT_MS }, (error, stdout) => {
      if (error) reject(error.killed ? new Error(`not finished after ${TIMEOUT_MS} ms`) : error);
      else
        resolve(
          stdout
            .trim()
            .split("\n")
            .map((line) => JSON.parse(line)),
        );
    });
  });
}

/** Bundles an entry of the suite, as a user would. Warnings, such as of Node builtins, count as errors. */
async function bundle(project: string, entry: string, resolve: InputOptions["resolve"] = {}): Promise<void> {
  const onLog: InputOptions["onLog"] = (_level, { message }) => {
    throw new Error(message);
  };
  const bundling = await rolldown({ cwd: project, input: `${entry}.js`, platform: "browser", resolve, onLog });
  await bundling.write({ file: join(project, `${entry}.bundle.js`) });
  await bundling.close();
}
