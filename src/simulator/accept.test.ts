// Which Accept headers take JSON.

import { expect, test } from "vitest";
import { acceptsJson } from "./accept.ts";

test.for<string | null>([
  null,
  "",
  " ",
  "application/json",
  "Application/JSON",
  "application/json;charset=utf-8",
  "application/json; q=0.1",
  "application/json, application/problem+json",
  "text/html, application/*",
  "text/html,*/*;q=0.001",
  "application/json, */*;q=0",
  "application/json, application/*;q=0",
  "application/*, */*;q=0",
])("JSON is accepted by %j", (accept) => {
  expect(acceptsJson(accept)).toBe(true);
});

test.for([
  "text/html",
  "application/problem+json",
  "application/json;q=0",
  "application/json; Q=0.000",
  "application/json;q=high",
  "*/*;q=0",
  "application/json;q=0, */*",
  "application/json;q=0, application/*",
  "application/*;q=0, */*",
  "text/*",
  "json",
])("JSON is not accepted by %j", (accept) => {
  expect(acceptsJson(accept)).toBe(false);
});
