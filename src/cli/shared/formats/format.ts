// A format writes logs a page at a time, and a charger at a time.

import type { Log } from "../log-kinds.ts";

export interface Format {
  /** Begins the output. */
  readonly head: string;
  /** Begins a charger. */
  section(evseId: string): string;
  page(logs: readonly Log[], evseId: string): string;
  readonly betweenPages: string;
  readonly betweenChargers: string;
  /** Ends the output. */
  readonly foot: string;
}

/** Where a table is shown. */
export interface Display {
  readonly columns: number;
  readonly colors: boolean;
}
