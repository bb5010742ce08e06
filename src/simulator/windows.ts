// The windows in which a plugged-in car is told to charge, and what the charger makes of them.

import { type Charge, createCharge, getsFull } from "./charge.ts";
import type { Random } from "./random.ts";
import { MINUTE_US, SECOND_US } from "./stamps.ts";
import type { Traits } from "./traits.ts";

/** A time to charge, from the command that begins it to the one that ends it. */
export interface Window {
  readonly reason: "SCHEDULED_CHARGING" | "API_TRIGGERED_COMMAND";
  readonly milliamps: number;
  readonly startUs: number;
  readonly stopUs: number;
  /** When the charger obeys the one and the other. It is deaf to both if these are equal. */
  readonly openUs: number;
  readonly shutUs: number;
  /** What is delivered from `openUs` on. */
  readonly charge: Charge | undefined;
}

/** What is to be delivered, and between which moments. */
export interface Night {
  readonly wh: number;
  readonly fromUs: number;
  readonly untilUs: number;
  readonly obedience: Obedience;
}

/** How a charger follows its commands: mostly after some seconds, at times long after the first, at times not at all. */
export type Obedience = "prompt" | "late" | "deaf";

/** The current that a car is given if nothing speaks against it. */
export const RATED_MILLIAMPS = 32_000;
/** On some nights there is time for a lower one. */
const LOW_MILLIAMPS = 16_000;
const LOW_UP_TO_WH = 14_000;
/** Less energy than this is not split up. */
const WHOLE_UP_TO_WH = 6_000;
/** Each window has so much time for its commands to be followed, and to be apart from the next. */
const MARGIN_US = 10 * MINUTE_US;

/** How long a charger takes to follow a command. */
export function reactionUs(random: Random): number {
  return Math.round(random.between(2, 15) * SECOND_US);
}

/** What a driver who can't wait sets off: a charge for some time, ended before the battery is full. */
export function boost(random: Random, traits: Traits, fromUs: number): Window & { readonly charge: Charge } {
  const watts = wattsFor(traits, RATED_MILLIAMPS);
  const charge = createCharge(Math.round(watts * random.between(0.3, 0.6)), watts, 0);
  const startUs = fromUs + Math.round(random.between(1, 10) * MINUTE_US);
  const openUs = startUs + reactionUs(random);
  const shutUs = openUs + charge.lastsUs;
  const stopUs = shutUs - reactionUs(random);
  return { reason: "API_TRIGGERED_COMMAND", milliamps: RATED_MILLIAMPS, startUs, stopUs, openUs, shutUs, charge };
}

/** Spreads the energy over windows between two moments, which must leave time to spare. */
export function nightWindows(random: Random, traits: Traits, night: Night): readonly Window[] {
  const { wh, fromUs, untilUs, obedience } = night;
  const milliamps = wh <= LOW_UP_TO_WH && random.chance(0.25) ? LOW_MILLIAMPS : RATED_MILLIAMPS;
  const charges = chargesOf(random, wh, wattsFor(traits, milliamps));
  const spareUs = charges.reduce((spare, { lastsUs }) => spare - lastsUs - MARGIN_US, untilUs - fromUs);
  const some = (least: number, most: number) => Math.round(spareUs * random.between(least, most));

  const isLate = obedience === "late";
  const windows: Window[] = [];
  let startUs = fromUs + (isLate ? some(0.05, 0.1) : some(0.1, 0.5));
  for (const charge of charges) {
    const isDelayed = isLate && windows.length === 0;
    const openUs = startUs + reactionUs(random) + (isDelayed ? some(0.3, 0.5) : 0);
    const endUs = openUs + charge.lastsUs;
    // What fills the battery ends by itself, and the command comes later.
    const stopUs = getsFull(charge) ? endUs + some(0.01, 0.08) : endUs - reactionUs(random);
    const shutUs = getsFull(charge) ? stopUs + reactionUs(random) : endUs;
    windows.push({ reason: "SCHEDULED_CHARGING", milliamps, startUs, stopUs, openUs, shutUs, charge });
    startUs = shutUs + MARGIN_US / 2 + some(0.02, 0.12);
  }
  return obedience === "deaf" ? windows.map(unheard) : windows;
}

function unheard(window: Window): Window {
  return { ...window, openUs: window.stopUs, shutUs: window.stopUs, charge: undefined };
}

/** One charge, or up to three of which none is much larger than another. The last may fill the battery. */
function chargesOf(random: Random, wh: number, watts: number): readonly Charge[] {
  const shares = Array.from({ length: wh < WHOLE_UP_TO_WH ? 1 : random.whole(1, 3) }, () => random.between(1, 2));
  const sum = shares.reduce((total, share) => total + share);
  const [, ...parts] = shares.map((share) => Math.round((wh * share) / sum));
  const lastWh = parts.reduce((left, part) => left - part, wh);
  const taperUs = random.chance(0.75) ? random.between(30, 60) * MINUTE_US : 0;
  return [...parts.map((part) => createCharge(part, watts, 0)), createCharge(lastWh, watts, taperUs)];
}

/** A car draws a little less than it may. */
function wattsFor(traits: Traits, milliamps: number): number {
  return traits.volts * Math.min(traits.amps, milliamps / 1000 - 0.3);
}
