// Shows that each rule that redocly.yaml adds to recommended-strict bites: faults put into copies of the spec.
import { existsSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { parse } from "yaml";
import { pathOf, temporaryDirectory, textOf } from "../../tests/support/scripts.ts";
import { redocly } from "./redocly.ts";

// biome-ignore lint/suspicious/noExplicitAny: faults break the document's type, so a type would only be in the way
type Spec = any;

const listLogs = "/evses/{evse_id}/status_logs";
const getLog = "/evses/{evse_id}/status_logs/{sampled_at}";
const list = (spec: Spec) => spec.paths[listLogs].get;
const get = (spec: Spec) => spec.paths[getLog].get;
const problem = (spec: Spec, response: string) => spec.components.responses[response].content;

type Fault = [rule: string, fault: string, put: (spec: Spec) => void];

const faults: Fault[] = [
  [
    "array-parameter-serialization",
    "an array parameter that does not say how it is written",
    ({ components }) => delete components.parameters.Expand.explode,
  ],
  [
    "component-name-unique",
    "a second Location, in another file",
    ({ components: { schemas } }) => {
      schemas.User.properties.home = { description: "Home.", $ref: "second.yaml#/components/schemas/Location" };
    },
  ],
  ["info-contact", "no contact", ({ info }) => delete info.contact],
  [
    "operation-4xx-problem-details-rfc7807",
    "a 404 as plain JSON",
    (spec) => {
      const { "application/problem+json": media } = problem(spec, "NotFound");
      spec.components.responses.NotFound.content = { "application/json": media };
    },
  ],
  ["operation-description", "an operation without a description", (spec) => delete list(spec).description],
  ["operation-singular-tag", "an operation with two tags", (spec) => list(spec).tags.push("Command logs")],
  ["operation-tag-defined", "a tag that is not in the list of tags", (spec) => list(spec).tags.splice(0, 1, "Logs")],
  [
    "parameter-description",
    "a parameter without a description",
    ({ components }) => delete components.parameters.PageSize.description,
  ],
  [
    "response-contains-header",
    "a 200 without the version",
    (spec) => delete get(spec).responses["200"].headers["EvEnergy-Version"],
  ],
  [
    "response-contains-header",
    "a 404 without the rate limit",
    ({ components }) => delete components.responses.NotFound.headers["X-RateLimit-Remaining"],
  ],
  [
    "response-contains-header",
    "a 429 that does not say how long to wait",
    ({ components: { headers, responses } }) => {
      responses.TooManyRequests.headers["Retry-Later"] = headers["Retry-After"];
      delete responses.TooManyRequests.headers["Retry-After"];
      delete headers["Retry-After"];
    },
  ],
  [
    "response-mime-type",
    "a response in XML",
    (spec) => {
      const { content } = get(spec).responses["200"];
      content["application/xml"] = content["application/json"];
    },
  ],
  [
    "scalar-property-missing-example",
    "a field without an example",
    ({ components }) => delete components.schemas.EVSE.properties.cpid.examples,
  ],
  [
    "spec-strict-refs",
    "a $ref where OpenAPI allows none",
    (spec) => {
      spec.components["x-contact"] = spec.info.contact;
      spec.info.contact = { $ref: "#/components/x-contact" };
    },
  ],
  ["tags-alphabetical", "tags out of order", ({ tags }) => tags.reverse()],
  [
    "ev-energy-logs/header-examples-valid",
    "a header whose example breaks its schema",
    ({ components }) => Object.assign(components.headers["X-RateLimit-Remaining"], { example: "many" }),
  ],
  [
    "ev-energy-logs/header-examples-valid",
    "a header with a named example that breaks its schema",
    (spec) => Object.assign(list(spec).responses["200"].headers.Link.examples.lastPage, { value: 1 }),
  ],
  [
    "ev-energy-logs/defaults-valid",
    "a default out of bounds",
    ({ components }) => Object.assign(components.parameters.PageSize.schema, { default: 101 }),
  ],
  [
    "rule/operation-id-form",
    "an operation named by another scheme",
    (spec) => Object.assign(get(spec), { operationId: "evse_status_log" }),
  ],
  [
    "rule/operation-id-form",
    "a single resource with a name in the plural",
    (spec) => Object.assign(get(spec), { operationId: "getEvseStatusLogs" }),
  ],
  [
    "rule/operation-responses",
    "a default response",
    (spec) => Object.assign(get(spec).responses, { default: get(spec).responses["404"] }),
  ],
  ["rule/operation-responses", "an operation without a 406", (spec) => delete get(spec).responses["406"]],
  ["rule/operation-security", "an operation without scopes", (spec) => get(spec).security.splice(0, 1, { OAuth2: [] })],
  [
    "rule/operation-security",
    "an operation that leaves its security to the document",
    (spec) => {
      spec.security = get(spec).security;
      delete get(spec).security;
    },
  ],
  ["rule/operation-takes-version", "an operation without the version header", (spec) => list(spec).parameters.pop()],
  ["rule/list-links-pages", "a list without Link", (spec) => delete list(spec).responses["200"].headers.Link],
  [
    "rule/header-described",
    "a header without a description",
    ({ components }) => delete components.headers["Retry-After"].description,
  ],
  [
    "rule/header-example",
    "a header without an example",
    ({ components }) => delete components.headers["Retry-After"].example,
  ],
  ["rule/header-required", "an optional header", ({ components }) => delete components.headers["Retry-After"].required],
  [
    "rule/header-required",
    "a header that is expressly optional",
    ({ components }) => Object.assign(components.headers["Retry-After"], { required: false }),
  ],
  [
    "rule/parameter-example",
    "a parameter without an example",
    ({ components }) => delete components.parameters.PageSize.example,
  ],
  [
    "rule/media-type-named-examples",
    "an example without a name",
    (spec) => {
      const media = problem(spec, "NotFound")["application/problem+json"];
      media.example = media.examples.unknownResource.value;
      delete media.examples;
    },
  ],
  [
    "rule/media-type-named-examples",
    "a response without an example",
    (spec) => Object.assign(problem(spec, "NotFound")["application/problem+json"], { examples: {} }),
  ],
  [
    "rule/example-summary",
    "an example that does not say what it shows",
    (spec) => delete problem(spec, "NotFound")["application/problem+json"].examples.unknownResource.summary,
  ],
  [
    "rule/component-schema-described",
    "a schema without a description",
    ({ components }) => delete components.schemas.Location.description,
  ],
  [
    "rule/property-described",
    "a field without a description",
    ({ components }) => delete components.schemas.Location.properties.coordinates.properties.latitude.description,
  ],
  [
    "rule/pattern-anchored",
    "a pattern with an open end",
    ({ components }) => Object.assign(components.schemas.User.properties.id, { pattern: "^user[A-Z0-9]{26}" }),
  ],
  [
    "rule/query-integer-bounded",
    "a page size without a maximum",
    ({ components }) => delete components.parameters.PageSize.schema.maximum,
  ],
  [
    "rule/objects-open",
    "an object that forbids further members",
    ({ components }) => Object.assign(components.schemas.EVSE, { additionalProperties: false }),
  ],
  [
    "rule/expandable",
    "an expandable field whose string need not be a URL",
    ({ components }) => delete components.schemas.EVSE.properties.user.oneOf[0].format,
  ],
];

const cases = faults.map(([rule, fault, put], index) => ({ rule, fault, put, file: `${index}.yaml` }));

describe("redocly.yaml", () => {
  const directory = temporaryDirectory();
  const reported: Record<string, Set<string>> = {};

  // One run over all copies: most of a run is Redocly getting started.
  beforeAll(() => {
    const spec = parse(textOf("spec/openapi.yaml"));
    const write = (file: string, copy: Spec) => writeFileSync(join(directory, file), JSON.stringify(copy));
    write("second.yaml", spec);
    write("untouched.yaml", spec);
    for (const { file, put } of cases) {
      const copy = structuredClone(spec);
      put(copy);
      write(file, copy);
    }
    const files = ["untouched.yaml", ...cases.map(({ file }) => file)];
    for (const file of files) reported[file] = new Set();

    const paths = files.map((file) => join(directory, file));
    const { stdout } = redocly("lint", ...paths, "--config", pathOf("redocly.yaml"), "--format", "json");
    for (const report of stdout.split(/(?<=^\})(?=\{)/m)) {
      for (const { ruleId, location } of JSON.parse(report).problems) {
        reported[basename(location[0].source.ref)]?.add(ruleId);
      }
    }
  }, 60_000);

  test("finds nothing in the spec as it is", () => {
    expect(reported["untouched.yaml"]).toEqual(new Set());
  });

  test("stands on the strictest of Redocly's sets, and lets nothing off", () => {
    expect(parse(textOf("redocly.yaml")).extends).toEqual(["recommended-strict"]);
    expect(existsSync(pathOf(".redocly.lint-ignore.yaml"))).toBe(false);
  });

  test("has no rule of its own without a fault here", () => {
    const rules = Object.keys(parse(textOf("redocly.yaml")).rules);
    expect(new Set(faults.map(([rule]) => rule))).toEqual(new Set(rules));
  });

  test.each(cases)("reports $fault by $rule alone", ({ rule, file }) => {
    expect(reported[file]).toEqual(new Set([rule]));
  });
});
