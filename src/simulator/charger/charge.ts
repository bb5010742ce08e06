// One delivery of energy: full power, then a taper if the battery gets full. Power and energy have a closed form.

import { HOUR_US } from "../microseconds.ts";

export interface Charge {
  readonly wh: number;
  readonly watts: number;
  /** Time at full power. */
  readonly steadyUs: number;
  readonly durationUs: number;
}

/** Power when the battery is full, as a share of full power. */
const LAST_SHARE = 0.2;
/** Energy of a taper, as a share of full power for the same time. */
const TAPER_SHARE = taperedEnergy(1);
/** The highest share of the energy that the taper of a short charge delivers. */
const TAPERED_ENERGY = 0.6;

/** Creates a charge of exactly this energy. With a `taperUs` of 0, it stops at full power. */
export function createCharge(wh: number, watts: number, taperUs: number): Charge {
  const fullPowerUs = (wh / watts) * HOUR_US;
  const taperingUs = Math.min(taperUs, (TAPERED_ENERGY * fullPowerUs) / TAPER_SHARE);
  const steadyUs = fullPowerUs - taperingUs * TAPER_SHARE;
  return { wh, watts, steadyUs, durationUs: Math.ceil(steadyUs + taperingUs) };
}

/** Whether the charge ends by itself, with a taper. */
export function fillsBattery({ steadyUs, durationUs }: Charge): boolean {
  return durationUs - steadyUs >= 1;
}

/** Returns the power at a time within the charge. */
export function wattsAt({ watts, steadyUs, durationUs }: Charge, elapsedUs: number): number {
  if (elapsedUs < steadyUs) return watts;
  const remaining = (durationUs - elapsedUs) / (durationUs - steadyUs);
  return watts * (LAST_SHARE + (1 - LAST_SHARE) * remaining * remaining);
}

/** Returns the energy delivered so far: 0 before the charge, all of it afterwards. */
export function whAt({ wh, watts, steadyUs, durationUs }: Charge, elapsedUs: number): number {
  if (elapsedUs <= 0) return 0;
  if (elapsedUs >= durationUs) return wh;
  if (elapsedUs < steadyUs) return (watts * elapsedUs) / HOUR_US;
  const taperingUs = durationUs - steadyUs;
  const fullPowerUs = steadyUs + taperingUs * taperedEnergy((elapsedUs - steadyUs) / taperingUs);
  return Math.min(wh, (watts * fullPowerUs) / HOUR_US);
}

/** Integrates the power of a taper from its start to a share of its length. */
function taperedEnergy(share: number): number {
  const remaining = 1 - share;
  return LAST_SHARE * share + ((1 - LAST_SHARE) * (1 - remaining * remaining * remaining)) / 3;
}
