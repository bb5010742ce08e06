import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { beforeEach, expect, it, vi } from "vitest";
import { Screen, temporaryFolder } from "../../../tests/support/cli.ts";
import { acquireLock } from "./lock.ts";

let output: string;
let path: string;
beforeEach(() => {
  output = join(temporaryFolder(), "a.csv");
  path = `${output}.lock`;
  vi.useFakeTimers();
  return () => vi.useRealTimers();
});

const { signal } = new AbortController();
/** Time passes only in here; the holder does something in each poll. */
function acquire(eachPoll: (poll: number) => void = () => {}, options?: { quiet: boolean }) {
  let polls = 0;
  const sleep = async (ms: number) => {
    await vi.advanceTimersByTimeAsync(ms);
    eachPoll(++polls);
  };
  const stderr = new Screen();
  return acquireLock(output, { sleep, signal, stderr }, options).then((lock) => ({ ...lock, polls, stderr }));
}

it("a lock is updated every two seconds, and removed at the end", async () => {
  const { check, release } = await acquire();
  const first = readFileSync(path, "utf8");
  vi.advanceTimersByTime(2000);
  const second = readFileSync(path, "utf8");
  expect(second).not.toBe(first);
  check();
  release();
  vi.advanceTimersByTime(10_000);
  expect(readdirSync(dirname(output))).toEqual([]);
});

it("a lock that is updated belongs to another process, which keeps it", async () => {
  const holder = await acquire();
  await expect(acquire()).rejects.toThrow(
    expect.objectContaining({ message: `another process is exporting to ${output}`, exitCode: 1 }),
  );
  holder.check();
});

it("a lock that is not updated for ten seconds is taken over", async () => {
  writeFileSync(path, "left by a process that was killed");
  const { polls, check, release, stderr } = await acquire();
  expect(polls).toBe(21);
  expect(stderr.text).toBe(`Waiting 10 s: ${path} may have been left by a process that was killed.\n`);
  check();
  release();
  expect(existsSync(path)).toBe(false);
});

it("a lock that is removed meanwhile is free", async () => {
  const holder = await acquire();
  const { polls } = await acquire(() => holder.release());
  expect(polls).toBe(1);
});

it("of two processes that take over a lock at the same time, one gets it", async () => {
  writeFileSync(path, "left by a process that was killed");
  const other = (poll: number) => poll === 21 && writeFileSync(path, "the other process");
  const keepsBeating = (poll: number) => poll > 21 && writeFileSync(path, `the other process ${poll}`);
  await expect(acquire((poll) => other(poll) || keepsBeating(poll))).rejects.toThrow("another process is exporting");
});

it("a process that was suspended notices that another one has its lock, and leaves it alone", async () => {
  const { check, release } = await acquire();
  writeFileSync(path, "the other process");
  vi.advanceTimersByTime(2000);
  expect(check).toThrow(expect.objectContaining({ exitCode: 1, message: expect.stringContaining("took over") }));
  release();
  expect(readFileSync(path, "utf8")).toBe("the other process");
});

it("an output that can't be written is an error", async () => {
  output = "/proc/a.csv";
  await expect(acquire()).rejects.toThrow("can't write the output: ENOENT: no such file or directory");
});

it("a lock that can't be read or updated is an error of the next check, not of the timer", async () => {
  const { check, release } = await acquire();
  rmSync(path);
  mkdirSync(path);
  vi.advanceTimersByTime(2000);
  expect(check).toThrow(
    expect.objectContaining({ message: expect.stringContaining("can't write the output: EISDIR") }),
  );
  release();
});

it("a lock that can't be read has not been taken over", async () => {
  const { check } = await acquire();
  rmSync(path);
  mkdirSync(path);
  expect(check).toThrow("can't write the output: EISDIR");
});
