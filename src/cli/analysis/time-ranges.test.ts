import { expect, it } from "vitest";
import { subtractRanges } from "./time-ranges.ts";

const span = (fromMs: number, untilMs: number) => ({ fromMs, untilMs });

it("what is left of a span lies between the others, whatever their order", () => {
  expect(subtractRanges(span(0, 10), [])).toEqual([span(0, 10)]);
  expect(subtractRanges(span(0, 10), [span(6, 8), span(2, 4)])).toEqual([span(0, 2), span(4, 6), span(8, 10)]);
});

it("what overlaps, touches or reaches beyond it leaves nothing in between", () => {
  expect(subtractRanges(span(0, 10), [span(-5, 2), span(2, 6), span(3, 4), span(8, 20), span(30, 40)])).toEqual([
    span(6, 8),
  ]);
  expect(subtractRanges(span(0, 10), [span(-5, 20)])).toEqual([]);
});
