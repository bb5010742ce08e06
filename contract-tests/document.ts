// What the document says, as literals: scopes, security, defaults, how parameters are written, headers, examples, every
// field. The checks are data, so that whoever changes the document on purpose can ask each of them without a test runner.

import type { Part } from "./contract.ts";
import { charging, examples, expandedEvse, problems, scheduledCharging } from "./fixtures.ts";
import { schemas } from "./schemas.ts";
import { resolve, summarizeHeader, summarizeParameter, summarizeSchema } from "./summary.ts";

/** What `read` finds in a parsed document has to be `expected`, to the letter. A document may also be too broken to read. */
export interface Check {
  readonly title: string;
  readonly read: (contract: Part) => unknown;
  readonly expected: unknown;
}

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
    body: "array [EVSEStatusLog]",
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
    body: "EVSEStatusLog",
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
    body: "array [EVSECommandLog]",
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
    body: "EVSECommandLog",
    badRequests: ["unsupportedVersion"],
  },
] as const;

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
const problem = (...names: string[]) => ({
  headers: common,
  content: { "application/problem+json": { body: "Problem", examples: names } },
});

/** A response without its prose; what its examples hold is the matter of a check of its own. */
function summarizeResponse(contract: Part, reference: Part) {
  const { description: _, headers, content, ...others } = resolve(contract, reference);
  return {
    headers: Object.entries(headers).map(([name, header]) => summarizeHeader(name, resolve(contract, header))),
    content: mapValues(content, ({ schema, examples, ...rest }) => ({
      body: summarizeSchema(schema),
      examples: Object.keys(examples),
      ...rest,
    })),
    ...others,
  };
}

/** The values of a response's named examples. The names of two media types never meet. */
function exampleValues(contract: Part, reference: Part) {
  const { content } = resolve(contract, reference);
  const named = Object.values<Part>(content).map(({ examples }) => mapValues(examples, ({ value }) => value));
  return Object.assign({}, ...named);
}

function sample({ properties, examples }: Part): unknown {
  if (examples) return examples.length === 1 ? examples[0] : examples;
  return properties && mapValues(properties, sample);
}

function mapValues(object: Part, change: (value: Part) => unknown): Record<string, unknown> {
  return Object.fromEntries(Object.entries(object).map(([key, value]) => [key, change(value)]));
}

function checksOfOperation({ path, body, badRequests, ...expected }: (typeof operations)[number]): Check[] {
  const { operationId } = expected;
  const success = { body, examples: Object.keys(examples[operationId]) };
  const link = body.startsWith("array") ? ["Link!: string such as one of lastPage, middlePage"] : [];
  const { invalidPageSize, unsupportedVersion, ...otherProblems } = problems;
  return [
    {
      title: `${operationId} has its id, tag, scope and parameters`,
      read(contract) {
        const { summary: _, description: __, responses: ___, parameters, ...operation } = contract.paths[path].get;
        const lines = parameters.map((parameter: Part) => summarizeParameter(resolve(contract, parameter)));
        return { ...operation, parameters: lines };
      },
      expected,
    },
    {
      title: `${operationId} has its responses, with their headers, media types and named examples`,
      read: (contract) => mapValues(contract.paths[path].get.responses, (it) => summarizeResponse(contract, it)),
      expected: {
        200: { headers: [...link, ...common], content: { "application/json": success } },
        400: problem(...badRequests),
        401: problem("missingCredentials"),
        403: problem("missingScope"),
        404: problem("unknownResource"),
        406: problem("unacceptableMediaType"),
        429: { ...problem("rateLimited"), headers: ["Retry-After!: number =3600 such as 42", ...common] },
      },
    },
    {
      title: `${operationId} has its examples, value for value`,
      read(contract) {
        const { responses } = contract.paths[path].get;
        return Object.assign({}, ...Object.values(responses).map((response) => exampleValues(contract, response)));
      },
      expected: {
        ...examples[operationId],
        ...(link.length > 0 && { invalidPageSize }),
        unsupportedVersion,
        ...otherProblems,
      },
    },
  ];
}

function checkOfLinks({ path, ...expected }: (typeof links)[number]): Check {
  return {
    title: `the Link examples of ${path} are the last page, which the mock serves, and a middle one`,
    read: (contract) =>
      Object.entries<Part>(contract.paths[path].get.responses["200"].headers.Link.examples).map(([name, { value }]) => [
        name,
        value,
      ]),
    expected: Object.entries(expected),
  };
}

function checkOfFields([name, { required, fields }]: [string, (typeof schemas)[string]]): Check {
  return {
    title: `${name} has its fields, and is open to more`,
    read(contract) {
      const { description: _, properties, required: declared = [], ...others } = contract.components.schemas[name];
      // The samples are the matter of another check.
      const line = (schema: Part) => summarizeSchema(schema).replace(/ such as ("[^"]*"|[-.\w]+)/g, "");
      return { required: declared, fields: mapValues(properties, line), ...others };
    },
    expected: { required, fields, type: "object" },
  };
}

/** Fields that hold resources have no sample. */
const samples = {
  EVSEStatusLog: { ...charging, evse: undefined },
  EVSECommandLog: { ...scheduledCharging, evse: undefined },
  EVSE: { ...expandedEvse, model: undefined, user: undefined },
  EVSEModel: { ...expandedEvse.model, make: undefined },
  EVSEMake: expandedEvse.model.make,
  User: { ...expandedEvse.user, evses: undefined, vehicles: undefined, default_location: undefined },
  Location: expandedEvse.user.default_location,
  Problem: {
    ...problems.rateLimited,
    instance: "urn:uuid:7b0c2a4e-51d3-4f6a-9c88-e2d1f0a3b5c7",
    field_errors: undefined,
  },
};

function checkOfSamples([name, expected]: [string, unknown]): Check {
  return {
    title: `each scalar field of ${name} has the sample that the examples have`,
    read: (contract) => sample(contract.components.schemas[name]),
    expected,
  };
}

const scopes = ["evse:read", "debug:read"];

export const checks: readonly Check[] = [
  {
    title: "the document is OpenAPI 3.1 and knows the three servers",
    read: ({ openapi, servers }) => [openapi, ...servers.map(({ url }: Part) => url)],
    expected: [
      "3.1.0",
      "https://api.ev.energy/v2",
      "https://api-staging.ev.energy/v2",
      "https://developers.ev.energy/_mock/ev.energy-api-v2",
    ],
  },
  {
    title: "there are four operations, all of them GET, and nothing is shared by path",
    read: ({ paths }) => mapValues(paths, Object.keys),
    expected: Object.fromEntries(operations.map(({ path }) => [path, ["get"]])),
  },
  {
    title: "nothing at the top level weakens or widens what the operations say",
    read: (contract) => Object.keys(contract).sort(),
    expected: ["components", "info", "openapi", "paths", "servers", "tags"],
  },
  {
    title: "both OAuth 2 grants give both scopes",
    read: ({ components }) =>
      mapValues(components.securitySchemes, ({ description: _, flows, ...scheme }) => ({
        ...scheme,
        flows: mapValues(flows, ({ scopes, ...flow }) => ({ ...flow, scopes: Object.keys(scopes) })),
      })),
    expected: {
      OAuth2: {
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
      },
    },
  },
  ...operations.flatMap(checksOfOperation),
  ...links.map(checkOfLinks),
  {
    title: "there are these schemas and no others",
    read: ({ components }) => Object.keys(components.schemas),
    expected: Object.keys(schemas),
  },
  ...Object.entries(schemas).map(checkOfFields),
  ...Object.entries(samples).map(checkOfSamples),
];
