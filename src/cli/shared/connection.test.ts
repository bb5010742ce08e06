import { expect, it } from "vitest";
import { testIo } from "../../../tests/support/cli.ts";
import { baseUrlOf, connect } from "./connection.ts";

const options = { color: true };

it("the base URL is that of the option, else of the environment, else ev.energy's", () => {
  const env = { EV_ENERGY_BASE_URL: "https://b.example" };
  expect(baseUrlOf({ ...options, baseUrl: "https://a.example" }, env)).toBe("https://a.example");
  expect(baseUrlOf(options, env)).toBe("https://b.example");
  expect(baseUrlOf(options, { EV_ENERGY_BASE_URL: "" })).toBe("https://api.ev.energy/v2");
});

const URL_RULE = "must be an https URL without user, query or fragment; http is allowed for this machine only";
const BASE = `--base-url (EV_ENERGY_BASE_URL) ${URL_RULE}`;
const client = { EV_ENERGY_CLIENT_ID: "app", EV_ENERGY_CLIENT_SECRET: "my-secret" };

it.each([
  [{ EV_ENERGY_TOKEN: "t", EV_ENERGY_BASE_URL: "http://api.example/v2" }, 2, BASE],
  [{ EV_ENERGY_TOKEN: "t", EV_ENERGY_BASE_URL: "api" }, 2, BASE],
  [{ ...client, EV_ENERGY_BASE_URL: "https://me:pass@api.example" }, 2, BASE],
  [{ ...client, EV_ENERGY_TOKEN_URL: "http://t.example/" }, 2, `EV_ENERGY_TOKEN_URL ${URL_RULE}`],
  [{ EV_ENERGY_TOKEN: "my token" }, 3, "EV_ENERGY_TOKEN must be a token of printable ASCII without spaces"],
])("an invalid setting is named as the user knows it: %j", (env, exitCode, message) => {
  expect(() => connect(options, testIo([], { env }))).toThrow(expect.objectContaining({ exitCode, message }));
});
