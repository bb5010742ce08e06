// One delivery of energy: full power, and at its end a taper if the battery gets full. Power and energy have a closed form.

import { HOUR_US } from "./stamps.ts";

export interface Charge {
  readonly wh: number;
  readonly watts: number;
  /** How long it keeps full power. */
  readonly steadyUs: number;
  readonly lastsUs: number;
}

/** The share of full power that is left when the battery is full. */
const LAST_SHARE = 0.2;
/** The energy of a taper, compared to full power all the while. */
const TAPER_SHARE = taperedTo(1);
/** A short charge tapers for this share of its energy at most. */
const TAPERED_ENERGY = 0.6;

/** A charge of exactly that energy. It is cut off at full power if `taperUs` is 0. */
export function createCharge(wh: number, watts: number, taperUs: number): Charge {
  const fullPowerUs = (wh / watts) * HOUR_US;
  const taperingUs = Math.min(taperUs, (TAPERED_ENERGY * fullPowerUs) / TAPER_SHARE);
  const steadyUs = fullPowerUs - taperingUs * TAPER_SHARE;
  return { wh, watts, steadyUs, lastsUs: Math.ceil(steadyUs + taperingUs) };
}

/** Whether it ends by itself, with a taper. */
export function getsFull({ steadyUs, lastsUs }: Charge): boolean {
  return lastsUs - steadyUs >= 1;
}

/** Power at a moment within the charge. */
export function wattsAt({ watts, steadyUs, lastsUs }: Charge, elapsedUs: number): number {
  if (elapsedUs < steadyUs) return watts;
  const left = (lastsUs - elapsedUs) / (lastsUs - steadyUs);
  return watts * (LAST_SHARE + (1 - LAST_SHARE) * left * left);
}

/** Energy delivered until then: none before the charge, all of it afterwards, and never less than a moment earlier. */
export function whAt({ wh, watts, steadyUs, lastsUs }: Charge, elapsedUs: number): number {
  if (elapsedUs <= 0) return 0;
  if (elapsedUs >= lastsUs) return wh;
  if (elapsedUs < steadyUs) return (watts * elapsedUs) / HOUR_US;
  const taperingUs = lastsUs - steadyUs;
  const fullPowerUs = steadyUs + taperingUs * taperedTo((elapsedUs - steadyUs) / taperingUs);
  return Math.min(wh, (watts * fullPowerUs) / HOUR_US);
}

/** The integral of the taper's power from its start to a share of its length. */
function taperedTo(share: number): number {
  const left = 1 - share;
  return LAST_SHARE * share + ((1 - LAST_SHARE) * (1 - left * left * left)) / 3;
}
