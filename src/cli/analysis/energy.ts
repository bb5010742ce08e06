// How much energy went into and out of a car. The meter and the charge rate are evaluated independently.
//
// Both become power curves over all the time that was read, and the energy of a period is the area below its part of the
// curve. So the energy of a window is the sum of the energies of its parts, wherever it is cut.

import { type Curve, createCurve, type Segment } from "./curve.ts";
import type { Energy, EnergyQuality, Pace, Report, TimeRange } from "./model.ts";
import { isGap } from "./reports.ts";
import { overlapMs } from "./time-ranges.ts";

const HOUR_MS = 3_600_000;
/** More than any home charger delivers; a meter that rises faster has jumped. */
const MOST_WATTS = 43_000;
/** Some meters count whole kilowatt-hours. */
const RESOLUTION_WH = 1000;
/** A meter may show a rise this much later. What it shows after a longer gap counts for the end of the gap. */
const METER_DELAY_MS = HOUR_MS;
const LEAST_READINGS_AFTER_RESET = 3;
/** Stands for the rate of a charging car whose rate is unknown, to place the rises of the meter in time. */
const ANY_WATTS = 1000;
/** Two figures contradict each other if they differ by more than both. */
const TOLERANCE = { share: 0.1, wattHours: 200 };
/** Of sums of times with microseconds. */
const ROUNDING_MS = 1;

interface Reading {
  readonly atMs: number;
  readonly wattHours: number;
}

/** The energies of all that was read. */
export interface EnergyCurves {
  readonly rate: Pick<Curve, "integrate">;
  readonly exported: Pick<Curve, "integrate">;
  readonly meter: Pick<Curve, "integrate">;
  /** When the meter was reset or jumped. */
  readonly faults: readonly number[];
  /** When the reading of the meter changed for the last time. */
  readonly lastRiseMs: number;
  /** Until when the meter must have shown what was charged. */
  readonly shownUntilMs: number;
  readonly pace: Pace;
}

export function createEnergyCurves(reports: readonly Report[], pace: Pace): EnergyCurves {
  const activity = powerCurve(reports, pace, ({ chargeRateWatts, isCharging }) =>
    isCharging === undefined ? chargeRateWatts : (chargeRateWatts ?? (isCharging ? ANY_WATTS : 0)),
  );
  // A charger may report export only as a negative charge rate.
  const exports = reports.some(({ exportWatts = 0 }) => exportWatts > 0);
  return {
    rate: powerCurve(reports, pace, ({ chargeRateWatts }) => chargeRateWatts),
    exported: powerCurve(reports, pace, ({ exportWatts, chargeRateWatts }) =>
      exportWatts === undefined && exports && chargeRateWatts !== undefined ? 0 : exportWatts,
    ),
    ...readMeter(readingsOf(reports), activity),
    pace,
  };
}

/** Interpolates a power between the reports that state it. */
function powerCurve(reports: readonly Report[], pace: Pace, wattsOf: (report: Report) => number | undefined): Curve {
  const segments: Segment[] = [];
  let previous: Report | undefined;
  for (const report of reports) {
    const watts = wattsOf(report);
    if (watts === undefined) continue;
    if (previous) segments.push(...segmentsBetween(previous, report, wattsOf(previous) as number, watts, pace));
    previous = report;
  }
  return createCurve(segments);
}

/**
 * A power that begins or ends in a long interval does so within one interval of the charging pace: otherwise a charger that
 * reports more often while it charges would have reported it.
 */
function segmentsBetween(a: Report, b: Report, fromWatts: number, untilWatts: number, pace: Pace): readonly Segment[] {
  const range = { fromMs: a.atMs, untilMs: b.atMs };
  const isActive = fromWatts > 0 || untilWatts > 0;
  if (isGap(range, pace, a, b)) return [];
  if (!isActive || !isGap(range, { ...pace, idleMs: pace.chargingMs }, a)) return [{ ...range, fromWatts, untilWatts }];
  if (fromWatts > 0 && untilWatts > 0) return [];
  const changeMs = fromWatts > 0 ? range.fromMs + pace.chargingMs : range.untilMs - pace.chargingMs;
  return [
    { fromMs: range.fromMs, untilMs: changeMs, fromWatts, untilWatts: 0 },
    { fromMs: changeMs, untilMs: range.untilMs, fromWatts: 0, untilWatts },
  ];
}

/** Returns the readings without those that cannot be right. */
function readingsOf(reports: readonly Report[]): readonly Reading[] {
  const all = reports.flatMap(({ atMs, meterWattHours: wattHours }) =>
    wattHours === undefined ? [] : [{ atMs, wattHours }],
  );
  const kept: Reading[] = [];
  all.forEach((reading, index) => {
    if (!isWrong(reading, kept.at(-1), all, index)) kept.push(reading);
  });
  return kept;
}

