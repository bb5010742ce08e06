// Keeps two processes from writing one output. Works by a heartbeat that others watch, between containers too: it
// compares neither process ids nor clocks.

import { randomUUID } from "node:crypto";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { CommandError, EXIT, toOutputError } from "../shared/errors.ts";
import { type Io, say } from "../shared/io.ts";

const HEARTBEAT_MS = 2000;
const POLL_MS = 500;
/** A lock that stays unchanged for 10 s has no holder any more. */
const POLLS = 20;
/** A holder has usually updated its lock by then. */
const POLLS_OF_A_HOLDER = 5;

export interface Lock {
  /**
   * @throws {CommandError} if another process has taken over the lock, because this one was suspended
   * @throws {OutputError} if the lock could not be read or updated
   */
  check(): void;
  release(): void;
}

/**
 * Acquires the lock on an output. If there is a lock already, watches it for up to 10 s.
 *
 * @throws {CommandError} if another process holds it
 * @throws {OutputError} if nothing can be written there
 */
export async function acquireLock(
  output: string,
  { sleep, signal, stderr }: Pick<Io, "sleep" | "signal" | "stderr">,
  { quiet = false }: { quiet?: boolean | undefined } = {},
): Promise<Lock> {
  const path = `${output}.lock`;
  const id = randomUUID();
  let beats = 0;
  const isHeld = () => read(path)?.startsWith(id) === true;
  const fail = (message: string) => new CommandError(EXIT.failed, message);
  const beat = (flag: "w" | "wx") => writeFileSync(path, `${id} ${beats++}\n`, { flag });
  let isAnnounced = quiet;

  while (!create()) {
    const found = read(path);
    for (let poll = 0; poll < POLLS && read(path) === found; poll++) {
      if (poll === POLLS_OF_A_HOLDER && !isAnnounced) {
        say({ stderr }, `Waiting 10 s: ${path} may have been left by a process that was killed.`);
        isAnnounced = true;
      }
      await sleep(POLL_MS, signal);
    }
    const now = read(path);
    if (now === undefined) continue;
    if (now !== found) throw fail(`another process is exporting to ${output}`);
    update();
    // If two processes take over at the same time, the last one to write wins.
    await sleep(POLL_MS, signal);
    if (isHeld()) break;
  }

  let failure: unknown;
  const timer = setInterval(() => {
    // Thrown here, an error would end the process at once.
    try {
      if (isHeld()) update();
    } catch (error) {
      failure = error;
    }
  }, HEARTBEAT_MS).unref();
  return {
    check() {
      if (failure !== undefined) throw failure;
      if (!isHeld()) throw fail(`another process took over ${output} while this one was suspended`);
    },
    release() {
      clearInterval(timer);
      try {
        if (isHeld()) rmSync(path, { force: true });
      } catch {
        // Without heartbeats, the lock expires. The reason for the release matters more.
      }
    },
  };

  function create(): boolean {
    try {
      beat("wx");
      return true;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
      throw toOutputError(error);
    }
  }

  function update(): void {
    try {
      beat("w");
    } catch (error) {
      throw toOutputError(error);
    }
  }
}

/** @throws {OutputError} if the file can't be read for any reason but that it does not exist */
function read(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw toOutputError(error);
  }
}
