// The rules that redocly.yaml configures or adds: each reports a fault that is put into a copy of the spec.

import { writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { parse } from "yaml";
import { pathOf, temporaryDirectory, textOf } from "../../tests/support/scripts.ts";
import { redocly } from "./redocly.ts";

// biome-ignore lint/suspicious/noExplicitAny: a faulty spec has no type
type Spec = any;

const list = ({ paths }: Spec) => paths["/evses/{evse_id}/status_logs"].get;
const get = ({ paths }: Spec) => paths["/evses/{evse_id}/status_logs/{sampled_at}"].get;
const mediaType = ({ components }: Spec) => components.responses.NotFound.content["application/problem+json"];

const faults: readonly (readonly [rule: string, fault: string, put: (spec: Spec) => unknown])[] = [
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
    "a 429 without Retry-After",
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
    "ev-energy-logs/header-examples-valid",
    "an invalid example of a header",
    ({ components }) => {
      components.headers["X-RateLimit-Remaining"].example = "many";
    },
  ],
  [
    "ev-energy-logs/header-examples-valid",
    "an invalid named example of a header",
    (spec) => {
      list(spec).responses["200"].headers.Link.examples.lastPage.value = 1;
    },
  ],
  [
    "ev-energy-logs/defaults-valid",
    "an invalid default",
    ({ components }) => {
      components.parameters.PageSize.schema.default = 101;
    },
  ],
  [
    "rule/operation-id-format",
    "a list with a name in the singular",
    (spec) => {
      list(spec).operationId = "listEvseStatusLog";
    },
  ],
  [
    "rule/operation-responses",
    "a default response",
    (spec) => {
      get(spec).responses.default = get(spec).responses["404"];
    },
  ],
  ["rule/operation-responses", "an operation without a 406", (spec) => delete get(spec).responses["406"]],
  [
    "rule/operation-security",
    "an operation without scopes",
    (spec) => {
      get(spec).security = [{ OAuth2: [] }];
    },
  ],
  [
    "rule/operation-security",
    "security for the whole document",
    (spec) => {
      spec.security = get(spec).security;
      delete get(spec).security;
    },
  ],
  ["rule/operation-has-version", "an operation without the version header", (spec) => list(spec).parameters.pop()],
  ["rule/list-has-links", "a list without Link", (spec) => delete list(spec).responses["200"].headers.Link],
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
    "rule/parameter-example",
    "a parameter without an example",
    ({ components }) => delete components.parameters.PageSize.example,
  ],
  [
    "rule/media-type-named-examples",
    "a media type without an example",
    (spec) => {
      mediaType(spec).examples = {};
    },
  ],
  [
    "rule/example-summary",
    "an example without a summary",
    (spec) => delete mediaType(spec).examples.unknownResource.summary,
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
    ({ components }) => {
      components.schemas.User.properties.id.pattern = "^user[A-Z0-9]{26}";
    },
  ],
  [
    "rule/query-integer-bounded",
    "a page size without a maximum",
    ({ components }) => delete components.parameters.PageSize.schema.maximum,
  ],
  [
    "rule/objects-open",
    "an object that forbids unknown fields",
    ({ components }) => {
      components.schemas.EVSE.additionalProperties = false;
    },
  ],
  [
    "rule/expandable",
    "an expandable field whose string need not be a URL",
    ({ components }) => delete components.schemas.EVSE.properties.user.oneOf[0].format,
  ],
];

const cases = faults.map(([rule, fault, put], index) => ({ rule, fault, put, file: `${index}.yaml` }));
const directory = temporaryDirectory();
const reported: Record<string, Set<string>> = {};

// One run for all copies, as most of its time is the start of Redocly.
beforeAll(() => {
  const spec = parse(textOf("spec/openapi.yaml"));
  for (const { file, put } of cases) {
    const copy = structuredClone(spec);
    put(copy);
    writeFileSync(join(directory, file), JSON.stringify(copy));
    reported[file] = new Set();
  }
  const paths = cases.map(({ file }) => join(directory, file));
  const { stdout } = redocly("lint", ...paths, "--config", pathOf("redocly.yaml"), "--format", "json");
  for (const report of stdout.split(/(?<=^\})(?=\{)/m)) {
    for (const { ruleId, location } of JSON.parse(report).problems) {
      reported[basename(location[0].source.ref)]?.add(ruleId);
    }
  }
}, 60_000);

test("every rule that we add has a fault here", () => {
  const added = Object.keys(parse(textOf("redocly.yaml")).rules).filter((rule) => rule.includes("/"));
  expect(faults.map(([rule]) => rule)).toEqual(expect.arrayContaining(added));
});

test.each(cases)("$rule reports $fault", ({ rule, file }) => {
  expect(reported[file]).toEqual(new Set([rule]));
});
