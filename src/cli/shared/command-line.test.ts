import { expect, it } from "vitest";
import { resumeLine } from "./command-line.ts";

it.each([
  [["status", "evse01", "-o", "a.csv"], "ev-energy-logs status --resume evse01 -o a.csv"],
  [["status", "evse01", "--resume", "-o", "a.csv"], "ev-energy-logs status --resume evse01 -o a.csv"],
  [["commands", "-o", "my file", "--", "evse01"], "ev-energy-logs commands --resume -o 'my file' -- evse01"],
  [["status", "-o", "it's $5", ""], "ev-energy-logs status --resume -o 'it'\\''s $5' ''"],
])("%j goes on with %s", (args, line) => {
  expect(resumeLine({ program: "ev-energy-logs", args })).toBe(line);
});

it("the line begins as the program was called", () => {
  const args = ["status", "evse01", "-o", "a.csv"];
  expect(resumeLine({ program: "npx ev-energy-logs", args })).toBe(
    "npx ev-energy-logs status --resume evse01 -o a.csv",
  );
});
