// The OAuth endpoints: token requests (RFC 6749) and token revocation (RFC 7009).

import { json, Refusal, text } from "./http.ts";
import { refusal } from "./problems.ts";
import type { OAuthClient, Tokens } from "./tokens.ts";

/** The scopes of the API. */
export const SCOPES = ["evse:read", "debug:read"] as const;

const NO_STORE = { "Cache-Control": "no-store", Pragma: "no-cache" };

/** @throws {Refusal} */
export async function issueTokens(request: Request, tokens: Tokens, now: number): Promise<Response> {
  const form = await readForm(request);
  const client = authenticate(request, form, tokens);
  switch (required(form, "grant_type")) {
    case "client_credentials": {
      if (client.secret === "") throw refuse("unauthorized_client", "This grant requires a client with a secret.");
      return json(grant(tokens, client, readScopes(form, SCOPES), now), { headers: NO_STORE });
    }
    case "refresh_token": {
      const refreshToken = required(form, "refresh_token");
      const granted = tokens.refreshScopes(refreshToken);
      if (!granted) throw refuse("invalid_grant", "The refresh token is unknown, used or revoked.");
      const issued = grant(tokens, client, readScopes(form, granted), now);
      return json({ ...issued, refresh_token: tokens.rotate(refreshToken, granted) }, { headers: NO_STORE });
    }
    default:
      throw refuse("unsupported_grant_type", "Supported grants: client_credentials, refresh_token.");
  }
}

/** Revokes a token; an unknown token counts as revoked. @throws {Refusal} */
export async function revokeToken(request: Request, tokens: Tokens): Promise<Response> {
  const form = await readForm(request);
  authenticate(request, form, tokens);
  tokens.revoke(required(form, "token"));
  return text("", {});
}

async function readForm(request: Request): Promise<URLSearchParams> {
  if (request.method !== "POST") throw refusal(405, { Allow: "POST" });
  const type = request.headers.get("Content-Type") ?? "";
  if (!/^application\/x-www-form-urlencoded\s*(;|$)/i.test(type)) {
    throw refuse("invalid_request", "The body must be a form (application/x-www-form-urlencoded).");
  }
  return new URLSearchParams(await request.text());
}

function required(form: URLSearchParams, name: string): string {
  const value = form.get(name);
  if (!value) throw refuse("invalid_request", `The parameter ${name} is missing.`);
  return value;
}

/** Authenticates a client by HTTP Basic or by the form. A public client sends only its id. */
function authenticate({ headers }: Request, form: URLSearchParams, tokens: Tokens): OAuthClient {
  const authorization = headers.get("Authorization");
  const [id, secret] =
    authorization === null
      ? [form.get("client_id") ?? "", form.get("client_secret") ?? ""]
      : (readBasic(authorization) ?? []);
  const client = tokens.client(id ?? "");
  if (!client || client.secret !== secret) {
    throw refuse("invalid_client", "The client is unknown, or its secret is wrong.", 401, {
      "WWW-Authenticate": 'Basic realm="ev-energy-logs simulator"',
    });
  }
  return client;
}

/** Reads id and secret, which are form-encoded before they go into Basic (RFC 6749, section 2.3.1). */
function readBasic(authorization: string): string[] | undefined {
  const [, encoded = ""] = /^Basic +(\S+)$/i.exec(authorization) ?? [];
  try {
    const [id = "", ...secret] = atob(encoded).split(":");
    return [id, secret.join(":")].map((part) => decodeURIComponent(part.replaceAll("+", " ")));
  } catch {
    return undefined;
  }
}

/** Returns the requested scopes, or all available ones if the request names none. */
function readScopes(form: URLSearchParams, available: readonly string[]): readonly string[] {
  const requested = new Set(form.get("scope")?.split(" ").filter(Boolean));
  for (const scope of requested) {
    if (!available.includes(scope)) throw refuse("invalid_scope", "A scope is unknown or was not granted.");
  }
  return requested.size > 0 ? [...requested] : available;
}

function grant(tokens: Tokens, client: OAuthClient, scopes: readonly string[], now: number): object {
  return {
    access_token: tokens.issue(client, scopes, now),
    token_type: "Bearer",
    expires_in: tokens.ttlSeconds,
    scope: scopes.join(" "),
  };
}

function refuse(error: string, description: string, status = 400, headers: Readonly<Record<string, string>> = {}) {
  const body = { error, error_description: description };
  return new Refusal(json(body, { status, headers: { ...NO_STORE, ...headers } }));
}
