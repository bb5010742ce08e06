import { expect, test } from "vitest";
import { formatTimestamp, parseTimestamp } from "./microseconds.ts";

test.for<[us: number, text: string]>([
  [1_713_346_785_984_584, "2024-04-17T09:39:45.984584Z"],
  [1_713_346_785_000_007, "2024-04-17T09:39:45.000007Z"],
  [0, "1970-01-01T00:00:00.000000Z"],
  [-1, "1969-12-31T23:59:59.999999Z"],
])("%d is formatted in UTC with six fraction digits and parsed back", ([us, text]) => {
  expect(formatTimestamp(us)).toBe(text);
  expect(parseTimestamp(text)).toBe(us);
});

test.for<[text: string, us: number]>([
  ["2024-04-17T09:39:45Z", 1_713_346_785_000_000],
  ["2024-04-17T09:39:45.9Z", 1_713_346_785_900_000],
  ["2024-04-17T09:39:45.9845849Z", 1_713_346_785_984_584],
  ["2024-04-17T11:39:45.984584+02:00", 1_713_346_785_984_584],
  ["2024-02-29T00:00:00Z", 1_709_164_800_000_000],
])("%s is parsed to the microsecond", ([text, us]) => {
  expect(parseTimestamp(text)).toBe(us);
});

test.for([
  "",
  "2024-04-17T09:39:45",
  "2024-04-17 09:39:45Z",
  "2024-04-17T24:00:00Z",
  "2024-04-17T09:39:45+24:00",
  "2023-02-29T00:00:00Z",
  "2024-04-17T09:39:45Z\n",
])("%j is not a timestamp", (text) => {
  expect(parseTimestamp(text)).toBeUndefined();
});
