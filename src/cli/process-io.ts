// The outside world, as a process has it.

import { dirname, join, relative } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { Interruption } from "./shared/failures.ts";
import type { Io } from "./shared/io.ts";

/** What is used of `process`. */
export type Host = Pick<NodeJS.Process, "argv" | "env" | "stdin" | "stdout" | "stderr" | "once">;

/** @param file this one, or that into which it is bundled */
export function processIo(host: Host, file = import.meta.filename): Io {
  const interruption = new AbortController();
  for (const name of ["SIGINT", "SIGTERM"] as const) {
    // Once: a second one ends the process, whatever it is busy with.
    host.once(name, () => interruption.abort(new Interruption(name)));
  }
  // Who writes is told of a failure; as an event without a listener it would end the process.
  for (const output of [host.stdout, host.stderr]) output.on("error", () => {});
  return {
    program: programOf(file, host.env),
    args: host.argv.slice(2),
    env: host.env,
    // Not touched before it is read: it would keep the process waiting.
    get stdin() {
      return host.stdin;
    },
    stdout: host.stdout,
    stderr: host.stderr,
    signal: interruption.signal,
    now: () => Date.now(),
    async sleep(delayMs, signal) {
      // It rejects with an error of its own.
      await sleep(delayMs, undefined, { signal }).catch(() => signal.throwIfAborted());
    },
  };
}

/** In a clone that is not built, the program is known by its file alone, and `npx` has the Node for it. */
function programOf(file: string, env: Io["env"]): string {
  if (file.endsWith(".ts")) return `npx node ${relative(process.cwd(), join(dirname(file), "main.ts"))}`;
  return env["npm_command"] === "exec" ? "npx ev-energy-logs" : "ev-energy-logs";
}
