// `npm run spec:drift`: what counts as a difference between two documents, and what a ruling does about it.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, test, vi } from "vitest";
import { parseDocument } from "yaml";
import { pathOf, runScript, temporaryDirectory, textOf } from "../../tests/support/scripts.ts";
import { UserError } from "../command.ts";
import { compareSpecs, readPublished, readRulings, reportDrift } from "./drift.ts";
import { parseSpec, readSpec } from "./spec-file.ts";

const mode = '{ type: [string, "null"], enum: [fast, slow, null] }';
const parameter = "{ name: size, in: query, schema: { type: integer, maximum: 9, default: 5 } }";
const link = "{ required: true, schema: { type: string } }";
const pump = "oneOf: [{ type: string }, { $ref: '#/components/schemas/Pump' }]";
const small = `openapi: 3.1.0
security: [{ auth: [logs] }]
paths:
  /pumps/{pump}/logs:
    get:
      parameters:
        - { name: pump, in: path, required: true, schema: { type: string, pattern: ^p } }
        - ${parameter}
        - { name: Trace, in: header, schema: { type: string } }
      responses:
        "200":
          headers: { Link: ${link} }
          content: { application/json: { schema: { $ref: '#/components/schemas/Log' } } }
components:
  schemas:
    Log:
      type: object
      required: [at]
      properties:
        at: { type: string, format: date-time }
        mode: ${mode}
        pump: { ${pump} }
    Pump: { type: object, properties: { id: { type: integer }, last: { $ref: '#/components/schemas/Log' } } }
`;

type Edit = [from: string, to: string];
const edit = (text: string, ...edits: Edit[]) =>
  edits.reduce((edited, [from, to]) => {
    expect(edited).toContain(from);
    return edited.replaceAll(from, to);
  }, text);

function compare(ours: string, theirs: string) {
  const { differences } = compareSpecs(parseSpec("ours", ours), parseSpec("theirs", theirs));
  return differences.map(({ place, ours, theirs }) => `${place}: ${ours} → ${theirs}`);
}

const get = "#/paths/~1pumps~1{pump}~1logs/get";
const [size, ok] = [`${get}/parameters/1`, `${get}/responses/200`];
const log = "#/components/schemas/Log";

