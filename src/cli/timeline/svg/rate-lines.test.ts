import { expect, it } from "vitest";
import { analyseEvening, at, status, stretch } from "../../../../tests/support/evening.ts";
import type { StatusLog } from "../../../index.ts";
import { computeRateLines } from "./rate-lines.ts";

/** Returns the lines as the times and rates of their points. */
function linesOf(logs: readonly StatusLog[]) {
  const { lines } = computeRateLines(analyseEvening(logs));
  return lines.map((line) =>
    line.map(({ atMs, watts }) => `${new Date(atMs).toISOString().slice(11, 16)} ${watts}`).join(", "),
  );
}

it("the line has the ends of level stretches, and breaks where the rate is unknown or no report came", () => {
  const logs = [
    ...stretch("18:00", "19:00", { charge_rate_watts: 0 }),
    ...stretch("19:00", "20:00", { charge_rate_watts: 7200 }),
    status("20:00:00", { charge_rate_watts: null }),
    status("20:05:00", { charge_rate_watts: 7100 }),
    status("20:10:00", {}),
    ...stretch("20:15", "21:00", { charge_rate_watts: 0 }),
    ...stretch("22:00", "23:00", { charge_rate_watts: 0 }),
  ];
  expect(linesOf(logs)).toEqual([
    "18:00 0, 18:55 0, 19:00 7200, 19:55 7200",
    "20:05 7100",
    "20:15 0, 20:55 0",
    "22:00 0, 22:55 0",
  ]);
});

it("too many points are reduced to the extremes of each column", () => {
  const seconds = Array.from({ length: 9000 }, (_, second) => ({
    ...status("18:00"),
    sampled_at: new Date(at("18:00") + second * 1000).toISOString(),
    // A saw tooth of eight seconds, with a single peak.
    charge_rate_watts: second === 4321 ? 9999 : second % 8,
  }));
  const all = computeRateLines(analyseEvening(seconds.slice(0, 6000)));
  expect(all.columnMs).toBe(undefined);
  expect(all.lines.flat()).toHaveLength(6000);

  const { lines, columnMs } = computeRateLines(analyseEvening(seconds));
  // Five hours in 1500 columns.
  expect(columnMs).toBe(12_000);
  expect(lines).toHaveLength(1);
  const points = lines.flat();
  expect(points.length).toBeLessThanOrEqual(3000);
  expect(points.slice(0, 4).map(({ watts }) => watts)).toEqual([0, 7, 3, 4]);
  expect(points).toContainEqual({ atMs: at("18:00") + 4_321_000, watts: 9999 });
  expect(points.map(({ atMs }) => atMs)).toEqual(points.map(({ atMs }) => atMs).toSorted((a, b) => a - b));
});
