import { expect, it } from "vitest";
import { intervalReader } from "./intervals.ts";

const read = intervalReader("10s", "1d");

it.each([
  ["10s", 10_000],
  ["90s", 90_000],
  ["5m", 300_000],
  ["2h", 7_200_000],
  ["1d", 86_400_000],
])("%s is %i ms", (text, ms) => {
  expect(read(text)).toBe(ms);
});

it.each(["9s", "86401s", "2d", "60", "1.5m", "-5m", "5 m", "s", "", "1w"])("refuses %j", (text) => {
  expect(() => read(text)).toThrow("It takes a time from 10s to 1d, such as 30s, 5m or 1h.");
});
