import { expect, it } from "vitest";
import { countdown, duration, whenAndIn } from "./durations.ts";

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

it.each([
  ["UTC", "12:59 UTC (in 59 min)"],
  ["Europe/Berlin", "13:59 CET (in 59 min)"],
  ["Asia/Kolkata", "18:29 GMT+5:30 (in 59 min)"],
])("a moment stands on the clock of a zone that is named: %s", (zone, text) => {
  expect(whenAndIn(Date.UTC(2026, 0, 31, 12, 59, 30), 3_540_000, zone)).toBe(text);
});
