import { expect, test } from "vitest";
import { hashText, Random } from "./random.ts";

test("the same key, purpose and index produce the same numbers on every machine", () => {
  const random = new Random(7, "plan", 3);

  expect([random.next(), random.next()]).toEqual([0.804561662953347, 0.1210370019543916]);
  expect(hashText("abc")).toBe(-795411093);
});

test.for([
  ["key", new Random(8, "plan", 3)],
  ["purpose", new Random(7, "week", 3)],
  ["index", new Random(7, "plan", 4)],
  ["higher bits of the index", new Random(7, "plan", 3 + 2 ** 32)],
  ["sign of the index", new Random(7, "plan", -3)],
] as const)("another %s produces other numbers", ([, random]) => {
  expect(random.next()).not.toBe(0.804561662953347);
});

test("numbers are spread evenly, the first ones of consecutive indexes too", () => {
  const source = new Random(7, "plan");
  const sequence = Array.from({ length: 10_000 }, () => source.next());
  const firsts = Array.from({ length: 10_000 }, (_, index) => new Random(7, "sample", index).next());
  for (const numbers of [sequence, firsts]) {
    const tenths = Array.from({ length: 10 }, (_, tenth) => numbers.filter((n) => Math.floor(n * 10) === tenth).length);
    expect(Math.min(...tenths)).toBeGreaterThan(900);
    expect(Math.max(...tenths)).toBeLessThan(1100);
  }
});

test("integers and list elements include both ends, and UUIDs are valid and unique", () => {
  const random = new Random(7, "plan");
  const thousand = <T>(draw: () => T) => new Set(Array.from({ length: 1000 }, draw));

  expect(thousand(() => random.whole(-1, 2))).toEqual(new Set([-1, 0, 1, 2]));
  expect(thousand(() => random.pick(["a", "b", "c"]))).toEqual(new Set(["a", "b", "c"]));
  const uuids = [...thousand(() => random.uuid())];
  expect(uuids).toHaveLength(1000);
  const version4 = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
  expect(uuids.filter((uuid) => !version4.test(uuid))).toEqual([]);
});
