import type { Zone } from "../../shared/time-zones.ts";
import { type Markup, tag } from "../markup.ts";
import { formatMinute, formatTimestamp } from "../timestamps.ts";

/**
 * A timestamp, which the page's script rewrites in the reader's time zone. `long` has the year; `row` has its day only for
 * screen readers, since the heading above shows it; `end` omits the day if that is the day of the start.
 */
export function timeElement(atMs: number, zone: Zone, format: "long" | "row" | "end", startMs?: number): Markup {
  const attributes = { datetime: new Date(atMs).toISOString(), "data-format": format };
  if (format === "row") {
    return tag("time", attributes, tag("span", {}, `${zone.formatDay(atMs)} `), zone.formatTime(atMs));
  }
  return tag("time", attributes, format === "long" ? formatMinute(atMs, zone) : formatTimestamp(atMs, zone, startMs));
}
