// The log-in of a user as the guide shows it, against a provider that issues a code for a challenge and tokens for the code.

import { createHash } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, onTestFinished, test, vi } from "vitest";
import type { Client } from "../../src/index.ts";
import { pathOf, temporaryDirectory } from "../support/scripts.ts";
import { blocksOfDocuments } from "./snippets.ts";

const [login] = blocksOfDocuments().filter(({ code }) => code.includes("code_challenge_method"));
const modules: Readonly<Record<string, string>> = {
  "ev-energy-logs": pathOf("src/index.ts"),
  "ev-energy-logs/oauth": pathOf("src/oauth.ts"),
  oauth4webapi: pathOf("node_modules/oauth4webapi/build/index.js"),
};
const directory = temporaryDirectory();
const redirectUri = "https://my-app.example/callback";

interface Login {
  startLogin(): Promise<{ address: URL; verifier: string; state: string }>;
  finishLogin(url: URL, kept: { verifier: string; state: string }): Promise<Client>;
}

/** Loads the block as a module, with only its imports changed. It calls `store` with each refresh token. */
async function loadLogin(store: (refreshToken: string) => Promise<void>): Promise<Login> {
  const code = login?.code.replace(/ from "(.+)";/g, (_, name) => ` from ${JSON.stringify(modules[name])};`);
  const file = join(directory, "login.ts");
  writeFileSync(file, code ?? "");
  vi.stubGlobal("store", store);
  return await import(pathToFileURL(file).href);
}

const s256 = (verifier: string) => createHash("sha256").update(verifier).digest("base64url");

test("the log-in gets from the address to a list of logs, and stores each refresh token", async () => {
  onTestFinished(() => void vi.unstubAllGlobals());
  const served: string[] = [];
  let challenge: string | undefined;
  vi.stubGlobal("fetch", async (input: string | URL | Request, init?: RequestInit) => {
    const request = new Request(input, init);
    const { pathname } = new URL(request.url);
    served.push(`${request.method} ${pathname}`);
    if (pathname !== "/o/token/") return Response.json([{ sampled_at: request.headers.get("Authorization") }]);
    const form = Object.fromEntries(new URLSearchParams(await request.text()));
    const isValid =
      form["grant_type"] === "authorization_code"
        ? form["redirect_uri"] === redirectUri && s256(form["code_verifier"] ?? "") === challenge
        : form["refresh_token"] === "refresh-1";
    if (!isValid || form["client_id"] !== "my-app") return Response.json({ error: "invalid_grant" }, { status: 400 });
    const [access_token, refresh_token] = [`access-${served.length}`, `refresh-${served.length}`];
    return Response.json({ access_token, token_type: "Bearer", expires_in: 36_000, refresh_token });
  });
  const stored: string[] = [];
  const { startLogin, finishLogin } = await loadLogin(async (token) => void stored.push(token));
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

  challenge = address.searchParams.get("code_challenge") ?? "";
  const back = new URL(`${redirectUri}?code=the-code&state=${encodeURIComponent(kept.state)}`);
  await expect(finishLogin(back, { ...kept, state: "another" })).rejects.toThrow(/"state"/);
  const client = await finishLogin(back, kept);
  expect(await client.statusLogs.list("evse01HSH04KDEWF6Z4DB2J77J74K5").toArray()).toEqual([
    { sampled_at: "Bearer access-2" },
  ]);
  expect(stored).toEqual(["refresh-1", "refresh-2"]);
  expect(served).toEqual([
    "POST /o/token/",
    "POST /o/token/",
    "GET /v2/evses/evse01HSH04KDEWF6Z4DB2J77J74K5/status_logs",
  ]);
});
