// Whether a proxy that enforces the contract lets replies through: every operation and status, with each required header
// taken away or spoiled, with an empty body, and with another media type.

import { describe, test } from "vitest";
import { examples, problems } from "./fixtures.ts";
import { listEvseCommandLogs, listEvseStatusLogs, operations } from "./operations.ts";
import { useProxy } from "./proxy.ts";

const { allows, forbids } = useProxy();

const common = { "EvEnergy-Version": "2", "X-RateLimit-Limit": "1000", "X-RateLimit-Remaining": "0" };
const json = { ...common, "Content-Type": "application/json; charset=utf-8" };
const problem = { ...common, "Content-Type": "application/problem+json" };

const failures = [
  { status: 400, headers: problem, body: problems.unsupportedVersion },
  { status: 401, headers: problem, body: problems.missingCredentials },
  { status: 403, headers: problem, body: problems.missingScope },
  { status: 404, headers: problem, body: problems.unknownResource },
  { status: 406, headers: problem, body: problems.unacceptableMediaType },
  { status: 429, headers: { ...problem, "Retry-After": "3600" }, body: problems.rateLimited },
];

const replies = operations.flatMap((operation) => {
  const link = operation.id.startsWith("list") ? { Link: '<about:blank>; rel="next"' } : undefined;
  const success = { status: 200, headers: { ...json, ...link }, body: Object.values(examples[operation.id])[0] };
  return [success, ...failures].map((reply) => ({ ...reply, id: operation.id, operation }));
});

/** What is wrong with a header when it has that value. Any string is a good Link. */
const spoiled = [
  ["EvEnergy-Version", "3", "enum"],
  ["EvEnergy-Version", "two", "type"],
  ["X-RateLimit-Limit", "many", "type"],
  ["X-RateLimit-Remaining", "none", "type"],
  ["Retry-After", "Wed, 21 Oct 2026 07:28:00 GMT", "type"],
] as const;

describe.each(replies)("$status of $id", ({ operation, ...reply }) => {
  const without = (name: string) => Object.fromEntries(Object.entries(reply.headers).filter(([key]) => key !== name));

  test("passes as it is, and with headers that the contract does not know", async () => {
    await allows(operation, reply);
    await allows(operation, { ...reply, headers: { ...reply.headers, "X-Another": "1" } });
  });

  test("passes with fractions in the numbers of the rate limit, for they are numbers", async () => {
    const headers = { ...reply.headers, "X-RateLimit-Limit": "0.5", "X-RateLimit-Remaining": "-0.5" };
    await allows(operation, { ...reply, headers });
    if (reply.status === 429) await allows(operation, { ...reply, headers: { ...headers, "Retry-After": "0.5" } });
  });

  test("needs each of its headers", async () => {
    for (const name of Object.keys(without("Content-Type"))) {
      await forbids(operation, { ...reply, headers: without(name) }, "response.header required");
    }
  });

  test("needs sound values in them", async () => {
    for (const [name, value, keyword] of spoiled) {
      if (!(name in reply.headers)) continue;
      const headers = { ...reply.headers, [name]: value };
      await forbids(operation, { ...reply, headers }, `response.header.${name.toLowerCase()} ${keyword}`);
    }
  });

  test("needs a body of its own schema", async () => {
    const what = reply.status === 200 && operation.id.startsWith("list") ? "type" : "required";
    await forbids(operation, { ...reply, body: {} }, `response.body ${what}`);
  });

  test("has no other media type", async () => {
    for (const type of ["text/html", "text/plain", "application/xml"]) {
      await forbids(operation, { ...reply, headers: { ...reply.headers, "Content-Type": type } }, "response Error");
    }
  });
});

test.for([
  {
    operation: listEvseStatusLogs,
    link: '<https://api.ev.energy/v2/evses/evse01HSH04KDEWF6Z4DB2J77J74K5/status_logs?page_before=2024-04-17T09%3A39%3A45.984584Z&page_size=25>; rel="previous", <https://api.ev.energy/v2/evses/evse01HSH04KDEWF6Z4DB2J77J74K5/status_logs?page_after=2024-04-17T07%3A39%3A45.120384Z&page_size=25>; rel="next"',
  },
  {
    operation: listEvseCommandLogs,
    link: '<https://api.ev.energy/v2/evses/evse01HSH04KDEWF6Z4DB2J77J74K5/command_logs?page_before=2024-04-17T09%3A39%3A45.984584Z&page_size=25>; rel="previous", <https://api.ev.energy/v2/evses/evse01HSH04KDEWF6Z4DB2J77J74K5/command_logs?page_after=2024-04-16T21%3A05%3A12.000731Z&page_size=25>; rel="next"',
  },
])("a page of $operation.id passes with links to both neighbours", ({ operation, link }) =>
  allows(operation, { status: 200, headers: { ...json, Link: link }, body: [] }),
);
