// What a proxy that enforces the contract lets a provider return: every operation and status, header, and field.

import type { Case } from "../contract.ts";
import { examples, problems } from "../fixtures.ts";
import { getEvseCommandLog, getEvseStatusLog, lists, type Operation, operations } from "../operations.ts";
import type { Reply } from "../prism.ts";
import { type Resource, resources } from "./fields.ts";
import type { ReplyProxy } from "./proxy.ts";

const common = { "EvEnergy-Version": "2", "X-RateLimit-Limit": "1000", "X-RateLimit-Remaining": "0" };
const json = { ...common, "Content-Type": "application/json; charset=utf-8" };
const problemJson = { ...common, "Content-Type": "application/problem+json" };

/** A reply, and the violation that it has to be refused for, among others; without one, it has to pass. */
interface Probe {
  readonly reply: Reply;
  readonly violation?: string;
}

function proxyCase(title: string, operation: Operation, probes: readonly Probe[]): Case<ReplyProxy> {
  return {
    title: `${operation.id}: ${title}`,
    async observe({ send }) {
      const found: unknown[] = [];
      for (const { reply, violation } of probes) {
        const outcome = await send(operation, reply);
        found.push(violation !== undefined && outcome.includes(violation) ? violation : outcome);
      }
      return found;
    },
    expected: probes.map(({ violation }) => violation ?? "passes"),
  };
}

const failures = [
  { status: 400, headers: problemJson, body: problems.unsupportedVersion },
  { status: 401, headers: problemJson, body: problems.missingCredentials },
  { status: 403, headers: problemJson, body: problems.missingScope },
  { status: 404, headers: problemJson, body: problems.unknownResource },
  { status: 406, headers: problemJson, body: problems.unacceptableMediaType },
  { status: 429, headers: { ...problemJson, "Retry-After": "3600" }, body: problems.rateLimited },
];

/** Any string is a good Link. */
const badHeaders = [
  ["EvEnergy-Version", "3", "enum"],
  ["EvEnergy-Version", "two", "type"],
  ["X-RateLimit-Limit", "many", "type"],
  ["X-RateLimit-Remaining", "none", "type"],
  ["Retry-After", "Wed, 21 Oct 2026 07:28:00 GMT", "type"],
] as const;

function casesOfReply(operation: Operation, reply: Reply): Case<ReplyProxy>[] {
  const withHeaders = (headers: Readonly<Record<string, string>>) => ({ ...reply, headers });
  const { "Content-Type": _, ...required } = reply.headers;
  const fractions = { "X-RateLimit-Limit": "0.5", "X-RateLimit-Remaining": "-0.5" };
  const retryAfter = reply.status === 429 ? { "Retry-After": "0.5" } : {};
  const isPage = Array.isArray(reply.body);
  return [
    proxyCase(`${reply.status} passes, also with fractions in its numbers and with an unknown header`, operation, [
      { reply },
      { reply: withHeaders({ ...reply.headers, ...fractions, ...retryAfter, "X-Another": "1" }) },
    ]),
    proxyCase(`${reply.status} requires its headers, with good values`, operation, [
      ...Object.keys(required).map((name) => ({
        reply: withHeaders(Object.fromEntries(Object.entries(reply.headers).filter(([key]) => key !== name))),
        violation: "response.header required",
      })),
      ...badHeaders
        .filter(([name]) => name in reply.headers)
        .map(([name, value, keyword]) => ({
          reply: withHeaders({ ...reply.headers, [name]: value }),
          violation: `response.header.${name.toLowerCase()} ${keyword}`,
        })),
    ]),
    proxyCase(`${reply.status} requires its schema and its media type`, operation, [
      { reply: { ...reply, body: null }, violation: "response.body type" },
      { reply: { ...reply, body: {} }, violation: `response.body ${isPage ? "type" : "required"}` },
      { reply: withHeaders({ ...reply.headers, "Content-Type": "text/html" }), violation: "response Error" },
    ]),
  ];
}

const replyCases = operations.flatMap((operation) => {
  const link = operation.id.startsWith("list") ? { Link: '<about:blank>; rel="next"' } : {};
  const success = { status: 200, headers: { ...json, ...link }, body: Object.values(examples[operation.id])[0] };
  return [success, ...failures].flatMap((reply) => casesOfReply(operation, reply));
});

/** Where each resource is in a reply. */
interface Place {
  readonly operation: Operation;
  readonly at: string;
  readonly status?: number;
  readonly bodyWith: (resource: Resource) => Resource;
}

