// What happens at a charger from one noon (UTC) to the next. A plan depends on nothing but the charger and the day.

import { getsFull } from "./charge.ts";
import { readingAtStart, weekOf } from "./meter.ts";
import { Random } from "./random.ts";
import { DAY_US, HOUR_US } from "./stamps.ts";
import type { Traits } from "./traits.ts";
import { boost, nightWindows, reactionUs, type Window } from "./windows.ts";

export interface Plan {
  readonly period: number;
  readonly fromUs: number;
  readonly untilUs: number;
  /** What the meter reads at its start. */
  readonly readingWh: number;
  /** The car's stay. No car is ever there at noon. */
  readonly visit: Visit | undefined;
  /** While the charger is offline, nothing is sampled. */
  readonly gap: Gap | undefined;
  /** Two samples within a millisecond, the one just before a change of state and the other just after it. */
  readonly pair: readonly [number, number] | undefined;
}

export interface Visit {
  readonly pluggedUs: number;
  readonly unpluggedUs: number;
  /** The command not to charge yet, and when the charger follows it. */
  readonly holdUs: number;
  readonly heldUs: number;
  readonly windows: readonly Window[];
  /** What the battery lacks at first, to come to this percentage. */
  readonly wantedWh: number;
  readonly endPercent: number;
}

export interface Gap {
  readonly fromUs: number;
  readonly untilUs: number;
}

/** Hours from noon between which the night's charging happens: from 22:00 to 06:15. */
const NIGHT_FROM = 10;
const NIGHT_UNTIL = 18.25;
/** A driver charges at once only if much is to be charged. */
const BOOST_FROM_WH = 9_000;
/** About one night in thirty is not as commanded: a late charge, or none on a day that has no energy anyway. */
const LATE_SHARE = 1 / 55;
const DEAF_SHARE = 1 / 40;
const CACHED_PLANS = 8;

/** The period that a moment belongs to. */
export function periodOf(us: number): number {
  return Math.floor((us - DAY_US / 2) / DAY_US);
}

/** Gives the plan of a period, and keeps those that were asked for last. */
export function createPlanner(traits: Traits): (period: number) => Plan {
  const cached: Plan[] = [];
  return (period) => {
    const place = Math.abs(period % CACHED_PLANS);
    if (cached[place]?.period !== period) cached[place] = createPlan(traits, period);
    return cached[place];
  };
}

export function createPlan(traits: Traits, period: number): Plan {
  const random = new Random(traits.key, "plan", period);
  const fromUs = period * DAY_US + DAY_US / 2;
  const untilUs = fromUs + DAY_US;
  const readingWh = readingAtStart(traits, period);
  const wh = readingAtStart(traits, period + 1) - readingWh;
  const visit = createVisit(random, traits, { fromUs, wh, isWeekend: weekOf(period + 1).day >= 5 });
  const gap = createGap(random, { fromUs, untilUs });
  return { period, fromUs, untilUs, readingWh, visit, gap, pair: visit && createPair(random, visit, gap) };
}

function createVisit(random: Random, traits: Traits, day: Day): Visit | undefined {
  const isDeaf = day.wh === 0 && random.chance(DEAF_SHARE);
  const isThere = day.wh > 0 || isDeaf || random.chance(0.25);
  if (!isThere) return undefined;

  // From 16 to 21 h, mostly around half past six.
  const pluggedUs = atHour(day, 4 + random.between(0, 2.5) + random.between(0, 2.5));
  const unpluggedUs = atHour(day, day.isWeekend ? random.between(20, 23.4) : random.between(18.5, 21));
  const holdUs = pluggedUs + reactionUs(random);
  const heldUs = holdUs + reactionUs(random);
  const wantedWh = isDeaf ? random.whole(6_000, 20_000) : day.wh;
  const windows = wantedWh === 0 ? [] : createWindows(random, traits, { ...day, wantedWh, isDeaf, heldUs });
  const last = windows.at(-1)?.charge;
  const endPercent = traits.fullPercent - (last && getsFull(last) ? 0 : random.whole(2, 10));
  return { pluggedUs, unpluggedUs, holdUs, heldUs, windows, wantedWh, endPercent };
}

interface Day {
  readonly fromUs: number;
  readonly wh: number;
  /** Whether its morning is one to sleep in. */
  readonly isWeekend: boolean;
}

interface Wish extends Day {
  readonly wantedWh: number;
  readonly isDeaf: boolean;
  readonly heldUs: number;
}

function createWindows(random: Random, traits: Traits, { wantedWh, isDeaf, heldUs, ...day }: Wish): readonly Window[] {
  const isBoosted = !isDeaf && wantedWh >= BOOST_FROM_WH && random.chance(1 / 12);
  const boosted = isBoosted ? boost(random, traits, heldUs) : undefined;
  const wh = wantedWh - (boosted?.charge.wh ?? 0);
  const obedience = isDeaf ? "deaf" : random.chance(LATE_SHARE) ? "late" : "prompt";
  const night = { wh, fromUs: atHour(day, NIGHT_FROM), untilUs: atHour(day, NIGHT_UNTIL), obedience } as const;
  const windows = nightWindows(random, traits, night);
  return boosted ? [boosted, ...windows] : windows;
}

/** Hours without samples now and then, seldom a whole day. */
function createGap(random: Random, { fromUs, untilUs }: Gap): Gap | undefined {
  const fate = random.next();
  if (fate < 1 / 150) return { fromUs, untilUs };
  if (fate > 1 / 12) return undefined;
  const lengthUs = random.between(1, 9) * HOUR_US;
  const startUs = random.between(fromUs, untilUs - lengthUs);
  return { fromUs: startUs, untilUs: startUs + lengthUs };
}

/** About every second visit has one. */
function createPair(random: Random, visit: Visit, gap: Gap | undefined): Plan["pair"] {
  const charges = visit.windows.flatMap(({ openUs, charge }) => (charge ? [openUs, openUs + charge.lastsUs] : []));
  const changeUs = random.pick([visit.pluggedUs, ...charges, visit.unpluggedUs]);
  const pair = [changeUs - random.whole(50, 450), changeUs + random.whole(0, 450)] as const;
  const isSeen = random.chance(0.5) && !(gap && pair.some((us) => isIn(gap, us)));
  return isSeen ? pair : undefined;
}

export function isIn({ fromUs, untilUs }: Gap, us: number): boolean {
  return us >= fromUs && us < untilUs;
}

function atHour({ fromUs }: { readonly fromUs: number }, hour: number): number {
  return fromUs + Math.round(hour * HOUR_US);
}
