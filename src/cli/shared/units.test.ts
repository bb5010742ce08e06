import { expect, it } from "vitest";
import { durationParser, formatCount, formatCountdown, formatDuration, formatPower, formatTimeAhead } from "./units.ts";

it.each([
  [59_400, "59 s"],
  [59_500, "1 min"],
  [3_571_000, "1 h"],
  [11_100_000, "3 h 5 min"],
  [187_200_000, "2 d 4 h"],
])("%i ms is %s", (ms, text) => {
  expect(formatDuration(ms)).toBe(text);
});

it("counts down to zero", () => {
  expect([-1, 1, 59_001, 7_200_000].map(formatCountdown)).toEqual(["0:00", "0:01", "1:00", "120:00"]);
});

it("power is in watts, or in kilowatts from 1000", () => {
  expect([0, 999, 7263, -3500].map(formatPower)).toEqual(["0 W", "999 W", "7.3 kW", "-3.5 kW"]);
});

it("counts in the singular and the plural", () => {
  expect([formatCount(1, "log"), formatCount(2016, "log")]).toEqual(["1 log", "2,016 logs"]);
});

it("names the time zone of a point in time", () => {
  const format = (zone: string) => formatTimeAhead(Date.UTC(2026, 0, 31, 12, 59, 30), 3_540_000, zone);
  expect(format("Europe/Berlin")).toBe("13:59 CET (in 59 min)");
  expect(format("Asia/Kolkata")).toBe("18:29 GMT+5:30 (in 59 min)");
});

it("parses durations within their limits", () => {
  const parse = durationParser("10s", "1h");
  expect(["10s", "5m", "1h"].map(parse)).toEqual([10_000, 300_000, 3_600_000]);
  for (const text of ["9s", "61m", "5", "5w", "-5m", ""]) {
    expect(() => parse(text)).toThrow("It must be a duration from 10s to 1h, such as 30s, 5m or 1h.");
  }
});
