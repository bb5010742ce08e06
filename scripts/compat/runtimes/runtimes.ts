// The runtimes: where each is found, and how it runs the suite of a project.

import { execFile } from "node:child_process";
import { existsSync, globSync } from "node:fs";
import { join } from "node:path";
import { chromium } from "playwright-core";
import { type InputOptions, rolldown } from "rolldown";
import type { Result } from "./table.ts";

export interface Runtime {
  readonly name: string;
  /** Where it is, or undefined if it is not on this machine. */
  readonly executable: string | undefined;
  /** Why it is not. */
  readonly whenMissing: string;
  /** @throws if it does not get to the end of the suite, or does not end after it */
  readonly run: (executable: string, trial: Trial) => Promise<readonly Result[]>;
}

export interface Trial {
  /** A directory with the package installed, and the suite in it. */
  readonly project: string;
  /** Where the providers are. */
  readonly origin: string;
}

const CHROMIUMS = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];
/** Well beyond what the deadlines of the checks come to. */
const LONGEST_MS = 90_000;

/** @param whenMissing why those that come from npm are not there, if they could not be installed */
export function findRuntimes(
  whenMissing = `there is no build of it for ${process.platform} on ${process.arch}`,
): readonly Runtime[] {
  // Straight from the packages of the platforms, so that no install script has to run.
  const fromNpm = (name: string, pattern: string, run: Runtime["run"]): Runtime => {
    const [file] = globSync(`node_modules/${pattern}`, { cwd: import.meta.dirname });
    return { name, executable: file && join(import.meta.dirname, file), whenMissing, run };
  };
  const ownNode = join(import.meta.dirname, "../../../node_modules/node/bin/node");
  return [
    fromNpm("Node 22", "node-22-*/bin/node", runOnNode),
    {
      name: "Node 24",
      executable: existsSync(ownNode) ? ownNode : undefined,
      whenMissing: "the project was installed without its Node (--ignore-scripts)",
      run: runOnNode,
    },
    fromNpm("Node 26", "node-26-*/bin/node", runOnNode),
    fromNpm("Bun", "@oven/bun-*/bin/bun", runOnBun),
    fromNpm("Deno", "@deno/*/deno", runOnDeno),
    fromNpm("workerd", "@cloudflare/workerd-*/bin/workerd", runOnWorkerd),
    {
      name: "Chromium",
      executable: process.env["CHROMIUM_PATH"] ?? CHROMIUMS.find((place) => existsSync(place)),
      whenMissing: "there is none here; CHROMIUM_PATH can name one",
      run: runInChromium,
    },
  ];
}

export const runOnNode: Runtime["run"] = (executable, trial) =>
  runProcess(executable, ["process.js", trial.origin], trial);

const runOnBun: Runtime["run"] = (executable, trial) =>
  runProcess(executable, ["--no-install", "process.js", trial.origin], trial);

/** With no permission but the one to talk to the providers. */
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
  // As root, which containers often are, it does not start with its sandbox.
  const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
  try {
    const page = await browser.newPage();
    await page.goto(origin);
    return await page.evaluate<Result[]>("results");
  } finally {
    await browser.close();
  }
};

/** Runs a process that prints a line for each check, with nothing of this environment but where programs are. */
function runProcess(executable: string, args: readonly string[], { project, origin }: Trial) {
  const env = { PATH: process.env["PATH"], HOME: project, NO_COLOR: "1", DENO_NO_UPDATE_CHECK: "1", ORIGIN: origin };
  return new Promise<readonly Result[]>((resolve, reject) => {
    execFile(executable, args, { cwd: project, env, timeout: LONGEST_MS }, (error, stdout) => {
      if (error) reject(error.killed ? new Error(`It had not ended after ${LONGEST_MS} ms.`) : error);
      else resolve(stdout.trim().split("\n").map(parseResult));
    });
  });
}

function parseResult(line: string): Result {
  return JSON.parse(line);
}

/** Bundles an entry of the suite, as a user would. What a bundler only warns of, such as Node builtins, stops others. */
async function bundle(project: string, entry: string, resolve: InputOptions["resolve"] = {}): Promise<void> {
  const onLog: InputOptions["onLog"] = (_level, { message }) => {
    throw new Error(message);
  };
  const bundling = await rolldown({ cwd: project, input: `${entry}.js`, platform: "browser", resolve, onLog });
  await bundling.write({ file: join(project, `${entry}.bundle.js`) });
  await bundling.close();
}
