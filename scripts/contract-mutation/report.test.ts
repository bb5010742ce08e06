// What a person reads after a run, and when a run has failed.

import { describe, expect, test } from "vitest";
import { UserError } from "../command.ts";
import type { Verdict } from "./judge.ts";
import { change, type Mutation, remove, siteOf } from "./mutation.ts";
import { judgementOf, reportOf } from "./report.ts";

const contract = { components: { schemas: { Thing: { maximum: 100, enum: ["a"] } } } };
const loosened = change("bounds", "loosen", siteOf(contract, "components", "schemas", "Thing", "maximum"), 101);
const removed = remove("enum members", siteOf(contract, "components", "schemas", "Thing", "enum", 0));

function verdict(mutation: Mutation, killer: Verdict["killer"], seenOnWire?: boolean): Verdict {
  return { mutation, killer, seenOnWire };
}
const times = (count: number, one: Verdict): Verdict[] => Array(count).fill(one);

describe("the report", () => {
  test("has a table by kind, what survived, and what did not show on the wire", () => {
    const report = reportOf([
      verdict(loosened, undefined),
      verdict(loosened, "types"),
      verdict(removed, "literals", false),
      verdict(removed, "wire", true),
    ]);
    const lines = report.split("\n").filter((line) => !/ 0 +0 +0 +0 +0 +-$/.test(line));
    expect(lines).toEqual([
      "kind           made  killed  by literals  by wire  by types  on the wire alone",
      "bounds            2       1            0        0         1                  -",
      "enum members      2       2            1        1         0             1 of 2",
      "all               4       3            1        1         1             1 of 2",
      "",
      "Nothing noticed these:",
      "  schemas.Thing.maximum (bounds, loosen)",
      "    before: 100",
      "    after:  101",
      "",
      "The wire tests alone did not notice these:",
      '  schemas.Thing.enum.0: "a" → nothing',
    ]);
  });

  test("is the table alone if nothing slipped through", () => {
    expect(reportOf([verdict(removed, "literals", true)])).toMatch(/\nall +1 +1 +1 +0 +0 +1 of 1$/);
  });

  test("shows the beginning and the end of long values", () => {
    const long = change("enum members", "change", siteOf(contract, "components"), "x".repeat(1000));
    const after = reportOf([verdict(long, undefined)])
      .split("\n")
      .at(-1);
    expect(after).toBe(`    after:  "${"x".repeat(198)}…${"x".repeat(99)}"`);
  });
});

describe("the judgement", () => {
  test("passes 97 % in all and 90 % on the wire", () => {
    const verdicts = [
      ...times(90, verdict(removed, "literals", true)),
      ...times(7, verdict(removed, "literals", false)),
      ...times(3, verdict(removed, undefined, false)),
    ];
    expect(judgementOf(verdicts)).toBe(
      "All tests killed 97 of 100 mutants: 97 %, where 97 % are due.\n" +
        "The wire tests alone killed 90 of 100 mutants: 90 %, where 90 % are due.",
    );
  });

  test("fails below 97 % in all", () => {
    const verdicts = [...times(96, verdict(removed, "literals", true)), ...times(4, verdict(removed, undefined, true))];
    expect(() => judgementOf(verdicts)).toThrow(
      new UserError(
        "All tests killed 96 of 100 mutants: 96 %, where 97 % are due.\n" +
          "The wire tests alone killed 100 of 100 mutants: 100 %, where 90 % are due.",
      ),
    );
  });

  test("does not round 96 of 99 up to 97 %", () => {
    const verdicts = [...times(96, verdict(removed, "literals", true)), ...times(3, verdict(removed, undefined, true))];
    expect(() => judgementOf(verdicts)).toThrow("All tests killed 96 of 99 mutants: 96.9 %, where 97 % are due.");
  });

  test("fails below 90 % on the wire, however much the literals kill", () => {
    const verdicts = [
      ...times(89, verdict(removed, "literals", true)),
      ...times(11, verdict(removed, "literals", false)),
    ];
    expect(() => judgementOf(verdicts)).toThrow(
      "The wire tests alone killed 89 of 100 mutants: 89 %, where 90 % are due.",
    );
  });

  test("lets a small sample miss one", () => {
    expect(
      judgementOf([...times(7, verdict(removed, "literals", true)), verdict(removed, "literals", false)]),
    ).toContain("The wire tests alone killed 7 of 8 mutants: 87.5 %, where 90 % are due.");
  });

  test("never rounds up to all", () => {
    const verdicts = [...times(9_999, verdict(removed, "literals")), verdict(removed, undefined)];
    expect(judgementOf(verdicts)).toContain("All tests killed 9999 of 10000 mutants: 99.9 %");
  });

  test("is content if nothing went over the wire", () => {
    expect(judgementOf([verdict(removed, "literals")])).toContain("The wire tests alone killed 0 of 0 mutants: 100 %");
  });
});
