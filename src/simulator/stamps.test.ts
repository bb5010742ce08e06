import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { formatStamp, parseStamp } from "./stamps.ts";

const seed = 20240417;

describe("formatStamp", () => {
  test.each([
    [1_713_346_785_984_584, "2024-04-17T09:39:45.984584Z"],
    [1_713_346_785_000_007, "2024-04-17T09:39:45.000007Z"],
    [0, "1970-01-01T00:00:00.000000Z"],
    [-1, "1969-12-31T23:59:59.999999Z"],
    [4_102_444_799_999_999, "2099-12-31T23:59:59.999999Z"],
  ])("writes %d with six digits, in UTC", (us, text) => {
    expect(formatStamp(us)).toBe(text);
  });
});

describe("parseStamp", () => {
  test.each([
    ["2024-04-17T09:39:45.984584Z", 1_713_346_785_984_584],
    ["2024-04-17T09:39:45Z", 1_713_346_785_000_000],
    ["2024-04-17T09:39:45.9Z", 1_713_346_785_900_000],
    ["2024-04-17T09:39:45.984584000Z", 1_713_346_785_984_584],
    ["2024-04-17T11:39:45.984584+02:00", 1_713_346_785_984_584],
    ["2024-04-16T23:54:45.984584-09:45", 1_713_346_785_984_584],
    ["2024-02-29T00:00:00Z", 1_709_164_800_000_000],
    ["1969-12-31T23:59:59.999999Z", -1],
    ["0050-01-01T00:00:00Z", -60_589_296_000_000_000],
  ])("reads %s to the microsecond", (text, us) => {
    expect(parseStamp(text)).toBe(us);
  });

  test("puts what is finer between two microseconds, so that it is equal to none", () => {
    const us = parseStamp("2024-04-17T09:39:45.9845849Z") as number;
    expect(us).toBeGreaterThan(1_713_346_785_984_584);
    expect(us).toBeLessThan(1_713_346_785_984_585);
  });

  test.each([
    "",
    "now",
    "2024-04-17",
    "2024-04-17T09:39:45",
    "2024-04-17 09:39:45Z",
    "2024-04-17T09:39:45.Z",
    "2024-04-17T24:00:00Z",
    "2024-04-17T09:39:60Z",
    "2024-04-17T09:39:45+24:00",
    "2024-02-31T00:00:00Z",
    "2023-02-29T00:00:00Z",
    "2024-13-01T00:00:00Z",
    " 2024-04-17T09:39:45Z",
    "2024-04-17T09:39:45Z\n",
    "1713346785984584",
  ])("gives undefined for %j", (text) => {
    expect(parseStamp(text)).toBeUndefined();
  });

  test("reads back whatever formatStamp writes", () => {
    const anyUs = fc.integer({ min: -2_000_000_000_000_000, max: 8_000_000_000_000_000 });
    fc.assert(
      fc.property(anyUs, (us) => {
        expect(parseStamp(formatStamp(us))).toBe(us);
      }),
      { seed },
    );
  });
});
