// What the contract promises and no mock or proxy can show, as literals.

import type { Case, Part } from "./contract.ts";

const operationsOf = ({ paths }: Part) =>
  Object.entries<Part>(paths).flatMap(([path, methods]) =>
    Object.entries<Part>(methods).map(([method, operation]) => [`${method} ${path}`, operation] as const),
  );
const scopes = ["evse:read", "debug:read"];

export const staticCases: readonly Case<Part>[] = [
  {
    title: "the document is OpenAPI 3.1 with two tags, and without security that applies to all operations",
    observe: (contract) => [contract.openapi, contract.tags.map(({ name }: Part) => name), Object.keys(contract)],
    expected: ["3.1.0", ["Command logs", "Status logs"], ["openapi", "info", "servers", "tags", "paths", "components"]],
  },
  {
    title: "the servers are production, staging and the provider's own mock",
    observe: ({ servers }) => servers.map(({ url }: Part) => url),
    expected: [
      "https://api.ev.energy/v2",
      "https://api-staging.ev.energy/v2",
      "https://developers.ev.energy/_mock/ev.energy-api-v2",
    ],
  },
  {
    title: "every operation has its operationId, tag and scope",
    observe: (contract) =>
      operationsOf(contract).map(([call, { operationId, tags, security }]) => [call, operationId, tags, security]),
    expected: [
      ["get /evses/{evse_id}/status_logs", "listEvseStatusLogs", ["Status logs"], [{ OAuth2: ["evse:read"] }]],
      [
        "get /evses/{evse_id}/status_logs/{sampled_at}",
        "getEvseStatusLog",
        ["Status logs"],
        [{ OAuth2: ["evse:read"] }],
      ],
      ["get /evses/{evse_id}/command_logs", "listEvseCommandLogs", ["Command logs"], [{ OAuth2: ["debug:read"] }]],
      [
        "get /evses/{evse_id}/command_logs/{logged_at}",
        "getEvseCommandLog",
        ["Command logs"],
        [{ OAuth2: ["debug:read"] }],
      ],
    ],
  },
  {
    title: "both OAuth 2 grants offer both scopes",
    observe: ({ components: { securitySchemes } }) => [
      Object.keys(securitySchemes),
      securitySchemes.OAuth2.type,
      Object.entries<Part>(securitySchemes.OAuth2.flows).map(([grant, { scopes, ...urls }]) => [
        grant,
        urls,
        Object.keys(scopes),
      ]),
    ],
    expected: [
      ["OAuth2"],
      "oauth2",
      [
        [
          "authorizationCode",
          {
            authorizationUrl: "https://api.ev.energy/o/authorize/",
            tokenUrl: "https://api.ev.energy/o/token/",
            refreshUrl: "https://api.ev.energy/o/token/",
          },
          scopes,
        ],
        ["clientCredentials", { tokenUrl: "https://api.ev.energy/o/token/" }, scopes],
      ],
    ],
  },
  {
    title: "expand is a repeated parameter",
    observe: ({ components: { parameters } }) => [parameters.Expand.style, parameters.Expand.explode],
    expected: ["form", true],
  },
  {
    title: "a page has 25 entries, and a client 1000 requests an hour, unless told otherwise",
    observe: ({ components: { parameters, headers } }) => [
      parameters.PageSize.schema.default,
      headers["X-RateLimit-Limit"].schema.default,
      headers["Retry-After"].schema.default,
    ],
    expected: [25, 1000, 3600],
  },
  {
    title: "the lists have links of a last page and of a middle page as examples",
    observe: (contract) =>
      operationsOf(contract)
        .map(([, { responses }]) => responses["200"].headers.Link?.examples)
        .map((examples) => examples && Object.keys(examples)),
    expected: [["lastPage", "middlePage"], undefined, ["lastPage", "middlePage"], undefined],
  },
  {
    title: "parameters have the names, types and obligation that code generators use",
    observe: ({ components: { parameters } }) =>
      Object.entries<Part>(parameters).map(([name, { required, schema }]) => [name, required, schema.type]),
    expected: [
      ["EvseId", true, "string"],
      ["SampledAt", true, "string"],
      ["LoggedAt", true, "string"],
      ["SampledAtGte", undefined, "string"],
      ["SampledAtLte", undefined, "string"],
      ["LoggedAtGte", undefined, "string"],
      ["LoggedAtLte", undefined, "string"],
      ["PageSize", undefined, "integer"],
      ["PageAfter", undefined, "string"],
      ["PageBefore", undefined, "string"],
      ["Expand", undefined, "array"],
      ["Version", undefined, "number"],
    ],
  },
  {
    title: "headers, responses and schemas have the names that code generators use",
    observe: ({ components: { headers, responses, schemas } }) =>
      [headers, responses, schemas].map((components) => Object.keys(components)),
    expected: [
      ["EvEnergy-Version", "X-RateLimit-Limit", "X-RateLimit-Remaining", "Retry-After"],
      [
        ...["BadListRequest", "BadRequest", "Unauthorized", "Forbidden"],
        ...["NotFound", "NotAcceptable", "TooManyRequests"],
      ],
      ["EVSEStatusLog", "EVSECommandLog", "EVSE", "EVSEModel", "EVSEMake", "User", "Location", "Problem"],
    ],
  },
];
