import { expect, test } from "vitest";
import { compare, ratioBetween, summarize } from "./measure.ts";

test("each round runs every contender once, in changing orders, and the warm-ups do not count", async () => {
  const ran: string[] = [];
  let now = 0;
  const contender = (name: string, takes: number) => ({
    name,
    run: async () => {
      ran.push(name);
      now += takes;
    },
  });
  const contenders = [contender("a", 10), contender("b", 20), contender("c", 5)];
  const results = await compare(contenders, 4, { warmUps: 2, clock: () => now });
  const rounds = Array.from({ length: 6 }, (_, round) => ran.slice(3 * round, 3 * round + 3).join(""));
  expect(rounds.map((round) => [...round].sort().join(""))).toEqual(Array(6).fill("abc"));
  expect(new Set(rounds).size).toBeGreaterThan(1);
  expect(results).toEqual([
    { name: "a", times: [10, 10, 10, 10], median: 10, ratio: 1, lower: 1, upper: 1 },
    { name: "b", times: [20, 20, 20, 20], median: 20, ratio: 2, lower: 2, upper: 2 },
    { name: "c", times: [5, 5, 5, 5], median: 5, ratio: 0.5, lower: 0.5, upper: 0.5 },
  ]);
});

test("ratios are those within a round, of which the middle one and the quartiles are told", () => {
  const base = [10, 100, 10, 100, 10];
  const own = [10, 200, 30, 400, 50];
  const [, result] = summarize(["base", "own"], [base, own]);
  expect(result).toMatchObject({ median: 50, ratio: 3, lower: 2, upper: 4 });
});

test("two contenders can be compared with each other", () => {
  const results = summarize(["a", "b", "c"], [[1], [10], [15]]);
  expect(ratioBetween(results[2], results[1])).toBe(1.5);
  expect(ratioBetween(results[2], undefined)).toBeNaN();
});
