import { describe, expect, test } from "vitest";
import { type Chunks, createSeries, type Entry } from "./series.ts";

/** A chunk for every ten microseconds, with entries at 1, 4 and 8; those from 30 to 59 are empty and jumped over. */
function createChunks() {
  const computed: number[] = [];
  const chunks: Chunks = {
    numberOf: (us) => Math.floor(us / 10),
    entries(number) {
      computed.push(number);
      if (number >= 3 && number <= 5) return [];
      return [1, 4, 8].map((us) => ({ stampUs: number * 10 + us, loggedUs: number * 10 + us, fields: {} }));
    },
    next(number, step) {
      const next = number + step;
      if (next < 3 || next > 5) return next;
      return step > 0 ? 6 : 2;
    },
  };
  return { chunks, computed };
}

const first = (entries: Iterable<Entry>, count: number) => {
  const stamps: number[] = [];
  for (const { stampUs } of entries) {
    stamps.push(stampUs);
    if (stamps.length === count) break;
  }
  return stamps;
};

describe("a series", () => {
  const series = createSeries(createChunks().chunks, 14, 74);

  test("descends from a moment, which is included, to the first moment, included too", () => {
    expect(first(series.descending(64), 99)).toEqual([64, 61, 28, 24, 21, 18, 14]);
    expect(first(series.descending(63), 2)).toEqual([61, 28]);
  });

  test("ascends from a moment, which is included, to the last moment, included too", () => {
    expect(first(series.ascending(21), 99)).toEqual([21, 24, 28, 61, 64, 68, 71, 74]);
    expect(first(series.ascending(22), 1)).toEqual([24]);
  });

  test("starts at its own ends if asked for moments beyond them", () => {
    expect(first(series.descending(Infinity), 2)).toEqual([74, 71]);
    expect(first(series.ascending(-Infinity), 2)).toEqual([14, 18]);
  });

  test("starts in an empty stretch as well", () => {
    expect(first(series.descending(45), 1)).toEqual([28]);
    expect(first(series.ascending(45), 1)).toEqual([61]);
  });

  test("is empty on the far side of its ends, and if these are the wrong way round", () => {
    expect(first(series.descending(13), 1)).toEqual([]);
    expect(first(series.ascending(75), 1)).toEqual([]);
    const reversed = createSeries(createChunks().chunks, 74, 14);
    expect([first(reversed.descending(99), 1), first(reversed.ascending(0), 1)]).toEqual([[], []]);
  });

  test("goes on without end if it has none", () => {
    const endless = createSeries(createChunks().chunks, 0, Infinity);
    expect(first(endless.ascending(3_000_000_000_004), 4)).toEqual([
      3_000_000_000_004, 3_000_000_000_008, 3_000_000_000_011, 3_000_000_000_014,
    ]);
  });

  test("computes only the chunks that are read", () => {
    const { chunks, computed } = createChunks();
    const series = createSeries(chunks, 0, 1e15);
    expect(computed).toEqual([]);
    expect(first(series.descending(64), 4)).toEqual([64, 61, 28, 24]);
    expect(first(series.ascending(999_999_999), 1)).toEqual([1_000_000_001]);
    expect(computed).toEqual([6, 2, 99_999_999, 100_000_000]);
  });
});