describe("compareSpecs", () => {
  test.each<[what: string, ...Edit, difference: string]>([
    ["an operation", "    get:", "    put:", "#/paths/~1pumps~1{}~1logs/get: present → absent"],
    ["a scope", "[logs]", "[logs, pumps]", `${get}/security/logs pumps: absent → present`],
    ["a parameter", "name: Trace", "name: Traces", `${get}/parameters/header:trace: present → absent`],
    ["a required parameter", "query", "query, required: true", `${size}/required: false → true`],
    ["a bound of another type", "integer, maximum: 9", "number, maximum: 8", `${size}/schema/maximum: 9 → 8`],
    ["a default", "default: 5", "default: null", `${size}/schema/default: 5 → null`],
    ["a response", '"200"', '"202"', `${ok}: present → absent`],
    ["a header", "Link:", "Links:", `${ok}/headers/link: present → absent`],
    ["a media type", "n/json", "n/xml", `${ok}/content/application~1json: present → absent`],
    ["a field", "        at:", "        on:", `${log}/properties/at: present → absent`],
    ["a required field", "[at]", "[]", `${log}/required/at: present → absent`],
    ["a type", "integer, m", "number, m", `${size}/schema/type: integer → number`],
    ["a format", "date-time", "date", `${log}/properties/at/format: date-time → date`],
    ["nullability", mode, "{ enum: [fast, slow] }", `${log}/properties/mode/type: null | string → string`],
    ["an enum member", "slow,", "slow, off,", `${log}/properties/mode/enum/off: absent → present`],
    ["an alternative", "[{ type: string }, ", "[", `${log}/properties/pump/type: object | string → object`],
    ["a closed object", "required: [at]", "additionalProperties: false", `${log}/additionalProperties: absent → false`],
  ])("finds %s", (_, from, to, difference) => {
    const theirs = edit(small, [from, to]);
    expect(compare(small, theirs)).toContain(difference);
    expect(compare(theirs, small)).not.toEqual([]);
  });

  test.each<[what: string, ...Edit[]]>([
    ["prose and examples", ["[at]", "[at]\n      title: A\n      description: B\n      example: C\n      x-d: E"]],
    ["the name of a path parameter", ["{pump}", "{id}"], ["name: pump", "name: id"]],
    ["the case of a header", ["Link:", "link:"], ["name: Trace", "name: TRACE"]],
    ["a written default", ["query", "query, required: false, style: form, explode: true"]],
    ["null by nullable", ["3.1.0", "3.0.3"], ['[string, "null"]', "string, nullable: true"]],
    ["null by a member of the enum", ['[string, "null"]', "string"]],
    ["null by the type", ["slow, null", "slow"]],
    ["null by anyOf", [mode, "{ anyOf: [{ type: string, enum: [fast, slow] }, { type: 'null' }] }"]],
    ["null by oneOf and enum", [mode, "{ oneOf: [{ enum: [fast, slow] }, { enum: [null] }] }"]],
    ["null by nullable and allOf", [mode, "{ allOf: [{ enum: [fast, slow] }], nullable: true }"]],
    ["the order of alternatives", [pump, "anyOf: [{ $ref: '#/components/schemas/Pump' }, { type: string }]"]],
    ["parameters of a path", ["    get:\n      param", "    param"], ["      resp", "    get:\n      resp"]],
    ["a $ref to a path", ["/logs:\n", "/logs: { $ref: '#/x-paths/logs' }\nx-paths:\n  logs:\n"]],
    ["a $ref to a parameter", [parameter, "{ $ref: '#/x-size' }"], ["security", `x-size: ${parameter}\nsecurity`]],
    ["a $ref to a header", [link, "{ $ref: '#/x-link' }"], ["security", `x-link: ${link}\nsecurity`]],
    [
      "allOf",
      ["[at]", "[]\n      allOf: [{ required: [at] }, { properties: { at: { format: date-time } } }]"],
      [", format: date-time", ""],
    ],
  ])("disregards %s", (_, ...edits) => {
    const theirs = edit(small, ...edits);
    expect(compare(small, theirs)).toEqual([]);
    expect(compare(theirs, small)).toEqual([]);
  });
});

