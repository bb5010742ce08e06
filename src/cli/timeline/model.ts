// What a charger did in a span of time. Moments are milliseconds since 1970, with microseconds behind the point.

/** From one moment to another. */
export interface Span {
  readonly fromMs: number;
  readonly untilMs: number;
}

/** What one status log tells. What it does not tell is undefined, and is never taken for zero or false. */
export interface Report {
  readonly atMs: number;
  /** A car that charges is plugged in, even where the log does not say so. */
  readonly isPluggedIn: boolean | undefined;
  readonly isCharging: boolean | undefined;
  readonly isEnabled: boolean | undefined;
  readonly chargeRateWatts: number | undefined;
  readonly meterWh: number | undefined;
  readonly pilot: string | undefined;
  readonly mode: string | undefined;
}

/**
 * Where a state begins or ends. `reported`: the first report that says so. `unreported`: it happened while there were no
 * reports, and the moment is that of the report next to it. `window`: it lies outside of what was asked for.
 */
export interface Edge {
  readonly atMs: number;
  readonly kind: "reported" | "unreported" | "window";
}

/** A state that lasted. */
export interface Period {
  readonly start: Edge;
  readonly end: Edge;
}

export interface Energy {
  readonly wattHours: number;
  /** The meter's difference, or else an estimate from the charge rate. */
  readonly source: "meter" | "rate";
  /** Whether the charge rate is known throughout. If it is not, there was more energy, unless some was exported. */
  readonly isComplete: boolean;
  /** Whether the charge rate was below zero at times: then what is not known may have been export too. */
  readonly hasExport: boolean;
}

/** From plug-in to unplug. */
export interface Session extends Period {
  readonly charges: readonly Charge[];
  /** Undefined if neither the meter nor the charge rate tells. */
  readonly energy: Energy | undefined;
  /** How long of it there were no reports. */
  readonly silentMs: number;
}

/** A time of charging within a session. */
export interface Charge extends Period {
  readonly energy: Energy | undefined;
  /** The greatest rate into the car. */
  readonly peakWatts: number | undefined;
  /** The greatest rate out of the car, if it gave any. */
  readonly exportWatts: number | undefined;
}

/** Reports came, but for longer than a gap none of them told this. */
export interface Unknown extends Span {
  readonly of: "car" | "charging";
}

/** What the charger made of a command. Delays are from the command to the first report that shows it. */
export type Answer =
  /** There is no target that could be followed. */
  | { readonly kind: "none" }
  | { readonly kind: "followed"; readonly afterMs: number }
  /** It did that before the command came. */
  | { readonly kind: "already" }
  /** In time it did not, later it did. `instead` is what it reported when the time was over. */
  | { readonly kind: "late"; readonly afterMs: number; readonly instead: Report }
  /** Neither in time nor before the next command or the end of the reports. */
  | { readonly kind: "ignored"; readonly instead: Report }
  /** There was no car to charge. */
  | { readonly kind: "no-car" }
  /** Another command came before the time was over. */
  | { readonly kind: "superseded" }
  /** The reports don't tell. */
  | { readonly kind: "unknown" };

/** What one command log tells, and what came of it. */
export interface PlacedCommand {
  readonly atMs: number;
  readonly reason: string | undefined;
  readonly milliamps: number | undefined;
  readonly isEnabled: boolean | undefined;
  readonly answer: Answer;
}

/** All that is shown. Everything is oldest first. */
export interface Timeline {
  readonly window: Span;
  readonly reports: readonly Report[];
  /** Nine in ten reports came within this time of the one before. Undefined if there are less than two. */
  readonly usualIntervalMs: number | undefined;
  /** Where no report came for longer than is usual. */
  readonly gaps: readonly Span[];
  readonly sessions: readonly Session[];
  /** When no car was plugged in. */
  readonly absences: readonly Period[];
  readonly unknowns: readonly Unknown[];
  readonly commands: readonly PlacedCommand[];
}