function isWrong(reading: Reading, previous: Reading | undefined, all: readonly Reading[], index: number): boolean {
  const next = all[index + 1];
  // Nothing confirms a first reading before a jump.
  if (!previous) return next !== undefined && isJump(reading, next);
  if (reading.wattHours < previous.wattHours) {
    // The meter dropped out if it returns to where it was. Otherwise it was reset, if enough readings confirm that.
    const change = all.slice(index + 1).find(({ wattHours }) => wattHours !== reading.wattHours);
    return change ? change.wattHours >= previous.wattHours : all.length - index < LEAST_READINGS_AFTER_RESET;
  }
  const isPeak = next !== undefined && next.wattHours < reading.wattHours && next.wattHours >= previous.wattHours;
  return isPeak && isJump(previous, reading);
}

function isJump(from: Reading, until: Reading): boolean {
  return until.wattHours - from.wattHours > highestRise(until.atMs - from.atMs);
}

/** Returns the highest plausible rise of the meter in a time. */
function highestRise(ms: number): number {
  return RESOLUTION_WH + (MOST_WATTS * ms) / HOUR_MS;
}

/**
 * The meter shows how much energy there was, and the activity of the charger when: a rise is distributed over the time
 * since the reading last changed. So a meter that is refreshed once an hour is right as well.
 */
function readMeter(
  readings: readonly Reading[],
  activity: Curve,
): Pick<EnergyCurves, "meter" | "faults" | "lastRiseMs" | "shownUntilMs"> {
  const segments: Segment[] = [];
  const faults: number[] = [];
  let changedMs = readings[0]?.atMs ?? 0;
  let lastRiseMs = -Infinity;
  readings.slice(1).forEach((reading, index) => {
    const previous = readings[index] as Reading;
    const isReset = reading.wattHours < previous.wattHours;
    // After a reset, the meter counts from zero.
    const rise = reading.wattHours - (isReset ? 0 : previous.wattHours);
    const sinceMs = Math.max(changedMs, reading.atMs - METER_DELAY_MS);
    const isPlausible = rise <= highestRise(reading.atMs - Math.min(sinceMs, previous.atMs));
    if (isReset || !isPlausible) faults.push(reading.atMs);
    if (rise > 0 && isPlausible)
      segments.push(...distribute(rise, sinceMs, Math.max(previous.atMs, sinceMs), reading.atMs, activity));
    if (reading.wattHours !== previous.wattHours) changedMs = reading.atMs;
    if (rise > 0) lastRiseMs = reading.atMs;
  });
  const covered = { fromMs: readings[0]?.atMs ?? 0, untilMs: readings.at(-1)?.atMs ?? 0 };
  const curve = createCurve(segments);
  // The meter does not change while the charger is idle, so no reading is necessary to know that.
  function idleMs(range: TimeRange): number {
    const { wattHours, knownMs } = activity.integrate(range);
    return wattHours === 0 ? knownMs : 0;
  }
  function integrate({ fromMs, untilMs }: TimeRange): ReturnType<Curve["integrate"]> {
    if (readings.length < 2) return { wattHours: 0, knownMs: 0 };
    const idleBeforeMs = idleMs({ fromMs, untilMs: Math.min(untilMs, covered.fromMs) });
    const idleAfterMs = idleMs({ fromMs: Math.max(fromMs, covered.untilMs), untilMs });
    const knownMs = overlapMs({ fromMs, untilMs }, covered) + idleBeforeMs + idleAfterMs;
    return { wattHours: curve.integrate({ fromMs, untilMs }).wattHours, knownMs };
  }
  const shownUntilMs = Math.max(lastRiseMs, covered.untilMs - METER_DELAY_MS);
  return { meter: { integrate }, faults, lastRiseMs, shownUntilMs };
}

/** Distributes a rise by the activity since a time, or evenly between the two readings if there was none. */
function distribute(
  rise: number,
  sinceMs: number,
  fromMs: number,
  untilMs: number,
  activity: Curve,
): readonly Segment[] {
  const { wattHours } = activity.integrate({ fromMs: sinceMs, untilMs });
  if (wattHours === 0) {
    const watts = (rise * HOUR_MS) / (untilMs - fromMs);
    return [{ fromMs, untilMs, fromWatts: watts, untilWatts: watts }];
  }
  const scale = rise / wattHours;
  return activity.within({ fromMs: sinceMs, untilMs }).map((segment) => ({
    ...segment,
    fromWatts: segment.fromWatts * scale,
    untilWatts: segment.untilWatts * scale,
  }));
}

/** A period whose energy is in question. */
export interface EnergyRange extends TimeRange {
  /** How much of it may be unknown, since the next report may be yet to come. */
  readonly slackMs: number;
}

/**
 * Returns the energy of a range, or undefined if neither meter nor charge rate is known.
 *
 * @param whole the period that contains the range; it determines the source, so that the energies of its parts add up
 */
