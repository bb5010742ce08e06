import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { temporaryFolder } from "../../../tests/support/cli.ts";
import { findAuth, readEnv } from "./credentials.ts";

const BASE_URL = "https://api.example/v2";

/** Gives what was asked for a token: the address, and who asked. */
async function askForToken(env: Record<string, string>, baseUrl = BASE_URL) {
  const auth = findAuth(env, baseUrl);
  let asked: { url: string; authorization: string | null } | undefined;
  const fetch = async (input: RequestInfo | URL, init?: RequestInit) => {
    const request = new Request(input, init);
    asked = { url: request.url, authorization: request.headers.get("Authorization") };
    return Response.json({ access_token: "granted", token_type: "Bearer", expires_in: 60 });
  };
  const token = typeof auth === "object" ? await auth.getToken({ fetch }) : auth;
  return { token, ...asked };
}

describe("credentials", () => {
  const pair = { EV_ENERGY_CLIENT_ID: "app", EV_ENERGY_CLIENT_SECRET: "secret" };

  it("are a token as it is", () => {
    expect(findAuth({ EV_ENERGY_TOKEN: "my-token" }, BASE_URL)).toBe("my-token");
  });

  it("are a client that asks for tokens beside the API", async () => {
    expect(await askForToken(pair)).toEqual({
      token: "granted",
      url: "https://api.example/o/token/",
      authorization: `Basic ${btoa("app:secret")}`,
    });
  });

  it("ask elsewhere if EV_ENERGY_TOKEN_URL says so", async () => {
    const env = { ...pair, EV_ENERGY_TOKEN_URL: "https://tokens.example/t" };
    expect(await askForToken(env)).toMatchObject({ url: "https://tokens.example/t" });
  });

  it.each([pair, { EV_ENERGY_CLIENT_ID: "app" }])("are refused where %j is there and a token as well", (client) => {
    expect(() => findAuth({ ...client, EV_ENERGY_TOKEN: "my-token" }, BASE_URL)).toThrow(
      expect.objectContaining({
        message: "both EV_ENERGY_TOKEN and EV_ENERGY_CLIENT_ID are set; unset one of them",
        exitCode: 2,
      }),
    );
  });

  it("are the token beside a secret without an id", () => {
    expect(findAuth({ EV_ENERGY_CLIENT_SECRET: "secret", EV_ENERGY_TOKEN: "my-token" }, BASE_URL)).toBe("my-token");
  });

  it("are missed by the name of the file that should have them", () => {
    expect(() => findAuth({ EV_ENERGY_TOKN: "my-token" }, BASE_URL, "bad.env")).toThrow(
      expect.objectContaining({
        message:
          "no credentials; bad.env sets neither EV_ENERGY_TOKEN nor EV_ENERGY_CLIENT_ID and EV_ENERGY_CLIENT_SECRET",
        exitCode: 3,
      }),
    );
  });

  const none =
    "no credentials; set EV_ENERGY_CLIENT_ID and EV_ENERGY_CLIENT_SECRET, or EV_ENERGY_TOKEN, or name a file with --env-file";
  it.each([
    [{}, none],
    [{ EV_ENERGY_TOKEN: "" }, none],
    [{ EV_ENERGY_CLIENT_ID: "my-app" }, "EV_ENERGY_CLIENT_SECRET is missing beside EV_ENERGY_CLIENT_ID"],
    [{ EV_ENERGY_CLIENT_SECRET: "my-secret" }, "EV_ENERGY_CLIENT_ID is missing beside EV_ENERGY_CLIENT_SECRET"],
  ])("are missed in %j", (env, complaint) => {
    expect(() => findAuth(env, BASE_URL)).toThrow(expect.objectContaining({ message: complaint, exitCode: 3 }));
  });
});

describe("the environment", () => {
  it("is that of the process without a file", () => {
    expect(readEnv({ EV_ENERGY_TOKEN: "a" }, undefined)).toEqual({ EV_ENERGY_TOKEN: "a" });
  });

  it("has the file's variables on top", () => {
    const file = join(temporaryFolder(), ".env");
    writeFileSync(file, "# mine\nEV_ENERGY_TOKEN='b'\nEV_ENERGY_BASE_URL=https://api.example/v2\n");
    expect(readEnv({ EV_ENERGY_TOKEN: "a", HOME: "/root" }, file)).toEqual({
      EV_ENERGY_TOKEN: "b",
      EV_ENERGY_BASE_URL: "https://api.example/v2",
      HOME: "/root",
    });
  });

  const token = { EV_ENERGY_TOKEN: "my-token" };
  const client = { EV_ENERGY_CLIENT_ID: "app", EV_ENERGY_CLIENT_SECRET: "secret" };
  it.each([
    ["a token", client, token, token],
    ["a client", token, client, client],
    [
      "the other half of a client",
      client,
      { EV_ENERGY_CLIENT_SECRET: "new" },
      { ...client, EV_ENERGY_CLIENT_SECRET: "new" },
    ],
    [
      "an address",
      client,
      { EV_ENERGY_BASE_URL: "https://api.example/v2" },
      { ...client, EV_ENERGY_BASE_URL: "https://api.example/v2" },
    ],
    ["both, which is not for the file to have", {}, { ...token, ...client }, { ...token, ...client }],
  ])("has of the credentials the kind that the file has: %s", (_, env, variables, expected) => {
    const file = join(temporaryFolder(), ".env");
    writeFileSync(
      file,
      Object.entries(variables)
        .map(([name, value]) => `${name}=${value}\n`)
        .join(""),
    );
    expect(readEnv(env, file)).toEqual(expected);
  });

  it("is not to be had from a file that is not there", () => {
    expect(() => readEnv({}, "/nowhere/.env")).toThrow(
      expect.objectContaining({
        message: "--env-file: there is no file /nowhere/.env",
        exitCode: 2,
      }),
    );
  });

  it("is not to be had from a file that has nothing to do with it, of which nothing is shown", () => {
    const file = join(temporaryFolder(), ".env");
    writeFileSync(file, "TOKEN=my-secret\n");
    expect(() => readEnv({ EV_ENERGY_TOKEN: "a" }, file)).toThrow(
      expect.objectContaining({
        message: `--env-file: ${file} has no variable whose name begins with EV_ENERGY_`,
        exitCode: 2,
      }),
    );
  });
});
