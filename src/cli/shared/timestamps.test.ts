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

it("a window begins before its end", () => {
  expect(parseWindow({ since: "2d", until: "1d" }, NOW)).toEqual({
    since: "2026-01-29T12:00:00.000Z",
    until: "2026-01-30T12:00:00.000Z",
  });
  expect(() => parseWindow({ since: "1d", until: "2d" }, NOW)).toThrow(
    "--since must be before the end of the window, 2026-01-29T12:00:00.000Z (received 2026-01-30T12:00:00.000Z)",
  );
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
