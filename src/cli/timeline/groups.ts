// Commands that are too close to each other to be told apart are drawn as one badge with their number.

import { type Markup, tag } from "./markup.ts";

interface Group {
  /** Places in the list. */
  readonly first: number;
  readonly last: number;
  /** Its middle, in pixels. */
  readonly at: number;
}

/** Breadths in pixels, of a sign of either row and of a badge. */
export const BREADTHS = { others: 13, alerts: 19, badge: 32 };

const HEIGHT = 18;

/**
 * Puts together what would overlap. The page's script takes over the text of this function, so it uses nothing but its
 * arguments.
 *
 * @param places in pixels, ascending
 */
export function groupNear(places: readonly number[], breadth: number, badge: number): readonly Group[] {
  const groups: (Group & { half: number })[] = [];
  places.forEach((at, place) => {
    let group = { first: place, last: place, at, half: breadth / 2 };
    let before = groups.at(-1);
    while (before && before.at + before.half > group.at - group.half) {
      const middle = ((places[before.first] as number) + (places[group.last] as number)) / 2;
      group = { first: before.first, last: group.last, at: middle, half: badge / 2 };
      groups.pop();
      before = groups.at(-1);
    }
    groups.push(group);
  });
  return groups;
}

/** About the origin. */
export function drawBadge(count: string, isAlert: boolean): Markup {
  const size = {
    x: -BREADTHS.badge / 2 + 1,
    y: -HEIGHT / 2,
    width: BREADTHS.badge - 2,
    height: HEIGHT,
    rx: HEIGHT / 2,
  };
  return tag(
    "g",
    { class: isAlert ? "badge alert" : "badge" },
    tag("rect", size),
    tag("text", { y: 4, "text-anchor": "middle" }, `${isAlert ? "!" : ""}${count}`),
  );
}

/** Likewise taken over by the page's script. */
export function badgeText(count: number): string {
  return count > 999 ? "999+" : String(count);
}
