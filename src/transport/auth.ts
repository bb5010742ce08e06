// Gets the token for each request and, after a 401, a replacement if the source has one.

import { check, describeSecret, isObject } from "../validate.ts";
import { untilAborted } from "./abort.ts";

/** A source of tokens. `ev-energy-logs/oauth` creates such sources; you can also write your own. */
export interface TokenSource {
  /**
   * Returns the token to use now.
   *
   * @param options.signal aborts only this caller's wait; others may be waiting for the same token
   * @param options.fetch the client's `fetch` for token requests, with its retries, timeout and events
   */
  getToken(options?: { signal?: AbortSignal | undefined; fetch?: typeof globalThis.fetch }): Promise<string>;
  /** Drops the token if it is still the current one: a late 401 must not discard a newer token. */
  invalidate(token: string): void;
}

/** A token, a function that returns the current token, or a source that renews tokens. */
export type Auth = string | (() => string | Promise<string>) | TokenSource;

export interface Authorizer {
  /** Returns the token for a request; rejects if the URL is not below `baseUrl`. */
  token(url: string, signal: AbortSignal | undefined): Promise<string>;
  /** Returns a token to replace the refused one, or undefined if the source has no other token. */
  replace(refused: string, signal: AbortSignal | undefined): Promise<string | undefined>;
}

/**
 * @param baseUrl the only place that receives the token
 * @param fetch the `fetch` that a source may use for its token requests
 */
export function createAuthorizer(auth: Auth, baseUrl: string, fetch: typeof globalThis.fetch): Authorizer {
  const source = toSource(auth);
  const getToken = async (signal: AbortSignal | undefined) => {
    const token: unknown = await untilAborted(source.getToken({ signal, fetch }), signal);
    checkToken(token);
    return token;
  };
  return {
    async token(url, signal) {
      // A call of `client.http` may name another `baseUrl`.
      check(url.startsWith(`${baseUrl}/`), "baseUrl", url, `an address below ${baseUrl}`);
      return await getToken(signal);
    },
    async replace(refused, signal) {
      source.invalidate(refused);
      const token = await getToken(signal);
      return token === refused ? undefined : token;
    },
  };
}

function toSource(auth: unknown): TokenSource {
  if (typeof auth === "function") return { getToken: async () => auth(), invalidate() {} };
  if (typeof auth === "string") {
    checkToken(auth);
    return toSource(() => auth);
  }
  const isSource = isObject(auth) && "getToken" in auth && "invalidate" in auth;
  check(isSource, "auth", auth, "a token, a function or a token source");
  return auth as TokenSource;
}

/** Checks that a token can be sent in a header. */
function checkToken(token: unknown): asserts token is string {
  const isToken = typeof token === "string" && /^[\x21-\x7e]+$/.test(token);
  check(isToken, "auth", token, "a token of printable ASCII without spaces", describeSecret(token));
}

/** Hides the token in text from servers and libraries, some of which repeat the request. */
export function hideToken(text: string, token: string | undefined): string {
  // A very short token, such as that of a mock, could match ordinary words.
  if (!token?.[7]) return text;
  const encodings = [token, JSON.stringify(token).slice(1, -1), encodeURIComponent(token)];
  return encodings.reduce((hidden, encoded) => hidden.replaceAll(encoded, "[token]"), text);
}