export function energyOf(curves: EnergyCurves, range: EnergyRange, whole: EnergyRange = range): Energy | undefined {
  const [meter, rate] = [meterFigure(curves, range), figureOf(curves.rate, range)];
  const verdict = compareFigures(curves, whole);
  const decisive = { ...whole, untilMs: Math.min(whole.untilMs, Math.max(range.untilMs, curves.shownUntilMs)) };
  const isMeterBetter = verdict !== "meter wrong" && isMeterMoreComplete(curves, decisive);
  const chosen = isMeterBetter ? (meter ?? rate) : (rate ?? meter);
  if (!chosen) return undefined;
  const source = chosen === meter ? "meter" : "charge_rate";
  const complete = source === "meter" ? "measured" : "estimated";
  return {
    wattHours: chosen.wattHours,
    source,
    quality: verdict !== "agreed" || meter?.hasFault ? "suspect" : chosen.isComplete ? complete : "partial",
    hasMeterFault: meter?.hasFault ?? false,
    meterWattHours: meter?.wattHours,
    rateWattHours: rate?.wattHours,
  };
}

function isMeterMoreComplete(curves: EnergyCurves, whole: EnergyRange): boolean {
  const [meter, rate] = [meterFigure(curves, whole), figureOf(curves.rate, whole)];
  if (!meter || !rate) return meter !== undefined;
  return meter.isComplete || (!rate.isComplete && meter.wattHours >= rate.wattHours);
}

/** Returns the energy out of the car, as far as it is reported. */
export function exportOf({ exported }: EnergyCurves, range: TimeRange): number | undefined {
  const { wattHours, knownMs } = exported.integrate(range);
  return knownMs > 0 ? wattHours : undefined;
}

interface Figure {
  readonly wattHours: number;
  readonly isComplete: boolean;
  readonly hasFault: boolean;
}

function figureOf(curve: Pick<Curve, "integrate">, range: EnergyRange): Figure | undefined {
  const { wattHours, knownMs } = curve.integrate(range);
  const isComplete = range.untilMs - range.fromMs - knownMs <= range.slackMs + ROUNDING_MS;
  return knownMs > 0 ? { wattHours, isComplete, hasFault: false } : undefined;
}

function meterFigure({ meter, faults, rate, lastRiseMs, pace }: EnergyCurves, range: EnergyRange): Figure | undefined {
  const figure = figureOf(meter, range);
  if (!figure) return undefined;
  // What was charged after the last rise is yet to be shown by the meter.
  const unshownFromMs = Math.max(lastRiseMs + pace.chargingMs, range.fromMs);
  const unshown = rate.integrate({ fromMs: unshownFromMs, untilMs: range.untilMs });
  return {
    ...figure,
    isComplete: figure.isComplete && unshown.wattHours <= TOLERANCE.wattHours,
    hasFault: faults.some((atMs) => atMs > range.fromMs && atMs <= range.untilMs),
  };
}

/** Compares meter and charge rate over the part of a period that the meter must have shown. */
function compareFigures(curves: EnergyCurves, whole: EnergyRange): "agreed" | "contradictory" | "meter wrong" {
  if (curves.shownUntilMs <= whole.fromMs) return "agreed";
  const shown = { ...whole, untilMs: Math.min(whole.untilMs, curves.shownUntilMs) };
  const [meter, rate] = [meterFigure(curves, shown), figureOf(curves.rate, shown)];
  if (!meter || !rate) return "agreed";
  const highest = Math.max(meter.wattHours, rate.wattHours);
  const isDifferent =
    Math.abs(meter.wattHours - rate.wattHours) > Math.max(TOLERANCE.share * highest, TOLERANCE.wattHours);
  if (isDifferent && meter.wattHours < rate.wattHours * (meter.hasFault ? 0.5 : 0.1)) return "meter wrong";
  // An incomplete figure is a lower bound, which only a lower figure contradicts.
  const lower = meter.wattHours > rate.wattHours ? rate : figureOf(curves.meter, shown);
  const isContradictory = isDifferent && lower?.isComplete;
  return isContradictory ? "contradictory" : "agreed";
}

const BY_QUALITY: readonly EnergyQuality[] = ["measured", "estimated", "partial", "suspect"];

/** Adds energies. The sum has the worst of their qualities. Returns undefined if no energy is known. */
export function sumEnergy(energies: readonly (Energy | undefined)[]): Energy | undefined {
  const known = energies.filter((energy) => energy !== undefined);
  if (known.length === 0) return undefined;
  const sum = (select: (energy: Energy) => number | undefined) =>
    known.some((energy) => select(energy) !== undefined)
      ? known.reduce((total, energy) => total + (select(energy) ?? 0), 0)
      : undefined;
  const worst = Math.max(
    known.length < energies.length ? BY_QUALITY.indexOf("partial") : 0,
    ...known.map(({ quality }) => BY_QUALITY.indexOf(quality)),
  );
  return {
    wattHours: sum(({ wattHours }) => wattHours) ?? 0,
    source: known.every(({ source }) => source === "meter") ? "meter" : "charge_rate",
    quality: BY_QUALITY[worst] as EnergyQuality,
    hasMeterFault: known.some(({ hasMeterFault }) => hasMeterFault),
    meterWattHours: sum(({ meterWattHours }) => meterWattHours),
    rateWattHours: sum(({ rateWattHours }) => rateWattHours),
  };
}
