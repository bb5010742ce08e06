// Where to put times at the axis, in a zone.

import { scaleUtc } from "d3-scale";
import type { Span } from "./model.ts";
import type { Zone } from "./zone.ts";

export interface TimeTick {
  readonly atMs: number;
  /** The day at midnight, without its name if it is not the next one; else the time. */
  readonly label: string;
  readonly isMidnight: boolean;
}

const DAY_MS = 86_400_000;

/** Round times on the zone's clock, about so many. */
export function timeTicks({ fromMs, untilMs }: Span, zone: Zone, count: number): readonly TimeTick[] {
  // The scale knows UTC, so it is shown the clock on the wall as if it were UTC.
  const wall = scaleUtc([fromMs + zone.offsetMs(fromMs), untilMs + zone.offsetMs(untilMs)], [0, 1]);
  const dates = wall.ticks(count).map((date) => date.getTime());
  const isDaily = (dates[1] ?? 0) - (dates[0] ?? 0) <= DAY_MS;
  return dates.map((wallMs) => {
    const atMs = zone.fromWall(wallMs);
    const isMidnight = wallMs % DAY_MS === 0;
    const day = isDaily ? zone.day(atMs) : zone.day(atMs).replace(/^\w+ /, "");
    return { atMs, label: isMidnight ? day : zone.time(atMs).slice(0, 5), isMidnight };
  });
}
