// A timeline made ready to be shown.

import type { Timeline } from "./model.ts";
import { type RateLines, rateLines } from "./rate.ts";
import { type Row, rowsOf } from "./rows.ts";
import { createZone, type Zone } from "./zone.ts";

export interface View {
  readonly evseId: string;
  readonly timeline: Timeline;
  readonly rows: readonly Row[];
  readonly rate: RateLines;
  readonly zone: Zone;
}

/** @param zone whose clock to show; by default that of this process */
export function createView(evseId: string, timeline: Timeline, zone = createZone()): View {
  return { evseId, timeline, rows: rowsOf(timeline), rate: rateLines(timeline), zone };
}
