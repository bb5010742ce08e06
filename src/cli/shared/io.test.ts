import { expect, it } from "vitest";
import { Screen } from "../../../tests/support/cli.ts";
import { columnsOf, hasColors, toPlainText } from "./io.ts";

const [terminal, pipe] = [new Screen(132), new Screen()];

it.each([
  ["a terminal", terminal, {}, true, true],
  ["a pipe", pipe, {}, true, false],
  ["a terminal with --no-color", terminal, {}, false, false],
  ["a terminal with NO_COLOR", terminal, { NO_COLOR: "1" }, true, false],
  ["a pipe with FORCE_COLOR", pipe, { FORCE_COLOR: "1" }, true, true],
  ["a terminal with FORCE_COLOR=0", terminal, { FORCE_COLOR: "0" }, true, false],
  ["a pipe with NO_COLOR and FORCE_COLOR", pipe, { NO_COLOR: "1", FORCE_COLOR: "1" }, true, false],
  ["a dumb terminal", terminal, { TERM: "dumb" }, true, false],
])("colours on %s", (_, output, env, color, expected) => {
  expect(hasColors(output, env, { color })).toBe(expected);
});

it("the width is that of the terminal, else of COLUMNS, else 80", () => {
  expect(columnsOf(terminal, { COLUMNS: "40" })).toBe(132);
  expect(columnsOf(pipe, { COLUMNS: "40" })).toBe(40);
  expect(columnsOf(pipe, { COLUMNS: "wide" })).toBe(80);
});

it("text from outside can't control the terminal", () => {
  expect(toPlainText("a\u001b[2J\nb\u009b\u202ec")).toBe("a\ufffd[2J\ufffdb\ufffd\ufffdc");
});
