import { describe, expect, it } from "vitest";
import { testIo } from "../../../tests/support/cli.ts";
import { baseUrlOf, connect } from "./connection.ts";

const options = { color: true };

describe("the address of the API", () => {
  it.each([
    [
      "the option's",
      { baseUrl: "https://a.example" },
      { EV_ENERGY_BASE_URL: "https://b.example" },
      "https://a.example",
    ],
    ["the environment's", {}, { EV_ENERGY_BASE_URL: "https://b.example" }, "https://b.example"],
    ["the provider's where the variable is empty", {}, { EV_ENERGY_BASE_URL: "" }, "https://api.ev.energy/v2"],
    ["the provider's", {}, {}, "https://api.ev.energy/v2"],
  ])("is %s", (_, more, env, expected) => {
    expect(baseUrlOf({ ...options, ...more }, env)).toBe(expected);
  });

  const takes = "it takes an https URL without user, query or fragment; http is for this machine only";
  const client = { EV_ENERGY_CLIENT_ID: "app", EV_ENERGY_CLIENT_SECRET: "my-secret" };
  it.each([
    [
      "plain http",
      { EV_ENERGY_TOKEN: "t", EV_ENERGY_BASE_URL: "http://api.example/v2" },
      2,
      `--base-url, EV_ENERGY_BASE_URL: ${takes}`,
    ],
    ["no URL", { EV_ENERGY_TOKEN: "t", EV_ENERGY_BASE_URL: "api" }, 2, `--base-url, EV_ENERGY_BASE_URL: ${takes}`],
    [
      "a password",
      { ...client, EV_ENERGY_BASE_URL: "https://me:pass@api.example" },
      2,
      `--base-url, EV_ENERGY_BASE_URL: ${takes}`,
    ],
    ["a bad token URL", { ...client, EV_ENERGY_TOKEN_URL: "http://t.example/" }, 2, `EV_ENERGY_TOKEN_URL: ${takes}`],
    [
      "a bad token",
      { EV_ENERGY_TOKEN: "my token" },
      3,
      "EV_ENERGY_TOKEN: it takes a token of printable ASCII without spaces",
    ],
  ])("and the credentials are refused by the names that they have here: %s", (_, env, exitCode, message) => {
    expect(() => connect(options, testIo([], { env }))).toThrow(expect.objectContaining({ exitCode, message }));
  });
});