const withEvse = (part: Resource) => ({ ...resources.EVSEStatusLog.least, evse: { ...resources.EVSE.least, ...part } });
const places: Readonly<Record<keyof typeof resources, Place>> = {
  EVSEStatusLog: { operation: getEvseStatusLog, at: "body", bodyWith: (log) => log },
  EVSECommandLog: { operation: getEvseCommandLog, at: "body", bodyWith: (log) => log },
  EVSE: {
    operation: getEvseStatusLog,
    at: "body.evse",
    bodyWith: (evse) => ({ ...resources.EVSEStatusLog.least, evse }),
  },
  EVSEModel: { operation: getEvseStatusLog, at: "body.evse.model", bodyWith: (model) => withEvse({ model }) },
  EVSEMake: {
    operation: getEvseStatusLog,
    at: "body.evse.model.make",
    bodyWith: (make) => withEvse({ model: { ...resources.EVSEModel.least, make } }),
  },
  User: { operation: getEvseStatusLog, at: "body.evse.user", bodyWith: (user) => withEvse({ user }) },
  Location: {
    operation: getEvseStatusLog,
    at: "body.evse.user.default_location",
    bodyWith: (place) => withEvse({ user: { ...resources.User.least, default_location: place } }),
  },
  Problem: { operation: getEvseStatusLog, at: "body", status: 400, bodyWith: (problem) => problem },
};

const fieldCases = Object.entries(resources).flatMap(([name, { least, fields }]) => {
  const { operation, at, status = 200, bodyWith } = places[name as keyof typeof resources];
  const reply = (resource: Resource) => ({
    status,
    headers: status === 200 ? json : problemJson,
    body: bodyWith(resource),
  });
  return [
    proxyCase(`${name} requires some fields, and may have fields that are not known yet`, operation, [
      { reply: reply(least) },
      { reply: reply({ ...least, brand_new: [1] }) },
      ...Object.keys(least).map((field) => ({
        reply: reply(Object.fromEntries(Object.entries(least).filter(([key]) => key !== field))),
        violation: `response.${at} required`,
      })),
    ]),
    ...Object.entries(fields).map(([field, { good, bad }]) =>
      proxyCase(`${field} of ${name} accepts good values and no others`, operation, [
        ...good.map((value) => ({ reply: reply({ ...least, [field]: value }) })),
        ...bad.map(([value, violation]) => ({
          reply: reply({ ...least, [field]: value }),
          violation: `response.${at}.${field}${violation}`,
        })),
      ]),
    ),
  ];
});

const pageCases = lists.map((operation) => {
  const { least } = operation.id === "listEvseStatusLogs" ? resources.EVSEStatusLog : resources.EVSECommandLog;
  const without = (name: string) => Object.fromEntries(Object.entries(least).filter(([field]) => field !== name));
  const page = (body: unknown) => ({ status: 200, headers: { ...json, Link: "<about:blank>; rel=next" }, body });
  return proxyCase("a page is an array of any number of logs, and of nothing else", operation, [
    ...[0, 1, 101].map((length) => ({ reply: page(Array(length).fill(least)) })),
    { reply: page(least), violation: "response.body type" },
    { reply: page(null), violation: "response.body type" },
    ...Object.keys(least).map((name) => ({
      reply: page([least, without(name)]),
      violation: "response.body.1 required",
    })),
    { reply: page(Array(100).fill(without("url"))), violation: "response.body.0 required" },
    { reply: page([null]), violation: "response.body.0 type" },
  ]);
});

const middlePage = (family: string, after: string) =>
  `<https://api.ev.energy/v2/evses/evse01HSH04KDEWF6Z4DB2J77J74K5/${family}?page_before=2024-04-17T09%3A39%3A45.984584Z&page_size=25>; rel="previous", <https://api.ev.energy/v2/evses/evse01HSH04KDEWF6Z4DB2J77J74K5/${family}?page_after=${after}&page_size=25>; rel="next"`;
const linkCases = [
  { operation: lists[0], link: middlePage("status_logs", "2024-04-17T07%3A39%3A45.120384Z") },
  { operation: lists[1], link: middlePage("command_logs", "2024-04-16T21%3A05%3A12.000731Z") },
].map(({ operation, link }) =>
  proxyCase(
    "a page passes with any link",
    operation as Operation,
    [link, "x".repeat(2000)].map((Link) => ({ reply: { status: 200, headers: { ...json, Link }, body: [] } })),
  ),
);

export const proxyCases: readonly Case<ReplyProxy>[] = [...replyCases, ...fieldCases, ...pageCases, ...linkCases];
