// Tables, and their place in the document.

import { expect, test } from "vitest";
import { textOf } from "../../tests/support/scripts.ts";
import { machine, replaceBetweenMarkers, toMarkdown, toText } from "./report.ts";

const table = {
  title: "Weights",
  rows: [
    ["", "grams"],
    ["apple", "**90**"],
    ["melon, half", "1,200"],
  ],
};

test("a terminal gets columns, a document gets Markdown", () => {
  expect(toText(table)).toBe(
    ["Weights", "               grams", "  -----------  -----", "  apple        90", "  melon, half  1,200"].join("\n"),
  );
  expect(toMarkdown(table)).toBe(
    ["### Weights\n", "|  | grams |", "| --- | --- |", "| apple | **90** |", "| melon, half | 1,200 |"].join("\n"),
  );
});

test("what stands between the markers is replaced, and nothing else", () => {
  const document = "one\n<!-- figures -->\nold\n<!-- /figures -->\ntwo\n<!-- faults -->\n<!-- /faults -->\n";
  expect(replaceBetweenMarkers(document, "figures", "new")).toBe(
    "one\n<!-- figures -->\n\nnew\n\n<!-- /figures -->\ntwo\n<!-- faults -->\n<!-- /faults -->\n",
  );
  expect(() => replaceBetweenMarkers(document, "sizes", "new")).toThrow("There is no place for sizes in the document");
});

test("the document has a place for the figures and for the faults", () => {
  const document = textOf("docs/benchmarks.md");
  for (const name of ["figures", "faults"]) expect(replaceBetweenMarkers(document, name, "new")).not.toBe(document);
});

test("the machine is told with the versions of all peers", () => {
  expect(machine()).toMatch(
    /^Node [\d.]+, \d+ × .+, load [\d.]+ at the start, \d{4}-\d\d-\d\d; openapi-fetch [\d.]+, ky [\d.]+, @octokit\/core [\d.]+, @octokit\/plugin-paginate-rest [\d.]+, @hey-api\/openapi-ts [\d.]+, axios [\d.]+, got [\d.]+\.$/,
  );
});
