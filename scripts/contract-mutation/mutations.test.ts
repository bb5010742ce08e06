// The mutations of this repository's contract: there are some of every kind, each a change of its own.

import { describe, expect, test } from "vitest";
import { readContract } from "../../contract-tests/contract.ts";
import { mutate, subjects, titleOf } from "./mutation.ts";
import { mutationsOf } from "./mutations.ts";

const contract = readContract();
const mutations = mutationsOf(contract);
const titles = mutations.map(titleOf);

test.each(subjects)("some mutations change %s", (subject) => {
  expect(mutations.filter((mutation) => mutation.subject === subject).length).toBeGreaterThan(3);
});

test.each(["remove", "rename", "change", "loosen", "tighten", "add"])("some mutations %s", (verb) => {
  expect(mutations.filter((mutation) => mutation.verb === verb).length).toBeGreaterThan(50);
});

test("no two mutations have the same title", () => {
  expect(titles.filter((title, at) => titles.indexOf(title) !== at)).toEqual([]);
});

test("every mutation makes another document", () => {
  const original = JSON.stringify(contract);
  expect(mutations.filter((mutation) => JSON.stringify(mutate(contract, mutation)) === original)).toEqual([]);
});

test("no mutation is mere prose", () => {
  const prose = mutations.filter(({ path }) =>
    path.some((key) => key === "info" || key === "description" || key === "summary"),
  );
  expect(prose).toEqual([]);
});

describe("among them is", () => {
  test.each([
    "paths: /evses/{evse_id}/status_logs → /evses/{evse_id}/status_log",
    "paths./evses/{evse_id}/command_logs: get → post",
    'get /evses/{evse_id}/status_logs security.0.OAuth2: ["evse:read"] → ["debug:read"]',
    "get /evses/{evse_id}/status_logs security: nothing → {}",
    'get /evses/{evse_id}/status_logs parameters.3: {"$ref":"#/components/parameters/PageSize"} → nothing',
    "get /evses/{evse_id}/status_logs responses: 404 → 413",
    "get /evses/{evse_id}/status_logs responses.200.content: application/json → text/plain",
    'parameters.PageSize.in: "query" → "header"',
    "parameters.PageSize.required: nothing → true",
    "parameters.PageSize.schema.minimum: 1 → 0",
    "parameters.PageSize.schema.minimum: 1 → 2",
    "parameters.PageSize.schema.maximum: 100 → 101",
    "parameters.PageSize.schema.maximum: 100 → nothing",
    "parameters.PageSize.schema.default: 25 → 26",
    'parameters.PageSize.schema.type: "integer" → "number"',
    "parameters.Expand.explode: true → false",
    'parameters.Expand.schema.items.enum.0: "evse" → nothing',
    'parameters.EvseId.schema.pattern: "^evse[A-Z0-9]{26}$" → "evse[A-Z0-9]{26}$"',
    'parameters.EvseId.schema.pattern: "^evse[A-Z0-9]{26}$" → "^evse[A-Z0-9]{27}$"',
    'parameters.SampledAt.schema.format: "date-time" → "date"',
    "headers.Retry-After.required: true → nothing",
    "headers.Retry-After.schema.default: 3600 → 3601",
    "headers.Retry-After.example: 42 → 43",
    "responses.TooManyRequests.headers: Retry-After → Retry-After-2",
    "responses.Forbidden.content: application/problem+json → application/json",
    "responses.Forbidden.content.application/problem+json.examples: missingScope → missingScope2",
    "responses.Forbidden.content.application/problem+json.examples.missingScope.value.status: 403 → 404",
    'schemas.EVSEStatusLog.required.1: "sampled_at" → nothing',
    'schemas.EVSEStatusLog.required: nothing → "mode"',
    'schemas.EVSEStatusLog.properties.is_charging.type: ["boolean","null"] → "boolean"',
    'schemas.EVSEStatusLog.properties.mode.enum.6: "Load match" → "Load match_2"',
    'schemas.EVSEStatusLog.properties.mode.enum: nothing → "BRAND_NEW"',
    "schemas.EVSEStatusLog.properties: mode → mode_2",
    'schemas.EVSEStatusLog.properties.evse.oneOf.1: {"$ref":"#/components/schemas/EVSE"} → nothing',
    'schemas.EVSEStatusLog.properties.evse.oneOf.1: {"$ref":"#/components/schemas/EVSE"} → {"$ref":"#/components/schemas/EVSEModel"}',
    "schemas.EVSEStatusLog.additionalProperties: nothing → false",
    'securitySchemes.OAuth2.flows.clientCredentials.tokenUrl: "https://api.ev.energy/o/token/" → "https://api.ev.energy/o/token"',
    "securitySchemes.OAuth2.flows.clientCredentials.scopes: debug:read → debug:read2",
    'servers.0.url: "https://api.ev.energy/v2" → "https://api.ev.energy/v3"',
  ])("%s", (title) => {
    expect(titles).toContain(title);
  });
});
