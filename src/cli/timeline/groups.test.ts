import { describe, expect, it } from "vitest";
import { badgeText, groupNear } from "./groups.ts";

/** Groups as the places in the list from first to last, and their middles. */
function groupsOf(places: readonly number[]) {
  return groupNear(places, 12, 30).map(({ first, last, at }) => [first, last, at]);
}

describe("groupNear", () => {
  it("leaves alone what has room", () => {
    expect(groupsOf([])).toEqual([]);
    expect(groupsOf([0, 12, 24])).toEqual([
      [0, 0, 0],
      [1, 1, 12],
      [2, 2, 24],
    ]);
  });

  it("puts together what would overlap, in its middle", () => {
    expect(groupsOf([0, 50, 61, 100])).toEqual([
      [0, 0, 0],
      [1, 2, 55.5],
      [3, 3, 100],
    ]);
  });

  it("takes in a neighbour whom the badge would overlap, for it is broader than a sign", () => {
    expect(groupsOf([0, 4, 20])).toEqual([[0, 2, 10]]);
    expect(groupsOf([100, 115, 119])).toEqual([[0, 2, 109.5]]);
    expect(groupsOf([0, 4, 23])).toEqual([
      [0, 1, 2],
      [2, 2, 23],
    ]);
  });

  it("of a dense stream gives badges side by side, and not a single one", () => {
    const groups = groupNear(
      Array.from({ length: 300 }, (_, place) => place),
      12,
      30,
    );
    expect(groups.length).toBeGreaterThan(5);
    const middles = groups.map(({ at }) => at);
    const steps = middles.slice(1).map((at, place) => at - (middles[place] as number));
    expect(Math.min(...steps)).toBeGreaterThanOrEqual(21);
  });
});

it("a badge has room for three digits", () => {
  expect([badgeText(2), badgeText(999), badgeText(1000)]).toEqual(["2", "999", "999+"]);
});
