import { expect, it } from "vitest";
import { resumeLine } from "./run.ts";

it.each([
  [["status", "evse01", "-o", "a.csv"], "npx ev-energy-logs status --resume evse01 -o a.csv"],
  [["status", "evse01", "--resume", "-o", "a.csv"], "npx ev-energy-logs status --resume evse01 -o a.csv"],
  [["commands", "-o", "my file", "--", "evse01"], "npx ev-energy-logs commands --resume -o 'my file' -- evse01"],
  [["status", "-o", "it's $5", ""], "npx ev-energy-logs status --resume -o 'it'\\''s $5' ''"],
])("%j is resumed by %s", (args, line) => {
  expect(resumeLine({ program: "npx ev-energy-logs", args })).toBe(line);
});
