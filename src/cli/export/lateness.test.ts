import { expect, it } from "vitest";
import { Lateness } from "./lateness.ts";

const HOUR_MS = 3_600_000;
const log = (delaySeconds: number) => ({
  sampled_at: "2026-01-31T12:00:00Z",
  logged_at: new Date(Date.UTC(2026, 0, 31, 12, 0, delaySeconds)).toISOString(),
});

it("describes the longest delay and that of 95 % of the logs, while a window may be incomplete", () => {
  const lateness = new Lateness();
  lateness.add(Array.from({ length: 95 }, () => log(8)));
  lateness.add([log(600), log(600), log(7200), log(-10), { sampled_at: "soon" }]);
  expect(lateness.describe(HOUR_MS)).toBe(
    "Logs arrived up to 2 h late (95 % within 8 s), so the end of this window may still be incomplete.",
  );
  expect(lateness.describe(2 * HOUR_MS)).toBeUndefined();
});

it("does not mention delays of less than a minute", () => {
  const lateness = new Lateness();
  lateness.add([log(8), log(59)]);
  expect(lateness.describe(0)).toBeUndefined();
});
