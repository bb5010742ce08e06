// What no mock can show, read from the document and compared with literals: scopes, security, defaults, how parameters are
// written, which headers and fields are required, and every field's type.

import { describe, expect, test } from "vitest";
import { type Part, readContract } from "./contract.ts";
import { charging, expandedEvse, problems, scheduledCharging } from "./fixtures.ts";
import { schemas } from "./schemas.ts";
import { resolve, summarizeHeader, summarizeParameter, summarizeSchema } from "./summary.ts";

const contract = readContract();

const evseId = 'path evse_id!: string /^evse[A-Z0-9]{26}$/ such as "evse01HSH04KDEWF6Z4DB2J77J74K5"';
const paging = [
  "query page_size: integer 1.. ..100 =25 such as 100",
  'query page_after: string such as "2024-04-17T09:39:45.984584Z"',
  'query page_before: string such as "2024-04-17T07:39:45.120384Z"',
];
const expandAndVersion = [
  'query expand: array [string of evse, evse.model, evse.model.make, evse.user] such as ["evse.model.make","evse.user"] {"style":"form","explode":true}',
  "header EvEnergy-Version: number of 2 such as 2",
];

const operations = [
  {
    operationId: "listEvseStatusLogs",
    path: "/evses/{evse_id}/status_logs",
    tags: ["Status logs"],
    security: [{ OAuth2: ["evse:read"] }],
    parameters: [
      evseId,
      'query sampled_at__gte: string date-time such as "2024-04-17T00:00:00Z"',
      'query sampled_at__lte: string date-time such as "2024-04-17T23:59:59.999999Z"',
      ...paging,
      ...expandAndVersion,
    ],
    success: { body: "array [EVSEStatusLog]", examples: ["page", "emptyPage", "expanded"] },
    badRequests: ["invalidPageSize", "unsupportedVersion"],
  },
  {
    operationId: "getEvseStatusLog",
    path: "/evses/{evse_id}/status_logs/{sampled_at}",
    tags: ["Status logs"],
    security: [{ OAuth2: ["evse:read"] }],
    parameters: [
      evseId,
      'path sampled_at!: string date-time such as "2024-04-17T09:39:45.984584Z"',
      ...expandAndVersion,
    ],
    success: { body: "EVSEStatusLog", examples: ["charging", "unknownReadings", "expanded"] },
    badRequests: ["unsupportedVersion"],
  },
  {
    operationId: "listEvseCommandLogs",
    path: "/evses/{evse_id}/command_logs",
    tags: ["Command logs"],
    security: [{ OAuth2: ["debug:read"] }],
    parameters: [
      evseId,
      'query logged_at__gte: string date-time such as "2024-04-17T00:00:00Z"',
      'query logged_at__lte: string date-time such as "2024-04-17T23:59:59.999999Z"',
      ...paging,
      ...expandAndVersion,
    ],
    success: { body: "array [EVSECommandLog]", examples: ["page", "emptyPage", "expanded"] },
    badRequests: ["invalidPageSize", "unsupportedVersion"],
  },
  {
    operationId: "getEvseCommandLog",
    path: "/evses/{evse_id}/command_logs/{logged_at}",
    tags: ["Command logs"],
    security: [{ OAuth2: ["debug:read"] }],
    parameters: [
      evseId,
      'path logged_at!: string date-time such as "2024-04-17T09:39:45.984584Z"',
      ...expandAndVersion,
    ],
    success: { body: "EVSECommandLog", examples: ["scheduledCharging", "unknownTargets", "expanded"] },
    badRequests: ["unsupportedVersion"],
  },
];

const links = [
  {
    path: "/evses/{evse_id}/status_logs",
    lastPage:
      '<https://api.ev.energy/v2/evses/evse01HSH04KDEWF6Z4DB2J77J74K5/status_logs?page_before=2024-04-17T09%3A39%3A45.984584Z&page_size=25>; rel="previous", <about:blank>; rel="next"',
    middlePage:
      '<https://api.ev.energy/v2/evses/evse01HSH04KDEWF6Z4DB2J77J74K5/status_logs?page_before=2024-04-17T09%3A39%3A45.984584Z&page_size=25>; rel="previous", <https://api.ev.energy/v2/evses/evse01HSH04KDEWF6Z4DB2J77J74K5/status_logs?page_after=2024-04-17T07%3A39%3A45.120384Z&page_size=25>; rel="next"',
  },
  {
    path: "/evses/{evse_id}/command_logs",
    lastPage:
      '<https://api.ev.energy/v2/evses/evse01HSH04KDEWF6Z4DB2J77J74K5/command_logs?page_before=2024-04-17T09%3A39%3A45.984584Z&page_size=25>; rel="previous", <about:blank>; rel="next"',
    middlePage:
      '<https://api.ev.energy/v2/evses/evse01HSH04KDEWF6Z4DB2J77J74K5/command_logs?page_before=2024-04-17T09%3A39%3A45.984584Z&page_size=25>; rel="previous", <https://api.ev.energy/v2/evses/evse01HSH04KDEWF6Z4DB2J77J74K5/command_logs?page_after=2024-04-16T21%3A05%3A12.000731Z&page_size=25>; rel="next"',
  },
];

const common = [
  "EvEnergy-Version!: number of 2 such as 2",
  "X-RateLimit-Limit!: number =1000 such as 1000",
  "X-RateLimit-Remaining!: number such as 987",
];
const problem = (...examples: string[]) => ({
  headers: common,
  content: { "application/problem+json": { body: "Problem", examples } },
});

