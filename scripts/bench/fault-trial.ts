// Reads a list with a peer, whatever happens, and judges the outcome.

import { setTimeout as sleep } from "node:timers/promises";
import type { Step } from "../../tests/support/scripted-origin.ts";
import { type Origin, withOrigin } from "./fault-origin.ts";
import type { Pages, Reader } from "./peers/peer.ts";
import { loadReader, type Peer } from "./peers/peers.ts";

export interface Verdict {
  readonly passed: boolean;
  /** What happened if it did not pass. */
  readonly how?: string;
}

export const passed: Verdict = { passed: true };
export const failed = (how: string): Verdict => ({ passed: false, how });
export const judge = (isGood: boolean, how: string): Verdict => (isGood ? passed : failed(how));

export const TOKEN = "the-very-secret-token";
/** A peer that has not finished by then counts as hanging. Tests must pass on a busy machine. */
const DEADLINE_MS = process.env["VITEST"] ? 60_000 : 3_000;
const MOST_PAGES = 20;

export interface Outcome {
  /** The positions of the rows received, in order. */
  readonly places: readonly number[];
  readonly ended: "done" | "error" | "hangs" | "no list" | "no end";
  readonly error: unknown;
}

export async function drain(pages: Pages): Promise<Outcome> {
  const places: number[] = [];
  let error: unknown;
  let isOver = false;
  const read = async () => {
    let count = 0;
    for await (const page of pages) {
      if (isOver) return "hangs";
      if (!Array.isArray(page)) return "no list";
      places.push(...page.map((row: { place: number }) => row.place));
      if (++count === MOST_PAGES) return "no end";
    }
    return "done";
  };
  const reading = read().catch((reason: unknown) => {
    error = reason;
    return "error" as const;
  });
  const waiting = new AbortController();
  const patience = sleep(DEADLINE_MS, "hangs" as const, { signal: waiting.signal });
  const ended = await Promise.race([reading, patience]);
  isOver = true;
  waiting.abort();
  patience.catch(() => {});
  return { places, ended, error };
}

/** Passes if each row was received once and in order. */
export function judgeRows({ places, ended }: Outcome, expected: readonly number[]): Verdict {
  if (ended === "error") return failed("gives up");
  if (ended === "no list") return failed("takes it for a page");
  if (ended !== "done") return failed(ended === "hangs" ? "hangs" : "never ends");
  if (places.length < expected.length) return failed("rows missing, no error");
  return judge(
    places.length === expected.length && places.every((place, index) => place === expected[index]),
    "rows doubled",
  );
}

export function range(count: number, first = 0): readonly number[] {
  return Array.from({ length: count }, (_, index) => first + index);
}

export interface Trial {
  readonly origin: Origin;
  readonly reader: Reader;
}

interface TrialOptions {
  readonly timeoutMs?: number;
  /** Whether the peer requests a new token when one is rejected. */
  readonly renews?: boolean;
}

/** Runs a peer against an origin of its own. */
export async function tryOut<T>(
  peer: Peer,
  step: Step,
  use: (trial: Trial) => Promise<T>,
  { timeoutMs = 10_000, renews = false }: TrialOptions = {},
): Promise<T> {
  const createReader = await loadReader(renews && peer.renewing ? peer.renewing : peer.module);
  return await withOrigin(step, async (origin) => {
    const tokenUrl = renews ? `http://${origin.host}/o/token/` : undefined;
    const reader = createReader({ token: TOKEN, timeoutMs, tokenUrl, baseUrl: `http://${origin.host}/v2` });
    return await use({ origin, reader });
  });
}
