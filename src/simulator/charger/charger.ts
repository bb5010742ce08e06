// A simulated charger. Its days are planned when they are read.

import { commandEntries } from "./commands.ts";
import { periodOf } from "./periods.ts";
import { createPlanner } from "./plan.ts";
import { createStatusSeries, type SampleSettings } from "./samples.ts";
import { createSeries, type Series } from "./series.ts";
import { createTraits } from "./traits.ts";

export interface Charger {
  readonly status: Series;
  readonly commands: Series;
}

export interface ChargerSettings extends SampleSettings {
  readonly seed: number;
}

/**
 * Creates a charger that depends only on the seed and the id. What happens at a time depends neither on the window nor
 * on what was read before.
 */
export function createCharger(evseId: string, settings: ChargerSettings): Charger {
  const { seed, fromUs, toUs, disorder } = settings;
  const traits = createTraits(seed, evseId, disorder);
  const planOf = createPlanner(traits, disorder);
  return {
    status: createStatusSeries(traits, planOf, settings),
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
