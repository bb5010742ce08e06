import { describe, expect, it } from "vitest";
import { readMoment, readWindow } from "./times.ts";

const NOW = Date.UTC(2026, 0, 31, 12);

describe("a moment", () => {
  it.each([
    ["2026-01-31T08:00:00Z", "2026-01-31T08:00:00Z"],
    ["2024-04-17T09:39:45.984584Z", "2024-04-17T09:39:45.984584Z"],
    ["2026-01-31T08:00:00.5+02:00", "2026-01-31T08:00:00.5+02:00"],
    ["2026-01-31T08:00Z", "2026-01-31T08:00:00Z"],
    ["2026-01-31T08:00-01:30", "2026-01-31T08:00:00-01:30"],
    ["2026-01-31", "2026-01-31T00:00:00Z"],
    ["0001-01-01", "0001-01-01T00:00:00Z"],
    ["9999-12-31", "9999-12-31T00:00:00Z"],
    ["2024-02-29", "2024-02-29T00:00:00Z"],
    ["7d", "2026-01-24T12:00:00.000Z"],
    ["12h", "2026-01-31T00:00:00.000Z"],
    ["30m", "2026-01-31T11:30:00.000Z"],
    ["0m", "2026-01-31T12:00:00.000Z"],
  ])("%s is read as %s", (text, moment) => {
    expect(readMoment("--since", text, NOW)).toBe(moment);
  });

  it.each([
    "",
    "yesterday",
    "7",
    "7w",
    "-7d",
    "9999999d",
    "2026-02-31",
    "2026-02-30T08:00:00Z",
    "2026-1-31",
    "2026-01-31T08:00:00",
    "2026-01-31T24:00:00Z",
    "2026-01-31 08:00:00Z",
    "2026-01-31T08Z",
    "2026-01-31T08:00.5Z",
    "1769846400",
  ])("%j is refused with the forms that it takes", (text) => {
    expect(() => readMoment("--since", text, NOW)).toThrow(
      `--since: got ${JSON.stringify(text)}; it takes 2026-01-31T08:00:00Z, 2026-01-31 (its start in UTC), or so long ago: 7d, 12h, 30m`,
    );
  });
});

it.each(["999999d", "0000-01-01", "0000-12-31T23:59:59Z"])("%s is in no year that there is", (text) => {
  expect(() => readMoment("--since", text, NOW)).toThrow(
    `--since: got ${JSON.stringify(text)}; it takes a year from 0001 to 9999`,
  );
});

describe("a window", () => {
  it("ends now unless it is told otherwise", () => {
    expect(readWindow({}, NOW)).toEqual({ since: undefined, until: "2026-01-31T12:00:00.000Z" });
  });

  it("has both of its ends where they are given", () => {
    expect(readWindow({ since: "2d", until: "2026-01-30" }, NOW)).toEqual({
      since: "2026-01-29T12:00:00.000Z",
      until: "2026-01-30T00:00:00Z",
    });
  });

  it("may be a single moment", () => {
    const moment = "2026-01-30T00:00:00Z";
    expect(readWindow({ since: moment, until: moment }, NOW)).toEqual({ since: moment, until: moment });
  });

  it("is refused if it begins after its end", () => {
    expect(() => readWindow({ since: "1d", until: "2d" }, NOW)).toThrow(
      "--since: 2026-01-30T12:00:00.000Z is after the end of the window, 2026-01-29T12:00:00.000Z",
    );
  });
});
