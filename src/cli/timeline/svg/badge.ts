import { type Markup, tag } from "../markup.ts";

/** In pixels, of the signs of both rows of commands. */
export const SIGN_WIDTHS = { others: 13, alerts: 19 };
export const BADGE_WIDTH = 32;
const HEIGHT = 18;

/** Draws the badge of several commands around the origin. */
export function drawBadge(text: string, isAlert: boolean): Markup {
  const size = { x: 1 - BADGE_WIDTH / 2, y: -HEIGHT / 2, width: BADGE_WIDTH - 2, height: HEIGHT, rx: HEIGHT / 2 };
  return tag(
    "g",
    { class: isAlert ? "badge alert" : "badge" },
    tag("rect", size),
    tag("text", { y: 4, "text-anchor": "middle" }, `${isAlert ? "!" : ""}${text}`),
  );
}
