import { describe, expect, it } from "vitest";
import { analyseEvening, at, status, stretch } from "../../../../tests/support/evening.ts";
import type { StatusLog } from "../../../index.ts";
import { rateLines } from "./rate-lines.ts";

/** Lines as the times and rates of their points. */
function linesOf(logs: readonly StatusLog[]) {
  const { lines } = rateLines(analyseEvening(logs));
  return lines.map((line) => line.map(({ atMs, watts }) => [new Date(atMs).toISOString().slice(11, 16), watts]));
}

describe("the rate's lines", () => {
  it("need only the ends of what is level", () => {
    const logs = [
      ...stretch("18:00", "19:00", { charge_rate_watts: 0 }),
      ...stretch("19:00", "20:00", { charge_rate_watts: 7200 }),
      status("20:00:00", { charge_rate_watts: 10 }),
    ];
    expect(linesOf(logs)).toEqual([
      [
        ["18:00", 0],
        ["18:55", 0],
        ["19:00", 7200],
        ["19:55", 7200],
        ["20:00", 10],
      ],
    ]);
  });

  it("break where the rate is not known, which is never zero", () => {
    const logs = [
      ...stretch("18:00", "19:00", { charge_rate_watts: 7200 }),
      status("19:00:00", { charge_rate_watts: null }),
      status("19:05:00", { charge_rate_watts: 7100 }),
      status("19:10:00", {}),
      ...stretch("19:15", "20:00", { charge_rate_watts: 7200 }),
    ];
    expect(linesOf(logs)).toEqual([
      [
        ["18:00", 7200],
        ["18:55", 7200],
      ],
      [["19:05", 7100]],
      [
        ["19:15", 7200],
        ["19:55", 7200],
      ],
    ]);
  });

  it("break where no report came", () => {
    const logs = [
      ...stretch("18:00", "19:00", { charge_rate_watts: 0 }),
      ...stretch("20:00", "21:00", { charge_rate_watts: 0 }),
    ];
    expect(linesOf(logs)).toEqual([
      [
        ["18:00", 0],
        ["18:55", 0],
      ],
      [
        ["20:00", 0],
        ["20:55", 0],
      ],
    ]);
  });

  it("keep the extremes of each column if there are too many points, and say how wide it is", () => {
    const SECOND_MS = 1000;
    const seconds = Array.from({ length: 9000 }, (_, second) => {
      const stamp = new Date(at("18:00") + second * SECOND_MS).toISOString();
      // A saw of seven teeth a minute, with one peak of a second.
      return { ...status("18:00"), sampled_at: stamp, charge_rate_watts: second === 4321 ? 9999 : second % 8 };
    });
    const all = rateLines(analyseEvening(seconds.slice(0, 6000)));
    expect(all.thinnedMs).toBe(undefined);
    expect(all.lines.flat()).toHaveLength(6000);

    const { lines, thinnedMs } = rateLines(analyseEvening(seconds));
    // Five hours in 1500 columns.
    expect(thinnedMs).toBe(12 * SECOND_MS);
    expect(lines).toHaveLength(1);
    const points = lines.flat();
    expect(points.length).toBeLessThanOrEqual(3000);
    expect(points[0]).toEqual({ atMs: at("18:00"), watts: 0 });
    expect(points).toContainEqual({ atMs: at("18:00") + 4321 * SECOND_MS, watts: 9999 });
    expect(points.slice(0, 4).map(({ watts }) => watts)).toEqual([0, 7, 3, 4]);
    expect(points.map(({ atMs }) => atMs)).toEqual(points.map(({ atMs }) => atMs).toSorted((a, b) => a - b));
  });
});
