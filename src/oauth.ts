/**
 * The OAuth entry: token sources for the two grants that the provider supports, built on oauth4webapi.
 *
 * @module ev-energy-logs/oauth
 */

import * as oauth from "oauth4webapi";
import { ApiError, AuthenticationError, InvalidResponseError, RateLimitError } from "./errors.ts";
import type { TokenSource } from "./transport/auth.ts";
import { systemClock } from "./transport/clock.ts";
import { readRetryTimes } from "./transport/rate-limit.ts";
import { createSend } from "./transport/send.ts";
import { toFetch } from "./transport/to-fetch.ts";
import { type Grant, TokenCache } from "./transport/token-cache.ts";
import { checkFunction, checkMembers, checkObject, checkScopes, checkSecret, checkUrl } from "./validate.ts";

export type { TokenSource } from "./transport/auth.ts";

/** Options of both token sources. */
export interface TokenSourceOptions {
  /** The client id of the OAuth application. */
  clientId: string;
  /** The scopes to request, such as `["evse:read", "debug:read"]`. Default: the scopes of the application. */
  scopes?: readonly string[] | undefined;
  /** The token endpoint. Default `https://api.ev.energy/o/token/`. */
  tokenUrl?: string | undefined;
  /** The `fetch` for token requests. Default: the client's `fetch`. */
  fetch?: typeof globalThis.fetch | undefined;
}

/** Options of {@link clientCredentials}. */
export interface ClientCredentialsOptions extends TokenSourceOptions {
  /** The client secret of the OAuth application. It is sent to `tokenUrl` only. */
  clientSecret: string;
}

/** Options of {@link refreshToken}. */
export interface RefreshTokenOptions extends TokenSourceOptions {
  /** The client secret of the OAuth application, if it has one. It is sent to `tokenUrl` only. */
  clientSecret?: string | undefined;
  /** The refresh token from the user's authorization. */
  refreshToken: string;
  /**
   * Called with each new refresh token, before the access token that came with it is used. Store it: the previous one may
   * no longer be valid. If this function fails, so does the call that needed the token, and the next call repeats it.
   */
  onRefresh?: ((tokens: { readonly refreshToken: string }) => void | Promise<void>) | undefined;
}

/**
 * Creates a token source for an organization, with the client credentials grant. All callers share one token. It is
 * renewed one minute before it expires, with one request however many calls are waiting.
 *
 * Calls reject with {@link AuthenticationError} if the token endpoint refuses.
 *
 * @example
 * const auth = clientCredentials({ clientId: "my-app", clientSecret: "my-secret" });
 * const client = createClient({ auth });
 *
 * @throws {InvalidArgumentError} if an option is invalid
 */
export function clientCredentials(options: ClientCredentialsOptions): TokenSource {
  const endpoint = createEndpoint(options, ["clientSecret"]);
  const { clientSecret } = options;
  checkSecret("clientSecret", clientSecret);
  const authentication = oauth.ClientSecretBasic(clientSecret);
  return createSource(options, async (request) => {
    const { server, client, parameters } = endpoint;
    const response = await oauth.clientCredentialsGrantRequest(server, client, authentication, parameters, request);
    return await readGrant(endpoint, response, [clientSecret]);
  });
}

/**
 * Creates a token source for one end user, with the refresh token from an authorization code grant. If the provider
 * returns a new refresh token, it replaces the previous one.
 *
 * Calls reject with {@link AuthenticationError} if the token endpoint refuses.
 *
 * @example
 * const auth = refreshToken({
 *   clientId: "my-app",
 *   refreshToken: "the-stored-one",
 *   onRefresh: ({ refreshToken }) => store(refreshToken),
 * });
 * const client = createClient({ auth });
 *
 * @throws {InvalidArgumentError} if an option is invalid
 */
export function refreshToken(options: RefreshTokenOptions): TokenSource {
  const endpoint = createEndpoint(options, ["clientSecret", "refreshToken", "onRefresh"]);
  const { clientSecret, onRefresh } = options;
  checkSecret("refreshToken", options.refreshToken);
  if (clientSecret !== undefined) checkSecret("clientSecret", clientSecret);
  checkFunction("onRefresh", onRefresh);
  const authentication = clientSecret === undefined ? oauth.None() : oauth.ClientSecretBasic(clientSecret);
  let current = options.refreshToken;
  let stored = current;
  const store = async () => {
    if (current !== stored) await onRefresh?.({ refreshToken: current });
    stored = current;
  };

  const requestGrant: RequestGrant = async (request) => {
    const { server, client, parameters } = endpoint;
    // Retries a failed `onRefresh`: a refresh token that is not stored must not be used up.
    await store();
    const options = { ...request, additionalParameters: parameters };
    const response = await oauth.refreshTokenGrantRequest(server, client, authentication, current, options);
    const grant = await readGrant(endpoint, response, [current, clientSecret ?? current], (rotated) => {
      current = rotated;
    });
    await store();
    return grant;
  };
  // Once sent, the refresh token may be used up, and only the response has the new one.
  return createSource(options, requestGrant, { runsToEnd: true });
}

interface Endpoint {
  readonly server: oauth.AuthorizationServer & { readonly token_endpoint: string };
  readonly client: oauth.Client;
  /** Sent with each token request. */
  readonly parameters: Record<string, string>;
}

