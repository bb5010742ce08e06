// Compares contenders. Each round runs every contender once, so that whatever else the machine does affects all of them.

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
  /** Median of the ratios to the first contender in the same round, with their quartiles. */
  readonly ratio: number;
  readonly lower: number;
  readonly upper: number;
}

/** CPU time of this process in milliseconds. */
export function cpuTime(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/** Returns milliseconds per run, compared with the first contender. */
export async function compare(
  contenders: readonly Contender[],
  rounds: number,
  { warmUps = 3, clock = () => performance.now() } = {},
): Promise<Result[]> {
  const times = contenders.map(() => [] as number[]);
  // Shuffled, so that no contender always follows the same one.
  const orders = fc.shuffledSubarray([...contenders.keys()], { minLength: contenders.length });
  for (const [round, order] of fc.sample(orders, { seed: 1, numRuns: warmUps + rounds }).entries()) {
    for (const index of order) {
      // So that no contender pays for the garbage of the previous one. A major collection would discard compiled code.
      collectGarbage({ type: "minor" });
      const startedAt = clock();
      await contenders[index]?.run();
      if (round >= warmUps) times[index]?.push(clock() - startedAt);
    }
  }
  return contenders.map(({ name }, index) => {
    const own = times[index] ?? [];
    const ratios = own.map((time, round) => time / (times[0]?.[round] ?? Number.NaN));
    return {
      name,
      median: quantile(own, 0.5),
      ratio: quantile(ratios, 0.5),
      lower: quantile(ratios, 0.25),
      upper: quantile(ratios, 0.75),
    };
  });
}

function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) * share)] ?? Number.NaN;
}
