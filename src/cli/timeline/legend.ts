// What the marks of the picture mean.

import { drawSymbol } from "./marks.ts";
import { type Markup, tag } from "./markup.ts";
import { FOLLOW_WITHIN } from "./words.ts";

export interface LegendItem {
  /** About a point on the left. */
  readonly mark: Markup;
  readonly text: string;
}

const SWATCH = { y: -6, width: 16, height: 12, rx: 3 };

export const LEGEND: readonly LegendItem[] = [
  { mark: swatch("session", "band"), text: "plugged in" },
  { mark: swatch("charge", "band"), text: "charging" },
  { mark: swatch("gap", "hatch"), text: "no reports" },
  { mark: sign("start"), text: "told to charge" },
  { mark: sign("stop"), text: "told not to charge" },
  { mark: sign("other"), text: "told something else" },
  { mark: sign("start", "alert"), text: `not followed within ${FOLLOW_WITHIN}` },
];

function swatch(mark: string, shape: string): Markup {
  return tag("g", { class: mark }, tag("rect", { class: shape, ...SWATCH }));
}

function sign(kind: "start" | "stop" | "other", more = ""): Markup {
  return tag("g", { class: `${kind} ${more}`, transform: `translate(${SWATCH.width / 2})` }, drawSymbol(kind));
}
