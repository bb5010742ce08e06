// Shows progress on standard error: a bar on a terminal, otherwise only what is worth a line.

import { clearLine, cursorTo } from "node:readline";
import { type Params, SingleBar } from "cli-progress";
import type { RateLimit } from "../../index.ts";
import { type Io, say } from "./io.ts";
import type { Window } from "./timestamps.ts";
import { formatCount, formatCountdown, formatDuration, formatTimeAhead } from "./units.ts";

export interface Progress {
  /** A page of the charger at this index was read. */
  page(index: number, page: PageProgress): void;
  /** No more pages of this charger follow. */
  end(index: number): void;
  /** No request is sent until then, in milliseconds since 1970. */
  wait(until: number, reason?: string): void;
  /** Prints a line. */
  say(line: string): void;
  /** Removes the bar. */
  stop(): void;
}

export interface PageProgress {
  readonly rows: number;
  /** The timestamp of the last log of the page. */
  readonly oldest: unknown;
  readonly rateLimit: RateLimit | undefined;
}

/** How far a charger has been read before, by an export that was stopped. */
export interface ChargerProgress {
  readonly rows?: number;
  readonly oldest?: string | undefined;
  readonly isDone?: boolean;
}

/** The shortest wait worth a line. */
const LONG_WAIT_MS = 60_000;

type Terminal = Pick<Io, "stderr" | "now">;

/** Prints lines where there is no terminal for a bar. */
export function lineProgress(io: Terminal, { quiet = false }: { quiet?: boolean }): Progress {
  let waitsUntil = 0;
  return {
    page() {},
    end() {},
    wait(until, reason = "Rate limit reached") {
      // Requests at the same time wait for the same.
      const isAnnounced = io.now() < waitsUntil;
      if (quiet || isAnnounced || until - io.now() <= LONG_WAIT_MS) return;
      waitsUntil = until;
      say(io, `${reason}; waiting until ${formatTimeAhead(until, until - io.now())}.`);
    },
    say: (line) => say(io, line),
    stop() {},
  };
}

/** Whether there is a terminal that can erase a line. */
export function canShowBar({ stderr, env }: Pick<Io, "stderr" | "env">): boolean {
  return stderr.isTTY === true && env["TERM"] !== "dumb";
}

/** Draws a bar: the share of the window that is done. Without `since`, there is no share, so it only counts. */
export function barProgress(io: Terminal, chargers: readonly ChargerProgress[], { since, until }: Window): Progress {
  const sinceMs = Date.parse(since ?? "");
  const untilMs = Math.min(until === undefined ? Infinity : Date.parse(until), io.now());
  const shareAt = (timestamp: unknown) => {
    const share = (untilMs - Date.parse(String(timestamp))) / (untilMs - sinceMs);
    return Math.min(Math.max(share, 0), 1) || 0;
  };
  const shares = chargers.map(({ isDone, oldest }) => (isDone ? 1 : shareAt(oldest)));
  const rows = chargers.reduce((sum, { rows = 0 }) => sum + rows, 0);
  const state = { rows, pages: 0, requestsLeft: undefined as number | undefined, waitsUntil: 0 };
  const share = () => shares.reduce((sum, share) => sum + share, 0) / shares.length;

  const bar = new SingleBar({
    format: (_, params) =>
      formatLine(params, { ...state, isBounded: since !== undefined, waitMs: state.waitsUntil - io.now() }),
    stream: io.stderr,
    clearOnComplete: true,
    // Turning it off would outlive a process that is killed.
    linewrap: true,
    // A line from `say` may have replaced the bar.
    forceRedraw: true,
    etaBuffer: 100,
  });
  bar.start(1, share());
  return {
    page(index, { rows, oldest, rateLimit }) {
      state.rows += rows;
      state.pages++;
      state.requestsLeft = rateLimit?.remaining ?? state.requestsLeft;
      shares[index] = shareAt(oldest);
      bar.update(share());
    },
    end(index) {
      shares[index] = 1;
      bar.update(share());
    },
    wait(until) {
      state.waitsUntil = Math.max(state.waitsUntil, until);
    },
    say(text) {
      cursorTo(io.stderr, 0);
      clearLine(io.stderr, 0);
      say(io, text);
    },
    stop: () => bar.stop(),
  };
}

interface LineState {
  readonly rows: number;
  readonly pages: number;
  readonly requestsLeft: number | undefined;
  readonly isBounded: boolean;
  readonly waitMs: number;
}

/** Formats as many parts as fit the width, the most important first. */
function formatLine({ progress, eta, maxWidth }: Params, state: LineState): string {
  const { rows, pages, requestsLeft, isBounded, waitMs } = state;
  const size = maxWidth < 80 ? 10 : 24;
  const full = Math.floor(progress * size);
  const isWaiting = waitMs > 0;
  const bar = isWaiting ? "" : `[${"=".repeat(full)}${" ".repeat(size - full)}] `;
  const parts = [
    isWaiting && `rate limited, resuming in ${formatCountdown(waitMs)}`,
    isBounded && `${bar}${Math.floor(progress * 100)} %`,
    formatCount(rows, "row"),
    // Not a number before the first page.
    isBounded && !isWaiting && eta > 0 && Number.isFinite(eta) && `${formatDuration(eta * 1000)} left`,
    requestsLeft !== undefined && `${formatCount(requestsLeft, "request")} left`,
    formatCount(pages, "page"),
  ];
  let line = "";
  for (const part of parts) {
    const longer = line && part ? `${line}  ${part}` : line || part || "";
    if (longer.length >= maxWidth) break;
    line = longer;
  }
  return line;
}
