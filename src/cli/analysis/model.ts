// What a charger did in a window of time. Timestamps are milliseconds since 1970, with microseconds as decimals.

export interface TimeRange {
  readonly fromMs: number;
  readonly untilMs: number;
}

/** One status log. What it does not state is undefined, and is never taken for zero or false. */
export interface Report {
  readonly atMs: number;
  /** The same time, as the API writes it. */
  readonly sampledAt: string;
  /** A charging car is plugged in, even where the log does not say so. */
  readonly isPluggedIn: boolean | undefined;
  readonly isCharging: boolean | undefined;
  readonly isEnabled: boolean | undefined;
  /** Into the car. */
  readonly chargeRateWatts: number | undefined;
  /** Out of the car; a negative charge rate in the log counts as export. */
  readonly exportWatts: number | undefined;
  readonly meterWattHours: number | undefined;
  readonly pilot: string | undefined;
  readonly mode: string | undefined;
}

/** Values of one field that cannot be right, such as the text `"7200"` for a number. */
export interface IgnoredValues {
  readonly field: string;
  /** The first of them, as JSON. */
  readonly example: string;
  readonly count: number;
}

/** Nine in ten reports come within this time of the previous one. Zero if there are too few reports. */
export interface Pace {
  readonly chargingMs: number;
  readonly idleMs: number;
}

/** A time without reports that is longer than usual. */
export interface Gap extends TimeRange {
  /** How long a time without reports is usual there. */
  readonly expectedMs: number;
}

/**
 * Where a state begins or ends. `reported`: at the first report that shows it. `unreported`: it changed while reports were
 * missing, and the timestamp is that of the nearest report. `window`: it changed outside the window.
 */
export interface Edge {
  readonly atMs: number;
  readonly kind: "reported" | "unreported" | "window";
}

/** How long a state lasted. */
export interface Period {
  readonly start: Edge;
  readonly end: Edge;
}

/**
 * `measured`: by the meter, complete, and not contradicted by the charge rate. `estimated`: from the charge rate, complete.
 * `partial`: some of the time is unknown, so it is a lower bound. `suspect`: meter and charge rate contradict each other,
 * or the meter was reset or jumped.
 */
export type EnergyQuality = "measured" | "estimated" | "partial" | "suspect";

/** Energy into the car. Meter and charge rate are evaluated independently. */
export interface Energy {
  readonly wattHours: number;
  readonly source: "meter" | "charge_rate";
  readonly quality: EnergyQuality;
  /** Whether the meter was reset or jumped. */
  readonly hasMeterFault: boolean;
  /** The sum of the plausible rises of the meter. */
  readonly meterWattHours: number | undefined;
  /** The integral of the charge rate. */
  readonly rateWattHours: number | undefined;
}

/** From plug-in to unplug. */
export interface Session extends Period {
  readonly charges: readonly Charge[];
  /** Undefined if neither meter nor charge rate is known. */
  readonly energy: Energy | undefined;
  /** Energy out of the car. Undefined if it is not reported. */
  readonly exportedWattHours: number | undefined;
  /** How much longer than expected reports were missing. */
  readonly silentMs: number;
}

/** A period of charging within a session. */
export interface Charge extends Period {
  readonly energy: Energy | undefined;
  /** The highest rate into the car. */
  readonly peakWatts: number | undefined;
}

/** A time with reports that do not contain this value. */
export interface Unknown extends TimeRange {
  readonly of: "car" | "charging";
}

/**
 * Whether the charger followed a command. Delays are from the command to the first report that shows it; `instead` is the
 * report that still showed otherwise when the time to follow was over.
 */
export type Outcome =
  /** The command has no target. */
  | { readonly kind: "not_applicable" }
  | { readonly kind: "followed"; readonly afterMs: number }
  /** The charger was in this state before the command. */
  | { readonly kind: "already" }
  | { readonly kind: "late"; readonly afterMs: number; readonly instead: Report }
  /** Not before the next command or the end of the reports. */
  | { readonly kind: "not_followed"; readonly instead: Report }
  /** There was no car to charge. */
  | { readonly kind: "no_car" }
  /** A contrary command came before the time to follow was over. */
  | { readonly kind: "superseded" }
  /** The reports do not show it. */
  | { readonly kind: "unknown" };

/** One command log, and its outcome. */
export interface Command {
  readonly atMs: number;
  /** The same time, as the API writes it. */
  readonly loggedAt: string;
  readonly id: string | undefined;
  readonly reason: string | undefined;
  readonly milliamps: number | undefined;
  readonly isEnabled: boolean | undefined;
  readonly outcome: Outcome;
}

/** Everything is in order of time. */
export interface Analysis {
  readonly window: TimeRange;
  readonly reports: readonly Report[];
  readonly ignored: readonly IgnoredValues[];
  readonly pace: Pace;
  readonly gaps: readonly Gap[];
  readonly sessions: readonly Session[];
  /** When no car was plugged in. */
  readonly absences: readonly Period[];
  readonly unknowns: readonly Unknown[];
  readonly commands: readonly Command[];
}
