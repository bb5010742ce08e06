// What happens at a charger from one noon (UTC) to the next. A plan depends only on the charger and the day.

import type { Disorder } from "../disorder.ts";
import { HOUR_US, MINUTE_US } from "../microseconds.ts";
import { fillsBattery, whAt } from "./charge.ts";
import { draw } from "./incidents.ts";
import { readingAtStart, weekOf } from "./meter.ts";
import { isIn, type Span, startOf } from "./periods.ts";
import { Random } from "./random.ts";
import type { Traits } from "./traits.ts";
import { createWindows, reactionUs, type Window } from "./windows.ts";

export interface Plan extends Span {
  readonly period: number;
  /** The meter reading at `fromUs`. */
  readonly readingWh: number;
  /** From plug-in to unplug. No car is ever plugged in at noon. */
  readonly session: Session | undefined;
  /** A time without samples. */
  readonly gap: Span | undefined;
  /** Two samples within a millisecond, just before and just after a change of state. */
  readonly pair: readonly [number, number] | undefined;
}

export interface Session {
  readonly pluggedUs: number;
  readonly unpluggedUs: number;
  /** The command to wait, and when the charger follows it. */
  readonly holdUs: number;
  readonly heldUs: number;
  readonly windows: readonly Window[];
  /** The car discharges into the home before it charges. */
  readonly discharge: Discharge | undefined;
  /** The energy that brings the battery to `endPercent`. */
  readonly wantedWh: number;
  readonly endPercent: number;
}

export interface Discharge extends Span {
  readonly watts: number;
}

/** Charging at night happens from 22:00 to 06:15, in hours from noon. */
const NIGHT_FROM = 10;
const NIGHT_UNTIL = 18.25;
/** On some days without energy, a charger ignores its commands. */
const IGNORED_SHARE = 1 / 40;
const CACHED_PLANS = 8;

/** Returns a function that creates the plan of a period and caches the latest ones. */
export function createPlanner(traits: Traits, disorder: Disorder): (period: number) => Plan {
  const cached: Plan[] = [];
  return (period) => {
    const index = Math.abs(period % CACHED_PLANS);
    if (cached[index]?.period !== period) cached[index] = createPlan(traits, period, disorder);
    return cached[index];
  };
}

export function createPlan(traits: Traits, period: number, disorder: Disorder): Plan {
  const random = new Random(traits.key, "plan", period);
  const fromUs = startOf(period);
  const untilUs = startOf(period + 1);
  const readingWh = readingAtStart(traits, period);
  const wh = readingAtStart(traits, period + 1) - readingWh;
  const planned = createSession(random, traits, { fromUs, wh, isWeekend: weekOf(period + 1).day >= 5 });
  const gap = createGap(random, { fromUs, untilUs });
  const pair = planned && createPair(random, planned, gap);
  const discharging = draw(traits.key, "discharge", period, disorder.v2g);
  const session = planned && discharging ? addDischarge(discharging, planned) : planned;
  return { period, fromUs, untilUs, readingWh, session, gap, pair };
}

interface Day {
  readonly fromUs: number;
  /** The energy to charge. */
  readonly wh: number;
  /** On weekends, the car leaves later. */
  readonly isWeekend: boolean;
}

function createSession(random: Random, traits: Traits, { fromUs, wh, isWeekend }: Day): Session | undefined {
  const isIgnored = wh === 0 && random.chance(IGNORED_SHARE);
  const isPluggedIn = wh > 0 || isIgnored || random.chance(0.25);
  if (!isPluggedIn) return undefined;

  const atHour = (hour: number) => fromUs + Math.round(hour * HOUR_US);
  // From 16 to 21 h, mostly around half past six.
  const pluggedUs = atHour(4 + random.between(0, 2.5) + random.between(0, 2.5));
  const unpluggedUs = atHour(isWeekend ? random.between(20, 23.4) : random.between(18.5, 21));
  const holdUs = pluggedUs + reactionUs(random);
  const heldUs = holdUs + reactionUs(random);
  const wantedWh = isIgnored ? random.whole(6_000, 20_000) : wh;
  const night = { wh: wantedWh, isIgnored, heldUs, fromUs: atHour(NIGHT_FROM), untilUs: atHour(NIGHT_UNTIL) };
  const windows = wantedWh === 0 ? [] : createWindows(random, traits, night);
  const last = windows.at(-1)?.charge;
  const endPercent = traits.fullPercent - (last && fillsBattery(last) ? 0 : random.whole(2, 10));
  return { pluggedUs, unpluggedUs, holdUs, heldUs, windows, discharge: undefined, wantedWh, endPercent };
}

/** Leaves out some hours of samples now and then, seldom a whole day. */
function createGap(random: Random, { fromUs, untilUs }: Span): Span | undefined {
  const draw = random.next();
  if (draw < 1 / 150) return { fromUs, untilUs };
  if (draw > 1 / 12) return undefined;
  const lengthUs = random.between(1, 9) * HOUR_US;
  const startUs = random.between(fromUs, untilUs - lengthUs);
  return { fromUs: startUs, untilUs: startUs + lengthUs };
}

/** About every second session has a pair. */
function createPair(random: Random, session: Session, gap: Span | undefined): Plan["pair"] {
  const charges = session.windows.flatMap(({ enabledUs, charge }) =>
    charge ? [enabledUs, enabledUs + charge.durationUs] : [],
  );
  const changeUs = random.pick([session.pluggedUs, ...charges, session.unpluggedUs]);
  const pair = [changeUs - random.whole(50, 450), changeUs + random.whole(0, 450)] as const;
  const isSeen = random.chance(0.5) && !(gap && pair.some((us) => isIn(gap, us)));
  return isSeen ? pair : undefined;
}

/** Adds a discharge of at most half the energy that is charged afterwards, if there is time for it. */
function addDischarge(random: Random, session: Session): Session {
  const { heldUs, windows, wantedWh } = session;
  const watts = random.whole(30, 50) * 100;
  const fromUs = heldUs + Math.floor(random.between(5, 15) * MINUTE_US);
  const longestUs = ((wantedWh / 2) * random.between(0.4, 1) * HOUR_US) / watts;
  const untilUs = Math.floor(Math.min(fromUs + longestUs, (windows[0]?.startUs ?? fromUs) - 10 * MINUTE_US));
  return untilUs - fromUs < 10 * MINUTE_US ? session : { ...session, discharge: { fromUs, untilUs, watts } };
}

/** Returns the energy delivered to the car since the plan started. */
export function deliveredWh({ session }: Plan, us: number): number {
  const charges = session?.windows.map(({ enabledUs, charge }) => (charge ? whAt(charge, us - enabledUs) : 0)) ?? [];
  return charges.reduce((sum, wh) => sum + wh, 0);
}

/** Returns the energy that the car has discharged since the plan started. */
export function exportedWh({ session }: Plan, us: number): number {
  const { fromUs, untilUs, watts } = session?.discharge ?? { fromUs: 0, untilUs: 0, watts: 0 };
  return (watts * Math.max(0, Math.min(us, untilUs) - fromUs)) / HOUR_US;
}
