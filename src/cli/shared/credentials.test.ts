import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { temporaryFolder } from "../../../tests/support/cli.ts";
import { findAuth, readEnv } from "./credentials.ts";

const BASE_URL = "https://api.example/v2";
const TOKEN = { EV_ENERGY_TOKEN: "my-token" };
const CLIENT = { EV_ENERGY_CLIENT_ID: "app", EV_ENERGY_CLIENT_SECRET: "secret" };

describe("credentials", () => {
  it("may be a token", () => {
    expect(findAuth(TOKEN, BASE_URL)).toBe("my-token");
    expect(findAuth({ ...TOKEN, EV_ENERGY_CLIENT_SECRET: "secret" }, BASE_URL)).toBe("my-token");
  });

  it.each([
    ["at the API's host", CLIENT, "https://api.example/o/token/"],
    [
      "at EV_ENERGY_TOKEN_URL",
      { ...CLIENT, EV_ENERGY_TOKEN_URL: "https://tokens.example/t" },
      "https://tokens.example/t",
    ],
  ])("may be those of a client, which gets tokens %s", async (_, env, tokenUrl) => {
    const auth = findAuth(env, BASE_URL);
    const fetch = async (input: RequestInfo | URL, init?: RequestInit) => {
      const { url, headers } = new Request(input, init);
      expect([url, headers.get("Authorization")]).toEqual([tokenUrl, `Basic ${btoa("app:secret")}`]);
      return Response.json({ access_token: "granted", token_type: "Bearer", expires_in: 60 });
    };
    expect(await (auth as Exclude<typeof auth, string | (() => unknown)>).getToken({ fetch })).toBe("granted");
  });

  it("may not be of both kinds", () => {
    expect(() => findAuth({ ...TOKEN, EV_ENERGY_CLIENT_ID: "app" }, BASE_URL)).toThrow(
      expect.objectContaining({
        message: "both EV_ENERGY_TOKEN and EV_ENERGY_CLIENT_ID are set; unset one of them",
        exitCode: 2,
      }),
    );
  });

  it.each([
    [{ EV_ENERGY_TOKEN: "" }, undefined, /^no credentials; set EV_ENERGY_CLIENT_ID and .* with --env-file$/],
    [{ EV_ENERGY_TOKN: "x" }, "a.env", "no credentials; a.env sets neither EV_ENERGY_TOKEN nor EV_ENERGY_CLIENT_ID"],
    [{ EV_ENERGY_CLIENT_ID: "app" }, undefined, "EV_ENERGY_CLIENT_ID is set, but EV_ENERGY_CLIENT_SECRET is not"],
    [{ EV_ENERGY_CLIENT_SECRET: "s" }, undefined, "EV_ENERGY_CLIENT_SECRET is set, but EV_ENERGY_CLIENT_ID is not"],
  ])("are missing in %j", (env, file, message) => {
    expect(() => findAuth(env, BASE_URL, file)).toThrow(message);
    expect(() => findAuth(env, BASE_URL, file)).toThrow(expect.objectContaining({ exitCode: 3 }));
  });
});

describe("the environment", () => {
  const write = (text: string) => {
    const file = join(temporaryFolder(), ".env");
    writeFileSync(file, text);
    return file;
  };

  it("is overridden by the file", () => {
    expect(readEnv({ EV_ENERGY_TOKEN: "a" }, undefined)).toEqual({ EV_ENERGY_TOKEN: "a" });
    const file = write("# mine\nEV_ENERGY_TOKEN='b'\nEV_ENERGY_BASE_URL=https://api.example/v2\n");
    expect(readEnv({ EV_ENERGY_TOKEN: "a", HOME: "/root" }, file)).toEqual({
      EV_ENERGY_TOKEN: "b",
      EV_ENERGY_BASE_URL: "https://api.example/v2",
      HOME: "/root",
    });
  });

  it("understands files as editors and shells write them", () => {
    const text = "\ufeffexport EV_ENERGY_CLIENT_ID=app\r\nEV_ENERGY_CLIENT_SECRET=\"a # b\" # mine\r\nOTHER='c d'\r\n";
    expect(readEnv({}, write(text))).toEqual({
      EV_ENERGY_CLIENT_ID: "app",
      EV_ENERGY_CLIENT_SECRET: "a # b",
      OTHER: "c d",
    });
  });

  it.each([
    ["a token", CLIENT, TOKEN, TOKEN],
    ["a client", TOKEN, CLIENT, CLIENT],
    ["a new secret", CLIENT, { EV_ENERGY_CLIENT_SECRET: "new" }, { ...CLIENT, EV_ENERGY_CLIENT_SECRET: "new" }],
  ])("has only the kind of credentials that the file has: %s", (_, env, variables, expected) => {
    const lines = Object.entries(variables).map(([name, value]) => `${name}=${value}\n`);
    expect(readEnv(env, write(lines.join("")))).toEqual(expected);
  });

  it.each([
    [() => "/nowhere/.env", (file: string) => `--env-file: ${file} does not exist`],
    [
      () => write("TOKEN=my-secret\n"),
      (file: string) => `--env-file: ${file} sets no variable whose name begins with EV_ENERGY_`,
    ],
  ])("can't be read from a wrong file, of which nothing is shown", (create, message) => {
    const file = create();
    expect(() => readEnv({}, file)).toThrow(expect.objectContaining({ message: message(file), exitCode: 2 }));
  });
});
