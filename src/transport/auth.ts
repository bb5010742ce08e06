// Gives each request its token, and finds out after a 401 whether there is another one.

import { checkBelow, checkToken, checkTokenSource } from "../validate.ts";
import { untilAborted } from "./abort.ts";

/** Where tokens come from. `ev-energy-logs/oauth` makes such sources; one of your own fits as well. */
export interface TokenSource {
  /**
   * Gives the token to use now.
   *
   * @param options.signal ends the wait of this caller; others may wait for the same token
   * @param options.fetch sends a token request with the rules of the client that asks: its fetch, retries, time-out, events
   */
  getToken(options?: { signal?: AbortSignal | undefined; fetch?: typeof globalThis.fetch }): Promise<string>;
  /** Drops the token, if it is still the one held: a late 401 must not discard a newer one. */
  invalidate(token: string): void;
}

/** A token, a function that gives the one to use now, or a source that renews them. */
export type Auth = string | (() => string | Promise<string>) | TokenSource;

export interface Authorizer {
  /** Gives the token for a request to this address; none goes out of the API. */
  token(url: string, signal: AbortSignal | undefined): Promise<string>;
  /** Gives a token in place of one that was refused; undefined if the source has no other. */
  replace(refused: string, signal: AbortSignal | undefined): Promise<string | undefined>;
}

/**
 * @param baseUrl where the token belongs
 * @param fetch what a source sends its token requests with
 */
export function createAuthorizer(auth: Auth, baseUrl: string, fetch: typeof globalThis.fetch): Authorizer {
  const source = toSource(auth);
  const getToken = async (signal: AbortSignal | undefined) => {
    const pending = source.getToken({ signal, fetch });
    const value: unknown = await untilAborted(pending, signal);
    checkToken(value);
    return value;
  };
  return {
    token(url, signal) {
      checkBelow(baseUrl, url);
      return getToken(signal);
    },
    async replace(refused, signal) {
      source.invalidate(refused);
      const other = await getToken(signal);
      return other === refused ? undefined : other;
    },
  };
}

function toSource(auth: unknown): TokenSource {
  if (typeof auth === "function") return { getToken: async () => auth(), invalidate() {} };
  if (typeof auth === "string") {
    checkToken(auth);
    return toSource(() => auth);
  }
  checkTokenSource(auth);
  return auth as TokenSource;
}
