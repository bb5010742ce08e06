// What the mock shows of the contract: every response and example, the bounds of every parameter, and the need for a token.

import type { Case } from "../contract.ts";
import { examples, problems } from "../fixtures.ts";
import { type Operation, operations, type Parameters } from "../operations.ts";
import { violations } from "../wire.ts";
import type { Mock } from "./mock.ts";

const link = (family: string) =>
  `<https://api.ev.energy/v2/evses/evse01HSH04KDEWF6Z4DB2J77J74K5/${family}?page_before=2024-04-17T09%3A39%3A45.984584Z&page_size=25>; rel="previous", <about:blank>; rel="next"`;
const links: Readonly<Record<Operation["id"], string | null>> = {
  listEvseStatusLogs: link("status_logs"),
  getEvseStatusLog: null,
  listEvseCommandLogs: link("command_logs"),
  getEvseCommandLog: null,
};

/** The problems of each status; the first is what the mock returns unless another is preferred. */
function problemsOf({ id }: Operation) {
  const { invalidPageSize, unsupportedVersion } = problems;
  return {
    400: id.startsWith("list") ? { invalidPageSize, unsupportedVersion } : { unsupportedVersion },
    401: { missingCredentials: problems.missingCredentials },
    403: { missingScope: problems.missingScope },
    404: { unknownResource: problems.unknownResource },
    406: { unacceptableMediaType: problems.unacceptableMediaType },
    429: { rateLimited: problems.rateLimited },
  };
}

function responseCase(operation: Operation, status: number, example: string, body: unknown): Case<Mock> {
  const headers = {
    "Content-Type": status === 200 ? "application/json" : "application/problem+json",
    "EvEnergy-Version": "2",
    "X-RateLimit-Limit": "1000",
    "X-RateLimit-Remaining": "987",
    Link: status === 200 ? links[operation.id] : null,
    "Retry-After": status === 429 ? "42" : null,
    Deprecation: null,
  };
  return {
    title: `${operation.id} returns the example ${example} and its headers with ${status}`,
    async observe(mock) {
      const client = mock.client({ prefer: `code=${status}, example=${example}` });
      const { response, data, error } = await operation.send(client);
      const received = Object.keys(headers).map((name) => [name, response.headers.get(name)]);
      return { status: response.status, headers: Object.fromEntries(received), body: data ?? error };
    },
    expected: { status, headers, body },
  };
}

const responseCases = operations.flatMap((operation) => [
  ...Object.entries({ 200: examples[operation.id], ...problemsOf(operation) }).flatMap(([status, named]) =>
    Object.entries(named).map(([example, body]) => responseCase(operation, Number(status), example, body)),
  ),
  {
    title: `${operation.id} returns its first example unless another is preferred`,
    observe: async (mock: Mock) => (await operation.send(mock.client())).data,
    expected: Object.values(examples[operation.id])[0],
  },
]);

/** Values of a parameter that are accepted, and others with the keyword that they violate. */
interface Values {
  readonly in: "path" | "query" | "headers";
  readonly good: readonly unknown[];
  readonly bad: readonly (readonly [value: unknown, violation: string])[];
}

const all = (keyword: string, values: readonly unknown[]) => values.map((value) => [value, keyword] as const);

const evseId: Values = {
  in: "path",
  good: [
    "evse01HSH04KDEWF6Z4DB2J77J74K5",
    "evse00000000000000000000000000",
    "evse99999999999999999999999999",
    "evseABCDEFGHIJKLMNOPQRSTUVWXYZ",
  ],
  bad: all("pattern", [
    "evse01HSH04KDEWF6Z4DB2J77J74K",
    "evse01HSH04KDEWF6Z4DB2J77J74K55",
    "evse01hsh04kdewf6z4db2j77j74k5",
    "EVSE01HSH04KDEWF6Z4DB2J77J74K5",
    "user01HSH04KDEWF6Z4DB2J77J74K5",
    "01HSH04KDEWF6Z4DB2J77J74K5",
    "evse01HSH04KDEWF6Z4DB2J77J74_5",
    " evse01HSH04KDEWF6Z4DB2J77J74K5",
    "evse01HSH04KDEWF6Z4DB2J77J74K5\n",
    "../users",
  ]),
};
const timestamp = (place: Values["in"]): Values => ({
  in: place,
  good: [
    "2024-04-17T09:39:45Z",
    "2024-01-01T11:11:11.1111Z",
    "2024-04-17T09:39:45.984584Z",
    "2024-04-17T09:39:45.984584+02:00",
    "2024-02-29T23:59:59-11:30",
  ],
  bad: all("format", ["2024-04-17T09:39:45.984584", "2024-04-17", "2024-13-17T09:39:45Z", "1713346785", "yesterday"]),
});
const bound: Values = {
  ...timestamp("query"),
  bad: [...timestamp("query").bad, [["2024-04-17T09:39:45Z", "2024-04-17T09:39:46Z"], "type"]],
};
const pageSize: Values = {
  in: "query",
  good: [1, 2, 25, 99, 100],
  bad: [...all("minimum", [0, -1]), ...all("maximum", [101, 1000]), ...all("type", [1.5, "abc", "25,50", [25, 50]])],
};
const cursor: Values = {
  in: "query",
  good: [
    "2024-04-17T09:39:45.984584Z",
    "evse01HSH04KDEWF6Z4DB2J77J74K5",
    "0",
    "",
    "a b&c=d;e/ü?#[]%",
    "c".repeat(2000),
  ],
  bad: [[["a", "b"], "type"]],
};
const expand: Values = {
  in: "query",
  good: [
    ["evse"],
    ["evse.model"],
    ["evse.model.make"],
    ["evse.user", "evse.model.make", "evse.model", "evse"],
    Array(101).fill("evse"),
  ],
  bad: [
    ...["evse.make", "evse.model.make.evse_models", "user", "EVSE", "evse,evse.user"].map(
      (path) => [[path], "0 enum"] as const,
    ),
    [["evse", "evse.location"], "1 enum"],
  ],
};
const version: Values = {
  in: "headers",
  good: ["2"],
  bad: [...all("enum", ["1", "3", "3.0", "2.1", "-2"]), ...all("type", ["two"])],
};