describe("reportDrift", () => {
  const contract = readSpec(pathOf("spec/openapi.yaml"));

  test("finds nothing between the contract and itself", () => {
    expect(reportDrift(contract, contract, []).hasDrifted).toBe(false);
  });

  test("explains every known contradiction with the rulings of this project", () => {
    const theirs = parseDocument(textOf("spec/openapi.yaml"));
    const user = theirs.createNode({ name: "EvEnergy-User", in: "header", schema: { type: "string" } });
    theirs.setIn(["components", "parameters", "PageAfter", "schema", "pattern"], "[a-z]{4}[A-Z0-9]{26}");
    theirs.addIn(["components", "parameters", "Expand", "schema", "items", "enum"], "ct_clamp");
    theirs.addIn(["paths", "/evses/{evse_id}/status_logs", "get", "parameters"], user);
    theirs.setIn(["components", "responses", "NotFound", "headers", "RetryAfter"], theirs.createNode({}));
    for (const log of ["EVSEStatusLog", "EVSECommandLog"]) theirs.deleteIn(["components", "schemas", log, "required"]);
    const rulings = readRulings(pathOf("spec/drift-rulings.yaml"));
    const { report } = reportDrift(contract, parseSpec("theirs", theirs.toString()), rulings);
    expect(report).toMatch(/ 0 unknown\. Rulings that no longer apply: 0\.$/);
  });

  const report = (theirs: Edit, ...rulings: Parameters<typeof reportDrift>[2]) =>
    reportDrift(parseSpec("ours", small), parseSpec("theirs", edit(small, theirs)), rulings);
  const ruling = { place: `${size}/schema/*`, theirs: 8, ruling: "We allow nine." };

  test("accepts a difference that a ruling explains, until the difference changes or disappears", () => {
    expect(report(["maximum: 9", "maximum: 8"], ruling).hasDrifted).toBe(false);
    expect(report(["maximum: 9", "maximum: 7"], ruling).hasDrifted).toBe(true);
    const stale = expect.stringContaining("schema/*\n  This ruling no longer applies: remove it.");
    expect(report(["", ""], ruling)).toEqual({ hasDrifted: true, report: stale });
  });

  test("mentions a new kind of log, and nothing else that only the provider has", () => {
    const more = report(["paths:", "paths:\n  /evses/{id}/alarm_logs: { get: {} }\n  /users: { get: {} }"]);
    const note = expect.stringMatching(/^Not in this document: #.paths.~1evses~1{id}~1alarm_logs.get at .*\n\nDiff/);
    expect(more).toEqual({ hasDrifted: false, report: note });
  });
});

describe("readPublished", () => {
  const url = "https://pumps.example/api.yaml";
  afterEach(() => vi.unstubAllGlobals());

  test("downloads a document", async () => {
    vi.stubGlobal("fetch", async () => new Response(small));
    expect((await readPublished(url)).locate("#/security")).toBe(`${url}:2:11`);
  });

  test.each([
    ["the status is 404", async () => new Response("", { status: 404 })],
    ["ECONNRESET", () => Promise.reject(new TypeError("", { cause: new Error("ECONNRESET") }))],
  ])("reports %s", async (reason, fetch) => {
    vi.stubGlobal("fetch", fetch);
    await expect(readPublished(url)).rejects.toThrow(new UserError(`${url} cannot be read: ${reason}.`));
  });
});

describe("npm run spec:drift", () => {
  const directory = temporaryDirectory();
  const write = (name: string, text: string) => writeFileSync(join(directory, name), text);
  write("ours.yaml", small);
  write("theirs.yaml", small.replace("default: 5", "default: 4"));
  const drift = (rulings: string, ...args: string[]) => {
    write("rulings.yaml", rulings);
    return runScript(directory, "scripts/spec/drift.ts", "--spec", "ours.yaml", "--rulings", "rulings.yaml", ...args);
  };

  test("prints an unknown difference and the ruling to fill in, and exits with 1 until it is filled in", async () => {
    const place = `${size}/schema/default`;
    const entry = `- place: "${place}"\n  theirs: 4\n  ruling: TODO\n`;
    const stdout = `${place}
  here:  5 at ours.yaml:8:82
  there: 4 at theirs.yaml:8:82 (${place})
  No ruling explains this.

Change this document, or add these rulings, with a sentence for each TODO:

${entry}
Differences: 0 known, 1 unknown. Rulings that no longer apply: 0.
`;
    expect(await drift("", "theirs.yaml")).toEqual({ code: 1, stdout, stderr: "" });
    expect(await drift(entry, "theirs.yaml")).toMatchObject({ code: 2, stderr: expect.stringContaining("a sentence") });
    expect(await drift(edit(entry, ["TODO", "Four is too few."]), "theirs.yaml")).toMatchObject({ code: 0 });
  });

  test.each([
    ["no document", [], "Usage: npm run spec:drift"],
    ["plain HTTP", ["http://pumps.example/"], "The address must start with https:// (received http://pumps.example/)"],
    ["what is not OpenAPI 3", ["rulings.yaml"], "rulings.yaml:1:1: not an OpenAPI 3 document"],
  ])("exits with 2 for %s", async (_, args, message) => {
    expect(await drift("", ...args)).toMatchObject({ code: 2, stderr: expect.stringContaining(message) });
  });
});
