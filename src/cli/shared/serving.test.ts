import { expect, it } from "vitest";
import { wholeReader } from "./serving.ts";

const read = wholeReader(-5, 65_535);

it.each([
  ["0", 0],
  ["-5", -5],
  ["65535", 65_535],
])("%s is a whole number", (text, value) => {
  expect(read(text)).toBe(value);
});

it.each(["65536", "-6", "1.5", "1e3", "0x10", "", " 1", "9999999999999999"])("refuses %j", (text) => {
  expect(() => read(text)).toThrow("It takes a whole number from -5 to 65535.");
});
