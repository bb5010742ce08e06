import { Writable } from "node:stream";
import { describe, expect, it } from "vitest";
import { Screen } from "../../../tests/support/cli.ts";
import { columnsOf, hasColors, write } from "./io.ts";

describe("colours", () => {
  const terminal = new Screen(80);
  const pipe = new Screen();
  it.each([
    ["a terminal", terminal, {}, true, true],
    ["a pipe", pipe, {}, true, false],
    ["a terminal with --no-color", terminal, {}, false, false],
    ["a terminal with NO_COLOR", terminal, { NO_COLOR: "1" }, true, false],
    ["a terminal with an empty NO_COLOR", terminal, { NO_COLOR: "" }, true, true],
    ["a pipe with FORCE_COLOR", pipe, { FORCE_COLOR: "1" }, true, true],
    ["a terminal with FORCE_COLOR=0", terminal, { FORCE_COLOR: "0" }, true, false],
    ["a terminal with FORCE_COLOR=false", terminal, { FORCE_COLOR: "false" }, true, false],
    ["a pipe with both variables", pipe, { NO_COLOR: "1", FORCE_COLOR: "1" }, true, false],
    ["a pipe with FORCE_COLOR and --no-color", pipe, { FORCE_COLOR: "1" }, false, false],
    ["a dumb terminal", terminal, { TERM: "dumb" }, true, false],
  ])("on %s: %#", (_, output, env, color, expected) => {
    expect(hasColors(output, env, { color })).toBe(expected);
  });

  it("depend on the output where there is no such option", () => {
    expect([hasColors(terminal, {}), hasColors(new Writable(), {})]).toEqual([true, false]);
  });
});

describe("the width", () => {
  it.each([
    ["the terminal's", new Screen(132), { COLUMNS: "40" }, 132],
    ["that of COLUMNS in a pipe", new Screen(), { COLUMNS: "40" }, 40],
    ["80 in a pipe", new Screen(), {}, 80],
    ["80 where COLUMNS is no number", new Screen(), { COLUMNS: "wide" }, 80],
  ])("is %s", (_, output, env, columns) => {
    expect(columnsOf(output, env)).toBe(columns);
  });
});

describe("writing", () => {
  it("waits until the stream has taken it", async () => {
    const screen = new Screen();
    await write(screen, "a");
    await write(screen, new TextEncoder().encode("b"));
    expect(screen.text).toBe("ab");
  });

  it("fails with a sentence", async () => {
    const full = new Writable({ write: (_chunk, _encoding, done) => done(new Error("ENOSPC: no space left")) });
    full.on("error", () => {});
    await expect(write(full, "a")).rejects.toThrow("the output can't be written: ENOSPC: no space left");
  });
});
