import { describe, expect, it } from "vitest";
import { compareTimestamps, parseTimestamp, parseWindow } from "./timestamps.ts";

const NOW = Date.UTC(2026, 0, 31, 12);

describe("a point in time", () => {
  it.each([
    ["2024-04-17T09:39:45.984584Z", "2024-04-17T09:39:45.984584Z"],
    ["2026-01-31T08:00:00.5+02:00", "2026-01-31T08:00:00.5+02:00"],
    ["2026-01-31T08:00Z", "2026-01-31T08:00:00Z"],
    ["2024-02-29", "2024-02-29T00:00:00Z"],
    ["7d", "2026-01-24T12:00:00.000Z"],
    ["30m", "2026-01-31T11:30:00.000Z"],
  ])("%s is %s", (text, timestamp) => {
    expect(parseTimestamp("--since", text, NOW)).toBe(timestamp);
  });

  it.each([
    "",
    "yesterday",
    "7w",
    "30s",
    "-7d",
    "2026-02-31",
    "2026-01-31T24:00:00Z",
    "2026-01-31T08:00:00",
    " 2026-01-31",
  ])("can't be %j", (text) => {
    expect(() => parseTimestamp("--until", text, NOW)).toThrow(
      expect.objectContaining({
        message: `--until must be 2026-01-31T08:00:00Z, a day such as 2026-01-31 (in UTC), or an age: 7d, 12h, 30m (received ${JSON.stringify(text)})`,
        exitCode: 2,
      }),
    );
  });

  it("is in a year that the API knows", () => {
    expect(() => parseTimestamp("--since", "999999d", NOW)).toThrow("--since must be in a year from 0001 to 9999");
  });
});

describe("a window", () => {
  it("has no end unless it is given, because the local clock may be behind", () => {
    expect(parseWindow({ since: "2d" }, NOW)).toEqual({ since: "2026-01-29T12:00:00.000Z", until: undefined });
    expect(parseWindow({ until: "1d" }, NOW)).toEqual({ since: undefined, until: "2026-01-30T12:00:00.000Z" });
  });

  it("of days ends before the last one, to the microsecond", () => {
    expect(parseWindow({ since: "2026-03-01", until: "2026-04-01" }, NOW)).toEqual({
      since: "2026-03-01T00:00:00Z",
      until: "2026-03-31T23:59:59.999999Z",
    });
  });

  it("includes exact timestamps at both ends", () => {
    const timestamp = "2026-03-01T00:00:00.000001Z";
    expect(parseWindow({ since: timestamp, until: timestamp }, NOW)).toEqual({ since: timestamp, until: timestamp });
  });

  it.each([
    ["1d", "2d"],
    ["2026-01-30", "2026-01-30"],
  ])("can't begin after its end: %s to %s", (since, until) => {
    expect(() => parseWindow({ since, until }, NOW)).toThrow(
      expect.objectContaining({
        message: `--since must be before --until (received ${since} and ${until})`,
        exitCode: 2,
      }),
    );
  });
});

it("timestamps are compared to the last digit, across zones", () => {
  const sorted = [
    "2026-01-31T13:00:00.123+01:00",
    "2026-01-31T12:00:00.1230001Z",
    "2026-01-31T12:00:00.123456Z",
    "2026-01-31T12:00:00.5Z",
  ];
  expect(sorted.toReversed().sort(compareTimestamps)).toEqual(sorted);
  expect(compareTimestamps("2026-01-31T12:00:00.1200Z", "2026-01-31T13:00:00.12+01:00")).toBe(0);
});
