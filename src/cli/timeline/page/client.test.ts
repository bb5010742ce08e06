import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createZone } from "../../shared/time-zones.ts";
import { axisTicks, badgeText, groupOverlapping, rateAt } from "./client.js";

const BERLIN = createZone("Europe/Berlin");
const DAY_MS = 86_400_000;

describe("groupOverlapping", () => {
  const groupsOf = (...positions: number[]) =>
    groupOverlapping(positions, 12, 30).map(({ first, last, at }) => [first, last, at]);

  it("groups signs that would overlap around their middle, and no others", () => {
    expect(groupsOf()).toEqual([]);
    expect(groupsOf(0, 12, 24, 80, 91)).toEqual([
      [0, 0, 0],
      [1, 1, 12],
      [2, 2, 24],
      [3, 4, 85.5],
    ]);
  });

  it("includes a neighbour that the badge, wider than a sign, would overlap", () => {
    expect(groupsOf(0, 4, 20)).toEqual([[0, 2, 10]]);
    expect(groupsOf(100, 115, 119)).toEqual([[0, 2, 109.5]]);
  });

  it("keeps each sign in one group, and the groups apart", () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 1000, noNaN: true })), (positions) => {
        positions.sort((a, b) => a - b);
        const groups = groupOverlapping(positions, 12, 30);
        expect(groups.flatMap(({ first, last }) => positions.slice(first, last + 1))).toEqual(positions);
        const edges = groups.flatMap(({ at, half }) => [at - half, at + half]);
        expect(edges).toEqual(edges.toSorted((a, b) => a - b));
      }),
    );
  });
});

it("a badge has room for three digits", () => {
  expect([2, 999, 1000].map(badgeText)).toEqual(["2", "999", "999+"]);
});

describe("axisTicks", () => {
  /** Returns the labels from a wall time on, for a number of days. */
  function labelsOf(from: string, days: number, width: number, zone = BERLIN): readonly string[] {
    const fromMs = zone.fromWall(Date.parse(`${from}Z`));
    return axisTicks({ fromMs, untilMs: fromMs + days * DAY_MS }, width, zone).map(({ label }) => label);
  }

  it("labels minutes, hours, days, weeks or months, as the width allows", () => {
    const hours = ["", "20:00", "20:30", "21:00", "21:30", "22:00", "22:30", "23:00", "23:30", ""];
    expect(labelsOf("2026-01-31T19:00", 5 / 24, 1108)).toEqual(["Sat 31 Jan 19:00", ...hours]);
    expect(labelsOf("2026-11-24T00:00", 2, 336)).toEqual(["24 Nov", "12:00", "25 Nov", "12:00", ""]);
    expect(labelsOf("2026-10-26T00:00", 30, 336)).toEqual(["26 Oct", "2 Nov", "9 Nov", "16 Nov", ""]);
    expect(labelsOf("2023-08-01T00:00", 900, 1108).slice(0, 3)).toEqual(["Oct 2023", "Jan 2024", "Apr 2024"]);
  });

  it("shows the day with the first time if no midnight is visible", () => {
    expect(labelsOf("2026-11-24T08:30", 0.25, 400).slice(0, 2)).toEqual(["Tue 24 Nov 09:00", ""]);
  });

  it("keeps to round times when the clock changes, and to days that begin with a change", () => {
    const hours = ["06:00", "09:00", "12:00", "15:00", "18:00", "21:00"];
    expect(labelsOf("2026-03-28T21:00", 1.25, 800)).toEqual(["21:00", "Sun 29 Mar", "", ...hours, "Mon 30 Mar", ""]);
    const santiago = createZone("America/Santiago");
    expect(labelsOf("2026-09-05T00:00", 3, 300, santiago)).toEqual(["Sat 5 Sep", "Sun 6 Sep", "Mon 7 Sep", ""]);
  });

  it("never lets labels overlap or be cut off, at any zoom and width", () => {
    const zones = ["Europe/Berlin", "America/St_Johns", "Asia/Kolkata", "Pacific/Chatham"].map(createZone);
    fc.assert(
      fc.property(
        fc.integer({ min: Date.UTC(2024, 0), max: Date.UTC(2027, 0) }),
        fc.double({ min: 1 / 12, max: 1500, noNaN: true }),
        fc.integer({ min: 300, max: 1600 }),
        fc.constantFrom(...zones),
        (fromMs, days, width, zone) => {
          let clearFrom = 0;
          const untilMs = fromMs + days * DAY_MS;
          for (const { atMs, label, isLeftOfLine } of axisTicks({ fromMs, untilMs }, width, zone)) {
            const x = ((atMs - fromMs) / (untilMs - fromMs)) * width;
            if (label === "") continue;
            const left = isLeftOfLine ? x - 4 - label.length * 7 : x + 4;
            expect(left).toBeGreaterThanOrEqual(clearFrom);
            clearFrom = left + label.length * 7;
            expect(clearFrom).toBeLessThanOrEqual(width + 6);
          }
        },
      ),
    );
  });
});

describe("rateAt", () => {
  // From second 0 at 0 W to second 600 at 7210 W; unknown until a single point at 900.
  const path = "M0,8000L300,8000L600,790M900,4400";

  it("interpolates along the line, and knows nothing beside it", () => {
    expect([0, 300, 450, 600].map((second) => rateAt(path, 8000, second))).toEqual([0, 0, 3605, 7210]);
    expect([700, 901].map((second) => rateAt(path, 8000, second))).toEqual([undefined, undefined]);
    expect(rateAt(path, 8000, 900)).toBe(3600);
    expect(rateAt("", 8000, 0)).toBe(undefined);
  });
});
