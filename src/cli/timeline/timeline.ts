// What the renderers show: the analysis of a charger's logs, as events and lines, on the clock of a time zone.

import type { Analysis } from "../analysis/model.ts";
import { createZone, type Zone } from "../shared/time-zones.ts";
import { listEvents, type TimelineEvent } from "./events.ts";
import { computeRateLines, type RateLines } from "./svg/rate-lines.ts";

export interface Timeline {
  readonly evseId: string;
  readonly analysis: Analysis;
  readonly events: readonly TimelineEvent[];
  readonly rate: RateLines;
  readonly zone: Zone;
}

export function createTimeline(evseId: string, analysis: Analysis, zone = createZone()): Timeline {
  return { evseId, analysis, events: listEvents(analysis), rate: computeRateLines(analysis), zone };
}
