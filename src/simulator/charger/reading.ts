// What the meter shows, which may differ from the energy that went through it.

import type { Disorder } from "../disorder.ts";
import { HOUR_US } from "../microseconds.ts";
import { draw, stuckMeterOf } from "./incidents.ts";
import { isIn, periodOf } from "./periods.ts";
import { deliveredWh, type Plan } from "./plan.ts";
import { Random } from "./random.ts";
import type { Traits } from "./traits.ts";

/** The first period that counts, in January 2010. */
const FIRST_PERIOD = 14_613;

/** Returns a function that returns the reading at a time, in whole watt-hours. */
export function createMeter(traits: Traits, planOf: (period: number) => Plan, disorder: Disorder) {
  const isHourly = new Random(traits.key, "hourly").chance(disorder.hourlyMeters);
  let latest: { readonly period: number; readonly offsetWh: number } | undefined;

  function totalWh(us: number): number {
    const plan = planOf(periodOf(us));
    return Math.floor(plan.readingWh + deliveredWh(plan, us));
  }

  /** Returns when the meter restarts in this period. */
  function resetIn(period: number): number | undefined {
    const random = draw(traits.key, "resets", period, disorder.meterResets);
    if (!random) return undefined;
    const { fromUs, session } = planOf(period);
    const charges = session?.windows.filter(({ charge }) => charge) ?? [];
    if (charges.length === 0) return fromUs + Math.floor(random.between(1, 23) * HOUR_US);
    const { enabledUs, charge } = random.pick(charges);
    return enabledUs + Math.floor((charge?.durationUs ?? 0) * random.between(0.2, 0.8));
  }

  /** Returns the energy up to the latest reset before a period. */
  function offsetBefore(period: number): number {
    if (latest?.period === period) return latest.offsetWh;
    let resetUs: number | undefined;
    for (let each = period - 1; resetUs === undefined && each >= FIRST_PERIOD; each--) resetUs = resetIn(each);
    latest = { period, offsetWh: resetUs === undefined ? 0 : totalWh(resetUs) };
    return latest.offsetWh;
  }

  function offsetAt(us: number): number {
    if (disorder.meterResets === 0) return 0;
    const period = periodOf(us);
    const resetUs = resetIn(period) ?? Infinity;
    return resetUs <= us ? totalWh(resetUs) : offsetBefore(period);
  }

  return (us: number): number => {
    const stuck = stuckMeterOf(traits, periodOf(us), disorder);
    let readUs = stuck && isIn(stuck, us) ? stuck.fromUs : us;
    if (isHourly) readUs -= readUs % HOUR_US;
    return totalWh(readUs) - offsetAt(readUs);
  };
}
