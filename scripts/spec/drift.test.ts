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
const sizeSchema = "{ type: integer, maximum: 9, default: 5 }";
const link = "{ required: true, schema: { type: string } }";
const pump = "oneOf: [{ type: string }, { $ref: '#/components/schemas/Pump' }]";
const small = `openapi: 3.1.0
security: [{ auth: [logs] }]
paths:
  /pumps/{pump}/logs:
    get:
      parameters:
        - { name: pump, in: path, required: true, schema: { type: string, pattern: ^p } }
        - { name: size, in: query, schema: ${sizeSchema} }
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
const size = `${get}/parameters/1`;
const ok = `${get}/responses/200`;
const log = "#/components/schemas/Log";

describe("compareSpecs", () => {
  test.each<[what: string, ...Edit, difference: string]>([
    ["an operation", "    get:", "    put:", "#/paths/~1pumps~1{}~1logs/get: present → absent"],
    ["a deprecation", "    get:", "    get:\n      deprecated: true", `${get}/deprecated: false → true`],
    ["a scope", "[logs]", "[logs, pumps]", `${get}/security/logs pumps: absent → present`],
    ["a parameter", "name: Trace", "name: Traces", `${get}/parameters/header:trace: present → absent`],
    ["the location of a parameter", "query", "cookie", `${get}/parameters/query:size: present → absent`],
    ["a required parameter", "query", "query, required: true", `${size}/required: false → true`],
    ["a style", "query", "query, style: pipeDelimited", `${size}/style: form → pipeDelimited`],
    ["a bound", "maximum: 9", "maximum: 8", `${size}/schema/maximum: 9 → 8`],
    ["a default", "default: 5", "default: null", `${size}/schema/default: 5 → null`],
    ["a pattern", "^p", "^q", `${get}/parameters/0/schema/pattern: ^p → ^q`],
    ["a response", '"200"', '"202"', `${ok}: present → absent`],
    ["a header", "Link:", "Links:", `${ok}/headers/link: present → absent`],
    ["an optional header", "Link: { required: true", "Link: { x: 1", `${ok}/headers/Link/required: true → false`],
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
    [
      "a $ref to a path, a parameter and a header",
      ["/logs:\n", "/logs: { $ref: '#/x-paths/logs' }\nx-paths:\n  logs:\n"],
      [`{ name: size, in: query, schema: ${sizeSchema} }`, "{ $ref: '#/x-parts/size' }"],
      [`Link: ${link}`, "Link: { $ref: '#/x-parts/link' }"],
      ["security:", `x-parts: { size: { name: size, in: query, schema: ${sizeSchema} }, link: ${link} }\nsecurity:`],
    ],
    [
      "a schema composed with allOf",
      ["      required: [at]\n", "      allOf: [{ $ref: '#/components/schemas/Timed' }]\n"],
      ["        at: { type: string, format: date-time }\n", "        at: { type: string }\n"],
      ["    Pump:", "    Timed: { required: [at], properties: { at: { format: date-time } } }\n    Pump:"],
    ],
  ])("disregards %s", (_, ...edits) => {
    const theirs = edit(small, ...edits);
    expect(compare(small, theirs)).toEqual([]);
    expect(compare(theirs, small)).toEqual([]);
  });
});

describe("the rulings of this project", () => {
  const ours = readSpec(pathOf("spec/openapi.yaml"));

  test("are not needed for its own document", () => {
    expect(reportDrift(ours, ours, []).hasDrifted).toBe(false);
  });

  test("explain every known contradiction", () => {
    const theirs = parseDocument(textOf("spec/openapi.yaml"));
    const user = theirs.createNode({ name: "EvEnergy-User", in: "header", schema: { type: "string" } });
    theirs.setIn(["components", "parameters", "PageAfter", "schema", "pattern"], "[a-z]{4}[A-Z0-9]{26}");
    theirs.addIn(["components", "parameters", "Expand", "schema", "items", "enum"], "ct_clamp");
    theirs.addIn(["paths", "/evses/{evse_id}/status_logs", "get", "parameters"], user);
    theirs.setIn(["components", "responses", "NotFound", "headers", "RetryAfter"], theirs.createNode({}));
    theirs.deleteIn(["components", "schemas", "EVSEStatusLog", "required"]);
    theirs.deleteIn(["components", "schemas", "EVSECommandLog", "required"]);
    const rulings = readRulings(pathOf("spec/drift-rulings.yaml"));
    const { report } = reportDrift(ours, parseSpec("theirs", theirs.toString()), rulings);
    expect(report).toMatch(/ 0 unknown\. Rulings that no longer apply: 0\.$/);
  });
});

describe("reportDrift", () => {
  const ours = parseSpec("ours", small);
  const report = (theirs: Edit, ...rulings: Parameters<typeof reportDrift>[2]) =>
    reportDrift(ours, parseSpec("theirs", edit(small, theirs)), rulings);
  const ruling = { place: `${size}/schema/*`, theirs: 8, ruling: "We allow nine." };

  test("accepts a difference that a ruling explains, until the difference changes or disappears", () => {
    expect(report(["maximum: 9", "maximum: 8"], ruling).hasDrifted).toBe(false);
    expect(report(["maximum: 9", "maximum: 7"], ruling).hasDrifted).toBe(true);
    const stale = report(["maximum: 9", "maximum: 9"], ruling);
    expect(stale.report).toContain("schema/*\n  This ruling no longer applies: remove it.");
    expect(stale.hasDrifted).toBe(true);
  });

  test("mentions a new kind of log, and nothing else that only the provider has", () => {
    const paths = "  /evses/{id}/alarm_logs: { get: {} }\n  /users: { get: {} }\n";
    const more = report(["components:", `${paths}components:`]);
    expect(more.report).toMatch(/^Not in this document: #.paths.~1evses~1{id}~1alarm_logs.get at .*\n\nDiff/);
    expect(more.hasDrifted).toBe(false);
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
    ["a status", async () => new Response("", { status: 404 }), "the status is 404"],
    ["a failure", async () => Promise.reject(new TypeError("", { cause: new Error("ECONNRESET") })), "ECONNRESET"],
  ])("reports %s", async (_, fetch, reason) => {
    vi.stubGlobal("fetch", fetch);
    await expect(readPublished(url)).rejects.toThrow(new UserError(`${url} cannot be read: ${reason}.`));
  });
});

describe("npm run spec:drift", () => {
  const directory = temporaryDirectory();
  const drift = (rulings: string, ...args: string[]) => {
    const files = {
      "ours.yaml": small,
      "theirs.yaml": edit(small, ["default: 5", "default: 4"]),
      "rulings.yaml": rulings,
    };
    for (const [name, text] of Object.entries(files)) writeFileSync(join(directory, name), text);
    return runScript(directory, "scripts/spec/drift.ts", "--spec", "ours.yaml", "--rulings", "rulings.yaml", ...args);
  };

  test("prints an unknown difference and the ruling to fill in, and exits with 1 until it is filled in", async () => {
    const place = `${size}/schema/default`;
    const entry = `- place: "${place}"\n  theirs: 4\n  ruling: TODO\n`;
    const { code, stdout } = await drift("", "theirs.yaml");
    expect(stdout).toBe(`${place}
  here:  5 at ours.yaml:8:82
  there: 4 at theirs.yaml:8:82 (${place})
  No ruling explains this.

Change this document, or add these rulings, with a sentence for each TODO:

${entry}
Differences: 0 known, 1 unknown. Rulings that no longer apply: 0.
`);
    expect(code).toBe(1);
    expect(await drift(edit(entry, ["TODO", "Four is too few."]), "theirs.yaml")).toMatchObject({ code: 0 });
    expect(await drift(entry, "theirs.yaml")).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("a ruling that is a sentence"),
    });
  });

  test.each([
    ["no document", [], "Usage: npm run spec:drift"],
    ["plain HTTP", ["http://pumps.example/"], "The address must start with https:// (received http://pumps.example/)"],
    ["what is not OpenAPI 3", ["rulings.yaml"], "rulings.yaml:1:1: this is not an OpenAPI 3 document"],
  ])("exits with 2 for %s", async (_, args, message) => {
    expect(await drift("", ...args)).toMatchObject({ code: 2, stderr: expect.stringContaining(message) });
  });
});
