// What is left of an hour's allowance, and when there is more.

import { expect, test } from "vitest";
import { Allowance } from "./rate-limit.ts";

const HOUR_MS = 3_600_000;

test("so many requests are granted, and no more", () => {
  const allowance = new Allowance(3);
  expect([0, 0, 0, 0].map((now) => allowance.spend(now))).toEqual([0, 0, 0, 3600]);
});

test("what is left goes down with each request, and is not touched by a refusal", () => {
  const allowance = new Allowance(2);
  expect(allowance.remaining(0)).toBe(2);
  allowance.spend(0);
  expect(allowance.remaining(0)).toBe(1);
  allowance.spend(1);
  allowance.spend(2);
  expect(allowance.remaining(2)).toBe(0);
});

test("each request comes back an hour after it was made, to the millisecond", () => {
  const allowance = new Allowance(2);
  allowance.spend(1000);
  allowance.spend(5000);
  const at = [1000 + HOUR_MS - 1, 1000 + HOUR_MS, 5000 + HOUR_MS - 1, 5000 + HOUR_MS];
  expect(at.map((now) => allowance.remaining(now))).toEqual([0, 1, 1, 2]);
});

test("a refusal gives the whole seconds until the oldest request comes back", () => {
  const allowance = new Allowance(2);
  allowance.spend(0);
  allowance.spend(600_000);
  expect(allowance.spend(600_000)).toBe(3000);
  expect(allowance.spend(600_001)).toBe(3000);
  expect(allowance.spend(601_000)).toBe(2999);
  expect(allowance.spend(HOUR_MS - 1)).toBe(1);
  expect(allowance.spend(HOUR_MS)).toBe(0);
  expect(allowance.spend(HOUR_MS)).toBe(600);
});
