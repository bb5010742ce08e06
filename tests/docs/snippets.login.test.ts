// The log-in of a user as the documents show it: it gets from the address to a list of logs.
import { createHash } from "node:crypto";
import { writeFileSync } from "node:fs";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterEach, describe, expect, onTestFinished, test, vi } from "vitest";
import type { Client } from "../../src/index.ts";
import { pathOf, temporaryDirectory } from "../support/scripts.ts";
import { blocksOfDocuments } from "./snippets.ts";

const logins = blocksOfDocuments().filter(({ code }) => code.includes("code_challenge_method"));
const modules: Readonly<Record<string, string>> = {
  "ev-energy-logs": pathOf("src/index.ts"),
  "ev-energy-logs/oauth": pathOf("src/oauth.ts"),
  oauth4webapi: pathOf("node_modules/oauth4webapi/build/index.js"),
};

afterEach(() => {
  vi.unstubAllGlobals();
});

interface Login {
  startLogin(): Promise<{ address: URL; verifier: string; state: string }>;
  finishLogin(url: URL, kept: { verifier: string; state: string }): Promise<Client>;
}

/** The block as a module, with nothing changed but where its imports are. `store` is told to the test. */
async function loadLogin(block: string, store: (refreshToken: string) => Promise<void>): Promise<Login> {
  const code = block.replace(/ from "(.+)";/g, (_, name) => ` from ${JSON.stringify(modules[name])};`);
  const file = join(temporaryDirectory(), "login.ts");
  writeFileSync(file, code);
  vi.stubGlobal("store", store);
  return await import(pathToFileURL(file).href);
}

const redirectUri = "https://my-app.example/callback";

/** A tiny provider: asks nobody, gives out a code for a challenge, tokens for the code, and a log for the token. */
async function startProvider() {
  const challenges = new Map<string, string>();
  const refreshTokens = new Set<string>();
  const served: string[] = [];
  const server = createServer(async (request, response) => {
    const url = new URL(request.url ?? "", "http://localhost");
    const query = Object.fromEntries(url.searchParams);
    served.push(`${request.method} ${url.pathname}`);
    const reply = (status: number, body: unknown) =>
      response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
    if (url.pathname === "/o/authorize/") {
      challenges.set("the-code", query["code_challenge"] ?? "");
      const location = `${redirectUri}?${new URLSearchParams({ code: "the-code", state: query["state"] ?? "" })}`;
      response.writeHead(302, { location }).end();
    } else if (url.pathname === "/o/token/") {
      const form = await readForm(request);
      const isGood =
        form["grant_type"] === "authorization_code"
          ? form["redirect_uri"] === redirectUri &&
            challenges.get(form["code"] ?? "") === s256(form["code_verifier"] ?? "")
          : form["grant_type"] === "refresh_token" && refreshTokens.delete(form["refresh_token"] ?? "");
      challenges.clear();
      const [access_token, refresh_token] = [`access-${served.length}`, `refresh-${served.length}`];
      if (isGood && form["client_id"] === "my-app") {
        refreshTokens.add(refresh_token);
        reply(200, { access_token, token_type: "Bearer", expires_in: 36_000, refresh_token });
      } else {
        reply(400, { error: "invalid_grant" });
      }
    } else {
      reply(200, [{ sampled_at: request.headers.authorization }]);
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  // The code says where the provider really is; only the platform's fetch goes elsewhere.
  const platformFetch = globalThis.fetch;
  vi.stubGlobal("fetch", async (input: string | URL | Request, init?: RequestInit) => {
    const request = new Request(input, init);
    const address = request.url.replace(/^https:\/\/api\.ev\.energy(?=\/)/, origin);
    const body = request.body === null ? null : await request.text();
    const { method, headers, redirect } = request;
    return await platformFetch(address, { method, headers, redirect, body });
  });
  return { served };
}

async function readForm(request: IncomingMessage): Promise<Record<string, string>> {
  let body = "";
  for await (const chunk of request.setEncoding("utf8")) body += chunk;
  return Object.fromEntries(new URLSearchParams(body));
}

function s256(verifier: string): string {
  return createHash("sha256").update(verifier).digest("base64url");
}

test("there is one", () => {
  expect(logins.map(({ place }) => place.split(":")[0])).toEqual(["docs/guides/user-tokens.md"]);
});

describe.each(logins)("the log-in of a user at $place", ({ code }) => {
  test("gets from the address to a list of logs, and stores each refresh token", async () => {
    const stored: string[] = [];
    const { served } = await startProvider();
    const { startLogin, finishLogin } = await loadLogin(code, async (token) => void stored.push(token));
    const { address, ...kept } = await startLogin();
    expect(address.origin + address.pathname).toBe("https://api.ev.energy/o/authorize/");
    expect(Object.fromEntries(address.searchParams)).toEqual({
      response_type: "code",
      client_id: "my-app",
      redirect_uri: redirectUri,
      scope: "evse:read debug:read",
      state: kept.state,
      code_challenge: s256(kept.verifier),
      code_challenge_method: "S256",
    });

    const back = await comeBack(address);
    const client = await finishLogin(back, kept);
    expect(stored).toEqual(["refresh-2"]);

    const logs = await client.statusLogs.list("evse01HSH04KDEWF6Z4DB2J77J74K5").toArray();
    expect(logs).toEqual([{ sampled_at: "Bearer access-3" }]);
    expect(stored).toEqual(["refresh-2", "refresh-3"]);
    expect(served).toEqual([
      "GET /o/authorize/",
      "POST /o/token/",
      "POST /o/token/",
      "GET /v2/evses/evse01HSH04KDEWF6Z4DB2J77J74K5/status_logs",
    ]);
  });

  test("fails with another verifier, or another state", async () => {
    await startProvider();
    const { startLogin, finishLogin } = await loadLogin(code, async () => {});
    const { address, ...kept } = await startLogin();
    const back = await comeBack(address);
    await expect(finishLogin(back, { ...kept, state: "another" })).rejects.toThrow(/"state"/);
    const other = await startLogin();
    await expect(finishLogin(back, { ...kept, verifier: other.verifier })).rejects.toMatchObject({
      error: "invalid_grant",
    });
  });
});

/** Follows the provider's redirect, as the user's browser does. */
async function comeBack(address: URL): Promise<URL> {
  const { headers } = await fetch(address, { redirect: "manual" });
  return new URL(headers.get("location") ?? "");
}
