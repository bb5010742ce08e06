// Every mutation of a contract. What they are follows from what may change in an OpenAPI document, not from what the tests
// look at; prose, and changes that mean nothing, are left out.

import type { Part } from "../../contract-tests/contract.ts";
import { below, change, type Mutation, membersOf, type Site, siteOf } from "./mutation.ts";
import { pathMutations, schemeMutations, serverMutations } from "./operations.ts";
import { parameterMutations } from "./parameters.ts";
import { headerMutations, responseMutations } from "./responses.ts";
import { schemaMutations } from "./schemas.ts";

/** Those of a component are made where it is defined, not where it is used. */
const ofComponents: Readonly<Record<string, (site: Site) => Iterable<Mutation>>> = {
  securitySchemes: schemeMutations,
  parameters: parameterMutations,
  headers: headerMutations,
  responses: responseMutations,
  schemas: schemaMutations,
};

export function mutationsOf(contract: Part): Mutation[] {
  const whole = siteOf(contract);
  const components = Object.entries(ofComponents).flatMap(([section, mutations]) =>
    membersOf(below(whole, "components", section)).flatMap((component) => [...mutations(component)]),
  );
  return [
    change("identifiers", "change", below(whole, "openapi"), "3.0.3"),
    ...serverMutations(below(whole, "servers")),
    ...membersOf(below(whole, "paths")).flatMap((path) => [...pathMutations(path)]),
    ...components,
  ].filter((mutation) => isChange(contract, mutation));
}

/** Such as a pattern without the part that would be replaced is not. Order counts: the first example is the one served. */
function isChange(contract: Part, { path, value }: Mutation): boolean {
  return JSON.stringify(siteOf(contract, ...path).part) !== JSON.stringify(value);
}
