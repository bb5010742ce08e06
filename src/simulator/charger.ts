// A charger whose logs can be believed: its days are planned one by one when they are asked for, and sampled in slots.

import { commandEntries } from "./commands.ts";
import { createPlanner, type Plan, periodOf } from "./plan.ts";
import { sampleSlots } from "./samples.ts";
import { type Chunks, createSeries, type Series } from "./series.ts";
import { createTraits, type Traits } from "./traits.ts";

export interface Charger {
  readonly status: Series;
  readonly commands: Series;
}

export interface ChargerOptions {
  readonly seed: number;
  readonly evseId: string;
  /** The first and the last moment that may have a log. The last may be `Infinity`. */
  readonly fromUs: number;
  readonly toUs: number;
  /** From one status log to the next: whole microseconds, from a second to a day. */
  readonly intervalUs: number;
}

/**
 * A charger that is the same for the same seed and id. What happened at a moment does not depend on the window or on
 * what was asked before. Nothing is computed here: the series compute each log when it is asked for.
 */
export function createCharger({ seed, evseId, fromUs, toUs, intervalUs }: ChargerOptions): Charger {
  const traits = createTraits(seed, evseId);
  const planOf = createPlanner(traits);
  return {
    status: createSeries(sampleSlots(traits, planOf, intervalUs), fromUs, toUs),
    commands: createSeries(periods(traits, planOf), fromUs, toUs),
  };
}

/** Commands come by the plan. Each has some, since the schedules are refreshed daily. */
function periods(traits: Traits, planOf: (period: number) => Plan): Chunks {
  return {
    numberOf: periodOf,
    entries: (period) => commandEntries(traits, planOf(period)),
    next: (period, step) => period + step,
  };
}
