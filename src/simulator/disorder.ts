// The kinds of disorder in the data, their rates and their validation.

import { check } from "../validate.ts";
import { checkMembers } from "./checks.ts";

/**
 * What is wrong with the data, as it is in the field. Each kind is `true`, for a believable rate, or a rate from 0 to 1.
 * Kinds that are not named are off.
 *
 * The provider keeps one row for each charger and `sampled_at`: a row that is sent again replaces the one before and has
 * a later `logged_at`, so a list never contains a key twice.
 */
export interface SimulatorDisorder {
  /**
   * The share of days on which a charger records some minutes to a day of status logs offline and uploads them minutes
   * to days later. They then appear in their place by `sampled_at`, behind newer ones, with a late `logged_at`.
   */
  readonly lateUploads?: boolean | number | undefined;
  /**
   * The share of days on which the clock of a charger is wrong for a while, so that `sampled_at` is an hour or a year
   * ahead, or half an hour behind.
   */
  readonly clockSkew?: boolean | number | undefined;
  /** The share of status logs that are sent again, seconds to hours later, with the same values. */
  readonly repeatedRows?: boolean | number | undefined;
  /** The share of status logs that first lack the charge rate and the meter reading, and are sent again with them. */
  readonly changedRows?: boolean | number | undefined;
  /** The share of days on which the meter restarts at 0, during a charge if there is one. */
  readonly meterResets?: boolean | number | undefined;
  /** The share of status logs in which the meter reads 0. */
  readonly meterDropouts?: boolean | number | undefined;
  /** The share of days on which the meter keeps one value for hours. */
  readonly stuckMeters?: boolean | number | undefined;
  /** The share of chargers whose meter reading is refreshed only once an hour. `true`: all of them. */
  readonly hourlyMeters?: boolean | number | undefined;
  /** The share of sessions in which the car discharges into the home before it charges, if there is time. */
  readonly v2g?: boolean | number | undefined;
  /**
   * The share of chargers that report ten times as often while they charge, and a twelfth as often otherwise: every 30
   * seconds and every hour by default. `true`: all of them.
   */
  readonly adaptiveSampling?: boolean | number | undefined;
  /** The share of cursors that the API refuses with 400 once they are an hour old. `true`: all of them. */
  readonly refusedCursors?: boolean | number | undefined;
  /** The share of requests with a cursor that fail with 404, although the charger exists. */
  readonly missingPages?: boolean | number | undefined;
}

/** A rate for each kind; 0 is off. @internal */
export type Disorder = Readonly<Record<keyof SimulatorDisorder, number>>;

const RATES: Disorder = {
  lateUploads: 0.1,
  clockSkew: 0.03,
  repeatedRows: 0.02,
  changedRows: 0.01,
  meterResets: 0.03,
  meterDropouts: 0.005,
  stuckMeters: 0.05,
  hourlyMeters: 1,
  v2g: 0.25,
  adaptiveSampling: 1,
  refusedCursors: 1,
  missingPages: 0.05,
};
/** In a mixture, only some chargers are slow or adaptive. */
const MIXED_RATES: Disorder = { ...RATES, hourlyMeters: 0.2, adaptiveSampling: 0.3 };
const KINDS = Object.keys(RATES) as (keyof Disorder)[];

/** @internal */
export function readDisorder(disorder: boolean | SimulatorDisorder): Disorder {
  if (disorder === true) return MIXED_RATES;
  const kinds = disorder === false ? {} : disorder;
  checkMembers("disorder", kinds, KINDS);
  return Object.fromEntries(KINDS.map((kind) => [kind, readRate(kind, kinds[kind] ?? false)])) as Disorder;
}

function readRate(kind: keyof Disorder, rate: unknown): number {
  if (typeof rate === "boolean") return rate ? RATES[kind] : 0;
  check(
    typeof rate === "number" && rate >= 0 && rate <= 1,
    `disorder.${kind}`,
    rate,
    "a boolean, or a rate from 0 to 1",
  );
  return rate;
}
