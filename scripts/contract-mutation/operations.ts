// The mutations of paths and operations, of what they demand of a caller, and of where they are served.

import {
  add,
  annotations,
  append,
  below,
  change,
  keyOf,
  type Mutation,
  membersOf,
  remove,
  rename,
  type Site,
} from "./mutation.ts";
import { parametersInUse } from "./parameters.ts";
import { responsesInUse } from "./responses.ts";

/** All that may happen to a path and to the operations on it. */
export function* pathMutations(path: Site): Generator<Mutation> {
  const template = keyOf(path);
  yield remove("operations", path);
  yield rename("operations", path, template.replace("_logs", "_log"));
  yield rename("operations", path, template.replace(/\{\w+\}(?=[^{]*$)/, "{id}"));
  yield rename("operations", path, `${template}/`);
  const header = { name: "X-Brand-New", in: "header", required: true, schema: { type: "string" } };
  yield add("parameters", path, "parameters", [header]);
  for (const operation of membersOf(path)) yield* operationMutations(path, operation);
}

function* operationMutations(path: Site, operation: Site): Generator<Mutation> {
  yield remove("operations", operation);
  yield rename("operations", operation, "post");
  yield add("operations", path, "delete", operation.part);
  yield change("identifiers", "rename", below(operation, "operationId"), `${operation.part.operationId}2`);
  yield remove("identifiers", below(operation, "operationId"));
  yield change("identifiers", "change", below(operation, "tags"), ["Logs"]);
  yield* annotations(operation, "deprecated");
  yield add("servers", operation, "servers", [{ url: "https://example.com" }]);
  yield* securityMutations(below(operation, "security"));
  yield* parametersInUse(below(operation, "parameters"));
  yield* responsesInUse(below(operation, "responses"));
}

function* securityMutations(security: Site): Generator<Mutation> {
  yield remove("security", security);
  yield append("security", "loosen", security, {});
  for (const [scheme, scopes] of Object.entries<string[]>(security.part[0])) {
    const demand = below(security, 0);
    yield rename("security", below(demand, scheme), `${scheme}2`);
    const other = scopes.includes("evse:read") ? "debug:read" : "evse:read";
    yield change("scopes", "loosen", below(demand, scheme), []);
    yield change("scopes", "change", below(demand, scheme), [other]);
    yield change("scopes", "tighten", below(demand, scheme), [...scopes, other]);
    yield append("scopes", "loosen", security, { [scheme]: [other] });
  }
}

/** All that may happen to a scheme that names OAuth 2 grants. */
export function* schemeMutations(scheme: Site): Generator<Mutation> {
  yield change("security", "change", scheme, { type: "http", scheme: "bearer" });
  yield change("security", "change", scheme, { type: "http", scheme: "basic" });
  yield change("security", "change", scheme, { type: "apiKey", in: "header", name: "X-API-Key" });
  for (const grant of membersOf(below(scheme, "flows"))) {
    yield remove("grants", grant);
    yield rename("grants", grant, "password");
    for (const url of membersOf(grant).filter(({ part }) => typeof part === "string")) {
      yield remove("grants", url);
      yield change("grants", "change", url, url.part.replace(/\/$/, ""));
    }
    const scopes = below(grant, "scopes");
    yield add("scopes", scopes, "evse:write", "");
    for (const scope of membersOf(scopes)) {
      yield remove("scopes", scope);
      yield rename("scopes", scope, `${keyOf(scope)}2`);
    }
  }
}

export function* serverMutations(servers: Site): Generator<Mutation> {
  yield change("servers", "change", servers, servers.part.toReversed());
  yield append("servers", "add", servers, { url: "https://example.com" });
  for (const server of membersOf(servers)) {
    yield remove("servers", server);
    yield change("servers", "change", below(server, "url"), server.part.url.replace(/v2$/, "v3"));
  }
}
