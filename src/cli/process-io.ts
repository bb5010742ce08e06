// The outside world of a process.

import { dirname, join, relative } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { Interruption } from "./shared/errors.ts";
import type { Io } from "./shared/io.ts";

/** The members of `process` in use. */
export type Host = Pick<NodeJS.Process, "argv" | "env" | "stdin" | "stdout" | "stderr" | "once">;

/** @param file this file, or the bundle that contains it */
export function processIo(host: Host, file = import.meta.filename): Io {
  const interruption = new AbortController();
  for (const name of ["SIGINT", "SIGTERM"] as const) {
    // Once, so that a second signal ends the process.
    host.once(name, () => interruption.abort(new Interruption(name)));
  }
  // Each write reports its own failure; an error event without a listener would end the process.
  for (const output of [host.stdout, host.stderr]) output.on("error", () => {});
  return {
    program: programOf(file, host.env),
    args: host.argv.slice(2),
    env: host.env,
    // A getter, because an opened stdin keeps the process running.
    get stdin() {
      return host.stdin;
    },
    stdout: host.stdout,
    stderr: host.stderr,
    signal: interruption.signal,
    now: () => Date.now(),
    async sleep(delayMs, signal) {
      // The timer rejects with an error of its own.
      await sleep(delayMs, undefined, { signal }).catch(() => signal.throwIfAborted());
    },
  };
}

/** Returns the command that starts the program. In a checkout, that is its source file, and `npx` finds the right Node. */
function programOf(file: string, env: Io["env"]): string {
  if (file.endsWith(".ts")) return `npx node ${relative(process.cwd(), join(dirname(file), "main.ts"))}`;
  return env["npm_command"] === "exec" ? "npx ev-energy-logs" : "ev-energy-logs";
}
