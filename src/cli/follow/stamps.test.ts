import { expect, it } from "vitest";
import { compareStamps } from "./stamps.ts";

it.each([
  ["2026-01-31T12:00:00Z", "2026-01-31T12:00:01Z"],
  ["2026-01-31T12:00:00.123456Z", "2026-01-31T12:00:00.123457Z"],
  ["2026-01-31T12:00:00.123Z", "2026-01-31T12:00:00.1230001Z"],
  ["2026-01-31T12:00:00Z", "2026-01-31T12:00:00.0001Z"],
  ["2026-01-31T13:00:00.5+01:00", "2026-01-31T12:00:00.500001Z"],
])("%s is before %s", (early, late) => {
  expect(compareStamps(early, late)).toBeLessThan(0);
  expect(compareStamps(late, early)).toBeGreaterThan(0);
});

it.each([
  ["2026-01-31T12:00:00Z", "2026-01-31T12:00:00.000Z"],
  ["2026-01-31T12:00:00.123400Z", "2026-01-31T13:00:00.1234+01:00"],
])("%s is the same as %s", (one, other) => {
  expect(compareStamps(one, other)).toBe(0);
});
