// A simulated charger. Its days are planned when they are read, and sampled in slots.

import { commandEntries } from "./commands.ts";
import { createPlanner, periodOf } from "./plan.ts";
import { sampleSlots } from "./samples.ts";
import { createSeries, type Series } from "./series.ts";
import { createTraits } from "./traits.ts";

export interface Charger {
  readonly status: Series;
  readonly commands: Series;
}

export interface ChargerSettings {
  readonly seed: number;
  /** The times of the first and the last log. The last may be `Infinity`. */
  readonly fromUs: number;
  readonly toUs: number;
  /** The time between status logs, from a second to a day. */
  readonly intervalUs: number;
}

/**
 * Creates a charger that depends only on the seed and the id. What happens at a time depends neither on the window nor
 * on what was read before.
 */
export function createCharger(evseId: string, { seed, fromUs, toUs, intervalUs }: ChargerSettings): Charger {
  const traits = createTraits(seed, evseId);
  const planOf = createPlanner(traits);
  return {
    status: createSeries(sampleSlots(traits, planOf, intervalUs), fromUs, toUs),
    commands: createSeries(
      {
        numberOf: periodOf,
        entries: (period) => commandEntries(traits, planOf(period)),
        next: (period, step) => period + step,
      },
      fromUs,
      toUs,
    ),
  };
}
