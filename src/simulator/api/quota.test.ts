import { expect, test } from "vitest";
import { Quota } from "./quota.ts";

const HOUR_MS = 3_600_000;

test("each request is available again an hour later, to the millisecond", () => {
  const quota = new Quota(2);
  quota.spend(1000);
  quota.spend(5000);
  const times = [5000, 1000 + HOUR_MS - 1, 1000 + HOUR_MS, 5000 + HOUR_MS];

  expect(times.map((now) => quota.remaining(now))).toEqual([0, 0, 1, 2]);
});

test("a refusal costs nothing and returns the seconds until the oldest request is available again", () => {
  const quota = new Quota(2);
  quota.spend(0);
  quota.spend(600_000);
  const times = [600_000, 600_001, 601_000, HOUR_MS - 1, HOUR_MS, HOUR_MS];

  expect(times.map((now) => quota.spend(now))).toEqual([3000, 3000, 2999, 1, 0, 600]);
});
