import { describe, expect, test } from "vitest";
import { readRetryAfterMs } from "./rate-limit.ts";

const NOW = Date.UTC(2024, 3, 17, 9, 39, 45);
const END_OF_TIME = 8.64e15;

const read = (headers: Record<string, string>) => readRetryAfterMs(new Headers(headers), NOW);

describe("readRetryAfterMs", () => {
  test.for([
    ["0", 0],
    ["00", 0],
    [" 42\t", 42_000],
    ["0.5", 500],
    ["1.0001", 1_001],
    ["0.0000001", 1],
    ["9".repeat(400), END_OF_TIME - NOW],
  ] as const)("accepts seconds, and never rounds down: %j", ([value, ms]) => {
    expect(read({ "Retry-After": value })).toBe(ms);
  });

  test.for([
    ["Wed, 17 Apr 2024 09:39:46 GMT", 1_000],
    ["Wednesday, 17-Apr-24 09:39:55 GMT", 10_000],
    ["Wed, 17 Apr 2024 09:39:44 GMT", 0],
    ["Sun, 06 Nov 1994 08:49:37 GMT", 0],
  ] as const)("accepts an HTTP date, and ignores the past: %s", ([value, ms]) => {
    expect(read({ "Retry-After": value })).toBe(ms);
  });

  test.for([
    ["Wed, 17 Apr 2024 09:49:45 GMT", 5_000],
    ["Wed, 17 Apr 2024 09:29:45 GMT", 1_205_000],
    ["now", 605_000],
  ] as const)("measures a date against the Date header, if that is readable: %s", ([date, ms]) => {
    expect(read({ "Retry-After": "Wed, 17 Apr 2024 09:49:50 GMT", Date: date })).toBe(ms);
  });

  test.for(["", "-1", "+5", "1e400", "0x10", "1.", ".5", "1,5", "5s", "NaN", "soon 12", "after 3000", "2024-04-17"])(
    "ignores an unreadable value: %j",
    (value) => {
      expect(read({ "Retry-After": value })).toBeUndefined();
      expect(read({ "Retry-After": value, RetryAfter: "7" })).toBe(7_000);
    },
  );

  test.for(["Wed, 32 Apr 2024 09:39:46 GMT"])("ignores a date that does not exist: %s", (value) => {
    expect(read({ "Retry-After": value })).toBeUndefined();
  });

  test("accepts RetryAfter, as the provider's documentation spells it, if there is no Retry-After", () => {
    expect(read({ retryafter: "7" })).toBe(7_000);
    expect(read({ "Retry-After": "1", RetryAfter: "7" })).toBe(1_000);
    expect(read({ "X-RateLimit-Remaining": "0" })).toBeUndefined();
  });
});
