import { describe, expect, test } from "vitest";
import { hashText, Random } from "./random.ts";

const draws = (random: Random, count: number) => Array.from({ length: count }, () => random.next());
const thousand = (draw: (random: Random) => unknown) => {
  const random = new Random(7, "plan");
  return Array.from({ length: 1000 }, () => draw(random));
};

describe("Random", () => {
  test("draws the same numbers for the same key, purpose and index, on every machine", () => {
    expect(draws(new Random(7, "plan", 3), 2)).toEqual([0.804561662953347, 0.1210370019543916]);
    expect(draws(new Random(7, "plan", 3), 2)).toEqual([0.804561662953347, 0.1210370019543916]);
  });

  test.each([
    ["key", new Random(8, "plan", 3)],
    ["purpose", new Random(7, "week", 3)],
    ["index", new Random(7, "plan", 4)],
    ["index, were it only by its higher bits", new Random(7, "plan", 3 + 2 ** 32)],
    ["sign of the index", new Random(7, "plan", -3)],
  ])("draws others for another %s", (_, random) => {
    expect(random.next()).not.toBe(0.804561662953347);
  });

  test("spreads them evenly from 0 to 1", () => {
    const numbers = draws(new Random(7, "plan"), 10_000);
    const tenths = Array.from({ length: 10 }, (_, tenth) => numbers.filter((n) => Math.floor(n * 10) === tenth).length);
    expect(Math.min(...tenths)).toBeGreaterThan(900);
    expect(Math.max(...tenths)).toBeLessThan(1100);
  });

  test("spreads the first number of neighbours evenly too", () => {
    const numbers = Array.from({ length: 10_000 }, (_, index) => new Random(7, "sample", index).next());
    expect(numbers.filter((number) => number < 0.5).length).toBeGreaterThan(4_800);
    expect(numbers.filter((number) => number < 0.5).length).toBeLessThan(5_200);
    expect(new Set(numbers).size).toBeGreaterThan(9_990);
  });

  test("draws whole numbers with both bounds, and elements of a list, all of them", () => {
    expect(new Set(thousand((random) => random.whole(-1, 2)))).toEqual(new Set([-1, 0, 1, 2]));
    expect(new Set(thousand((random) => random.pick(["a", "b", "c"])))).toEqual(new Set(["a", "b", "c"]));
  });

  test("draws between two numbers, and true with a probability", () => {
    const between = thousand((random) => random.between(40, 42)) as number[];
    expect(Math.min(...between)).toBeGreaterThanOrEqual(40);
    expect(Math.min(...between)).toBeLessThan(40.1);
    expect(Math.max(...between)).toBeLessThan(42);
    expect(Math.max(...between)).toBeGreaterThan(41.9);
    expect(thousand((random) => random.chance(0.3)).filter(Boolean).length).toBeGreaterThan(250);
    expect(thousand((random) => random.chance(0.3)).filter(Boolean).length).toBeLessThan(350);
  });

  test("draws UUIDs of version 4, no two alike", () => {
    const uuids = thousand((random) => random.uuid());
    const form = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
    expect(uuids.filter((uuid) => !form.test(uuid as string))).toEqual([]);
    expect(new Set(uuids).size).toBe(1000);
  });
});

describe("hashText", () => {
  test("is fixed, and differs with every character", () => {
    expect(hashText("abc")).toBe(-795411093);
    const texts = ["abc", "abd", "bbc", "acb", "ab", "abca", ""];
    expect(new Set(texts.map(hashText)).size).toBe(7);
  });
});
