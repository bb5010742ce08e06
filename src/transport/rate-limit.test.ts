import { describe, expect, test } from "vitest";
import { readRetryAfterMs } from "./rate-limit.ts";

const NOW = Date.UTC(2024, 3, 17, 9, 39, 45);
const END_OF_TIME = 8.64e15;

const read = (value: string, name = "Retry-After") => readRetryAfterMs(new Headers({ [name]: value }), NOW);

describe("readRetryAfterMs", () => {
  test.for([
    ["0", 0],
    ["00", 0],
    ["1", 1_000],
    [" 42\t", 42_000],
    ["3600", 3_600_000],
    ["0.5", 500],
    ["1.0001", 1_001],
    ["0.0000001", 1],
  ] as const)("takes seconds, and never rounds down: %j", ([value, ms]) => {
    expect(read(value)).toBe(ms);
  });

  test.for([
    ["Wed, 17 Apr 2024 09:39:46 GMT", 1_000],
    ["Wed, 17 Apr 2024 10:39:45 GMT", 3_600_000],
    ["Wednesday, 17-Apr-24 09:39:55 GMT", 10_000],
    ["Wed, 17 Apr 2024 09:39:45 GMT", 0],
    ["Wed, 17 Apr 2024 09:39:44 GMT", 0],
    ["Sun, 06 Nov 1994 08:49:37 GMT", 0],
  ] as const)("takes an HTTP date, and none before now: %s", ([value, ms]) => {
    expect(read(value)).toBe(ms);
  });

  test.for(["9".repeat(20), "9".repeat(400), `${"9".repeat(400)}.5`])(
    "ends at the last moment that a date can hold: %s",
    (value) => {
      expect(read(value)).toBe(END_OF_TIME - NOW);
      expect(new Date(NOW + (read(value) ?? 0)).getTime()).toBe(END_OF_TIME);
    },
  );

  test.for([
    "",
    "-1",
    "-5",
    "+5",
    "1e400",
    "0x10",
    "1.",
    ".5",
    "1,5",
    "5, 5",
    "5s",
    "5 seconds",
    "NaN",
    "Infinity",
    "soon",
    "soon 12",
    "wait 2050",
    "after 3000",
    "2024-04-17",
    "Wed, 32 Apr 2024 09:39:46 GMT",
  ])("ignores what can't be read: %j", (value) => {
    expect(read(value)).toBeUndefined();
  });

  test("is undefined without the header", () => {
    expect(readRetryAfterMs(new Headers({ "X-RateLimit-Remaining": "0" }), NOW)).toBeUndefined();
  });

  test("takes RetryAfter, as the provider's prose spells it, if there is no Retry-After", () => {
    expect(read("7", "RetryAfter")).toBe(7_000);
    expect(read("7", "retryafter")).toBe(7_000);
    expect(readRetryAfterMs(new Headers({ "Retry-After": "1", RetryAfter: "7" }), NOW)).toBe(1_000);
  });

  test.for(["", "soon"])("takes RetryAfter beside a Retry-After that can't be read: %j", (value) => {
    expect(readRetryAfterMs(new Headers({ "Retry-After": value, RetryAfter: "7" }), NOW)).toBe(7_000);
  });
});