const common = { evse_id: evseId, expand, "EvEnergy-Version": version };
const ofLists = { ...common, page_size: pageSize, page_after: cursor, page_before: cursor };
const parameters: Readonly<Record<Operation["id"], Readonly<Record<string, Values>>>> = {
  listEvseStatusLogs: { ...ofLists, sampled_at__gte: bound, sampled_at__lte: bound },
  getEvseStatusLog: { ...common, sampled_at: timestamp("path") },
  listEvseCommandLogs: { ...ofLists, logged_at__gte: bound, logged_at__lte: bound },
  getEvseCommandLog: { ...common, logged_at: timestamp("path") },
};

/** Sends requests past the client's own checks. Returns the status of each response, and the first violation. */
async function outcomes(mock: Mock, { send }: Operation, requests: readonly Parameters[]): Promise<string[]> {
  const found: string[] = [];
  for (const request of requests) {
    const { response } = await send(mock.client(), request);
    found.push(`${response.status} ${violations(response.headers)[0] ?? ""}`.trim());
  }
  return found;
}

const parameterCases = operations.flatMap((operation) =>
  Object.entries(parameters[operation.id]).flatMap(([name, { in: place, good, bad }]) => {
    const requestsWith = (values: readonly unknown[]) => values.map((value) => ({ [place]: { [name]: value } }));
    const where = `request.${place === "headers" ? "header" : place}.${name.toLowerCase()}`;
    return [
      {
        title: `${operation.id} accepts good values of ${name}`,
        observe: (mock: Mock) => outcomes(mock, operation, requestsWith(good)),
        expected: good.map(() => "200"),
      },
      {
        title: `${operation.id} refuses bad values of ${name}`,
        observe: (mock: Mock) => outcomes(mock, operation, requestsWith(bad.map(([value]) => value))),
        expected: bad.map(([, violation]) => `400 ${where}${/^\d/.test(violation) ? "." : " "}${violation}`),
      },
    ];
  }),
);

const otherCases = operations.flatMap((operation) => {
  const isList = operation.id.startsWith("list");
  const foreign = operation.id.includes("Status") ? "logged_at__gte" : "sampled_at__gte";
  const all = isList ? { ...ofLists } : common;
  return [
    {
      title: `${operation.id} accepts a request without the version header, and all parameters at once`,
      observe: (mock: Mock) =>
        outcomes(mock, operation, [
          { headers: { "EvEnergy-Version": null } },
          {
            query: Object.fromEntries(
              Object.entries(all).flatMap(([name, values]) => (values.in === "query" ? [[name, values.good[0]]] : [])),
            ),
          },
        ]),
      expected: ["200", "200"],
    },
    {
      title: `${operation.id} ignores parameters that only other operations have`,
      observe: (mock: Mock) =>
        outcomes(mock, operation, [
          { query: { [foreign]: "yesterday", ...(!isList && { page_size: 0, page_after: ["a", "b"] }) } },
        ]),
      expected: ["200"],
    },
    {
      title: `${operation.id} requires a bearer token, even of a request with a bad parameter`,
      async observe(mock: Mock) {
        const authorized = (value: string | undefined): typeof fetch => {
          return (input, init) => {
            const request = new Request(input, init);
            if (value === undefined) request.headers.delete("Authorization");
            else request.headers.set("Authorization", value);
            return mock.fetch(request);
          };
        };
        const found: unknown[] = [];
        for (const value of [undefined, "", "Bearer", "Basic ZGVtbzpkZW1vLXNlY3JldA==", "Token mock-token"]) {
          const { response, error } = await operation.send(mock.client({ fetch: authorized(value) }));
          found.push([response.status, error, violations(response.headers)]);
        }
        const bad = { path: { evse_id: "evse123" } };
        const { response } = await operation.send(mock.client({ fetch: authorized(undefined) }), bad);
        return [...found, response.status];
      },
      expected: [...Array(5).fill([401, problems.missingCredentials, ["request 401"]]), 401],
    },
  ];
});

export const mockCases: readonly Case<Mock>[] = [...responseCases, ...parameterCases, ...otherCases];
