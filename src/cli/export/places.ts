// How far the export of each charger has come, in a form that survives the process.

import type { Kind, Log } from "../shared/log-kinds.ts";

export interface Place {
  readonly evse: string;
  /** `missing`: the API knows no such charger. */
  state: "open" | "done" | "missing";
  /** The query of the page that comes next; undefined for the first one. */
  next?: string | undefined;
  rows: number;
  /** How much of its part is good. What lies beyond is of a page that never made it here. */
  bytes: number;
  /** Those of the last page, which may come again on the next one, because the border has moved. */
  stamps: readonly string[];
}

export function startOf(evse: string): Place {
  return { evse, state: "open", rows: 0, bytes: 0, stamps: [] };
}

/** Gives the logs that the page before did not have. */
export function withoutRepeated(logs: readonly Log[], { stamps }: Place, kind: Kind): readonly Log[] {
  const seen = new Set<unknown>(stamps);
  return logs.filter((log) => !seen.has(log[kind.stamp]));
}

/** Gives the stamps to keep. An empty page between two others is no border. */
export function stampsOf(logs: readonly Log[], { stamps }: Place, kind: Kind): readonly string[] {
  return logs.length === 0 ? stamps : logs.map((log) => String(log[kind.stamp]));
}
