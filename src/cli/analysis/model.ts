// What a charger did in a window of time. Timestamps are milliseconds since 1970, with microseconds as decimals.

export interface TimeRange {
  readonly fromMs: number;
  readonly untilMs: number;
}

/** One status log. What it does not state is undefined, and is never taken for zero or false. */
export interface Report {
  readonly atMs: number;
  /** A charging car is plugged in, even where the log does not say so. */
  readonly isPluggedIn: boolean | undefined;
  readonly isCharging: boolean | undefined;
  readonly isEnabled: boolean | undefined;
  readonly chargeRateWatts: number | undefined;
  readonly meterWh: number | undefined;
  readonly pilot: string | undefined;
  readonly mode: string | undefined;
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

export interface Energy {
  readonly wattHours: number;
  /** The difference of two meter readings, or an estimate from the charge rate. */
  readonly source: "meter" | "rate";
  /** Whether the charge rate is known throughout. If not, there was more energy, unless some was exported. */
  readonly isComplete: boolean;
  /** Whether the charge rate was negative at times: then the unknown part may have been export too. */
  readonly hasExport: boolean;
}

/** From plug-in to unplug. */
export interface Session extends Period {
  readonly charges: readonly Charge[];
  /** Undefined if neither meter nor charge rate is known. */
  readonly energy: Energy | undefined;
  /** How long reports were missing. */
  readonly silentMs: number;
}

/** A period of charging within a session. */
export interface Charge extends Period {
  readonly energy: Energy | undefined;
  /** The highest rate into the car. */
  readonly peakWatts: number | undefined;
  /** The highest rate out of the car, if there was any. */
  readonly exportWatts: number | undefined;
}

/** A time with reports, none of which states this. */
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
  readonly reason: string | undefined;
  readonly milliamps: number | undefined;
  readonly isEnabled: boolean | undefined;
  readonly outcome: Outcome;
}

/** Everything is in order of time. */
export interface Analysis {
  readonly window: TimeRange;
  readonly reports: readonly Report[];
  /** Nine in ten reports came within this time of the one before. Undefined with fewer than two reports. */
  readonly usualIntervalMs: number | undefined;
  /** Times without a report that are longer than usual. */
  readonly gaps: readonly TimeRange[];
  readonly sessions: readonly Session[];
  /** When no car was plugged in. */
  readonly absences: readonly Period[];
  readonly unknowns: readonly Unknown[];
  readonly commands: readonly Command[];
}
