/**
 * Second entry: sources of tokens for the two grants that the provider offers, on top of oauth4webapi.
 *
 * @module ev-energy-logs/oauth
 */

import * as oauth from "oauth4webapi";
import { ApiError, AuthenticationError, InvalidResponseError, RateLimitError } from "./errors.ts";
import { asFetch } from "./transport/as-fetch.ts";
import type { TokenSource } from "./transport/auth.ts";
import { systemClock } from "./transport/clock.ts";
import { readRetryTimes } from "./transport/retry-after.ts";
import { createSend } from "./transport/send.ts";
import { type Grant, TokenCache } from "./transport/token-cache.ts";
import { checkFunction, checkObject, checkScopes, checkSecret, checkUrl } from "./validate.ts";

export type { TokenSource } from "./transport/auth.ts";

/** What both sources take. */
export interface TokenSourceOptions {
  /** The id of the OAuth application. */
  clientId: string;
  /** What the token is to be good for, such as `["evse:read", "debug:read"]`. Default: what the application has. */
  scopes?: readonly string[] | undefined;
  /** Where tokens are had. Default `https://api.ev.energy/o/token/`. */
  tokenUrl?: string | undefined;
  /** Sends the token requests, in place of the `fetch` of the client. */
  fetch?: typeof globalThis.fetch | undefined;
}

/** Options of {@link clientCredentials}. */
export interface ClientCredentialsOptions extends TokenSourceOptions {
  /** The secret of the OAuth application. It goes to `tokenUrl` and nowhere else. */
  clientSecret: string;
}

/** Options of {@link refreshToken}. */
export interface RefreshTokenOptions extends TokenSourceOptions {
  /** The secret of the OAuth application, if it has one. It goes to `tokenUrl` and nowhere else. */
  clientSecret?: string | undefined;
  /** The refresh token that the user's authorisation ended in. */
  refreshToken: string;
  /**
   * Told of a new refresh token before the access token that came with it is used, for you to store: the one before it
   * may be worth nothing from then on. If this fails, so does the call that needed the token, and the next call tells
   * it again.
   */
  onRefresh?: ((tokens: { readonly refreshToken: string }) => void | Promise<void>) | undefined;
}

/**
 * Tokens for an organisation, by the client credentials grant. One token serves all callers. It is renewed a minute
 * ahead of its end, by one request however many wait for it.
 *
 * Calls reject with {@link AuthenticationError} if the token endpoint refuses.
 *
 * @example
 * const auth = clientCredentials({ clientId: "my-app", clientSecret: "my-secret" });
 * const client = createClient({ auth });
 *
 * @throws {InvalidArgumentError} if an option can't be right
 */
export function clientCredentials(options: ClientCredentialsOptions): TokenSource {
  const endpoint = createEndpoint(options);
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
 * Tokens for one end user, by the refresh token that the authorization code grant ended in. Where the provider hands
 * out a new refresh token, it takes the place of the one before it.
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
 * @throws {InvalidArgumentError} if an option can't be right
 */
export function refreshToken(options: RefreshTokenOptions): TokenSource {
  const endpoint = createEndpoint(options);
  const { clientSecret, onRefresh } = options;
  checkSecret("refreshToken", options.refreshToken);
  if (clientSecret !== undefined) checkSecret("clientSecret", clientSecret);
  checkFunction("onRefresh", onRefresh);
  const authentication = clientSecret === undefined ? oauth.None() : oauth.ClientSecretBasic(clientSecret);
  let current = options.refreshToken;
  let told = current;
  const tell = async () => {
    if (current !== told) await onRefresh?.({ refreshToken: current });
    told = current;
  };

  const requestGrant: RequestGrant = async (request) => {
    const { server, client, parameters } = endpoint;
    // If that failed the last time: a token that is not stored yet is not given up for another one.
    await tell();
    const options = { ...request, additionalParameters: parameters };
    const response = await oauth.refreshTokenGrantRequest(server, client, authentication, current, options);
    const grant = await readGrant(endpoint, response, [current, clientSecret ?? current], (rotated) => {
      current = rotated;
    });
    await tell();
    return grant;
  };
  // Once sent, the refresh token may be used up, and the answer holds the only other one.
  return createSource(options, requestGrant, { runsToEnd: true });
}

interface Endpoint {
  readonly server: oauth.AuthorizationServer & { readonly token_endpoint: string };
  readonly client: oauth.Client;
  /** What a token request carries besides its grant. */
  readonly parameters: Record<string, string>;
}

function createEndpoint(options: TokenSourceOptions): Endpoint {
  checkObject("options", options);
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
  const fallback = asFetch(
    createSend({
      fetch: ownFetch ?? ((...args) => globalThis.fetch(...args)),
      clock: systemClock,
      emit: () => {},
    }),
  );
  const request = ({ signal, fetch }: { signal: AbortSignal; fetch?: typeof globalThis.fetch }) => {
    const send = ownFetch ? fallback : (fetch ?? fallback);
    return requestGrant({
      signal,
      // A browser would ask its user for a password if a token endpoint at the page's own origin refuses the client.
      [oauth.customFetch]: (url, init) => send(url, { ...init, credentials: "omit" }),
      // The address was checked: plain http is for loopback only.
      [oauth.allowInsecureRequests]: true,
    });
  };
  return new TokenCache(request, systemClock, cacheOptions);
}

/**
 * Reads what makes a token, and nothing else: a good one is not refused for what stands beside it.
 *
 * @param onRotation told of a new refresh token, even if the token beside it is of no use: the old one may be used up
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

  const code = plain(body["error"], secrets);
  const details = [code, plain(body["error_description"], secrets)].filter(isText).join(": ");
  const message = `POST ${url}: ${[status, details || plain(response.statusText, secrets)].join(" ").trim()}`;
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
 * Gives what a server says if it is plain words. It may echo what it was sent, URL-encoded or in base64 too, so
 * whatever could be a secret is left out whole.
 */
function plain(value: unknown, secrets: readonly string[]): string | undefined {
  if (!isText(value) || !/^[a-z_ .,:;'()-]{1,200}$/i.test(value) || /[a-z]{20}/i.test(value)) return undefined;
  return secrets.some((secret) => isEcho(value, secret)) ? undefined : value.replace(/\.$/, "");
}

/** Leaves out what may be an echo of what was sent: of a secret, or of anything that is long and without a blank. */
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
      return "The refresh token has expired, was revoked or was replaced: have the user authorise again.";
    case "unauthorized_client":
    case "unsupported_grant_type":
      return "Check that the application may use this grant.";
    default:
      return "Check clientId, clientSecret and tokenUrl.";
  }
}