/** A response without its prose. */
function summarizeResponse(reference: Part) {
  const { description: _, headers, content, ...others } = resolve(contract, reference);
  return {
    headers: Object.entries(headers).map(([name, header]) => summarizeHeader(name, resolve(contract, header))),
    content: Object.fromEntries(
      Object.entries<Part>(content).map(([type, { schema, examples, ...rest }]) => [
        type,
        { body: summarizeSchema(schema), examples: Object.keys(examples), ...rest },
      ]),
    ),
    ...others,
  };
}

test("the document is OpenAPI 3.1 and knows the three servers", () => {
  expect(contract.openapi).toBe("3.1.0");
  expect(contract.servers.map(({ url }: Part) => url)).toEqual([
    "https://api.ev.energy/v2",
    "https://api-staging.ev.energy/v2",
    "https://developers.ev.energy/_mock/ev.energy-api-v2",
  ]);
});

test("there are four operations, all of them GET, and nothing is shared by path", () => {
  const all = Object.entries<Part>(contract.paths).map(([path, item]) => ({ path, has: Object.keys(item) }));

  expect(all).toEqual(operations.map(({ path }) => ({ path, has: ["get"] })));
});

test("nothing at the top level weakens or widens what the operations say", () => {
  expect(Object.keys(contract).sort()).toEqual(["components", "info", "openapi", "paths", "servers", "tags"]);
});

test("both OAuth 2 grants give both scopes", () => {
  const { description: _, ...scheme } = contract.components.securitySchemes.OAuth2;
  const scopes = { "evse:read": expect.any(String), "debug:read": expect.any(String) };

  expect(Object.keys(contract.components.securitySchemes)).toEqual(["OAuth2"]);
  expect(scheme).toEqual({
    type: "oauth2",
    flows: {
      authorizationCode: {
        authorizationUrl: "https://api.ev.energy/o/authorize/",
        tokenUrl: "https://api.ev.energy/o/token/",
        refreshUrl: "https://api.ev.energy/o/token/",
        scopes,
      },
      clientCredentials: { tokenUrl: "https://api.ev.energy/o/token/", scopes },
    },
  });
});

describe.each(operations)("$operationId", ({ path, success, badRequests, ...expected }) => {
  const {
    summary: _,
    description: __,
    parameters = [],
    responses = {},
    ...operation
  } = contract.paths[path]?.get ?? {};

  test("has its id, tag, scope and parameters", () => {
    const lines = parameters.map((parameter: Part) => summarizeParameter(resolve(contract, parameter)));

    expect({ ...operation, parameters: lines }).toEqual(expected);
  });

  test("has its responses, with their headers, media types and named examples", () => {
    const all = Object.entries(responses).map(([status, response]) => [status, summarizeResponse(response)]);
    const link = success.body.startsWith("array") ? ["Link!: string such as one of lastPage, middlePage"] : [];

    expect(Object.fromEntries(all)).toEqual({
      200: { headers: [...link, ...common], content: { "application/json": success } },
      400: problem(...badRequests),
      401: problem("missingCredentials"),
      403: problem("missingScope"),
      404: problem("unknownResource"),
      406: problem("unacceptableMediaType"),
      429: { ...problem("rateLimited"), headers: ["Retry-After!: number =3600 such as 42", ...common] },
    });
  });
});

test.for(links)(
  "the Link examples of $path are the last page, which the mock serves, and a middle one",
  ({ path, ...values }) => {
    const { examples } = contract.paths[path].get.responses["200"].headers.Link;

    expect(Object.fromEntries(Object.entries<Part>(examples).map(([name, { value }]) => [name, value]))).toEqual(
      values,
    );
  },
);

test("there are these schemas and no others", () => {
  expect(Object.keys(contract.components.schemas)).toEqual(Object.keys(schemas));
});

test.for(Object.entries(schemas))("%s has its fields, and is open to more", ([name, { required, fields }]) => {
  const { description: _, properties, required: declared = [], ...others } = contract.components.schemas[name];
  const lines = Object.entries(properties).map(([field, schema]) => [
    field,
    // The samples are the matter of the next test.
    summarizeSchema(schema).replace(/ such as ("[^"]*"|[-.\w]+)/g, ""),
  ]);

  expect({ required: declared, fields: Object.fromEntries(lines), ...others }).toEqual({
    required,
    fields,
    type: "object",
  });
});

test.for([
  ["EVSEStatusLog", { ...charging, evse: undefined }],
  ["EVSECommandLog", { ...scheduledCharging, evse: undefined }],
  ["EVSE", { ...expandedEvse, model: undefined, user: undefined }],
  ["EVSEModel", { ...expandedEvse.model, make: undefined }],
  ["EVSEMake", expandedEvse.model.make],
  ["User", { ...expandedEvse.user, evses: undefined, vehicles: undefined, default_location: undefined }],
  ["Location", expandedEvse.user.default_location],
  ["Problem", { ...problems.rateLimited, instance: "urn:uuid:7b0c2a4e-51d3-4f6a-9c88-e2d1f0a3b5c7" }],
] as const)("each scalar field of %s has the sample that the examples have", ([name, samples]) => {
  expect(sample(contract.components.schemas[name])).toEqual(samples);
});

function sample({ properties, examples }: Part): unknown {
  if (examples) return examples.length === 1 ? examples[0] : examples;
  return properties && Object.fromEntries(Object.entries<Part>(properties).map(([name, it]) => [name, sample(it)]));
}
