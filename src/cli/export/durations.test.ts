import { expect, it } from "vitest";
import { countdown, duration } from "./durations.ts";

it.each([
  [0, "0 s"],
  [59_400, "59 s"],
  [59_500, "1 min"],
  [3_569_000, "59 min"],
  [3_571_000, "1 h 0 min"],
  [11_100_000, "3 h 5 min"],
])("%i ms last %s", (ms, text) => {
  expect(duration(ms)).toBe(text);
});

it.each([
  [-1, "0:00"],
  [1, "0:01"],
  [59_000, "0:59"],
  [59_001, "1:00"],
  [3_599_000, "59:59"],
  [7_200_000, "120:00"],
])("%i ms are counted down from %s", (ms, text) => {
  expect(countdown(ms)).toBe(text);
});
