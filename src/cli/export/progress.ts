// Shows how far an export has come: on a terminal by a bar, which tells how much of the time asked for is done.

import { clearLine, cursorTo } from "node:readline";
import { type Params, SingleBar } from "cli-progress";
import type { RateLimit } from "../../index.ts";
import { type Io, say } from "../shared/io.ts";
import type { Window } from "../shared/times.ts";
import { countdown, duration, whenAndIn } from "./durations.ts";
import type { Place } from "./places.ts";

export interface Progress {
  /** A page of the charger of that index was written. */
  page(index: number, page: PageFacts): void;
  /** Nothing happens until then, in milliseconds since 1970. */
  wait(until: number): void;
  /** Says something in a line of its own. */
  say(line: string): void;
  /** Takes it off the terminal. */
  stop(): void;
}

export interface PageFacts {
  readonly rows: number;
  /** The stamp of its last log, if it has any. */
  readonly oldest: unknown;
  readonly rateLimit: RateLimit | undefined;
}

/** Not worth a line. */
const SHORT_WAIT_MS = 60_000;

type Terminal = Pick<Io, "stderr" | "now">;

/** Gives lines where there is no terminal to draw on. */
export function lineProgress(io: Terminal, { quiet = false }: { quiet?: boolean }): Progress {
  let waitsUntil = 0;
  return {
    page() {},
    wait(until) {
      // All who are refused wait for the same.
      const isTold = io.now() < waitsUntil;
      if (quiet || isTold || until - io.now() <= SHORT_WAIT_MS) return;
      waitsUntil = until;
      say(io, `The rate limit is used up; waiting until ${whenAndIn(until, until - io.now())}.`);
    },
    say: (line) => say(io, line),
    stop() {},
  };
}

/** Gives a bar on standard error. Without `since` nobody knows how much there is, so it only counts. */
export function barProgress(io: Terminal, places: readonly Place[], { since, until }: Window): Progress {
  const sinceMs = Date.parse(since ?? "");
  const untilMs = Math.min(Date.parse(until), io.now());
  const shareAt = (stamp: unknown) => {
    const share = (untilMs - Date.parse(String(stamp))) / (untilMs - sinceMs);
    return Math.min(Math.max(share, 0), 1) || 0;
  };
  /** What is done of each charger while it is open. */
  const shares = places.map(({ stamps }) => shareAt(stamps.at(-1)));
  const done = () => {
    const total = places.reduce((sum, { state }, index) => sum + (state === "open" ? (shares[index] as number) : 1), 0);
    return total / places.length;
  };
  const rows = places.reduce((sum, place) => sum + place.rows, 0);
  const facts = { rows, pages: 0, left: undefined as number | undefined, waitsUntil: 0 };

  const bar = new SingleBar({
    format: (_, params) =>
      line(params, { ...facts, isBounded: since !== undefined, waitsMs: facts.waitsUntil - io.now() }),
    stream: io.stderr,
    clearOnComplete: true,
    // It outlives the process that is killed.
    linewrap: true,
    // Also where a line has taken its place.
    forceRedraw: true,
    etaBuffer: 100,
  });
  bar.start(1, done());
  return {
    page(index, { rows, oldest, rateLimit }) {
      facts.rows += rows;
      facts.pages++;
      facts.left = rateLimit?.remaining ?? facts.left;
      shares[index] = shareAt(oldest);
      bar.update(done());
    },
    wait(until) {
      facts.waitsUntil = Math.max(facts.waitsUntil, until);
    },
    say(text) {
      cursorTo(io.stderr, 0);
      clearLine(io.stderr, 0);
      say(io, text);
    },
    stop: () => bar.stop(),
  };
}

interface LineFacts {
  readonly rows: number;
  readonly pages: number;
  readonly left: number | undefined;
  readonly isBounded: boolean;
  readonly waitsMs: number;
}

/** Gives what fits the width, the most telling first. While nothing happens, that is how long. */
function line({ progress, eta, maxWidth }: Params, { rows, pages, left, isBounded, waitsMs }: LineFacts): string {
  const size = maxWidth < 80 ? 10 : 24;
  const full = Math.floor(progress * size);
  const isWaiting = waitsMs > 0;
  const bar = isWaiting ? "" : `[${"=".repeat(full)}${" ".repeat(size - full)}] `;
  const parts = [
    isWaiting && `rate limit, on in ${countdown(waitsMs)}`,
    isBounded && `${bar}${Math.floor(progress * 100)} %`,
    count(rows, "row"),
    // Before the first page it is no number.
    isBounded && !isWaiting && eta > 0 && Number.isFinite(eta) && `${duration(eta * 1000)} left`,
    left !== undefined && `${count(left, "request")} left`,
    count(pages, "page"),
  ];
  let text = "";
  for (const part of parts) {
    const longer = text && part ? `${text}  ${part}` : text || part || "";
    if (longer.length >= maxWidth) break;
    text = longer;
  }
  return text;
}

export function count(value: number, what: string): string {
  return `${value.toLocaleString("en")} ${what}${value === 1 ? "" : "s"}`;
}
