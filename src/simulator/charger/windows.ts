// The windows in which a plugged-in car is commanded to charge, and what it really charges.

import { MINUTE_US, SECOND_US } from "../microseconds.ts";
import { type Charge, createCharge, fillsBattery } from "./charge.ts";
import type { Random } from "./random.ts";
import type { Traits } from "./traits.ts";

/** A time to charge, from the command that starts it to the one that stops it. */
export interface Window {
  readonly reason: "SCHEDULED_CHARGING" | "API_TRIGGERED_COMMAND";
  readonly milliamps: number;
  readonly startUs: number;
  readonly stopUs: number;
  /** When the charger follows each of them. Equal if it follows neither. */
  readonly enabledUs: number;
  readonly disabledUs: number;
  /** Starts at `enabledUs`. */
  readonly charge: Charge | undefined;
}

/** The energy to deliver in a night, and the time for it. */
export interface Night {
  readonly wh: number;
  readonly fromUs: number;
  readonly untilUs: number;
  /** When the car is plugged in and waiting. */
  readonly heldUs: number;
  /** Whether the charger ignores all commands. */
  readonly isIgnored: boolean;
}

/** The usual current of a command. */
export const RATED_MILLIAMPS = 32_000;
/** Used on some nights with little energy to deliver. */
const LOW_MILLIAMPS = 16_000;
const LOW_UP_TO_WH = 14_000;
/** Less energy than this is delivered in one window. */
const UNDIVIDED_UP_TO_WH = 6_000;
/** A driver starts a charge at once only if the battery needs at least this much. */
const BOOST_FROM_WH = 9_000;
/** The share of nights on which the charger follows its first command much later. */
const LATE_SHARE = 1 / 55;
/** Time for the reactions to the commands of a window and for the distance to the next window. */
const MARGIN_US = 10 * MINUTE_US;

/** Returns how long a charger takes to follow a command. */
export function reactionUs(random: Random): number {
  return Math.round(random.between(2, 15) * SECOND_US);
}

/** Spreads the energy over windows: at night, unless the driver starts a first charge at once. */
export function createWindows(random: Random, traits: Traits, night: Night): readonly Window[] {
  const { isIgnored } = night;
  const boost = !isIgnored && night.wh >= BOOST_FROM_WH && random.chance(1 / 12) && createBoost(random, traits, night);
  const isLate = !isIgnored && random.chance(LATE_SHARE);
  const wh = boost ? night.wh - boost.charge.wh : night.wh;
  const windows = createNightWindows(random, traits, { ...night, wh }, isLate);
  if (isIgnored) return windows.map((w) => ({ ...w, enabledUs: w.stopUs, disabledUs: w.stopUs, charge: undefined }));
  return boost ? [boost, ...windows] : windows;
}

/** Creates a charge that the driver starts at once, and that ends before the battery is full. */
function createBoost(random: Random, traits: Traits, { heldUs }: Night) {
  const watts = wattsFor(traits, RATED_MILLIAMPS);
  const charge = createCharge(Math.round(watts * random.between(0.3, 0.6)), watts, 0);
  const startUs = heldUs + Math.round(random.between(1, 10) * MINUTE_US);
  const enabledUs = startUs + reactionUs(random);
  const disabledUs = enabledUs + charge.durationUs;
  const stopUs = disabledUs - reactionUs(random);
  const command = { reason: "API_TRIGGERED_COMMAND", milliamps: RATED_MILLIAMPS } as const;
  return { ...command, startUs, stopUs, enabledUs, disabledUs, charge };
}

function createNightWindows(random: Random, traits: Traits, night: Night, isLate: boolean): readonly Window[] {
  const { wh, fromUs, untilUs } = night;
  const milliamps = wh <= LOW_UP_TO_WH && random.chance(0.25) ? LOW_MILLIAMPS : RATED_MILLIAMPS;
  const charges = createCharges(random, wh, wattsFor(traits, milliamps));
  const spareUs = charges.reduce((spare, { durationUs }) => spare - durationUs - MARGIN_US, untilUs - fromUs);
  const partOfSpare = (least: number, most: number) => Math.round(spareUs * random.between(least, most));

  const windows: Window[] = [];
  let startUs = fromUs + (isLate ? partOfSpare(0.05, 0.1) : partOfSpare(0.1, 0.5));
  for (const charge of charges) {
    const isDelayed = isLate && windows.length === 0;
    const enabledUs = startUs + reactionUs(random) + (isDelayed ? partOfSpare(0.3, 0.5) : 0);
    const endUs = enabledUs + charge.durationUs;
    // A charge that fills the battery ends by itself before the command to stop.
    const stopUs = fillsBattery(charge) ? endUs + partOfSpare(0.01, 0.08) : endUs - reactionUs(random);
    const disabledUs = fillsBattery(charge) ? stopUs + reactionUs(random) : endUs;
    windows.push({ reason: "SCHEDULED_CHARGING", milliamps, startUs, stopUs, enabledUs, disabledUs, charge });
    startUs = disabledUs + MARGIN_US / 2 + partOfSpare(0.02, 0.12);
  }
  return windows;
}

/** Divides the energy into one to three charges of similar size. The last may fill the battery. */
function createCharges(random: Random, wh: number, watts: number): readonly Charge[] {
  const shares = Array.from({ length: wh < UNDIVIDED_UP_TO_WH ? 1 : random.whole(1, 3) }, () => random.between(1, 2));
  const sum = shares.reduce((total, share) => total + share);
  const [, ...parts] = shares.map((share) => Math.round((wh * share) / sum));
  const lastWh = parts.reduce((left, part) => left - part, wh);
  const taperUs = random.chance(0.75) ? random.between(30, 60) * MINUTE_US : 0;
  return [...parts.map((part) => createCharge(part, watts, 0)), createCharge(lastWh, watts, taperUs)];
}

/** Returns the power that a car draws, which is slightly less than allowed. */
function wattsFor(traits: Traits, milliamps: number): number {
  return traits.volts * Math.min(traits.amps, milliamps / 1000 - 0.3);
}