function createEndpoint(options: TokenSourceOptions, furtherNames: readonly string[]): Endpoint {
  checkObject("options", options);
  checkMembers("option", options, ["clientId", "scopes", "tokenUrl", "fetch", ...furtherNames]);
  checkSecret("clientId", options.clientId);
  const { clientId, scopes, tokenUrl = "https://api.ev.energy/o/token/" } = options;
  checkScopes(scopes);
  const url = checkUrl("tokenUrl", tokenUrl, false);
  checkFunction("fetch", options.fetch);
  return {
    server: { issuer: url.origin, token_endpoint: url.href },
    client: { client_id: clientId },
    parameters: scopes?.length ? { scope: scopes.join(" ") } : {},
  };
}

type RequestGrant = (
  options: oauth.ClientCredentialsGrantRequestOptions & oauth.TokenEndpointRequestOptions,
) => Promise<Grant>;

function createSource(
  { fetch: ownFetch }: TokenSourceOptions,
  requestGrant: RequestGrant,
  cacheOptions?: { runsToEnd: boolean },
): TokenSource {
  const fallback = toFetch(
    createSend({
      fetch: ownFetch ?? ((...args) => globalThis.fetch(...args)),
      clock: systemClock,
    }),
  );
  const request = ({ signal, fetch }: { signal: AbortSignal; fetch?: typeof globalThis.fetch }) => {
    const send = ownFetch ? fallback : (fetch ?? fallback);
    return requestGrant({
      signal,
      // Otherwise a browser prompts for a password if a token endpoint of the same origin responds with 401.
      [oauth.customFetch]: (url, init) => send(url, { ...init, credentials: "omit" }),
      // `checkUrl` has allowed plain http only to loopback.
      [oauth.allowInsecureRequests]: true,
    });
  };
  return new TokenCache(request, systemClock, cacheOptions);
}

/**
 * Reads a token response. A valid token is not rejected because of other invalid members.
 *
 * @param onRotation called with a new refresh token, even if the access token is unusable: the old one may be used up
 */
async function readGrant(
  { server, parameters }: Endpoint,
  response: Response,
  secrets: readonly string[],
  onRotation?: (refreshToken: string) => void,
): Promise<Grant> {
  const { status } = response;
  const headers = withoutEchoes(response.headers, secrets);
  const url = server.token_endpoint;
  const body = parseObject(await response.text());
  const { access_token: token, token_type: type, refresh_token: refreshToken } = body;
  if (response.ok) {
    if (isText(refreshToken)) onRotation?.(refreshToken);
    if (!isText(token) || !/^[\x21-\x7e]+$/.test(token) || !isText(type) || type.toLowerCase() !== "bearer") {
      throw new InvalidResponseError(`POST ${url}: ${status} without a bearer token. Check tokenUrl.`, {
        status,
        headers,
      });
    }
    return { token, lifetimeMs: Number.parseFloat(String(body["expires_in"])) * 1000 };
  }

  const code = plainWords(body["error"], secrets);
  const details = [code, plainWords(body["error_description"], secrets)].filter(isText).join(": ");
  const message = `POST ${url}: ${[status, details || plainWords(response.statusText, secrets)].join(" ").trim()}`;
  const failed = { status, headers, method: "POST", url };
  if (status < 400) throw new InvalidResponseError(`${message}. Check tokenUrl.`, { status, headers });
  if (status === 429) {
    throw new RateLimitError(`${message}.`, { ...failed, ...readRetryTimes(headers, systemClock.now()) });
  }
  if (status >= 500) throw new ApiError(`${message}.`, failed);
  if (code === undefined && status !== 400 && status !== 401 && status !== 403) {
    throw new ApiError(`${message}. Check tokenUrl.`, failed);
  }
  throw new AuthenticationError(`${message}. ${hint(code, parameters["scope"])}`, {
    ...failed,
    ...(code === undefined ? {} : { oauthError: code }),
  });
}

function parseObject(text: string): Record<string, unknown> {
  try {
    return Object(JSON.parse(text));
  } catch {
    return {};
  }
}

function isText(value: unknown): value is string {
  return typeof value === "string" && value !== "";
}

/**
 * Returns a server's text if it consists of plain words, otherwise undefined. Servers may repeat the request, also
 * URL-encoded or in base64, so any text that could contain a secret is dropped.
 */
function plainWords(value: unknown, secrets: readonly string[]): string | undefined {
  if (!isText(value) || !/^[a-z_ .,:;'()-]{1,200}$/i.test(value) || /[a-z]{20}/i.test(value)) return undefined;
  return secrets.some((secret) => isEcho(value, secret)) ? undefined : value.replace(/\.$/, "");
}

/** Drops headers that contain a secret, or a run of characters long enough to be an encoded one. */
function withoutEchoes(headers: Headers, secrets: readonly string[]): Headers {
  return new Headers(
    [...headers].filter(
      ([, value]) => !/[\w+/=%.~-]{20}/.test(value) && !secrets.some((secret) => isEcho(value, secret)),
    ),
  );
}

function isEcho(value: string, secret: string): boolean {
  return value.toLowerCase().includes(secret.toLowerCase());
}

function hint(code: string | undefined, scope: string | undefined): string {
  switch (code) {
    case "invalid_client":
      return "Check clientId and clientSecret.";
    case "invalid_scope":
      return `Check that the application was granted ${scope ? `the scopes ${scope}` : "a scope"}.`;
    case "invalid_grant":
      return "The refresh token has expired, was revoked or was replaced: ask the user to authorize again.";
    case "unauthorized_client":
    case "unsupported_grant_type":
      return "Check that the application may use this grant.";
    default:
      return "Check clientId, clientSecret and tokenUrl.";
  }
}
