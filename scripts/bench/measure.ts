// Repeats, interleaves and sums up: each round runs every contender once, so that whatever the machine does meets all.

import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import fc from "fast-check";

setFlagsFromString("--expose-gc");
const collectGarbage: (options: { type: "minor" }) => void = runInNewContext("gc");

export interface Contender {
  readonly name: string;
  readonly run: () => Promise<void>;
}

export interface Result {
  readonly name: string;
  /** Median over the rounds. */
  readonly median: number;
  /** Median of the ratios to the first contender of the same round, with their quartiles. */
  readonly ratio: number;
  readonly lower: number;
  readonly upper: number;
  /** Of each round. */
  readonly times: readonly number[];
}

/** Milliseconds that this process has kept a core busy. */
export function cpuTime(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/** Gives milliseconds a run. The first contender is what the others are compared with. */
export async function compare(
  contenders: readonly Contender[],
  rounds: number,
  { warmUps = 3, clock = () => performance.now() } = {},
): Promise<Result[]> {
  const times = contenders.map(() => [] as number[]);
  // Shuffled, so that nobody always runs after the same neighbour.
  const orders = fc.shuffledSubarray([...contenders.keys()], { minLength: contenders.length });
  for (const [round, order] of fc.sample(orders, { seed: 1, numRuns: warmUps + rounds }).entries()) {
    for (const index of order) {
      // Or else this one would clean up what the one before has left. A whole collection would throw compiled code away.
      collectGarbage({ type: "minor" });
      const startedAt = clock();
      await contenders[index]?.run();
      if (round >= warmUps) times[index]?.push(clock() - startedAt);
    }
  }
  return summarize(
    contenders.map(({ name }) => name),
    times,
  );
}

export function summarize(names: readonly string[], times: readonly (readonly number[])[]): Result[] {
  const base = times[0] ?? [];
  return names.map((name, index) => {
    const own = times[index] ?? [];
    const ratios = pairedRatios(own, base);
    return {
      name,
      times: own,
      median: quantile(own, 0.5),
      ratio: quantile(ratios, 0.5),
      lower: quantile(ratios, 0.25),
      upper: quantile(ratios, 0.75),
    };
  });
}

/** Gives the ratios of the same rounds, in which both met the same conditions. */
function pairedRatios(times: readonly number[], base: readonly number[]): number[] {
  return times.map((time, round) => time / (base[round] ?? Number.NaN));
}

/** Gives the median ratio of one result to another. */
export function ratioBetween(result: Result | undefined, base: Result | undefined): number {
  return quantile(pairedRatios(result?.times ?? [], base?.times ?? []), 0.5);
}

function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) * share)] ?? Number.NaN;
}
